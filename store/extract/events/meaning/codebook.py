"""The codebook: which words are which type of event, as data.

`assets/codebook/verbs.tsv`, `nouns.tsv` and `actors.tsv` are tables that a person can read
and add to; a user's own files are read after them, and a later row for the same words
replaces an earlier one. The columns are described at the head of each file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from store.asset_files import shipped
from store.trouble import Trouble

SAME = "="
"""In the type column: the event is that of the complement ("began to withdraw")."""
NOUN = "noun"
"""In the type column: the event is that of the object's noun ("held talks")."""
COMPLEMENT = "~"
NO_OBJECT = "!obj"
CLAUSE = "~~"
"""A complement that may be a finite clause too."""


TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
    "SANCTION MOBILIZE COERCE ASSAULT STATEMENT OTHER -".split()
)
"""PLOVER's sixteen, ours, and "-" for what is no event."""
VERB_TYPES = TYPES | {NOUN, SAME}
ACTOR_TYPES = frozenset({"PERSON", "ORG", "NORP", "FAC"})
WHOSE = frozenset({"state", "force", "body", "target", "self"})


class CodebookError(Trouble):
    """A table or row that cannot be read; says the file and the line."""

    def __init__(self, what: str) -> None:
        super().__init__(what, "Mend it, or take the file out of `codebook` in the config.")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase means. `words` follow the verb; each is a set of lemmas, "~" (an
    infinitive or a clause), "@TYPE" (a noun of that type), "#TYPE" (an entity of that type)
    or "^lemma" (a noun of the subject)."""

    words: tuple[frozenset[str], ...]
    type: str
    mode: str | None = None
    to: tuple[str, ...] = ()
    """Where the recipient is: "obj", "pobj", "subj", "mod" (a name before the noun), a
    preposition, "-"; "with=" joins the actors."""
    by: tuple[str, ...] = ()
    """Where the actor is, if not the subject."""

    @property
    def narrow(self) -> bool:
        """It asks for a complement of certain verbs ("~comment")."""
        return any(len(n) > 2 and n.startswith(COMPLEMENT) for w in self.words for n in w)

    @property
    def open(self) -> int:
        """How freely it fits: rows that name their nouns come before those that name a type
        of noun, and these before those that take any."""
        names = {name for word in self.words for name in word if name.startswith("@")}
        return 2 if "@" in names else 1 if names else 0

    @property
    def complement(self) -> bool:
        return any(name.startswith(COMPLEMENT) for word in self.words for name in word)


@dataclass(frozen=True, slots=True)
class ActorNoun:
    """A noun that acts: `type` as of an entity, `of` says whose act it is: "state" (its
    country's), "force" (its country's military), "self"."""

    type: str
    of: str


@dataclass(slots=True)
class Codebook:
    verbs: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    nouns: dict[str, Entry] = field(default_factory=dict)
    actors: dict[str, ActorNoun] = field(default_factory=dict)

    def add_verbs(self, path: Path) -> None:
        for where, (phrase, kind, mode, to, by) in _rows(path):
            _check(where, "type", kind, VERB_TYPES)
            for first, words in _phrases(phrase, where):
                entry = Entry(words, kind, mode or None, _slots(to), _slots(by))
                same = [e for e in self.verbs[first] if e.words != words]
                same.append(entry)
                same.sort(key=lambda e: (-len(e.words), e.complement, e.open, not e.narrow))
                self.verbs[first] = same

    def add_nouns(self, path: Path) -> None:
        for where, (names, kind, mode, to, by) in _rows(path):
            _check(where, "type", kind, TYPES)
            for name in _names(names, where):
                self.nouns[name] = Entry((), kind, mode or None, _slots(to), _slots(by))

    def add_actors(self, path: Path) -> None:
        for where, (names, kind, of, *_rest) in _rows(path):
            _check(where, "type", kind, ACTOR_TYPES)
            _check(where, "word for whose act it is", of, WHOSE)
            for name in _names(names, where):
                self.actors[name] = ActorNoun(kind, of)


def _rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The rows of a table, five columns each; notes beyond are for people."""
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 2:
            raise CodebookError(
                f"{path}, line {number}: words and a type are needed, a tab between."
            )
        yield f"{path}, line {number}", (cells + [""] * 5)[:5]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CodebookError(f"Cannot read the codebook {path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CodebookError(f"Cannot read the codebook {path}: it is not UTF-8.") from error


def _check(where: str, what: str, found: str, known: frozenset[str]) -> None:
    if found not in known:
        raise CodebookError(
            f"{where}: {found!r} is no {what}; it is one of {' '.join(sorted(known))}."
        )


def _names(cell: str, where: str) -> list[str]:
    names = [name.strip() for name in cell.split("|")]
    if "" in names:
        raise CodebookError(f"{where}: {cell!r} has an empty word.")
    return names


def _phrases(phrase: str, where: str) -> Iterator[tuple[str, tuple[frozenset[str], ...]]]:
    words = [frozenset(word.split("|")) for word in phrase.split()]
    if not words or any("" in word for word in words):
        raise CodebookError(f"{where}: {phrase!r} is not a phrase.")
    for first in words[0]:
        yield first, tuple(words[1:])


def _slots(cell: str) -> tuple[str, ...]:
    return tuple(cell.replace(",", " ").split())


def load(extra: Iterable[Path] = ()) -> Codebook:
    """The shipped codebook and, after it, a user's files: "…nouns….tsv" and "…actors….tsv"
    by their names, any other as verbs. Raises `CodebookError`."""
    book = Codebook()
    book.add_verbs(shipped("codebook", "verbs.tsv"))
    book.add_nouns(shipped("codebook", "nouns.tsv"))
    book.add_actors(shipped("codebook", "actors.tsv"))
    for path in extra:
        if "noun" in path.name:
            book.add_nouns(path)
        elif "actor" in path.name:
            book.add_actors(path)
        else:
            book.add_verbs(path)
    return book


@cache
def shipped_codebook() -> Codebook:
    return load()
