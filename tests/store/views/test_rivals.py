"""Values that an article sets against each other are a disagreement of its event."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from store.reading import Entity, Event, Evidence, Mention, Reading, Span
from store.views import Filter, Views
from store.views.words.rivals import NAME, rivals
from tests.store.views.articles_for_tests import EXTRACTOR, article
from tests.store.views.memory_journal import MemoryJournal


def reading(
    *sentences: str, names: tuple[str, ...] = (), events: tuple[int, ...] = (0,)
) -> Reading:
    """Return a reading of sentences, of which some have an event. "\\n" begins a paragraph."""
    text = " ".join(sentences).replace(" \n", "\n\n")
    starts = [text.index(each.strip()) for each in sentences]
    ends = [start + len(each.strip()) for start, each in zip(starts, sentences, strict=True)]
    assert all(end < start for end, (_, start) in zip(ends, pairwise(starts), strict=False))
    return Reading(
        id=article(text).id,
        source="The Sun",
        published="2024-05-07",
        text=text,
        sentences=tuple(map(Span, starts, ends)),
        entities=tuple(
            Entity(
                id=f"e{at}",
                key=f"person/{name.lower()}",
                name=name,
                type="PERSON",
                mentions=tuple(
                    Mention(start=place, end=place + len(name), kind="name")
                    for place in range(len(text))
                    if text.startswith(name, place)
                ),
            )
            for at, name in enumerate(names)
        ),
        events=tuple(
            Event(
                id=f"v{place + 1}",
                type="OTHER",
                label=sentences[place].strip().rstrip("."),
                salience=0.9,
                evidence=(
                    Evidence(
                        start=starts[place],
                        end=ends[place],
                        verb=Span(starts[place], starts[place] + 3),
                    ),
                ),
            )
            for place in events
        ),
        extractor=EXTRACTOR,
    )


def values(found: Reading) -> dict[int, list[tuple[str, float | str]]]:
    return {
        place: [(each.about, each.value) for each in several]
        for place, several in rivals(found).items()
    }


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            ("The list of the treaty was corrected.", "It gives 48 states instead of 50."),
            [("countries", 48), ("countries", 50)],
        ),
        (("Did the Greens win 31 seats or 32?",), [("seats", 31), ("seats", 32)]),
        (
            ("The navy freed 14 hostages.", "The mayor counted 16 because of the crew."),
            [("people", 14), ("people", 16)],
        ),
        (
            ("The navy holds 900 prisoners.", "A church group put the number at 450."),
            [("people", 900), ("people", 450)],
        ),
        (
            ("Police put the crowd at 3,000; the students said 9,000 had come.",),
            [("people", 3000), ("people", 9000)],
        ),
        (
            ("The drill began.", "Arvik calls the drill Iron Gull, others say Steel Gull."),
            [(NAME, "Iron Gull"), (NAME, "Steel Gull")],
        ),
    ],
)
def test_values_of_one_event(
    sentences: tuple[str, ...], expected: list[tuple[str, float | str]]
) -> None:
    assert values(reading(*sentences)) == {0: expected}


def test_a_count_stands_against_the_nearest_number() -> None:
    found = reading(
        "The navy freed 24 hostages.",
        "\nThe southern ports let 9 hostages go.",
        "The mayor counted 26 because of the crew.",
        events=(0, 1),
    )
    assert values(found) == {0: [("people", 24), ("people", 26)]}


def test_shares_of_two_counts_belong_to_the_first() -> None:
    found = reading(
        "The board declared Lee the winner with 51 percent, against 44 percent for Moss.",
        "Much was said of it.",
        "By its own count, Moss won 60 percent and Lee 35.",
        names=("Lee", "Moss"),
        events=(0, 2),
    )
    assert values(found) == {
        0: [
            ("percent for Lee", 51),
            ("percent for Moss", 44),
            ("percent for Lee", 35),
            ("percent for Moss", 60),
        ]
    }


@pytest.mark.parametrize(
    "sentences",
    [
        ("The club will hire 30 players instead of 40.",),
        ("Did he call two or three people?",),
        ("The navy freed 14 hostages.", "The mayor counted 16 ships."),
        ("The navy freed 14 hostages.", "\nThe mayor counted 16."),
        ("The office gave 7.2, the others put it at 7.4.",),
        ("Lee has 51 percent in a new poll.", "By its count, Lee won 60 percent and Moss 35."),
    ],
)
def test_other_numbers_are_no_rivals(sentences: tuple[str, ...]) -> None:
    assert values(reading(*sentences, names=("Lee",))) == {}


def test_one_voice_with_rivals_is_a_disputed_row(tmp_path: Path) -> None:
    found = reading("The navy freed 14 hostages.", "The mayor counted 16 because of the crew.")
    journal = MemoryJournal(tmp_path)
    journal.put(1, article(found.text, None, "The Sun", "2024-05-07"), found)
    views = Views.open(journal)
    views.update()
    (row,) = views.events(Filter(), limit=10)
    assert row.disputed
    (disagreement,) = views.disagreements(row.id)
    assert [(side.value, side.voices) for side in disagreement.sides] == [("14", 1), ("16", 1)]
    lit = [
        found.text[each.start : each.end]
        for side in disagreement.sides
        for saying in side.sayings
        for each in saying.lit
    ]
    assert lit == ["14", "16"]
    views.close()
