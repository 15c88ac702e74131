"""How the label of a row reads, as named numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.learned.signs import FIRST_PERSON, Row, capped

if TYPE_CHECKING:
    from store.extract.syntax.parse import Parse

POINTING = frozenset("she he it they him them his her their its this that these those".split())
"""Words of a label that stand for something else."""
RELATIVE = frozenset("who which that whose".split())
UNFINISHED = frozenset("to of for in on with that and by from at a the as".split())
"""Words that a whole label does not end with."""
LONG = 3
"""The most letters of a word that says nothing of the topic."""
AROUND = ".,:;’'\"“”"
"""Marks at the edges of a word."""


class RowLabels:
    """The labels of the rows of one document."""

    def __init__(self, rows: list[Row], parse: Parse) -> None:
        self.parse = parse
        self._words = [
            (merged.draft.verb, frozenset(_plain(event.label))) for merged, event in rows
        ]
        article = parse.doc._.article
        self._title = set(((article and article.title) or "").lower().replace("’", "'").split())

    def of(self, row: Row) -> dict[str, float]:
        """Return the numbers of a label."""
        merged, event = row
        verb = merged.draft.verb
        words, plain = event.label.split(), _plain(event.label)
        first, last = self.parse.bounds[self.parse.sentence[verb]]
        clause = sum(1 for _ in self.parse.subtree(verb))
        known = sum(word in self._title for word in plain if len(word) > LONG)
        return {
            "label words": capped(len(words), 40),
            "label pronouns": capped(sum(word in POINTING for word in plain), 4),
            "label names": capped(sum(word[:1].isupper() for word in words[1:]), 8),
            "label whole": float(len(words) >= last - first - 3),
            "label in the title": capped(known, 4),
            "label of sentence": capped(len(words), last - first),
            "label of clause": capped(len(words), 2 * clause),
            "label articles": plain.count("the") / max(1, len(plain)),
            "label first person": float(bool(FIRST_PERSON.intersection(plain))),
            "label relative": float(bool(RELATIVE.intersection(plain))),
            "label unfinished": float(plain[-1:] != [] and plain[-1] in UNFINISHED),
            "label lower": float(event.label[:1].islower()),
            **self._repeated(verb, frozenset(plain)),
        }

    def _repeated(self, verb: int, own: frozenset[str]) -> dict[str, float]:
        """Return the share of the words that another row has too, and one that stands before."""
        shares = [
            (len(own & words) / max(1, min(len(own), len(words))), other)
            for other, words in self._words
            if other != verb
        ]
        return {
            "label repeated": max((share for share, _ in shares), default=0.0),
            "label repeats": max((share for share, other in shares if other < verb), default=0.0),
        }


def _plain(label: str) -> list[str]:
    return [word.lower().strip(AROUND) for word in label.split()]
