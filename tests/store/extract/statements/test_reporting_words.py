"""The reporting words that are shipped hang together."""

from __future__ import annotations

from store.asset_files import shipped
from store.extract.statements.reporting_words import codebook

_KINDS = {"speech", "belief", "intention", "stance", "finding"}
_PREPOSITIONS = set(
    "about against as at by for from in into of on out over to toward with back".split()
)
_FRAMES = {"clause", "quote", "infinitive", "gerund", "object"} | _PREPOSITIONS


def _rows() -> list[list[str]]:
    lines = shipped("codebook", "reporting.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


def test_every_row_has_known_frames_and_kinds() -> None:
    for word, _, frames, kind in _rows():
        assert kind in _KINDS, word
        assert set(frames.split()) <= _FRAMES, word


def test_no_word_stands_twice_in_one_part() -> None:
    keys = [(part, word) for word, part, _, _ in _rows()]
    assert len(keys) == len(set(keys))


def test_parts_are_kept_apart() -> None:
    book = codebook()
    assert book.verbs["say"].kind == "speech"
    assert book.nouns["desire"].kind == "intention"
    assert "express" in book.supports
    assert book.verbs["warn"].prepositions >= {"of", "about"}
