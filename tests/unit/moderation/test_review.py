"""Which of several findings decides, and what a decision then says."""

import itertools

import pytest

from moderation.hit import Hit
from moderation.state import BAN, STATELESS, TIMEOUT, Sanction
from moderation.text import Readings
from moderation.verdict import ALLOW, DENY, HOLD, MASK
from tests.unit.moderation.build import BAD, NOW, judge, policy, rule, terms

ORDER = {"allow": 0, "flag": 0, "mask": 1, "hold": 2, "deny": 3}
WIRE = {"allow": ALLOW, "flag": ALLOW, "mask": MASK, "hold": HOLD, "deny": DENY}


def test_plain_message_is_delivered_without_a_word() -> None:
    decision = judge(policy(terms()), "good morning")
    assert (decision.verdict, decision.content) == (ALLOW, "good morning")
    assert (decision.rule_id, decision.reason_code, decision.viewer_text) == ("", "", "")
    assert (decision.hits, decision.strikes, decision.flagged) == ((), 0, False)
    assert (decision.policy_id, decision.policy_version, len(decision.policy_hash)) == ("test", 7, 32)


@pytest.mark.parametrize(("first", "second"), list(itertools.product(ORDER, repeat=2)))
def test_strictest_verdict_wins_and_the_first_of_equals(first: str, second: str) -> None:
    subject = policy(
        terms(id="one", verdict=first, reasonCode="code_one"),
        terms(id="two", verdict=second, reasonCode="code_two"),
    )
    decision = judge(subject, f"oh {BAD} you")
    strictest = second if ORDER[second] > ORDER[first] else first
    assert decision.verdict == WIRE[strictest]
    assert decision.flagged is ("flag" in (first, second) and decision.verdict in (ALLOW, MASK))
    if decision.verdict != ALLOW:
        told = "two" if strictest == second != first else "one"
        assert (decision.rule_id, decision.reason_code) == (told, f"code_{told}")
    elif decision.flagged:
        assert decision.rule_id == ("one" if first == "flag" else "two")
    else:
        assert decision.rule_id == ""
    assert [hit.rule_id for hit in decision.hits] == ["one", "two"]
    assert decision.content == ("oh ****** you" if decision.verdict == MASK else f"oh {BAD} you")


def test_the_heaviest_rule_counts_its_strikes_once() -> None:
    subject = policy(terms(id="light", strikes=0.5), terms(id="heavy", strikes=2, verdict="mask"))
    assert judge(subject, f"{BAD} {BAD}").strikes == 2


def test_hit_carries_span_of_the_original() -> None:
    (hit,) = judge(policy(terms()), f"oh {BAD}!").hits
    assert (hit.start, hit.end, hit.kind, hit.category, hit.severity) == (3, 9, "terms", "own", 3)


def test_flag_beside_mask() -> None:
    decision = judge(policy(terms(verdict="mask", flag=True)), BAD)
    assert (decision.verdict, decision.flagged, decision.content) == (MASK, True, "******")


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Nein."), ("de-AT", "Nein."), ("pt-BR", "Não."), ("PT-br", "Não."), ("ja", "No."), ("", "No.")],
)
def test_viewer_reads_the_language_of_the_token(language: str, text: str) -> None:
    subject = policy(terms(texts={"en": "No.", "de": "Nein.", "pt-BR": "Não."}))
    assert judge(subject, BAD, attributes={"language": language}).viewer_text == text


def test_rule_without_texts_speaks_by_its_verdict() -> None:
    assert judge(policy(terms(verdict="hold")), BAD).viewer_text == "A moderator will look at your message."
    assert judge(policy(terms()), BAD, attributes={"language": "de"}).viewer_text.startswith("Deine Nachricht")
    english_only = policy(terms(texts={"en": "No."}))
    assert judge(english_only, BAD, attributes={"language": "de"}).viewer_text.startswith("Deine Nachricht")
    assert judge(english_only, BAD, attributes={"language": "ja"}).viewer_text == "No."


def test_texts_by_reason_code_serve_rules_and_gates() -> None:
    subject = policy(terms(reasonCode="oath"), texts={"oath": {"en": "Mind it."}, "room_frozen": {"EN": "Shh."}})
    assert judge(subject, BAD).viewer_text == "Mind it."
    assert judge(subject, "hello", modes={"frozen": {}}).viewer_text == "Shh."


@pytest.mark.parametrize("where", ["allow", "exceptions"])
def test_allow_list_excuses_its_own_span_only(where: str) -> None:
    phrases = [f"The  {BAD} Band"]
    subject = policy(terms(exceptions=phrases)) if where == "exceptions" else policy(terms(), allow=phrases)
    assert judge(subject, f"i love the {BAD.upper()} band").verdict == ALLOW
    decision = judge(subject, f"the {BAD} band is {BAD}")
    assert decision.verdict == DENY
    assert [hit.start for hit in decision.hits] == [19]
    assert judge(subject, f"thex {BAD} band").verdict == DENY


def test_exceptions_of_one_rule_do_not_excuse_another() -> None:
    decision = judge(policy(terms(id="one", exceptions=[BAD]), terms(id="two")), BAD)
    assert [hit.rule_id for hit in decision.hits] == ["two"]


def test_sanction_goes_before_everything_and_ends_the_review() -> None:
    decision = judge(
        policy(terms(strikes=5)),
        BAD,
        modes={"frozen": {}},
        room_sanction=Sanction(TIMEOUT, NOW + 89.2),
        degraded="counts",
        fail_mode="closed",
    )
    assert (decision.rule_id, decision.reason_code, decision.remaining_seconds) == ("sanction:timeout", "timed_out", 90)
    assert (decision.strikes, decision.hits) == (0, ())


def test_closed_state_goes_before_modes_and_modes_before_rules() -> None:
    subject = policy(terms(strikes=5))
    closed = judge(subject, BAD, modes={"frozen": {}}, degraded="counts", fail_mode="closed")
    frozen = judge(subject, BAD, modes={"frozen": {}})
    assert (closed.rule_id, frozen.rule_id) == ("state:counts", "mode:frozen")
    assert closed.strikes == frozen.strikes == 5  # a refusal by the room is no shelter
    assert [hit.term for hit in frozen.hits] == [BAD]


def test_refusal_by_the_room_delivers_no_mask() -> None:
    decision = judge(policy(terms(verdict="mask", flag=True)), BAD, modes={"frozen": {}})
    assert (decision.verdict, decision.content, decision.flagged) == (DENY, BAD, False)


def test_client_written_attributes_decide_nothing() -> None:
    from moderation.message import Message
    from moderation.review import review

    subject = policy(terms(when={"exceptRoles": ["moderator"]}))
    message = Message(BAD, attributes={"role": "moderator"})
    assert review(message, subject, STATELESS, NOW).verdict == DENY


def test_ban_without_end_has_no_remaining_seconds() -> None:
    decision = judge(policy(), "hello", everywhere_sanction=Sanction(BAN))
    assert (decision.verdict, decision.remaining_seconds, decision.reason_code) == (DENY, None, "banned")


def test_shape_of_a_policy_with_every_kind_stays_silent_on_chat() -> None:
    subject = policy(
        rule("links", {"find": ["any"]}),
        rule("personal_data", {"find": ["email", "card", "phone", "ip", "street"]}),
        rule("shape", {"maxRepeated": 10, "capitals": {"share": 0.8, "minLetters": 10}}),
        rule("repetition", {"times": 1}),
        rule("flood", {"messages": 1, "seconds": 1}),
        rule("script", {"allow": ["Latin"]}),
    )
    assert judge(subject, "gg well played, that was 3-2 in 45 min").hits == ()


class _Shy:
    """A matcher that finds one occurrence at a time: what a mask uncovers, it finds next."""

    def find(self, readings: Readings, budget: int) -> list[Hit]:
        at = readings.content.find(BAD)
        return [Hit("terms", "terms", "own", 3, at, at + len(BAD), "plain", BAD)] if at >= 0 else []


@pytest.mark.parametrize(("times", "verdict"), [(1, MASK), (2, MASK), (3, DENY)])
def test_what_is_left_after_masking_is_read_again(times: int, verdict: str) -> None:
    subject = policy(terms(verdict="mask"))
    subject.matchers = (_Shy(),)  # type: ignore[assignment]
    text = "a " + BAD * times
    decision = judge(subject, text)
    assert decision.verdict == verdict
    assert decision.content == ("a " + "*" * len(BAD) * times if verdict == MASK else text)


@pytest.mark.parametrize(("length", "verdict"), [(500, ALLOW), (501, DENY)])
def test_text_beyond_what_is_read_is_not_delivered(length: int, verdict: str) -> None:
    decision = judge(policy(), "é" * length)
    refused = ("message:length", "too_long", "Your message is too long.")
    told = (decision.rule_id, decision.reason_code, decision.viewer_text)
    assert (decision.verdict, told) == (verdict, refused if verdict == DENY else ("", "", ""))


def test_text_that_would_cost_too_much_to_read_is_not_delivered() -> None:
    soup = " ".join(f"{number}!a$b|" for number in range(63))
    decision = judge(policy(terms()), soup)
    told = (decision.rule_id, decision.reason_code, decision.viewer_text, decision.content)
    assert (decision.verdict, *told) == (
        DENY,
        "message:unreadable",
        "unreadable",
        "Your message has too many signs to be read.",
        soup,
    )


@pytest.mark.parametrize(("others", "verdict"), [(20, MASK), (40, DENY)])
def test_a_masked_text_is_read_again_with_the_work_that_is_left(others: int, verdict: str) -> None:
    soup = " ".join(f"{number}!a$b|" for number in range(others))
    assert judge(policy(terms()), soup).verdict == ALLOW
    assert judge(policy(terms(verdict="mask")), f"{BAD} {soup}").verdict == verdict


@pytest.mark.parametrize(("times", "verdict"), [(24, MASK), (25, DENY)])
def test_a_text_of_which_masks_leave_nothing_is_refused(times: int, verdict: str) -> None:
    assert judge(policy(terms(verdict="mask")), " ".join([BAD] * times)).verdict == verdict


def test_masking_leaves_what_is_excused() -> None:
    decision = judge(policy(terms(verdict="mask", exceptions=[f"{BAD} band"])), f"{BAD} band and {BAD}")
    assert (decision.verdict, decision.content) == (MASK, f"{BAD} band and ******")


def test_condition_holds_for_the_second_reading_too() -> None:
    young = terms(verdict="mask", when={"accountYoungerThanSeconds": 60, "firstMessage": True})
    attributes = {"accountCreatedAt": str(int(NOW) - 5), "firstMessage": "true"}
    assert judge(policy(young), f"oh {BAD}", attributes=attributes).content == "oh ******"


def test_every_hit_names_its_rule() -> None:
    subject = policy(terms(id="one"), rule("links", {"find": ["any"]}, id="two"))
    hits = judge(subject, f"{BAD} https://a.com").hits
    assert [(hit.rule_id, hit.reading) for hit in hits] == [("one", "plain"), ("two", "plain")]
