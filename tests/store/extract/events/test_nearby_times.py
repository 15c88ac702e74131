"""The time of a clause that the parser hung on a word beside it. Published on 2024-05-15."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import read


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Ann Lee said during a speech on Monday that the port was too old.", "said"),
        ("In an opinion issued Monday, the court rejected the appeal.", "rejected"),
        ("Ann Lee pardoned two miners convicted of theft on Monday.", "pardoned"),
        ("Looters robbed a bakery while the guards slept on Monday.", "robbed"),
        ("The ad, which aired on Monday, accused Chad of fraud.", "accused"),
        ("In a statement released on Monday, Ann Lee rejected the offer.", "rejected"),
        ("Ann Lee resigned in a statement released on Monday.", "resigned"),
        ("He seeks a recount of Monday's election, in which Ann Lee defeated Bo Falk.", "defeated"),
        ("Scientists announced on Monday that Norway has joined the project.", "joined"),
        ("Bo Falk, speaking at a school on Monday, accused Chad of fraud.", "accused"),
        ("Ann Lee accused Bo Falk of fraud in a Monday mailing.", "accused"),
        ("Asked on Monday about it, Ann Lee nodded and attacked Bo Falk.", "attacked"),
    ],
)
def test_a_day_beside_the_clause_is_its_own(reader: Extractor, text: str, verb: str) -> None:
    days = {
        text[piece.verb.start : piece.verb.end]: event.from_
        for event in read(reader, text).events
        for piece in event.evidence
    }
    assert days.get(verb) == "2024-05-13", days


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Ann Lee, continuing a tour begun on Monday, praised Bo Falk.", "praised"),
        ("Ann Lee drove off in a 2020 van.", "drove"),
        ("The town is scheduled to draft a bill next year and Ann Lee attacked it.", "attacked"),
    ],
)
def test_the_time_of_something_else_is_not(reader: Extractor, text: str, verb: str) -> None:
    events = read(reader, text).events
    assert not any(
        event.from_
        for event in events
        for piece in event.evidence
        if text[piece.verb.start : piece.verb.end] == verb
    )


def test_what_is_said_at_a_meeting_shares_its_day(
    reader: Extractor,
) -> None:
    text = "Ann Lee met Eva Stein on Monday. Lee pledged help. Stein had lost a shoe."
    days = {event.type: event.from_ for event in read(reader, text).events}
    assert days["AGREE"] == "2024-05-13"
    assert days["OTHER"] is None
