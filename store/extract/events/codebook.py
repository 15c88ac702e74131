"""The codebook: tables that map words to event types.

`assets/codebook/verbs.tsv`, `nouns.tsv`, `actors.tsv`, `recasts.tsv` and `contexts.tsv` can be read
and extended by users. A user's own files are read after them, and a later row for the same words
replaces an earlier one. The head of each file describes its columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from store.asset_files import shipped
from store.errors import UserError
from store.files import UnsafeFile, read_file

SAME = "="
"""In the type column: the event is that of the complement ("began to withdraw")."""
NOUN = "noun"
"""In the type column: the event is that of the object's noun ("held talks")."""
COMPLEMENT = "~"
INFINITIVE = "~to"
"""A complement that is an infinitive, not a gerund."""
THAT = "~that"
"""A complement that "that" opens."""
NO_OBJECT = "!obj"
CLAUSE = "~~"
"""A complement that may also be a finite clause."""


LIMIT = 20_000_000
"""The maximum size of a table in bytes."""

TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
    "SANCTION MOBILIZE COERCE ASSAULT STATEMENT OTHER -".split()
)
"""The sixteen types of PLOVER, dateline's own, and "-" for words that are not an event."""
VERB_TYPES = TYPES | {NOUN, SAME}
ACTOR_TYPES = frozenset({"PERSON", "ORG", "NORP", "FAC"})
SCOPES = frozenset({"article", "sentence"})
NUMBERS = frozenset(map(str, range(1, 100)))
WHOSE = frozenset({"state", "force", "body", "target", "self"})


class CodebookError(UserError):
    """A table or row cannot be read. The message names the file and the line."""

    def __init__(self, what: str) -> None:
        super().__init__(what, "Correct it, or remove the file from `codebook` in the config.")


@dataclass(frozen=True, slots=True)
class Entry:
    """The meaning of a phrase.

    `words` follow the verb. Each is a set of lemmas, "~" (an infinitive or a clause), "@TYPE" (a
    noun of that type), "#TYPE" (an entity of that type) or "^lemma" (a noun of the subject).
    """

    words: tuple[frozenset[str], ...]
    type: str
    mode: str | None = None
    to: tuple[str, ...] = ()
    """The place of the recipient.

    It is "obj", "pobj", "subj", "mod" (a name before the noun), a preposition or "-"; "with=" adds
    to the actors.
    """
    by: tuple[str, ...] = ()
    """The place of the actor, if it is not the subject."""

    @property
    def narrow(self) -> bool:
        """Whether it requires a complement with certain verbs ("~comment")."""
        return any(len(n) > 2 and n.startswith(COMPLEMENT) for w in self.words for n in w)

    @property
    def open(self) -> int:
        """How general it is: rows with nouns come first, then rows with a type, then all others."""
        names = {name for word in self.words for name in word if name[0] in "@#"}
        return 2 if "@" in names else 1 if names else 0

    @property
    def complement(self) -> bool:
        return any(name.startswith(COMPLEMENT) for word in self.words for name in word)


@dataclass(frozen=True, slots=True)
class ActorNoun:
    """A noun that can act.

    `type` is an entity type. `of` says whose act it is: "state" (its country's), "force" (its
    country's military) or "self".
    """

    type: str
    of: str


@dataclass(frozen=True, slots=True)
class ContextRow:
    """A row of `contexts.tsv`: how many of its words the article or the sentence must have."""

    whole: bool
    """Whether the article counts, not the sentence."""
    least: int
    words: frozenset[str]
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class TypeOverride:
    """A row of `recasts.tsv`: a type that changes under some conditions.

    An empty set or "*" is no condition.
    """

    words: frozenset[str]
    types: frozenset[str]
    mode: str
    contexts: frozenset[str]
    who: frozenset[str]
    type: str
    new_mode: str | None = None


@dataclass(slots=True)
class Codebook:
    verbs: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    nouns: dict[str, Entry] = field(default_factory=dict)
    actors: dict[str, ActorNoun] = field(default_factory=dict)
    contexts: dict[str, list[ContextRow]] = field(default_factory=lambda: defaultdict(list))
    recasts: list[TypeOverride] = field(default_factory=list)

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

    def add_contexts(self, path: Path) -> None:
        for where, (name, scope, least, words, unless) in _rows(path):
            _check(where, "place of its words", scope, SCOPES)
            _check(where, "number of words", least, NUMBERS)
            context = ContextRow(scope == "article", int(least), _any(words), _any(unless))
            self.contexts[name].append(context)

    def add_recasts(self, path: Path) -> None:
        rows = []
        for where, (words, kinds, mode, contexts, who, kind, new) in _rows(path, 7):
            _check(where, "type", kind, TYPES)
            for known in _any(contexts):
                _check(where, "context", known, frozenset(self.contexts))
            each = (_any(words), _any(kinds), mode, _any(contexts), _any(who))
            rows.append(TypeOverride(*each, kind, new or None))
        self.recasts = [*rows, *self.recasts]


def _any(cell: str) -> frozenset[str]:
    """Return the words of a cell, none for "*" or an empty cell."""
    return frozenset(cell.split("|")) - {"", "*"}


def _rows(path: Path, columns: int = 5) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows of a table with this number of columns; further columns are notes."""
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 2:
            raise CodebookError(
                f"{path}, line {number}: a row needs words and a type, separated by a tab."
            )
        yield f"{path}, line {number}", (cells + [""] * columns)[:columns]


def _text(path: Path) -> str:
    try:
        return read_file(path, LIMIT).decode("utf-8-sig")
    except UnsafeFile as error:
        raise CodebookError(error.title) from error
    except OSError as error:
        raise CodebookError(f"Cannot read the codebook {path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CodebookError(f"Cannot read the codebook {path}: it is not UTF-8.") from error


def _check(where: str, what: str, found: str, known: frozenset[str]) -> None:
    if found not in known:
        raise CodebookError(
            f"{where}: {found!r} is not a known {what}; known are {' '.join(sorted(known))}."
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
    """Return the shipped codebook extended by a user's files.

    The name of a file decides which table it extends ("my-nouns.tsv"). Any other file extends the
    verbs.

    Raises:
        CodebookError: a file or row cannot be read.
    """
    book = Codebook()
    tables = {
        "noun": book.add_nouns,
        "actor": book.add_actors,
        "context": book.add_contexts,
        "recast": book.add_recasts,
    }
    for name in ("verbs", "nouns", "actors", "contexts", "recasts"):
        path = shipped("codebook", f"{name}.tsv")
        tables.get(name[:-1], book.add_verbs)(path)
    for path in sorted(extra, key=lambda path: "context" not in path.name):
        add = next((tables[word] for word in tables if word in path.name), book.add_verbs)
        add(path)
    return book


@cache
def shipped_codebook() -> Codebook:
    return load()
