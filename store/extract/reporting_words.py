"""Read the reporting words from `assets/codebook/reporting.tsv`, which explains its columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from store.asset_files import shipped_rows

_NO_PREPOSITION = frozenset({"clause", "quote", "as", "infinitive", "gerund", "object"})


@dataclass(frozen=True, slots=True)
class ReportingWord:
    """A reporting word: the places of its content, and the kind of its report."""

    lemma: str
    frames: frozenset[str]
    kind: str

    @property
    def prepositions(self) -> frozenset[str]:
        """The prepositions and particles that introduce the content."""
        return self.frames - _NO_PREPOSITION


@dataclass(frozen=True, slots=True)
class ReportingWords:
    """The reporting words by lemma."""

    verbs: dict[str, ReportingWord]
    nouns: dict[str, ReportingWord]
    adjectives: dict[str, ReportingWord]
    supports: frozenset[str]
    """Verbs that report only with one of the nouns ("issued a warning")."""


@cache
def codebook() -> ReportingWords:
    """Return the shipped codebook, read once."""
    parts: dict[str, dict[str, ReportingWord]] = {
        part: {} for part in ("verb", "noun", "adjective", "support")
    }
    for word, part, frames, kind in shipped_rows("codebook", "reporting.tsv")[1:]:
        parts[part][word] = ReportingWord(word, frozenset(frames.split()), kind)
    return ReportingWords(
        parts["verb"], parts["noun"], parts["adjective"], frozenset(parts["support"])
    )


def reporting_verbs(*kinds: str, frame: str | None = None) -> frozenset[str]:
    """Return the lemmas of the verbs of these kinds, only those with `frame` if it is given."""
    return frozenset(
        word.lemma
        for word in codebook().verbs.values()
        if word.kind in kinds and (frame is None or frame in word.frames)
    )


SAYING = reporting_verbs("speech", frame="clause")
"""Verbs that report what somebody says in a clause: "said that", "told reporters she"."""
