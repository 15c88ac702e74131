"""Several who act or speak together, and where what they do is not."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from store.extract.rules import without
from tests.store.extract.events.told import names, only, read


def test_what_two_announce_is_told_on_its_day(reader: Extractor) -> None:
    text = "Ralma and Chad's Orvis Motors announced on Monday that they would merge."
    both = ["Ralma", "Orvis Motors"]
    said, reading = only(reader, text, "STATEMENT")
    assert names(reading, said.actors) == both
    assert (said.from_, said.to) == ("2024-05-13", "2024-05-13")
    merger, reading = only(reader, text, "OTHER")
    assert names(reading, merger.actors) == both
    assert (merger.modality, merger.from_) == ("planned", None)


def test_two_say_it(reader: Extractor) -> None:
    text = "Acme Corp and Zeta Inc said on Monday that the port was too old for them."
    said, reading = only(reader, text, "STATEMENT")
    assert names(reading, said.actors) == ["Acme Corp", "Zeta Inc"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The accord was approved by 124 countries.", "Accord was approved by 124 countries"),
        (
            "A similar strike lasted ten days and was ended by a court.",
            "A similar strike was ended by a court",
        ),
        (
            "Dockworkers at Europe's busiest port walked off on Monday.",
            "Dockworkers at Europe's busiest port walked off",
        ),
    ],
)
def test_label(reader: Extractor, text: str, label: str) -> None:
    assert [e.label for e in read(reader, text).events] == [label]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Workers at Europe's busiest port walked off the job on Monday.", []),
        ("Workers at the port of Rotterdam walked off the job on Monday.", ["Rotterdam"]),
        ("Soldiers at Chad's border shot two men on Monday.", ["Chad"]),
    ],
)
def test_among_which_is_not_where(reader: Extractor, text: str, place: list[str]) -> None:
    reading = read(reader, text)
    (event,) = reading.events
    assert names(reading, (event.place,) if event.place else ()) == place


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Ann Lee defeated Bo Falk in the Iowa caucuses on Monday.", "OTHER", ["Iowa"]),
        ("Ann Lee won Iowa on Monday.", "OTHER", ["Iowa"]),
        ("Ann Lee called on Chad on Monday to withdraw its troops.", "REQUEST", []),
        ("The bank rejected a branch in Lima on Monday.", "REJECT", []),
        ("Ann Lee criticized the bank at a conference in Lima on Monday.", "ACCUSE", ["Lima"]),
        ("Ann Lee told a crowd in Lima on Monday that taxes would fall.", "STATEMENT", ["Lima"]),
        ("Ann Lee said on Monday that she had no fear of a rally in Lima.", "STATEMENT", []),
        ("Ann Lee won Iowa's primary on Monday.", "OTHER", ["Iowa"]),
        ("Ann Lee returned to Oslo on Monday.", "OTHER", ["Oslo"]),
        ("The company sent Ann Lee to Oslo on Monday.", "OTHER", ["Oslo"]),
        ("Kenya's troops withdrew from Chad on Monday.", "RETREAT", ["Chad"]),
        ("Bo Falk was killed at a Texas school on Monday.", "ASSAULT", ["Texas"]),
        ("Ann Lee met Bo Falk during a visit to Lima on Monday.", "CONSULT", ["Lima"]),
    ],
)
def test_where_it_is_said_and_held(
    reader: Extractor, text: str, kind: str, place: list[str]
) -> None:
    """What words are about is somewhere else; a gathering has its place in its name."""
    reading = read(reader, text)
    event = next(event for event in reading.events if event.type == kind)
    assert names(reading, (event.place,) if event.place else ()) == place


def test_where_it_is_held_without_the_rule_of_gatherings(reader: Extractor) -> None:
    with without("events.place_of_gathering"):
        reading = read(reader, "Ann Lee met Bo Parks at a conference in Oslo on Monday.")
    (event,) = reading.events
    assert event.place is not None
    assert names(reading, (event.place,)) == ["Oslo"]


def test_that_opens_what_is_asked_for(reader: Extractor) -> None:
    asked, reading = only(reader, "Ann Lee asked that Chad release the crew.", "REQUEST")
    assert (names(reading, asked.actors), names(reading, asked.recipients)) == (
        ["Ann Lee"],
        ["Chad"],
    )
    told = read(reader, "Ann Lee asked whether Chad would release the crew.").events
    assert all(event.type != "REQUEST" for event in told)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee told Bo Falk on Monday that the port was too old.",
        "“The port is too old,” Ann Lee wrote to Bo Falk on Monday.",
    ],
)
def test_whom_somebody_tells_is_named(reader: Extractor, text: str) -> None:
    said, reading = only(reader, text, "STATEMENT")
    assert (names(reading, said.actors), names(reading, said.recipients)) == (
        ["Ann Lee"],
        ["Bo Falk"],
    )


def test_nobody_hears_where_something_is_said(reader: Extractor) -> None:
    text = "Ann Lee said on the way to Oslo that the port was too old."
    said, _ = only(reader, text, "STATEMENT")
    assert not said.recipients


@pytest.mark.parametrize(
    ("text", "both"),
    [
        (
            "Kenya and Chad met in Oslo in June. The two sides signed a treaty on Monday.",
            ["Kenya", "Chad"],
        ),
        (
            "Ann Lee will retire in May. Vice Chairman Bo Falk will leave in June. The two "
            "executives founded Data Works in 1990.",
            ["Ann Lee", "Bo Falk"],
        ),
        (
            "Ann Lee met Bo Falk on Monday. The pair posted a photo on Tuesday.",
            ["Ann Lee", "Bo Falk"],
        ),
    ],
)
def test_both_of_a_pair_act(reader: Extractor, text: str, both: list[str]) -> None:
    reading = read(reader, text)
    last = max(reading.events, key=lambda event: event.evidence[0].start)
    assert names(reading, last.actors) == both
    assert last.label.startswith(("Two ", "Pair "))
