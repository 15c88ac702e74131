"""Lines of the log that dateline writes itself: whom an article means that says only "Merkel".

They are merges in the articles concerned, by the author `dateline`, each with its evidence as the
reason. A person can undo one like any other line; it is then not written again. What the store
learns later settles it: a line that the evidence no longer supports is taken back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from store.corrections.log import Log
from store.corrections.recording import Corrections, check_writable
from store.corrections.records import Correction, Distinct, Merge, Undo, articles_of, key_of
from store.corrections.targets import ArticleRef, EntityRef, article_ref
from store.identity.bearers import Bearers, Join
from store.identity.uses import Use, uses_of

if TYPE_CHECKING:
    from store.database import Store

AUTHOR = "dateline"
"""Who writes the lines."""

type _Place = tuple[str, str]
"""An article's id and the key of a person in it."""


class Inferred(Struct, frozen=True):
    """What an inference changed."""

    joined: int
    """Persons of articles that were joined to the person who is meant."""
    taken_back: int
    """Lines that the evidence no longer supports."""


def infer_names(store: Store) -> Inferred:
    """Join the persons whom articles name by one word or an unusual form of their name.

    Every reading of the store is read once: a second for 2,000 articles.

    Raises:
        UserError: The store is read-only.
    """
    check_writable(store)
    found = Bearers(_uses(store))
    joins = {(_id(store, each.article), each.key): each for each in found.joins()}
    with store.transaction():
        log = Log.of(store)
        refused = _refused(log)
        wanted = {
            place: join
            for place, join in joins.items()
            if (*place, join.into) not in refused and not _is_settled(log, *place, join.into)
        }
        held = dict(_held(log))
        stale = {
            correction.id
            for place, correction in held.items()
            if store.number(place[0]) is not None and not _supports(wanted.get(place), correction)
        }
        writing = Corrections(store, AUTHOR)
        if stale:
            writing.undo_record(*sorted(stale), reason="the evidence has changed")
        new = {
            place: join
            for place, join in wanted.items()
            if place not in held or held[place].id in stale
        }
        for (key, into), group in _grouped(new).items():
            refs = tuple(_ref(store, join.article) for join in group)
            act = Merge(key, EntityRef(into, group[0].name, "PERSON"), refs)
            writing.record(act, reason=group[0].reason)
    return Inferred(len(new), len(stale))


def _uses(store: Store) -> Iterator[Use]:
    for number in store.numbers():
        reading = store.reading(number)
        if reading is not None:
            yield from uses_of(number, reading)


def _id(store: Store, number: int) -> str:
    return store.article(number).id


def _ref(store: Store, number: int) -> ArticleRef:
    return article_ref(store.article(number))


def _grouped(joins: dict[_Place, Join]) -> dict[tuple[str, str], list[Join]]:
    groups: defaultdict[tuple[str, str], list[Join]] = defaultdict(list)
    for join in joins.values():
        groups[join.key, join.into].append(join)
    return groups


def _held(log: Log) -> Iterator[tuple[_Place, Correction]]:
    """Yield the places that lines of dateline decide, each with its line."""
    for each in log.standing:
        if each.by == AUTHOR and isinstance(each.act, Merge):
            for article in articles_of(each.act):
                yield (article, each.act.key), each


def _supports(join: Join | None, correction: Correction) -> bool:
    act = correction.act
    return join is not None and isinstance(act, Merge) and act.into.key == join.into


def _refused(log: Log) -> set[tuple[str, str, str]]:
    """Return the joins that a person took back: article, key and the person who was meant."""
    taken_back = {
        of
        for each in log.standing_undos()
        if each.by != AUTHOR and isinstance(each.act, Undo)
        for of in each.act.of
    }
    return {
        (article, line.act.key, line.act.into.key)
        for id_ in taken_back
        if (line := log.every.get(id_)) is not None
        and line.by == AUTHOR
        and isinstance(line.act, Merge)
        for article in articles_of(line.act)
    }


def _is_settled(log: Log, article: str, key: str, into: str) -> bool:
    """Whether a person has said something about this name in this article or everywhere."""
    for each in log.standing:
        act = each.act
        if each.by == AUTHOR:
            continue
        if isinstance(act, Distinct):
            if {act.key, act.other} == {key, into}:
                return True
        elif getattr(act, "key", None) == key and (
            key_of(act) == key or article in articles_of(act)
        ):
            return True
    return False
