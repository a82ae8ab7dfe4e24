"""The bundled policy: committed as it compiles, strict where it should be, and blind to what is innocent."""

from typing import Any

import pytest

from moderation import bundled, package_data
from moderation.compile import compile_policy
from moderation.compiled_form import uncompressed
from moderation.default import default_document, default_policy
from moderation.ledger.ladders import ladder_of
from moderation.lexicons import LANGUAGES, lexicon
from moderation.load import load
from moderation.verdict import ALLOW, DENY, HOLD, MASK
from tests.unit.moderation.build import judge

POLICY = default_policy()

INNOCENT = [
    "stream at 1pm, a las 1pm, um 1pm",
    "open the JP2 file with $fd",
    "LETS GOOOOOOOOOO WHAT A PLAY!!!!!!!!!!!!!",
    "LUL that was something",
    "KEKW KEKW PogChamp OMEGALUL monkaS",
    "it's $4.99, or 3 for $12.50 until 22.11.2026 18:30",
    "ggwp 3-2, that was 1v5 with 12 hp left",
    "https://docs.example.com/a/b?c=d#e and www.example.org are fine",
    "for (let i = 0; i < 10; i++) { console.log(i); }",
    "git clone git@github.com:example/project.git && make -j8",
    "ssh root@10.0.0.1 -p 2222",
    "push it to the limit",
    "class assessment of the Scunthorpe cockpit",
    "shiitake mushrooms and a Shih Tzu from Essex",
    "kill the boss, then shoot the tower",
    "¡qué jugada más increíble! ¿a qué hora empieza mañana?",
    "das war ein guter Kampf, danke fürs Zuschauen",
    "こんにちは、みんな！今日も楽しい配信ありがとう",
    "привет всем, отличный стрим",
    "السلام عليكم ورحمة الله وبركاته",
    "नमस्ते दोस्तों, क्या हाल है",
    "😂😂😂 👏🏽👏🏽 🇧🇷🇧🇷 ❤️❤️",
    "@anna @ben @carl come and look",
    "my viewer number is 1234567890 and my score 48151623",
    "===========================",
    "┻━┻ ︵ ヽ(°□°ヽ) ┬─┬ノ( º _ ºノ)",
    "a" * 60,
]


def test_compiled_form_is_what_the_document_compiles_to() -> None:
    compiled = compile_policy(default_document())
    assert compiled.problems == ()
    committed = package_data.read(bundled, "default.rkp")
    assert committed == uncompressed(compiled.data), "run: python -m moderation compile default (in functions/)"


@pytest.mark.parametrize("text", INNOCENT)
def test_innocent_text_is_delivered_untouched(text: str) -> None:
    decision = judge(POLICY, text)
    assert (decision.verdict, decision.content) == (ALLOW, text), decision.hits


@pytest.mark.parametrize(
    ("text", "rule", "verdict"),
    [
        ("what the fuck", "language", MASK),
        ("you should kill yourself", "self-harm", DENY),
        ("i will find out where you live", "threats", DENY),
        ("1488 forever", "hate", DENY),
        ("qué mierda es esta", "language", MASK),
        ("das ist doch scheisse", "language", MASK),
        ("kurwa mać", "language", MASK),
        ("free nitro here", "scams", HOLD),
        ("mail me at jane.doe@example.com", "personal-data", MASK),
        ("4111 1111 1111 1111", "personal-data", MASK),
        ("a" + "\u0301" * 30, "shape", DENY),
        ("x" * 200, "shape", DENY),
    ],
)
def test_what_the_default_policy_refuses(text: str, rule: str, verdict: str) -> None:
    decision = judge(POLICY, text)
    assert (decision.rule_id, decision.verdict) == (rule, verdict)
    assert decision.viewer_text
    if verdict == MASK:
        assert decision.content != text


def test_disguised_links_are_delivered_and_flagged_and_held_in_shield_mode() -> None:
    text = "look at example dot com"
    assert (judge(POLICY, text).verdict, judge(POLICY, text).flagged) == (ALLOW, True)
    assert judge(POLICY, text, modes={"shield": {}}).verdict == HOLD
    assert judge(POLICY, "look at example.com", modes={"shield": {}}).verdict == HOLD


def test_moderators_may_write_fast_but_not_swear() -> None:
    moderator = {"role": "moderator"}
    assert judge(POLICY, "hello", seconds={0: 50}).rule_id == "flood"
    assert judge(POLICY, "hello", seconds={0: 50}, attributes=moderator).verdict == ALLOW
    assert judge(POLICY, "fuck", attributes=moderator).verdict == MASK


def test_rooms_may_extend_it() -> None:
    document = {"extends": "default", "rules": [{"id": "language", "override": True, "verdict": "deny"}]}
    compiled = compile_policy(document, {"default": default_document()})
    assert compiled.problems == ()
    assert judge(load(compiled.data), "what the fuck").verdict == DENY


def test_every_shipped_lexicon_is_used() -> None:
    rules: Any = default_document()["rules"]
    used = {name for rule in rules for name in rule["params"].get("lexicons", [])}
    assert used == set(LANGUAGES)
    categories = {category for rule in rules for category in rule["params"].get("categories", [])}
    entries: Any = [entry for name in LANGUAGES for entry in lexicon(name)["entries"]]  # type: ignore[attr-defined]
    assert categories == {entry["category"] for entry in entries}


@pytest.mark.parametrize("code", ["banned", "timed_out", "slow_mode", "room_frozen", "unavailable", "links_off"])
@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr"])
def test_gates_speak_ten_languages_within_the_size_of_a_reason(code: str, language: str) -> None:
    text = POLICY.texts[code][language]
    assert 0 < len(text.encode()) <= 400


def test_ladder_leads_from_a_warning_to_a_ban() -> None:
    steps = ladder_of(package_data.read(bundled, "default.rkp")).steps
    assert [step.kind for step in steps] == ["warning", "timeout", "timeout", "ban"]
    assert [step.strikes for step in steps] == sorted(step.strikes for step in steps)
