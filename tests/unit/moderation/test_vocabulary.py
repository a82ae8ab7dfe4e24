"""Classes of words that the lists name, each beside what is innocent and looks or sounds like it."""

import pytest

from moderation.default import default_policy
from moderation.verdict import ALLOW
from tests.unit.moderation.build import judge

POLICY = default_policy()

# Class: what is hit, what is not.
CLASSES = {
    "a family by ear": (
        "muddafukkas, motha fucka, fothermuckers, mudafukah, muthafvcka, mfk, assfukah, cuksuker, cyberfck, kocksukka",
        "mother fuchsia, muda de fato, mozambique, a feckless mother, cyberfitness, mothership",
    ),
    "a stem and what it is put together with": (
        "dickwaffle, cuntmuppet, twatwizard, knobjockey, pisswizard, arsenugget, wankwizard, turdcutter, cockgoblin",
        "cockpit, cockatoo, dickens, pissarro, knobbly, arsenal, swankpin, shitake, prickly pear",
    ),
    "what stands for men who love men": (
        "peter puffer, polesmoker, butt pilot, bum bandits, donut puncher, fudge packing, battyboi",
        "peter pan, pole vaulter, bush pilot, time bandits, donut shop, fudge sundae, batty old house",
    ),
    "slurs of origin": (
        "jiggabu, coonies, niccer, slant eyed, gaysian, rice monkey, such a paki, polacks, honkey, tacohead, shitskins",
        "jigsaw, raccoons, nice, slanted roof, gay asian film festival, rice cooker, pakistan, polka, "
        "honky tonk, taco stand",
    ),
    "a word that is ordinary beside others": (
        "you hoe, such a slag, what a tard, you homos",
        "a diamond hoe with durability 3, steel slag furnace, plus tard, homo sapiens",
    ),
    "a word that is ordinary elsewhere": (
        "you negro",
        "un gato negro, el vestido negro, hoe gaat het met jullie, slaget om danmark, il est trop tard, "
        "de slag bij waterloo",
    ),
    "chats of other tongues": (
        "vittu, putang ina mo, gago ka, kontol, jebem ti mater, muie la toti, faszszopó, ty kokot, "
        "ρε μαλάκα, địt mẹ mày, nmsl, anjing lo",
        "vittoria, putan, gagarin, kontrol, jeben, muisti, pace, pico de gallo, malakka, dit weekend, sukat jalassa",
    ),
    "threats in other languages": (
        "je sais ou tu habites, sei onde vc mora, so dove abiti, ich weiß wo du wohnst, "
        "wiem gdzie mieszkasz, знаю где ты живешь",
        "tu habites ou, onde vc mora, dove abiti, wo wohnst du, gdzie mieszkasz, где ты живешь, "
        "ich bring dich um 8 zum bahnhof",
    ),
    "begging in other languages": (
        "montre tes seins, zeig titten, mostra a bunda, togliti la maglietta, pokaz cycki, покажи сиськи",
        "montre ta collection, zeig mal das auto, mostra a casa, togli il tappo, pokaz mape, покажи карту",
    ),
}


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_is_hit_and_its_neighbours_are_not(name: str) -> None:
    meant, innocent = CLASSES[name]
    passed = [text for text in meant.split(", ") if judge(POLICY, text).verdict == ALLOW]
    hit = {text: judge(POLICY, text).hits for text in innocent.split(", ") if judge(POLICY, text).verdict != ALLOW}
    assert (passed, [(text, *(found.term for found in hits)) for text, hits in hit.items()]) == ([], [])


@pytest.mark.parametrize("text", ["damn it", "goddamn lag", "what the hell", "crap", "this sucks", "pissed off", "wtf"])
def test_mild_words_pass(text: str) -> None:
    assert judge(POLICY, text).verdict == ALLOW
