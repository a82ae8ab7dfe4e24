"""Street addresses of eight countries, and what is counted in words for streets."""

import pytest

from tests.unit.moderation.build import judge, policy, rule

STREETS = policy(rule("personal_data", {"find": ["street"]}))


@pytest.mark.parametrize(
    "address",
    [
        "7 Oak Lane", "12 N. Main Drive", "350 5th ave", "221b baker street", "4 Abbey Road", "9 elm terrace",
        "1 Elm Crescent", "16 Oak Court", "3 New Bond Way", "20 Elm Park Place", "5 Elm Close", "8 Red Lion Square",
        "6 Kew Gardens", "2 Elm Rd", "40 Sunset Blvd", "18 Oak Ln", "77 Elm Dr", "14 Oak Ct", "10 Downing St",
        "Hauptstraße 12a", "Parkallee 3", "Mühlweg 7", "Marktplatz 1", "Kirchgasse 9", "Bachstr. 5",
        "Calle de la Princesa 5", "Calle Mayor, nº 15b", "Rua Augusta n.º 100", "Via Tasso,n° 3",
        "Avenida do Brasil 3", "Avda. Diagonal 640", "Paseo del Prado 8",
        "Plaza Mayor 4", "Via Roma, 12a", "Via del Babuino 12", "Viale dei Mille 4", "Piazza Navona 6",
        "Corso Garibaldi 30", "Rua da Praia 7", "Travessa Nova 2", "ul. Długa 7", "Aleja Róż 5",
        "12 rue de la Paix", "5 bis, avenue d'Italie", "3 ter boulevard Voltaire", "8 place du Tertre",
        "14 allée des Roses", "2 chemin des Vignes", "9 impasse Ronsin", "1 rue l'Olive",
    ],
)  # fmt: skip
def test_an_address(address: str) -> None:
    for text in (f"so {address} then", f"\u200b\u200b\u200bso {address} then"):
        (hit,) = judge(STREETS, text).hits
        assert text[hit.start : hit.end] == address


@pytest.mark.parametrize(
    "text",
    [
        "3 oak lane", "2 new lanes", "5 more road trips", "20 minute road trip", "10 long way", "4 way street",
        "via roma 12", "calle mayor 15", "Via de la 3", "12 rue de la paix", "Platz 1", "1 Star Court",
        "Via Roma 12345", "12 rounds street",
        "1 million road to glory", "Via Roma 12.5", "$10 Downing St",
    ],
)  # fmt: skip
def test_what_is_counted_in_words_for_streets(text: str) -> None:
    assert judge(STREETS, text).hits == ()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        # Five figures; names of three words, or counted ones; a side of the town.
        ("so 12345 Baker street", "12345 Baker street"), ("so 123456 Baker street", ""), ("so 5 Elm Av", "5 Elm Av"),
        ("so 21 1st Lane", "21 1st Lane"), ("so 21 2nd Lane", "21 2nd Lane"), ("so 21 3rd Lane", "21 3rd Lane"),
        ("so 21 142nd Lane", "21 142nd Lane"), ("so 21 1420th Lane", ""), ("so 21 N Elm Lane", "21 N Elm Lane"),
        ("so 21 NW Old Elm Tree Lane", "21 NW Old Elm Tree Lane"), ("so 21 NNW Old Elm Tree Lane", ""),
        ("so 21 n. Elm Lane", "21 n. Elm Lane"), ("so 21 Upper Old Elm Tree Lane", ""),
        ("so 5 sunset boulevard", "5 sunset boulevard"), ("so 5 Elm Lanes", ""),
        # The number last: names of three letters, two small words, a number of four figures and nothing behind it.
        ("so Bachstrasse 5", "Bachstrasse 5"), ("so 4Bachstrasse 5", ""), ("so Elbweg 5", "Elbweg 5"),
        ("so Abweg 5", ""),
        ("so Avda Diagonal 640", "Avda Diagonal 640"), ("so Calle del Prado Viejo 5", "Calle del Prado Viejo 5"),
        ("so Via di Ripa 5", "Via di Ripa 5"), ("so Via dei Fori Imperiali 5", "Via dei Fori Imperiali 5"),
        ("so Calle de la de Luna 5",
        ""),
        ("so Via Po 5", ""), ("so Via Roma Est 5", "Via Roma Est 5"), ("so Via Roma Es 5", ""),
        ("so Via Roma °5", "Via Roma °5"), ("so Via Roma no5", "Via Roma no5"), ("so Via Roma 1234", "Via Roma 1234"),
        ("so Via Roma 12x", ""), ("so Via Roma 12/5", ""), ("so Via Roma 12/ 5", "Via Roma 12"),
        # A word for streets in front is no name; further on it is one.
        ("so Via del Corso 5", "Via del Corso 5"), ("so Via del corso 5", ""), ("so Piazza via 5", ""),
        # Who lives there names a street without a capital, if its word is short for nothing else.
        ("i live at 5 elm st", "5 elm st"), ("she lives on 5 elm tree rd", "5 elm tree rd"),
        ("address: 5 elm ave", "5 elm ave"), ("my house is at 5 elm dr", "5 elm dr"), ("i relive at 5 elm st", ""),
        ("i live there 5 elm st", ""), ("i live 5 min lane", ""), ("i live 5 min rd", ""),
        # French ones: the same, with an apostrophe or two.
        ("so 5 rue le Mans", "5 rue le Mans"), ("so 5 rue les Halles", "5 rue les Halles"), ("so 5 rue d'Ez", ""),
        ("so 5 rue les", ""), ("so 5 la Lane", ""),
        ("so 5 rue de l'Est", "5 rue de l'Est"), ("so 5 rue de la de Mer", ""), ("so 5 rue Foch9", ""),
    ],
)  # fmt: skip
def test_where_an_address_begins_and_ends(text: str, address: str) -> None:
    assert [text[hit.start : hit.end] for hit in judge(STREETS, text).hits] == [address] * bool(address)
