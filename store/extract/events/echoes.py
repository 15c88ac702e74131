"""Statements that only report an event: "said the bank was robbed".

The event is the row, with its source. Where no list would show that row, because it is unsure or
minor, the statement is the row: who said it is mostly sure, and the words are the text's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from store.extract.events.draft import EventDraft
from store.extract.events.merging import explained
from store.extract.events.statement_events import announces
from store.extract.extensions import Tokens
from store.extract.rules import nothing, rule, second
from store.extract.syntax.parse import Parse
from store.reading import Status
from store.shown_events import is_hidden

if TYPE_CHECKING:
    from store.extract.learned.signs import Row

SHOWN: frozenset[Status] = frozenset({"asserted", "claimed", "planned"})
"""Statuses of events that a row tells."""
GOING_ON = frozenset({"conj", "ccomp", "xcomp"})
"""Relations of a verb to the main verb of what is said."""
ADDED = frozenset({"advcl", "conj"})
"""Relations of a verb of saying to the one that it goes on from."""


class Echo(NamedTuple):
    """A statement, and the events that it reports."""

    saying: EventDraft
    events: list[EventDraft]


@rule("events.echo", off=second)
def without_echoes(parse: Parse, drafts: list[EventDraft]) -> list[EventDraft]:
    """Return the drafts without statements that only report an event, which names their source.

    In "said the bank was robbed" the robbery is the event; in "said the man who robbed the bank is
    ill" the statement is one of its own. Of each source the first statement of a sentence counts,
    and those that add a point to it.
    """
    telling = [d for d in drafts if d.type != "STATEMENT" and d.status in SHOWN]
    events = {t for d in telling if not d.only_merges for t in (*d.tokens, d.complement)}
    kept: list[EventDraft] = []
    spoken: dict[tuple[int, int], list[EventDraft]] = {}
    for draft in drafts:
        content = draft.said
        if draft.type == "STATEMENT":
            before = spoken.setdefault(_place(draft, parse), [])
            echo = content is not None and not events.isdisjoint(_main_verbs(content, parse))
            if (before and not _adds(draft, before, parse)) or (
                echo and not (content and announces(content, draft.verb, parse))
            ):
                continue
            before.append(draft)
        kept.append(draft)
    return kept


def echoes(parse: Parse, drafts: list[EventDraft], kept: list[EventDraft]) -> list[Echo]:
    """Return the statements among the drafts that only report events; `kept` are those left.

    Of each source the first statement of a sentence counts, and those that add a point to it.
    """
    telling: dict[int, list[EventDraft]] = {}
    for draft in kept:
        if draft.type != "STATEMENT" and draft.status in SHOWN and not draft.only_merges:
            for token in (*draft.tokens, draft.complement):
                if token is not None:
                    telling.setdefault(token, []).append(draft)
    spoken: dict[tuple[int, int], list[EventDraft]] = {}
    for said in (d for d in kept if d.type == "STATEMENT" and d.actors):
        spoken.setdefault(_place(said, parse), []).append(said)
    left = {id(draft) for draft in kept}
    found = []
    for draft in drafts:
        if draft.type != "STATEMENT" or id(draft) in left or draft.said is None:
            continue
        verbs = _main_verbs(draft.said, parse)
        events = [event for verb in verbs for event in telling.get(verb, ())]
        others = spoken.setdefault(_place(draft, parse), [])
        if events and (not others or _adds(draft, others, parse)):
            others.append(draft)
            found.append(Echo(draft, events))
    return found


@rule("events.untold", off=nothing)
def untold(found: Iterable[Echo], rows: Iterable[Row]) -> list[EventDraft]:
    """Return the statements whose events no list shows."""
    shown = {id(piece) for group, event in rows if not is_hidden(event) for piece in group.pieces}
    return [echo.saying for echo in found if shown.isdisjoint(map(id, echo.events))]


@rule("events.unexplained", off=nothing)
def unexplained(drafts: list[EventDraft], rows: Iterable[Row], parse: Parse) -> list[EventDraft]:
    """Return the statements of participles that no shown row of their act tells.

    For example "defended the plan on Monday, saying that it was fair", if the row ends at "Monday"
    or no list shows it. `drafts` are those that the rows were made from.
    """
    shown = [(group.pieces, event) for group, event in rows if not is_hidden(event)]
    labels = {id(piece): event.label for pieces, event in shown for piece in pieces}
    found = []
    for draft, act in explained(drafts, parse):
        told = f" {parse.doc[draft.verb].text}" in labels.get(id(act), "")
        if not told and draft.said is not None:
            found.append(draft)
    return found


@rule("events.added_point")
def _adds(draft: EventDraft, others: Iterable[EventDraft], parse: Parse) -> bool:
    """Whether somebody makes a point of their own besides: "said it fell, adding that it was old".

    None of the statements contains another one or its verb.
    """
    mine = draft.said
    if mine is None or parse.dep[draft.verb] not in ADDED:
        return False
    return all(
        other.said is not None
        and draft.verb not in other.said
        and other.verb not in mine
        and (mine.end <= other.said.start or other.said.end <= mine.start)
        for other in others
    )


def _place(draft: EventDraft, parse: Parse) -> tuple[int, int]:
    """Return the speaker and the sentence."""
    return id(draft.actors[0]), parse.sentence[draft.verb]


def _main_verbs(content: Tokens, parse: Parse) -> list[int]:
    """Return the verbs of a content that no relative or adverbial clause contains."""
    found = []
    for i in range(content.start, content.end):
        way = [i, *(a for a in parse.above(i) if a in content)]
        if parse.is_verb(i) and all(parse.dep[w] in GOING_ON for w in way[:-1]):
            found.append(i)
    return found
