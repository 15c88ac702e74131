"""What a row of the timeline says of all the events that it consists of."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from store.shown_events import is_minor, is_unsure
from store.views.differences.contradictions import contradictions
from store.views.indexing.schema import EVENT_BITS
from store.views.joining.event_signs import EventSign, decode
from store.views.moments import CLOSED, PRECISIONS, UNDATED, class_of, unpack

_MEMBERS = f"""
    SELECT events.grp, events.id, own, salience, confidence, sentences, events.voice, sign,
           told.family, head.voice, told.voice
    FROM json_each(?) AS changed CROSS JOIN events ON events.grp = changed.value
    LEFT JOIN signs ON signs.id = events.id
    CROSS JOIN articles AS told ON told.number = events.id >> {EVENT_BITS}
    LEFT JOIN articles AS head ON head.number = told.family
    ORDER BY events.id"""


class RowMember(NamedTuple):
    """One event of a row."""

    event: int
    number: int
    """The number of its article."""
    family: int
    voice: int
    """Whose word it is: equal for what goes back to one source or agency."""
    moment: int
    """Its own date."""
    salience: float
    confidence: float | None
    sentences: int
    sign: EventSign | None = None


def row_members(connection: sqlite3.Connection, rows: Sequence[int]) -> dict[int, list[RowMember]]:
    """Return the events of rows of the timeline, in order."""
    found: dict[int, list[RowMember]] = defaultdict(list)
    for (
        row,
        event,
        own,
        salience,
        confidence,
        sentences,
        voice,
        sign,
        family,
        *voices,
    ) in connection.execute(_MEMBERS, (json.dumps(rows),)):
        known = next((each for each in (voice, *voices) if each is not None), None)
        found[row].append(
            RowMember(
                event,
                event >> EVENT_BITS,
                family,
                -family - 1 if known is None else known,
                own,
                salience,
                confidence,
                sentences,
                None if sign is None else decode(sign),
            )
        )
    return found


def spoken_for(members: Sequence[RowMember], speaker: int | None = None) -> list[RowMember]:
    """Return the members of one article of each family: `speaker`, or else the first."""
    speakers: dict[int, int] = {}
    for each in members:
        if each.number == speaker:
            speakers[each.family] = each.number
        else:
            speakers.setdefault(each.family, each.number)
    return [each for each in members if speakers[each.family] == each.number]


class RowFacts(NamedTuple):
    """The columns of a row of `groups`, without its number."""

    first: int
    moment: int
    members: int
    voices: int
    articles: int
    copies: int
    sentences: int
    faint: int
    salience: float
    disputed: int


def row_facts(members: Sequence[RowMember]) -> RowFacts:
    """Return what a row says by its events, which are in order. The first article of each family
    speaks for it."""
    if len(members) == 1:  # as most rows
        return _facts_of_one(*members)
    spoken = spoken_for(members)
    families = {each.family for each in members}
    return RowFacts(
        first=members[0].event,
        moment=best_moment((each.moment, each.family, _is_stated(each)) for each in members),
        members=len(members),
        voices=len({each.voice for each in spoken}),
        articles=len(families),
        copies=len({each.number for each in members}) - len(families),
        sentences=sum(each.sentences for each in spoken),
        faint=_is_faint(members),
        salience=max(each.salience for each in members),
        disputed=int(bool(contradictions(spoken))),
    )


def _facts_of_one(member: RowMember) -> RowFacts:
    return RowFacts(
        first=member.event,
        moment=member.moment,
        members=1,
        voices=1,
        articles=1,
        copies=0,
        sentences=member.sentences,
        faint=_is_faint([member]),
        salience=member.salience,
        disputed=int(bool(contradictions([member]))),
    )


def _is_faint(members: Sequence[RowMember]) -> int:
    """Return whether lists leave a row out unless asked for all: none of its events is sure enough
    for what the row matters, which is as much as the one that matters most."""
    most = max(each.salience for each in members)
    sure = [each.confidence for each in members if each.confidence is not None]
    confidence = max(sure) if len(sure) == len(members) else None
    return int(is_minor(most) or is_unsure(confidence, most))


def _is_stated(member: RowMember) -> bool:
    return member.sign is not None and member.sign.is_stated


def best_moment(told: Iterable[tuple[int, int, bool]]) -> int:
    """Return the most exact of several dates of one event; of those as exact, the one that most
    tell, then one that a sentence states, then the earliest.

    `told` has each packed date with the family of its article and whether a sentence states it.
    """
    families: dict[int, set[int]] = defaultdict(set)
    stated: Counter[int] = Counter()
    for moment, family, is_stated in told:
        families[moment].add(family)
        stated[moment] += is_stated
    return min(
        families,
        key=lambda moment: (
            _coarseness(moment),
            -len(families[moment]),
            not stated[moment],
            moment,
        ),
    )


def _coarseness(moment: int) -> int:
    if moment == UNDATED:
        return len(PRECISIONS) + 1
    if class_of(moment) != CLOSED:
        return len(PRECISIONS)
    return unpack(moment).precision
