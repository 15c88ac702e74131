"""One thing under several spellings, and names whose type the sentence tells."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from store.identity.folding import is_one_letter_off, is_slip
from store.reading import Article, Reading


def _read(reader: Extractor, text: str) -> Reading:
    return reader.read(Article(id="a", text=text, published="2016-02-01"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Ken Zorrel praised the deal. Later Kenneth Zorrel left. Zorrel was glad.",
            ["Kenneth Zorrel"],
        ),
        ("Hilary Maldor spoke on Monday. Then Hillary Maldor left.", ["Hillary Maldor"]),
        ("Jason Maldor and Mason Maldor left on Monday.", ["Jason Maldor", "Mason Maldor"]),
        (
            "Maldor Orvis won. Debbie Maldor Orvis spoke. Debbie gets back up and keeps fighting.",
            ["Debbie Maldor Orvis"],
        ),
        ("Ben Zorrel spoke. It is not too late for Ben to turn it around.", ["Ben Zorrel"]),
        ("Ann Zorrel and Robert Zorrel Jr. spoke on Monday.", ["Ann Zorrel", "Robert Zorrel Jr."]),
    ],
)
def test_persons_of_an_article(reader: Extractor, text: str, names: list[str]) -> None:
    found = [e.name for e in _read(reader, text).entities if e.type == "PERSON" and e.is_named]
    assert sorted(found) == sorted(names)


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("Ann Zorrel sold the house in Ohio. The Zorrels moved to Utah.", "Zorrels", "NORP"),
        ("Her mother took the anti-nausea drug Zorrelin in May.", "Zorrelin", "PRODUCT"),
        ("The crew fled to the cutter Zorrela on Saturday evening.", "Zorrela", "PRODUCT"),
        ("Ann Lee sang with the Washington Opera a few times.", "Washington Opera", "ORG"),
        ("The drought depressed the flow in the Missouri, he said.", "Missouri River", "LOC"),
        ("Officials met the governor of Missouri, Ann Lee.", "Missouri", "GPE"),
        ("She told voters in the town of Zorrel Center that it was so.", "Zorrel Center", "GPE"),
        (
            "He spoke at the Democratic National Convention in July.",
            "Democratic National Convention",
            "EVENT",
        ),
        ("The Clean Power Plan is in danger, Ann Lee said.", "Clean Power Plan", "LAW"),
        ("The Utah Highway Patrol warned motorists.", "Utah Highway Patrol", "ORG"),
    ],
)
def test_types(reader: Extractor, text: str, name: str, type_: str) -> None:
    assert (name, type_) in [(e.name, e.type) for e in _read(reader, text).entities]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("SALEM, Ohio - Ann Lee spoke on Monday. She left Salem at noon.", "gpe/salem"),
        (
            "They met in Manchester, New Hampshire, on Monday. She left Manchester at noon.",
            "gpe/US/manchester",
        ),
        (
            "The Russian Communist Party met in Moscow. "
            "Russian officials joined the Communist Party on Monday.",
            "org/RU/communist party",
        ),
    ],
)
def test_a_town_and_a_body_are_one_thing(reader: Extractor, text: str, key: str) -> None:
    name = key.rpartition("/")[2]
    found = [e.key for e in _read(reader, text).entities if e.name.lower().endswith(name)]
    assert found == [key]


def test_a_letter_more_is_a_slip_and_another_letter_of_a_first_name_is_not() -> None:
    assert is_slip("hilary", "hillary")
    assert is_slip("micheal", "michael")
    assert not is_slip("jason", "mason")
    assert not is_slip("joan", "jean")
    assert is_one_letter_off("emanual", "emanuel")
    assert not is_one_letter_off("bush", "rush")
