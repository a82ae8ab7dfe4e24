"""What lobbies write beside the dictionaries' swearing, by class, and the innocent text that looks like it."""

import pytest

from moderation.default import default_policy
from moderation.verdict import ALLOW
from tests.unit.moderation.build import judge

POLICY = default_policy()


@pytest.mark.parametrize(
    ("said", "innocent"),
    [
        # English in the letters of a Russian keyboard, Russian in those of an English one.
        ("агсл ноу", "он сел на стул"),
        ("gbpltw dctv", "gbps to the server"),
        # Turned thirteen letters on.
        ("shpx this team", "a shipping box"),
        # By ear.
        ("nice cawk", "the crow cawed"),
        ("what a reetawd", "a reward for you"),
        ("мудаг на миде", "мужик на миде"),
        ("figlio di putana", "figlio di Putignano"),
        ("phoda se cara", "foto de casa"),
        # Names that are puns.
        ("moe lester joined", "bend over or bend the knees in deadlift?"),
        ("mike oxlong is here", "mike hocking is here"),
        # A letter that is left out, where the rest alone says nothing.
        ("ur a cnt", "the cnt of rows"),
        # Initials that say it in company only.
        ("aq cocugu", "aq index 42 today"),
        # Romanised languages without a list of their own.
        ("debil suka", "aku suka ini"),
        ("koss ommak noob", "my aunt kos is here"),
        ("njing lah", "naming things is hard"),
        ("fitta jävel", "nebbia fitta in autostrada"),
        # Inflections of the reviewed languages.
        ("orospulara bak", "oraya bak"),
        ("kaltagin teki", "kalktigin zaman"),
        ("che zoccola", "che zoccolo duro"),
        # Scripts without spaces.
        ("セックス見せて", "サセックス公とユニセックスの服"),
        ("시발 뭐야", "인천은 시발점이다"),
        ("艹你", "艹字头的字"),
    ],
)
def test_a_class_is_found_and_its_neighbour_is_not(said: str, innocent: str) -> None:
    assert judge(POLICY, said).hits
    decision = judge(POLICY, innocent)
    assert (decision.verdict, decision.hits) == (ALLOW, ()), decision.hits


@pytest.mark.parametrize(
    ("innocent", "meant"),
    [
        ("cum. total: 1,204", "cum on me"),
        ("douche à 7 h, puis café", "you douche"),
        ("Butthole Surfers vinyl", "lick my butthole"),
        ("uvula, not vulva, said the ENT", "show your vulva"),
        ("Pussy is a hamlet in Savoie", "show your pussy"),
        ("Wanker is a rare austrian surname", "you wanker"),
        ("Wankhede stadium is full today", "wanked today"),
        ("Randeep Gandu was the batsman", "tu gandu hai"),
        ("Fabian Fick ist Geiger", "fick dich"),
        ("kunt je me helpen", "you kunt"),
        ("bobo mo naman", "gago ka naman"),
    ],
)
def test_company_and_names_make_a_word_innocent(innocent: str, meant: str) -> None:
    decision = judge(POLICY, innocent)
    assert (decision.verdict, decision.hits) == (ALLOW, ()), decision.hits
    assert judge(POLICY, meant).hits
