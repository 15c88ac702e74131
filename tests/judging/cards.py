"""Count which offices and relations that readers noted are found.

    python -m tests.judging.cards [CORPUS] [--missed]

CORPUS is `open_news.jsonl.gz`; `noted_cards.tsv` of the labels has what was noted. An office is
there `whole` if holder, title and body agree and lists show it, `unsure` if they do not show it,
`part` if title or body differs. A relation is `found` if the same two things stand in one, of the
same kind or another, and `office` if an office tells it. `--missed` prints the words of the others.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from store.asset_files import rows_of
from store.extract.learned.training import CORPUS, LABELS, articles
from store.extract.pipeline import Extractor
from store.reading import Reading, Role
from store.shown_events import is_unsure_office

OFFICE, RELATION = "office", "relation"
WHOLE, UNSURE, PART, MISSED = "whole", "unsure", "part", "missed"
FOUND = "found"
_EMPTY = "-"
_SMALL = frozenset({"the", "of", "and", "for", "a", "an"})
_SOUGHT = frozenset({"candidate", "nominee", "hopeful", "contender", "mate"})
_RESULTS = (WHOLE, FOUND, OFFICE, UNSURE, PART, MISSED)
_WORD = re.compile(r"\w+")


class NotedFact(NamedTuple):
    """A row of `noted_cards.tsv`. Offsets ("3:20") are code points of the article's text."""

    article: str
    reader: str
    sort: str
    """`office`, `relation`, or `none` for an article in which the reader found nothing."""
    kind: str
    """The standing of an office, the predicate of a relation."""
    one: str
    other: str
    """The body of an office; "-" for none."""
    title: str
    """The title of an office; of a relation "past" if it is over."""
    words: str
    """The words that say it."""
    first: str
    """"1" for what the reader would note first."""


class Compared(NamedTuple):
    fact: NotedFact
    result: str
    """`whole`, `unsure`, `part`, `found`, `office` or `missed`."""
    words: str


def noted_facts(folder: Path = LABELS) -> list[NotedFact]:
    """Return all labels of the first reader of each article, in the order of the file."""
    rows = [NotedFact(*row) for row in rows_of(folder / "noted_cards.tsv")]
    reader: dict[str, str] = {}
    for row in rows:
        reader.setdefault(row.article, row.reader)
    return [row for row in rows if reader[row.article] == row.reader and row.sort != "none"]


def result(reading: Reading, fact: NotedFact) -> str:
    """Return how much of an office or a relation a reading has."""
    holders, bodies = _called(reading, fact.one), _called(reading, fact.other)
    if fact.sort == OFFICE:
        return _office(reading, fact, holders, bodies)
    ends = ({r.subject, r.object} for r in reading.relations)
    if any(len(pair) > 1 and holders & pair and bodies & pair for pair in ends):
        return FOUND
    is_told = any(role.person in holders and role.of in bodies for role in reading.roles)
    return OFFICE if is_told else MISSED


def _office(reading: Reading, fact: NotedFact, holders: set[str], bodies: set[str]) -> str:
    title = _words(_text(reading, fact.title))
    own = (role for role in reading.roles if role.person in holders)
    alike = [role for role in own if _is_titled(role, title, fact.kind)]
    whole = [role for role in alike if fact.other == _EMPTY or role.of in bodies]
    if any(not is_unsure_office(role.confidence) for role in whole):
        return WHOLE
    return UNSURE if whole else PART if alike else MISSED


def _is_titled(role: Role, title: frozenset[str], standing: str) -> bool:
    """Whether an office has a word of a title, if one is known; all candidacies are one."""
    if not title:
        return True
    if standing == "candidate" and not _words(role.role).isdisjoint(_SOUGHT):
        return True
    return not title.isdisjoint(_words(role.role))


def _called(reading: Reading, place: str) -> set[str]:
    """Return the ids of the entities with a name of the words at a place, or of some."""
    words = _words(_text(reading, place))
    if not words:
        return set()
    return {
        entity.id
        for entity in reading.entities
        for name in (entity.name, *entity.aliases)
        if (own := _words(name)) and (own <= words or words <= own)
    }


def _text(reading: Reading, place: str) -> str:
    if place == _EMPTY:
        return ""
    start, _, end = place.partition(":")
    return reading.text[int(start) : int(end)]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())) - _SMALL


def compared(facts: Sequence[NotedFact], readings: Iterator[Reading]) -> Iterator[Compared]:
    """Yield each noted office and relation with what the reading of its article has of it."""
    for reading in readings:
        for fact in facts:
            if fact.article == reading.id:
                yield Compared(fact, result(reading, fact), _text(reading, fact.words))


def report(found: Sequence[Compared]) -> Iterator[str]:
    """Yield the lines that tell how many there are, and how many of what readers note first."""
    for sort in (OFFICE, RELATION):
        for name, those in (
            (sort, [each for each in found if each.fact.sort == sort]),
            (f"{sort}, first", [e for e in found if e.fact.sort == sort and e.fact.first == "1"]),
        ):
            yield f"{name}: {_counts(those)}"
    kinds = Counter(each.fact.kind for each in found if each.fact.sort == RELATION)
    for kind, _ in kinds.most_common():
        those = [e for e in found if e.fact.sort == RELATION and e.fact.kind == kind]
        yield f"  {kind}: {_counts(those)}"


def _counts(found: Sequence[Compared]) -> str:
    counts = Counter(each.result for each in found)
    told = (f"{name} {counts[name]}" for name in _RESULTS if counts[name])
    return f"{len(found)} noted, {', '.join(told) or 'none'}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?", default=CORPUS)
    parser.add_argument("--missed", action="store_true", help="print the words of what is missed")
    given = parser.parse_args(arguments)
    facts = noted_facts()
    texts = articles(given.corpus, {fact.article for fact in facts})
    found = list(compared(facts, Extractor().read_all(texts)))
    for each in found if given.missed else ():
        if each.result not in {WHOLE, FOUND, OFFICE}:
            print(
                each.result, each.fact.article, each.fact.sort, each.fact.kind, each.words, sep="\t"
            )
    print(*report(found), sep="\n")


if __name__ == "__main__":
    main()
