"""What an article only mentions may be another one of many."""

from __future__ import annotations

from typing import Any

import pytest

from store.extract.events.mentions import NOTED, SURE
from store.views.joining.event_signs import EventSign
from tests.store.views.signs_for_tests import likely, sign

DAY: dict[str, Any] = {"from_": "2024-05-06", "to": "2024-05-06", "precision": "day"}
SPEECH: dict[str, Any] = {"type": "OTHER", "actors": ("Ann Lee",)}
VOTE: dict[str, Any] = {"type": "OTHER", "mode": "election"}


def mentioned(sentence: str, verb: str, published: str = "2024-05-07", **fields: Any) -> EventSign:
    return sign(sentence, verb, published, confidence=SURE, salience=NOTED, **fields)


@pytest.mark.parametrize(
    ("one", "other", "verb", "fields"),
    [
        ("Ann Lee's speech", "Ann Lee's long speech", "speech", SPEECH),
        ("The primary", "The Republican primary", "primary", VOTE),
        ("The Iowa victory", "An Iowa victory", "victory", {"type": "OTHER", "mode": "match"}),
    ],
)
def test_months_later_it_is_another(one: str, other: str, verb: str, fields: Any) -> None:
    first, later = (
        read(f"{label} was remembered in Oslo.", verb, day, label=label, **fields)
        for read, label, day in ((sign, one, "2024-05-07"), (mentioned, other, "2024-07-30"))
    )
    assert likely(first, later) == 0.0


def test_what_is_told_in_the_same_rare_words_may_be_one() -> None:
    label = "Ann Lee's speech on the Kvernes tapestry and herring"
    later = mentioned(f"{label} drew laughter.", "speech", "2024-07-30", label=label, **SPEECH)
    first = sign(f"{label} was long.", "speech", label=label, **SPEECH)
    assert likely(first, later) > 0.0


def test_an_attack_is_known_by_its_place_for_long() -> None:
    told = sign("Gunmen attacked a ferry at Arvik on Monday.", "attacked", place="Arvik", **DAY)
    later = mentioned(
        "Trade fell after the Arvik attack.",
        "attack",
        "2024-10-01",
        label="Arvik attack",
        place="Arvik",
    )
    assert likely(told, later) > 0.0
