"""What pronouns and descriptions stand for, in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.extract.pipeline import Extractor
from store.reading import Article

Referred = dict[str, list[str]]


@pytest.fixture(scope="module")
def referred(reader: Extractor) -> Callable[[str], Referred]:
    """For each pronoun or description that was settled, the names of what it stands for."""

    def tell(text: str) -> Referred:
        reading = reader.read(Article(id="a", text=text, published="2024-07-09"))
        found: Referred = {}
        for entity in reading.entities:
            if entity.key.startswith("nominal/"):
                continue
            for mention in entity.mentions:
                if mention.kind in {"pronoun", "nominal"}:
                    found.setdefault(text[mention.start : mention.end], []).append(entity.name)
        return found

    return tell


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("Angela Merkel said she would rest.", "she", ["Angela Merkel"]),
        ("Angela Merkel met Donald Trump. He smiled.", "He", ["Donald Trump"]),
        ("Olaf Scholz met Rishi Sunak and gave his word.", "his", ["Olaf Scholz"]),
        ("Rishi Sunak received Olaf Scholz and asked him to stay.", "him", ["Olaf Scholz"]),
        ("Olaf Scholz thanked Rishi Sunak for his help.", "his", ["Rishi Sunak"]),
        ("Boris Johnson hurt himself.", "himself", ["Boris Johnson"]),
        ("Norway is a member of NATO. It has a long coast.", "It", ["Norway"]),
        ("Norway opened its embassy in Chad.", "its", ["Norway"]),
        ("Norway praised Chad and supports its reforms.", "its", ["Chad"]),
        (
            "Norway and Sweden signed a treaty. The two countries will share airports.",
            "The two countries",
            ["Norway", "Sweden"],
        ),
        (
            "Orvis Bank and the Teamsters met in June. Talks were long. The two sides signed.",
            "The two sides",
            ["Orvis Bank", "Teamsters"],
        ),
        (
            "Orvis Bank and the Teamsters met in June. Each side blamed the weather.",
            "Each side",
            ["Orvis Bank", "Teamsters"],
        ),
        (
            "Olaf Scholz met Rishi Sunak in Berlin. The pair spoke of trade.",
            "The pair",
            ["Olaf Scholz", "Rishi Sunak"],
        ),
        (
            "Olaf Scholz met Rishi Sunak in Berlin. The two leaders spoke of trade.",
            "The two leaders",
            ["Olaf Scholz", "Rishi Sunak"],
        ),
        ("Norway and Sweden signed their first treaty.", "their", ["Norway", "Sweden"]),
        (
            "French President Emmanuel Macron left Rome. The president flew home.",
            "The president",
            ["Emmanuel Macron"],
        ),
        (
            "Microsoft opened an office in Warsaw. The company will hire 50 people.",
            "The company",
            ["Microsoft"],
        ),
        ("Norway cut taxes. Wages in the country rose.", "the country", ["Norway"]),
        ("Chad lost in Rome. Norway scored twice. They beat Chad 2-0.", "They", ["Norway"]),
        (
            "Ann Lee, an economist, died on Friday. The 84-year-old economist taught in Oslo.",
            "The 84-year-old economist",
            ["Ann Lee"],
        ),
        ("Ann Lee was arrested in Oslo. The reporter was freed.", "The reporter", ["Ann Lee"]),
        ("Prosecutors said Boris Johnson lied. He left.", "He", ["Boris Johnson"]),
        (
            "Microsoft opened an office. The company, founded in 1975, will hire 50 people.",
            "The company",
            ["Microsoft"],
        ),
        (
            "Ann Lee won in Oslo. The 31-year-old sprinter left.",
            "The 31-year-old sprinter",
            ["Ann Lee"],
        ),
    ],
)
def test_reference(
    referred: Callable[[str], Referred], text: str, word: str, names: list[str]
) -> None:
    assert referred(text).get(word) == names


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("It is clear that Norway will vote.", "It"),
        ("Norway voted. It was reported that the count was slow.", "It"),
        ("Angela Merkel left. A waiter said he was surprised.", "he"),
        ("Boris Johnson and Rishi Sunak spoke. Then the mood changed, and he left.", "he"),
        (
            "Olaf Scholz, Rishi Sunak and Emma Reed met in Oslo. The two leaders spoke of trade.",
            "The two leaders",
        ),
        (
            "Norway, Sweden and Chad signed a treaty. The two countries will share it.",
            "The two countries",
        ),
        ("Norway lowered the price of its gas. It rose again.", "It"),
        ("Olaf Scholz left Paris. The vice president stayed.", "The vice president"),
        ("Norway raised taxes. They beat Chad 2-0.", "They"),
        ("Prosecutors met the gardener. Boris Johnson and Rishi Sunak left. He stayed.", "He"),
        ("NASA opened an office. The firm crashed a lander.", "The firm"),
        ("Ann Lee was freed by Olaf Scholz. The reporter left.", "The reporter"),
        ("Ann Lee, a teacher, was arrested in Oslo. The reporter was freed.", "The reporter"),
        ("A reporter met Ann Lee. Ann Lee was ill. The reporter left.", "The reporter"),
    ],
)
def test_in_doubt_nothing(referred: Callable[[str], Referred], text: str, word: str) -> None:
    assert word not in referred(text)


def test_an_office_of_what_its_stands_for(reader: Extractor) -> None:
    text = "Microsoft cut prices. Lee Brown, its chief executive, spoke."
    reading = reader.read(Article(id="a", text=text, published="2024-07-09"))
    names = {entity.id: entity.name for entity in reading.entities}
    assert [names.get(role.of or "") for role in reading.roles] == ["Microsoft"]


def test_nobody_talks_with_himself(referred: Callable[[str], Referred]) -> None:
    text = "Paul Biya flew to Oslo. There he talked with William Ruto."
    assert referred(text).get("he") == ["Paul Biya"]
    assert "he" not in referred("There he talked with William Ruto.")
    assert "he" not in referred("He hoped to meet William Ruto.")


def _told(referred: Callable[[str], Referred], text: str, word: str) -> list[str]:
    return referred(text).get(word, [])


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        (
            "We go on, said coach Marco Rossi. The Italian praised them.",
            "The Italian",
            "Marco Rossi",
        ),
        (
            "Bo Falk won in Oslo. The 46-year-old former captain wept.",
            "The 46-year-old former captain",
            "Bo Falk",
        ),
        (
            "The union FIOM welcomed it. The union said it hoped for more.",
            "The union",
            "FIOM",
        ),
    ],
)
def test_whom_the_sentence_before_speaks_of(
    referred: Callable[[str], Referred], text: str, word: str, names: str
) -> None:
    assert _told(referred, text, word) == [names]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Seoul must not harm Samsung. He said the alliance stood.", "the alliance"),
        (
            "The University of Leeds built it. Ann Roe, who heads a school at the University of "
            "York, will open it.\n\nBo Falk said the university was proud.",
            "the university",
        ),
        ('Deutsche Bank kept its view. "The firm is sound," Bo Falk said of Volvo.', "The firm"),
        (
            'Russia would study the text. "It is for the parties to decide," Ann Roe said.',
            "the parties",
        ),
        ("The union FIOM welcomed it. It hoped the company would hire.", "the company"),
        ("Rapid Support Forces took the town. The army withdrew.", "The army"),
        ("He was taught by Amartya Sen, who called her a friend.", "her"),
    ],
)
def test_what_is_left_open(referred: Callable[[str], Referred], text: str, word: str) -> None:
    assert _told(referred, text, word) == []


def test_both_leaders_are_not_the_one_who_urges_them(
    referred: Callable[[str], Referred],
) -> None:
    found = referred("Akosua Boateng spoke first. Virginia Palmer urged both leaders to wait.")
    assert "both leaders" not in found


def test_two_men_are_no_women(referred: Callable[[str], Referred]) -> None:
    found = referred("Angela Merkel met Emma Reed. The two men smiled.")
    assert "The two men" not in found
    found = referred("Olaf Scholz met Donald Trump. The two men smiled.")
    assert found["The two men"] == ["Olaf Scholz", "Donald Trump"]


def test_nobody_does_anything_about_his_own_death(referred: Callable[[str], Referred]) -> None:
    found = referred("Bo Falk died in Oslo. Olaf Scholz has not commented on his death.")
    assert "Olaf Scholz" not in found.get("his", [])


def test_a_rival_is_that_of_who_was_spoken_of(referred: Callable[[str], Referred]) -> None:
    found = referred("Boeing fell. Airbus, its European rival, rose.")
    assert "Airbus" not in found.get("its", [])
