"""The draft of an article's names: a list that each step changes."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from spacy.tokens import Doc

from store.extract.extensions import FoundEntity, Tokens
from store.extract.gazetteer import Gazetteer, KnownPlaces
from store.reading import MentionKind

REMEMBERED = 10_000
"""Of how many names what the text alone tells is kept: news names the same things every day."""


@dataclass(slots=True, eq=False)
class Name:
    """A mention before it is linked to an entity. Positions are token indices, half-open."""

    start: int
    end: int
    type: str
    """The type as in a reading: `PERSON`, `ORG`, `GPE`, …"""
    text: str
    kind: MentionKind = "name"
    chars: tuple[int, int] | None = None
    """Code points of the `Doc`'s text, if a token holds more than the name."""
    known: KnownPlaces | None = None
    """The gazetteer's entry."""
    titled: bool = False
    """Whether a title precedes it ("Mr.", "President"), so that it is a person's surname."""
    title: str = ""
    """The title or office right before it, in lower case: "president"."""
    sure: bool = False
    """Whether the type is certain, so that later steps keep it."""
    body_of: KnownPlaces | None = None
    """The country that the body belongs to: "Belarusian Defense Ministry"."""
    body: str = ""
    """The body without its country: "Defense Ministry"."""
    is_dateline: bool = False
    short_for: Name | None = None
    """The longer name that it shortens: "the Commission"."""
    entity: FoundEntity | None = None

    def words(self) -> list[str]:
        return self.text.split()


@dataclass(slots=True)
class NamesDraft:
    """The names so far, in order and without overlaps, and look-ups for the steps."""

    doc: Doc
    gazetteer: Gazetteer
    source: str
    """The text of the `Doc`."""
    article: str
    """The article's id."""
    words: list[str]
    """The text of every token."""
    places: dict[str, list[int]]
    """Maps each distinct word to its tokens."""
    lower: frozenset[str]
    """The distinct words in lower case."""
    capitals: list[int]
    """The tokens with a capital at the start, or right after the first letter ("iPhone")."""
    names: list[Name] = field(default_factory=list)
    groups: list[Name] = field(default_factory=list)
    """Groups that act ("Chinese troops"). They may contain a name."""
    inner: list[Name] = field(default_factory=list)
    """Names inside names: "Belarusian" in "Belarusian Defense Ministry"."""
    acronyms: dict[str, str] = field(default_factory=dict)
    """Maps an acronym to the full name that the article gives."""
    renamed: dict[str, Name] = field(default_factory=dict)
    """Maps another name of a person to the one that the article gives for it."""
    of_state: set[str] = field(default_factory=set)
    """Names of bodies that the article calls the state's: "Senate"."""
    bodies: dict[str, Name] = field(default_factory=dict)
    """Maps a full name to a mention of it that is known to be a country's body."""

    @classmethod
    def of(cls, doc: Doc, gazetteer: Gazetteer) -> NamesDraft:
        words = _words(doc)
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(words):
            found[word].append(at)
        places = dict(found)
        capitals = [at for word in places if _has_capital(word) for at in places[word]]
        text, article = _text(doc), doc._.article.id
        lower = frozenset(filter(str.islower, places))
        return cls(doc, gazetteer, text, article, words, places, lower, sorted(capitals))

    def find(self, wanted: Set[str]) -> list[int]:
        """Return the tokens that are one of the wanted words, in order."""
        found = self.places.keys() & wanted
        return sorted(at for word in found for at in self.places[word]) if found else []

    def find_capitals(self, wanted: Set[str]) -> list[int]:
        """Return the tokens with a capital that are one of the words, wanted in lower case."""
        words = self.words
        return [
            at for at in self.capitals if words[at][:1].isupper() and words[at].casefold() in wanted
        ]

    def lines(self) -> Iterator[tuple[int, int]]:
        """Yield the token ranges of the lines, without the line breaks."""
        start = 0
        for at in self.find({word for word in self.places if "\n" in word}):
            yield start, at
            start = at + 1
        yield start, len(self.words)

    def text(self, start: int, end: int) -> str:
        """Return the words of a token range on one line."""
        first, last = self.doc[start], self.doc[end - 1]
        words = " ".join(self.source[first.idx : last.idx + len(last)].split())
        return words if words.isascii() else unmangled(words)

    def covered(self) -> bytearray:
        """Return 1 for each token inside a name, otherwise 0."""
        marks = bytearray(len(self.words))
        for name in self.names:
            marks[name.start : name.end] = b"\x01" * (name.end - name.start)
        return marks

    def starts(self) -> dict[int, Name]:
        """Map the first token of each name to the name."""
        return {name.start: name for name in self.names}

    def before(self, index: int) -> str:
        """Return the word before a token, also across a line break; empty at the start."""
        at = index - 1
        while at >= 0 and self.words[at].isspace():
            at -= 1
        return self.words[at] if at >= 0 else ""

    def after(self, index: int) -> str:
        """Return the word from this token on, also across a line break; empty at the end."""
        while index < len(self.words) and self.words[index].isspace():
            index += 1
        return self.words[index] if index < len(self.words) else ""

    def ends_paragraph(self, index: int) -> bool:
        """Whether a blank line follows, or a line break before a new sentence.

        A single line break is not enough, because text may be wrapped.
        """
        breaks = self.words[index].count("\n")
        following = index + 1
        return breaks > 1 or (
            breaks == 1 and following < len(self.words) and bool(self.doc[following].is_sent_start)
        )

    def reset(self, name: Name, start: int, end: int) -> None:
        """Change the ends of a name."""
        name.start, name.end, name.text = start, end, self.text(start, end)

    def add(self, names: list[Name]) -> None:
        """Insert more names in order.

        A name that overlaps another is left out, unless it is part of a token.
        """
        if names:
            marks = self.covered()
            for name in names:
                if name.chars or not any(marks[name.start : name.end]):
                    self.names.append(name)
                    marks[name.start : name.end] = b"\x01" * (name.end - name.start)
            self.names.sort(key=lambda each: each.start)


_spelt: dict[int, str] = {}
"""Maps the hash of a word to the word. spaCy's own table takes three times as long."""
_MOST_SPELT = 100_000


def _words(doc: Doc) -> list[str]:
    """Return the text of every token."""
    orths = doc.to_array("ORTH").tolist()
    if len(_spelt) > _MOST_SPELT:
        _spelt.clear()
    strings = doc.vocab.strings
    for orth in set(orths).difference(_spelt):
        _spelt[orth] = strings[orth]
    return [_spelt[orth] for orth in orths]


def _has_capital(word: str) -> bool:
    return not word[:2].islower() and word != word.lower()


def _text(doc: Doc) -> str:
    """Return the text of the `Doc`, from the copy that it was made of if there is one.

    Putting it together from the tokens takes long.
    """
    repaired = doc._.repaired
    last = doc[-1] if len(doc) else None
    length = last.idx + len(last) + len(last.whitespace_) if last is not None else 0
    is_made_of_it = repaired is not None and len(repaired.text) == length
    text: str = repaired.text if is_made_of_it else doc.text
    return text


_ONE_BYTE = ("latin-1", "cp1252")
"""The encodings in which UTF-8 is most often read by mistake."""
_TILDE = "\u0303"
"""Combines with the letter before it: "A" and this are "Ã"."""
_FRACTIONS = {"1\u20444": "¼", "1\u20442": "½", "3\u20444": "¾"}
"""Signs that stand for their parts where a text was taken apart."""


def unmangled(text: str) -> str:
    """Return a name as it was before UTF-8 was read as another encoding, once or twice.

    "Peña" for "PeÃ±a", also where the "Ã" is two characters. What cannot be mended stays.
    """
    mended = unicodedata.normalize("NFC", text) if _TILDE in text else text
    for apart, sign in _FRACTIONS.items():
        mended = mended.replace(f"Ã{apart}", f"Ã{sign}")
    mended = mended.replace("ÃÂ", "Ã")  # a lost control character between the two
    while "Ã" in mended:
        before = next(filter(None, (_decoded(mended, each) for each in _ONE_BYTE)), None)
        if before is None:
            return text
        mended = before
    return mended


def _decoded(text: str, encoding: str) -> str | None:
    """Return the UTF-8 that was read in an encoding, or None if the text is none."""
    try:
        return text.encode(encoding).decode("utf-8")
    except UnicodeError:
        return None


class Edit:
    """A batch of changes to the names of a draft, applied together at the end."""

    def __init__(self, draft: NamesDraft) -> None:
        self.draft = draft
        self._at = {i: name for name in draft.names for i in range(name.start, name.end)}
        self._gone: set[int] = set()
        self._added: list[Name] = []

    def at(self, index: int) -> Name | None:
        """Return the name that contains this token."""
        return self._at.get(index)

    def remove(self, name: Name | None) -> None:
        """Remove a name; None is ignored."""
        if name is not None:
            self._gone.add(id(name))
            for index in range(name.start, name.end):
                self._at.pop(index, None)

    def add(self, name: Name) -> None:
        """Add a name whose tokens are in no other name."""
        self._added.append(name)
        for index in range(name.start, name.end):
            self._at[index] = name

    def apply(self) -> None:
        if self._gone or self._added:
            names = [*self.draft.names, *self._added]
            self.draft.names = sorted(
                (name for name in names if id(name) not in self._gone), key=lambda n: n.start
            )


def tokens(name: Name) -> Tokens:
    return Tokens(name.start, name.end)


# The model's own names, as a first draft.

_TYPES = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "GPE": "GPE",
    "LOC": "LOC",
    "FAC": "FAC",
    "NORP": "NORP",
    "EVENT": "EVENT",
    "WORK_OF_ART": "WORK",
    "PRODUCT": "PRODUCT",
    "LAW": "LAW",
}


def from_model(draft: NamesDraft) -> None:
    """Start with the model's names, without dates, amounts and languages."""
    draft.names = [
        Name(span.start, span.end, _TYPES[span.label_], draft.text(span.start, span.end))
        for span in draft.doc.ents
        if span.label_ in _TYPES
    ]
