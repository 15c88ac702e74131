"""The log as it stands: which corrections hold, and which of them an article has to obey."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import Protocol

import msgspec
from msgspec.structs import replace

from store.corrections.applying import Corrected, apply_all, is_set, mark_of
from store.corrections.draft import Mark
from store.corrections.records import (
    MARK_ACTS,
    AnyAct,
    Correction,
    Hide,
    Merge,
    Rename,
    Retype,
    SetTitle,
    Undo,
    articles_of,
    key_of,
)
from store.corrections.targets import EntityRef
from store.reading import Article, EntityType, Reading

TABLE = "corrections"
decode_correction = msgspec.json.Decoder(Correction).decode
_order: Callable[[Correction], tuple[str, str]] = attrgetter("at", "id")


class LogSource(Protocol):
    """Where the lines of the log come from. `store.database.Store` implements it."""

    def raw_documents(self, table: str, after: int, /) -> Iterator[tuple[int, bytes]]: ...


class Log:
    """All lines of the log that have been read, in the order of `at` and `id`."""

    def __init__(self) -> None:
        self.last = 0
        """The number of the last line of the table that was read."""
        self.every: dict[str, Correction] = {}
        self._with_number: dict[int, Correction] = {}
        self._number_of: dict[str, int] = {}
        self.standing: list[Correction] = []
        """The lines that hold, without the undos."""
        self.latest = ""
        """When the latest line was written."""
        self.undone: set[str] = set()
        self._undoing: dict[str, list[Correction]] = {}
        """The undos that name a line, by its id, whether they hold or not."""
        self._by_article: dict[str, list[Correction]] = {}
        self._by_key: dict[str, list[Correction]] = {}
        self._merged_into: dict[str, list[Correction]] = {}

    @classmethod
    def of(cls, source: LogSource) -> Log:
        log = cls()
        log.read(source)
        return log

    def read(self, source: LogSource) -> list[Correction]:
        """Read the lines that are new in the store, and return them.

        Lines that this version cannot decode are skipped: a newer dateline wrote them.
        """
        new: list[Correction] = []
        for number, raw in source.raw_documents(TABLE, self.last):
            self.last = max(self.last, number)
            try:
                correction = decode_correction(raw)
            except msgspec.MsgspecError:
                continue
            if correction.id not in self.every:
                self.every[correction.id] = correction
                self._with_number[number] = correction
                self._number_of[correction.id] = number
                new.append(correction)
        if new:
            self._take(sorted(new, key=_order))
        return new

    def _take(self, new: list[Correction]) -> None:
        """Add new lines: at the end if they are later than all others, and nothing is undone. An
        undo may come before what it undoes, in a log of another store.
        """
        is_next = not self.standing or _order(self.standing[-1]) < _order(new[0])
        self.latest = max(self.latest, new[-1].at)
        is_plain = not any(isinstance(e.act, Undo) or e.id in self._undoing for e in new)
        if is_next and is_plain:
            for each in new:
                self._hold(each)
        else:
            self._stand()

    def _hold(self, correction: Correction) -> None:
        self.standing.append(correction)
        for article in articles_of(correction.act):
            self._by_article.setdefault(article, []).append(correction)
        key = key_of(correction.act)
        if key is not None:
            self._by_key.setdefault(key, []).append(correction)
        if isinstance(correction.act, Merge) and not correction.act.at:
            self._merged_into.setdefault(correction.act.into.key, []).append(correction)

    def _stand(self) -> None:
        self._undoing = {}
        for each in self.every.values():
            if isinstance(each.act, Undo):
                for of in each.act.of:
                    self._undoing.setdefault(of, []).append(each)
        self.undone = _undone(self._undoing)
        held = (each for each in self.every.values() if each.id not in self.undone)
        self.standing, self._by_article, self._by_key, self._merged_into = [], {}, {}, {}
        for each in sorted((e for e in held if not isinstance(e.act, Undo)), key=_order):
            self._hold(each)

    def __bool__(self) -> bool:
        return bool(self.standing)

    def standing_undos(self) -> list[Correction]:
        """Return the undos that hold."""
        return [
            each
            for each in self.every.values()
            if isinstance(each.act, Undo) and each.id not in self.undone
        ]

    def is_in_effect(self, id_: str) -> bool:
        """Return whether a line holds. An unknown one does not."""
        return id_ in self.every and id_ not in self.undone

    def for_article(self, article: str, reading: Reading | None) -> list[Correction]:
        """Return the lines that an article has to obey, in order.

        Names and types that hold everywhere are left out. They are applied at the end (see
        `with_overrides`), and the index keeps them with the entity, not in every article.
        """
        own = self._by_article.get(article, [])
        if reading is None or not self._by_key:
            return own
        found: dict[str, Correction] = {}
        waiting = [entity.key for entity in reading.entities]
        waiting += [key for each in own for key in _leads_to(each.act)]
        seen: set[str] = set()
        while waiting:
            key = waiting.pop()
            if key not in seen:
                seen.add(key)
                for each in self._by_key.get(key, ()):
                    if not isinstance(each.act, MARK_ACTS) and not _overrides(each):
                        found[each.id] = each
                        waiting += _leads_to(each.act)
        if not found:
            return own
        found |= {each.id: each for each in own}
        return sorted(found.values(), key=_order)

    def applied_to(self, article: Article, reading: Reading | None) -> Corrected:
        """Return an article and its reading with the log applied, but for names and types that hold
        everywhere."""
        corrections = self.for_article(article.id, reading)
        if not corrections:
            return Corrected(article, reading)
        obeyed = (each.id for each in corrections if not isinstance(each.act, MARK_ACTS))
        numbers = tuple(self._number_of[id_] for id_ in obeyed)
        return replace(apply_all(corrections, article, reading), obeyed=numbers)

    def after(self, number: int) -> list[Correction]:
        """Return the lines with a higher number in the table."""
        if number >= self.last:
            return []
        return [each for place, each in self._with_number.items() if place > number]

    def retitled_by(self, number: int) -> set[str]:
        """Return the ids of the articles whose title the line with this number sets, or whose
        title it restores."""
        line = self._with_number.get(number)
        if line is None:
            return set()
        lines = [line, *self._undone_by(line)]
        return {each.act.article.article for each in lines if isinstance(each.act, SetTitle)}

    def _undone_by(self, line: Correction) -> list[Correction]:
        """Return the lines that an undo names, and those that they name, and so on."""
        found: dict[str, Correction] = {}
        waiting = [line]
        while waiting:
            act = waiting.pop().act
            for of in act.of if isinstance(act, Undo) else ():
                if of in self.every and of not in found:
                    found[of] = self.every[of]
                    waiting.append(self.every[of])
        return list(found.values())

    def touched(self, corrections: Iterable[Correction]) -> tuple[set[str], set[str], set[str]]:
        """Return what these lines may make a difference to. Undos count as what they undo.

        Returns:
            The ids of articles, the keys of entities, and the keys whose articles must be indexed
            again.
        """
        articles: set[str] = set()
        keys: set[str] = set()
        rekeying: set[str] = set()
        lines = list(corrections)
        for each in chain(lines, *map(self._undone_by, lines)):
            articles.update(articles_of(each.act))
            key = key_of(each.act)
            if key is not None:
                keys.update((key, *_leads_to(each.act)))
                if isinstance(each.act, Merge | Hide):
                    rekeying.add(key)
        return articles, keys, rekeying

    def beside(self, act: AnyAct) -> Iterator[Correction]:
        """Yield the lines that hold and name an article or the key of this act."""
        seen: set[str] = set()
        found = [self._by_article.get(article, ()) for article in articles_of(act)]
        if not found:
            key = key_of(act)
            found = [self.standing if key is None else self._by_key.get(key, ())]
        for each in chain.from_iterable(found):
            if each.id not in seen:
                seen.add(each.id)
                yield each

    # What holds for an entity everywhere.

    def about_key(self, key: str) -> Sequence[Correction]:
        return self._by_key.get(key, ())

    def override(self, key: str) -> tuple[str | None, EntityType | None]:
        """Return the name and type that people gave an entity, or None for the machine's."""
        name: str | None = None
        type_: EntityType | None = None
        for each in self._by_key.get(key, ()):
            if isinstance(each.act, Rename):
                name = each.act.name
            elif isinstance(each.act, Retype):
                type_ = each.act.type
        return name, type_

    def entity_marks(self, key: str) -> set[Mark]:
        marks: set[Mark] = set()
        for each in self._by_key.get(key, ()):
            if isinstance(each.act, MARK_ACTS):
                mark = mark_of(each.act)
                (marks.add if is_set(each.act) else marks.discard)(mark)
            elif isinstance(each.act, Rename | Retype):
                marks.add(Mark("edited"))
        if self._merged_into.get(key):
            marks.add(Mark("edited"))
        return marks


def _undone(undoing: dict[str, list[Correction]]) -> set[str]:
    """Return the ids of the lines that do not hold: those with an undo that holds."""
    known: dict[str, bool] = {}

    def holds(id_: str) -> bool:
        trail = [id_]
        while trail:
            at = trail[-1]
            undos = undoing.get(at, [])
            waiting = [each.id for each in undos if each.id not in known and each.id not in trail]
            if waiting:
                trail.append(waiting[0])
                continue
            known[at] = not any(known.get(each.id, False) for each in undos)
            trail.pop()
        return known[id_]

    return {id_ for id_ in undoing if not holds(id_)}


def _overrides(correction: Correction) -> bool:
    act = correction.act
    return isinstance(act, Rename) or (isinstance(act, Retype) and not act.at)


def _leads_to(act: AnyAct) -> list[str]:
    """Return the keys that an article may have because of an act."""
    refs = (getattr(act, name, None) for name in ("into", "entity", "person", "of", "place"))
    found = [ref.key for ref in refs if isinstance(ref, EntityRef)]
    for name in ("actors", "recipients", "according_to"):
        found += [ref.key for ref in getattr(act, name, None) or ()]
    for name in ("subject", "object"):
        ref = getattr(act, name, None)
        found += [ref.key] if isinstance(ref, EntityRef) else []
    return found
