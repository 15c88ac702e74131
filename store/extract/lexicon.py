"""The word lists of the extractor, read once from the tables in `assets/lexicon/`.

Each folder of `store/extract` has a table of its own (`names.tsv`). A row is one list: its name, a
tab, and its words separated by "|". Rows in a user's own tables add words to the shipped list of
the same name. The environment variable `DATELINE_LEXICON` lists those tables or their folders,
separated as in `PATH`. The config setting `lexicon` sets the variable, so that worker processes
inherit it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from store.asset_files import shipped
from store.errors import UserError
from store.files import read_file

_BYTES = 1_000_000
OWN = "DATELINE_LEXICON"
"""The environment variable with the user's own tables."""


class LexiconError(UserError):
    """A word table cannot be read, or a list does not exist."""


def words(name: str) -> frozenset[str]:
    """Return the words of the list `name` ("names.honorifics").

    Raises:
        LexiconError: there is no list of that name, or a user's table cannot be read.
    """
    return frozenset(ordered(name))


def ordered(name: str) -> tuple[str, ...]:
    """Return the words of the list `name` in table order, the user's own words last.

    Raises:
        LexiconError: there is no list of that name, or a user's table cannot be read.
    """
    room, _, key = name.partition(".")
    shipped_words = _shipped(room).get(key)
    if shipped_words is None:
        raise LexiconError(f"there is no word list {name} in assets/lexicon")
    return shipped_words + tuple(w for w in _own().get(name, ()) if w not in shipped_words)


@cache
def _shipped(room: str) -> dict[str, tuple[str, ...]]:
    text = shipped("lexicon", f"{room}.tsv").read_text(encoding="utf-8")
    return dict(_rows(text, f"assets/lexicon/{room}.tsv"))


@cache
def _own() -> dict[str, tuple[str, ...]]:
    """Return the user's own lists by full name. The file name gives the first part of the name."""
    found: dict[str, tuple[str, ...]] = {}
    for path in _own_tables():
        try:
            text = read_file(path, _BYTES).decode()
        except (OSError, UnicodeDecodeError) as error:
            raise LexiconError(f"{path}: the word list cannot be read ({error})") from error
        for key, listed in _rows(text, str(path)):
            name = f"{path.stem}.{key}"
            if key not in _shipped_or_none(path.stem):
                raise LexiconError(f"{path}: there is no word list {name} to add to")
            found[name] = found.get(name, ()) + listed
    return found


def _shipped_or_none(room: str) -> dict[str, tuple[str, ...]]:
    return _shipped(room) if shipped("lexicon", f"{room}.tsv").is_file() else {}


def _own_tables() -> Iterator[Path]:
    for name in filter(None, os.environ.get(OWN, "").split(os.pathsep)):
        path = Path(name)
        yield from sorted(path.glob("*.tsv")) if path.is_dir() else (path,)


def _rows(text: str, where: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        key, tab, listed = line.partition("\t")
        if not tab:
            raise LexiconError(f"{where}, line {number}: a row is a name, a tab and words")
        yield key, tuple(word for word in listed.split("|") if word)
