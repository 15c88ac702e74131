"""Names behind long titles, names that end in a country, and "the House"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.extract.gazetteer import gazetteer
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.repeats import add_repeats
from store.extract.pipeline import Extractor
from store.reading import Article

Named = dict[str, list[str]]


@pytest.fixture(scope="module")
def named(reader: Extractor) -> Callable[[str], Named]:
    """For each entity, its mentions."""

    def tell(text: str) -> Named:
        reading = reader.read(Article(id="a", text=text, published="2024-07-09"))
        return {e.name: [text[m.start : m.end] for m in e.mentions] for e in reading.entities}

    return tell


@pytest.mark.parametrize(
    ("text", "person"),
    [
        (
            "EU High Representative for Foreign Affairs Jorun Kvalheim said on Monday that talks "
            "would go on. The room was silent. She left for Oslo.",
            "Jorun Kvalheim",
        ),
        (
            "Norway's Minister for Economic Affairs and Climate Action Stine Lunde said it was "
            "late. She left for Oslo.",
            "Stine Lunde",
        ),
        (
            "World Bank Vice President for Eastern Africa Stine Lunde said the loan was ready. "
            "She left for Oslo.",
            "Stine Lunde",
        ),
    ],
)
def test_a_person_after_a_long_title_speaks(
    named: Callable[[str], Named], text: str, person: str
) -> None:
    assert named(text)[person] == [person, "She"]


def test_a_field_of_an_office_is_nobody(named: Callable[[str], Named]) -> None:
    text = "The Minister for Foreign Affairs and Trade said the talks were over."
    assert not [name for name in named(text) if "Affairs" in name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fairness UK won five seats on Thursday.", "Fairness UK"),
        ("Fairness UK leader Ann Lee resigned on Thursday.", "Fairness UK"),
        ("Vote Remain UK was fined in 2018.", "Vote Remain UK"),
        ("The UK fined Lung Research UK on Monday.", "Lung Research UK"),
    ],
)
def test_a_body_of_a_country_is_not_the_country(
    named: Callable[[str], Named], text: str, name: str
) -> None:
    assert named(text)[name] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "On Monday UK shares fell.",
        "Former UK prime minister Ann Lee resigned in July.",
        "In London UK ministers met.",
    ],
)
def test_a_word_before_a_country_is_apart_from_it(named: Callable[[str], Named], text: str) -> None:
    assert named(text)["United Kingdom"] == ["UK"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("British lawmakers met. The new House meets on Tuesday and Britain waits.", "House"),
        ("U.S. lawmakers met. The House votes on Tuesday and the U.S. waits.", "U.S. House"),
        (
            "Japan's House of Representatives met. The House voted on Tuesday.",
            "Japanese House of Representatives",
        ),
    ],
)
def test_the_house_is_a_chamber_that_is_called_so(
    named: Callable[[str], Named], text: str, name: str
) -> None:
    assert named(text)[name][-1].endswith("House")


@pytest.mark.parametrize(
    "text",
    [
        "Trade High Minister Volker Berg Rights for the ordered Leave UK\n\nUK leads since",
        "He leads for Corp . They beat in 1992 Leave UK and UK for",
        "said Maria Berg . Kovacs Maria Berg Berg said of leads , said the House and House",
        "Minister for Rights and , the Affairs Trade Anna Berg for Minister of Trade Anna Berg",
    ],
)
def test_words_that_make_no_sentence_are_read(named: Callable[[str], Named], text: str) -> None:
    assert isinstance(named(text), dict)


def test_a_name_repeated_as_the_last_word(reader: Extractor) -> None:
    """The longer name that begins with the same word does not fit there any more."""
    doc = reader.prepare(Article(id="a", text="Ann Zorrel left the Zorrel Institute to Zorrel"))
    draft = NamesDraft.of(doc, gazetteer())
    draft.names = [
        Name(0, 2, "PERSON", "Ann Zorrel"),
        Name(4, 6, "ORG", "Zorrel Institute"),
    ]
    add_repeats(draft)
    assert [(name.start, name.end) for name in draft.names] == [(0, 2), (4, 6), (7, 8)]
