"""Messages that nobody should touch, by kind: generated from dictionaries (seeded) or written here."""

from __future__ import annotations

import json
import random
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from bench.quality.engines import PEERS
from bench.quality.everyday import CHAT, CODE, EMOTES, GAMES, PRICES, SENTENCES, URLS
from bench.quality.words import WORDS

# Short entries that ordinary words contain.
STEMS = (
    "anal anus arse ass balls bastard bitch boner boob butt cock coon crap cum cunt damn dick dike dyke fag fuck gook hell ho homo jap jerk jizz "
    "kike knob kum milf muff nazi nig nude orgy paki penis piss poof poon porn prick pube queer rape retard sex shit skank slag slut "
    "smut spic suck tard testes tit titty tranny turd twat vag wank whore wog wop chink kraut cameltoe rectum semen"
).split()
# What makes a dictionary word itself profane, so that flagging it is right.
_PROFANE = re.compile(
    r"cameltoe|knobhead|anuses|chinky|pissant|krauts|poofter|ahole|dickface|dickhole|scumbag|hoes$|poofs?$|horn(y|ier|iest)$|honk(y|ies|eys?)$|thots?$|arsed|hellhole|tards?$|nympho|sext|jerko|jerki|cybers|ballsa|fagot|gloryh|dickw|dickin$|dickless|spick|hotwife|damnation|"
    r"fuck|fuk|shit(?!ak|ah|im|o\b)|bitch|cunt(?!h)|nigg(?!ar)|whore|slut(?!zk|sk)|wank(?!el|ie|a)|bastard|fagg|porn|masturb|ejacul|orgasm|dildo|jizz|cocksu|cockh|dickhe|asshole|"
    r"arseho|assho|asswi|assha|assfu|dumbass|jackass|badass|smartass|fatass|hardass|kickass|lardass|twat(?!s?on)|boner|boob(?!oi)|titti|titty|tits$|pussy(?!c|w|f|t)|milf(?!o)|gangb|hentai|"
    r"cumsho|cumm|pissed|pisse|pisso|pissi|pissy|piss$|penis$|penises|vagin|clitor|testicl|scrotum|rectum|semen$|anus$|bollock|wanker|"
    r"douche|skank|shemal|tranny|trannie|retarded|retards?$|sexting|blowj|handj|footj|rimj|cocks?$|dicks?$|coons?$|chinks?$|gooks?$|kikes?$|spics?$|"
    r"dykes?$|fags?$|faggy|homos?$|nigs?$|paki$|pakis|wogs?$|wops?$|jap$|japs$|cum$|cums$|cunni|ass$|asses$|arses?$|tit$|crap|turds?$|damn|rapist|raped|raping|rapes?$|hooker|bugger|"
    r"pricks?$|whoring|sodom|felch|smegma|bukk|queef|analing|anally$|anal$|cuck(?!oo)|buttf|butth|kkk|nazis?$|hitler|buttp|jackoff|fistin|fisted|dickwe|dickie$|prickt|cockb|cockr|cocky$|wetback|paedoph|pedoph|rapey|nude|bdsm"
)  # fmt: skip
# Truly profane words among the frequent ones of other languages.
_PROFANE_ABROAD = re.compile(
    r"penes$|mamada|bâtard|batard|nègre|negre|nichon|branleu|चुदा|हरामखोर|रण्डी|tette$|sgualdrin|froci|cagat|verdomme|fiut|pierdó|spierdal|vadia|pênis|阴茎|人渣|骚逼|口交|去死|пенис|жид$|siktir|mastürb|yarra|clitor|damn|"
    r"fuck|shit|bitch|porn|порн|orgasm|penis|vagin|bastard|bastar|merd|mierda|put[aoe]|puti?n|putain|cabr[oó]n|coño|polla|joder|jodid|follar|verga|pendej|maric|culo?$|culos|chinga|"
    r"salop|encul|connard|connass|conne|couill|bite$|bordel|chier|niqu|nique|pédé|sexe|scheiß|scheiss|arsch|fick|fotze|hure|wichs|schlampe|nutte|titten|muschi|schwuchtel|neger|"
    r"caralh|foda|fode|foder|porra|cacete|buceta|cuzão|viado|cazz|stronz|minchia|puttan|troia|fottut|figa|coglion|vaffanc|frocio|neuk|kut|lul$|klootz|hoer|kank(?!or)|tyfus|tering|flikker|"
    r"godverdom|kurw|chuj|huj|pierdol|jeb|pizd|cip[aęy]|dup[aęyk]|gówn|gown|skurw|cwel|pedał|хуй|хуе|хуё|хуя|пизд|еб[аеилну]|ёб|бля|сук[аиу]|муда|говн|жоп|срат|дерьм|шлюх|пидо|гандон|трах|"
    r"sik(?!t|k|ic|ay|ât|ıy|iy)|amk|amına|amcık|orospu|piç|göt|yarrak|ibne|kahpe|pezev|bok|mal$|salak|aptal|gerizek|şerefsiz|cock|dick|pussy|gay|sex|секс|nazi|nudes?$|anal$|anus|cum$|ass$|tits|cunt|nigg|neonazi|hitler|idiot|imbec|stupid|"
    r"cretin|masturb|milf|escort|bdsm|blowjob|pedo|pédo|chutiya|madarchod|bhenchod|gandu|randi|चूत|लंड|भोस|मादर|गांड|रंडी|हरामी|कमीने|كس|زب|شرموط|نيك|عاهر|قحب|منيوك|خرا|كلب|他妈|傻逼|操|屌|妓|婊|贱|死ね|クソ|くそ|セックス|ちんこ|まんこ|エロ|바카|씨발|시발|병신|새끼|섹스|지랄|좆|보지|자지|창녀|ブス|ばか|馬鹿|벌레|죽어|죽어라|드립|nsfw"
)  # fmt: skip
ABROAD = ("ar", "de", "es", "fr", "hi", "it", "nl", "pl", "pt", "zh")
ALSO_ABROAD = ("ru", "tr", "ja", "ko")


@cache
def corpora() -> dict[str, Any]:
    """The data packages of .venv/peers, read once."""
    script = Path(__file__).parent / "corpora.py"
    done = subprocess.run([str(PEERS / "bin" / "python"), str(script)], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def embedded() -> list[str]:
    """Ordinary English words that contain a stem."""
    stem = re.compile("|".join(STEMS))
    return [
        word
        for word, _ in corpora()["words"]["en"]
        if len(word) > 3 and word.isalpha() and stem.search(word) and not _PROFANE.search(word)
    ]


def cross_word(rng: random.Random, count: int) -> list[str]:
    """Two ordinary words whose letters make a stem across the gap ("push it")."""
    common = [word for word, zipf in corpora()["words"]["en"] if zipf >= 4 and len(word) > 1 and word.isalpha()]
    clean = [word for word in common if not _PROFANE.search(word)]
    stems = [stem for stem in (*STEMS, *WORDS) if len(stem) >= 3]
    by_end: dict[str, list[str]] = {}
    by_start: dict[str, list[str]] = {}
    for word in clean:
        for size in range(1, min(6, len(word)) + 1):
            by_end.setdefault(word[-size:], []).append(word)
            by_start.setdefault(word[:size], []).append(word)
    disguised = {*STEMS, *WORDS, "bellend", "footjob", "handjob"}
    pairs = set()
    while len(pairs) < count:
        stem = rng.choice(stems)
        at = rng.randint(1, len(stem) - 1)
        left, right = by_end.get(stem[:at]), by_start.get(stem[at:])
        if left and right:
            first, second = rng.choice(left), rng.choice(right)
            # Both halves spelled alone are what people do to hide the word; that is a disguise, not an accident.
            joined = (first + second).removesuffix("s")
            if joined not in disguised and (first, second) != (stem[:at], stem[at:]):
                pairs.add(f"{first} {second}")
    return sorted(pairs)


def abroad(language: str, rng: random.Random, count: int) -> list[str]:
    """Messages of frequent words of another language, in random order."""
    pool = [(word, 10 ** (zipf - 3)) for word, zipf in corpora()["words"][language] if not _PROFANE_ABROAD.search(word)]
    words, weights = [word for word, _ in pool], [weight**0.5 for _, weight in pool]
    joint = "" if language in ("zh", "ja") else " "
    return [joint.join(rng.choices(words, weights, k=rng.randint(3, 7))) for _ in range(count)]


def sets(seed: int, size: int) -> dict[str, list[str]]:
    """All innocent sets by name; `size` messages where a set is generated."""
    rng = random.Random(seed)
    known = set(WORDS) | set(STEMS)
    surnames = [name for name in corpora()["surnames"] if name.lower() not in known]
    found = {
        "embedded words": embedded(),
        "cross-word pairs": cross_word(rng, size),
        "surnames": [f"thanks {name}" for name in rng.sample(surnames, size)],
        "cities": [f"greetings from {city}" for city in rng.sample(corpora()["cities"], size)],
        "chat": CHAT,
        "game talk": GAMES,
        "code": CODE,
        "URLs": URLS,
        "prices": PRICES,
        "emotes": EMOTES,
    }
    for language in (*ABROAD, *ALSO_ABROAD):
        found[f"words: {language}"] = abroad(language, rng, size // 2)
    found |= {f"sentences: {language}": texts for language, texts in SENTENCES.items()}
    return found
