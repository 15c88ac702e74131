"""Who did what to whom is the same whichever voice tells it, so that articles can be joined."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import names, read

PAIRS = [
    ("Paul Biya pardoned Ann Lee.", "Ann Lee was pardoned by Paul Biya."),
    ("Chad attacked Togo on Monday.", "Togo was attacked by Chad on Monday."),
    ("Kenyan police arrested Ann Lee.", "Ann Lee was arrested by Kenyan police."),
    ("Norway jailed Ann Lee for a year.", "Ann Lee was jailed for a year by Norway."),
    ("Norway accused Chad of theft.", "Chad was accused of theft by Norway."),
    ("Norway threatened Chad with war.", "Chad was threatened with war by Norway."),
    ("Norway imposed sanctions on Chad.", "Sanctions were imposed on Chad by Norway."),
    ("Norway promised Chad aid.", "Chad was promised aid by Norway."),
    ("Norway urged Chad to withdraw.", "Chad was urged by Norway to withdraw."),
    ("Norway invited Chad to talks.", "Chad was invited to talks by Norway."),
    ("Norway deported Ann Lee to Chad.", "Ann Lee was deported to Chad by Norway."),
    ("Paul Biya appointed Ann Lee minister.", "Ann Lee was appointed minister by Paul Biya."),
    ("Paul Biya received Ann Lee.", "Ann Lee was received by Paul Biya."),
    ("Rebels killed three soldiers.", "Three soldiers were killed by rebels."),
    ("Rebels killed three soldiers.", "Three soldiers were killed during the night by rebels."),
    ("Norway lifted sanctions on Chad.", "The sanctions on Chad were lifted by Norway."),
]


def rows(reader: Extractor, text: str) -> list[tuple[str, str | None, list[str], list[str]]]:
    reading = read(reader, text)
    return [
        (e.type, e.mode, names(reading, e.actors), names(reading, e.recipients))
        for e in reading.events
    ]


@pytest.mark.parametrize(("active", "passive"), PAIRS)
def test_active_and_passive_are_one_event(reader: Extractor, active: str, passive: str) -> None:
    told = rows(reader, active)
    assert len(told) == 1
    assert rows(reader, passive) == told


def test_the_label_of_a_passive_says_what_was_done(reader: Extractor) -> None:
    (event,) = read(reader, "Sanctions were imposed on Chad by Norway.").events
    assert event.label == "Sanctions were imposed on Chad by Norway"
