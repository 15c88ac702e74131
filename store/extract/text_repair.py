"""Make a repaired copy of a text for the parser, with offsets that map back to the source.

The repair adds missing spaces and gives ordinary case to text in capitals. The source itself never
changes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from store.characters import ENTITY, INVISIBLE, MISREAD, MISREAD_STARTS, as_utf_8, unescaped
from store.extract import lexicon
from store.extract.furniture import front_matter, furniture
from store.reading import Span

if TYPE_CHECKING:
    from spacy.language import Language

# A copy of a text with edits, and its mapping to the source.


class TextEdit(NamedTuple):
    """An edit: `instead` replaces `text[start:end]`. Either may be empty."""

    start: int
    end: int
    instead: str = ""


class Edited:
    """An edited copy, `text`. Where edits overlap, the first one counts."""

    def __init__(self, source: str, edits: Iterable[TextEdit]) -> None:
        # A run of the copy begins at _copy[i], and at _source[i] in the source. An inserted run
        # maps as a whole to the span up to _ends[i].
        self._copy, self._source = [0], [0]
        self._ends: list[int | None] = [None]
        pieces: list[str] = []
        length = position = 0

        def put(piece: str, source: int, end: int | None = None) -> None:
            nonlocal length
            self._copy.append(length)
            self._source.append(source)
            self._ends.append(end)
            pieces.append(piece)
            length += len(piece)

        for start, end, instead in sorted(edits):
            if start < position:
                continue
            if start > position:
                put(source[position:start], position)
            if instead:
                # An insertion that has no source maps to the character before it.
                put(instead, start if end > start else max(start - 1, 0), max(end, 1))
            position = end
        if position < len(source):
            put(source[position:], position)
        self.text = "".join(pieces)

    def home(self, start: int, end: int) -> Span:
        """Map a non-empty range of the copy to its range in the source, in code points."""
        return Span(self._span(start).start, self._span(end - 1).end)

    def _span(self, position: int) -> Span:
        at = bisect_right(self._copy, position) - 1
        end = self._ends[at]
        if end is not None:
            return Span(self._source[at], end)
        home = self._source[at] + position - self._copy[at]
        return Span(home, home + 1)


# Ordinary case for texts in capitals, letter by letter.

_MOSTLY = 0.85
"""The share of capitals among the letters that makes a text one in capitals."""
_ENOUGH = 100
"""The number of letters below which a text is too short to tell (a headline, a ticker)."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ACRONYM = re.compile(r"[(\[]([A-Z]{2,6})[)\]]")
_BLANK_LINES = r"(?<!\s)[^\S\n]*\n[^\S\n]*\n\s*"
"""From the first blank on, and one way to read them, so that the time is linear in their number."""
_SENTENCE_START = re.compile(rf"(?:\A|[.!?]\s+|[.!?][\"”’]\s+|{_BLANK_LINES}|\]\s*)[\"“]?(?=[A-Z])")
_CALENDAR = frozenset(
    "january february april june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_SMALL = frozenset(
    "the a an and or but nor of to in on at by for from with as is are was were be been being "
    "has have had do does did will would shall should can could may might must not that this "
    "these those which who whom whose what when where why how it its he him his she her hers "
    "they them their theirs we us our ours you your yours i me my mine than then there here if "
    "because while although after before during since until between among against about over "
    "under into through without within toward towards upon some any all each every both such "
    "no other another more most many much few several said also only very just even still".split()
)


class Recaser:
    """Converts a text in capitals to ordinary case and returns any other text unchanged."""

    def __init__(
        self,
        common: Collection[str],
        proper: Collection[str] = (),
        acronyms: Collection[str] = (),
        phrases: Collection[str] = (),
    ) -> None:
        self._common = common
        self._proper = _CALENDAR | frozenset(proper)
        self._acronyms = frozenset(acronyms)
        longest_first = sorted((phrase.upper() for phrase in phrases), key=len, reverse=True)
        self._phrases = re.compile(
            rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b" if phrases else r"(?!)"
        )

    @classmethod
    def for_model(
        cls,
        nlp: Language,
        proper: Iterable[str] = (),
        acronyms: Iterable[str] = (),
        phrases: Iterable[str] = (),
    ) -> Recaser:
        """Make a recaser with the dictionary of the model's lemmatizer.

        Without a lemmatizer, only function words become lower case.
        """
        common: set[str] = set()
        if "lemmatizer" in nlp.component_names:
            lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
            for table in ("lemma_index", "lemma_exc"):
                if lookups.has_table(table):
                    for words in lookups.get_table(table).values():
                        common.update(words)
        return cls(common, frozenset(proper), frozenset(acronyms), frozenset(phrases))

    def recase(self, text: str) -> str:
        """Return the text in ordinary case. Length and positions of code points stay the same."""
        if not in_capitals(text):
            return text
        acronyms = self._acronyms | {match[1] for match in _ACRONYM.finditer(text)}
        starts = {match.end() for match in _SENTENCE_START.finditer(text)}
        starts |= set(self._in_phrases(text))

        def cased(match: re.Match[str]) -> str:
            word = match[0]
            initial = len(word) == 1 and text[match.end() : match.end() + 1] == "."
            small = word.lower()
            if word in acronyms or initial or len(small) != len(word):
                return word
            if match.start() in starts or self._is_name(small):
                return small[0].upper() + small[1:]
            return small

        return _WORD.sub(cased, text)

    def _in_phrases(self, text: str) -> Iterable[int]:
        """Yield the offsets at which the words of known names begin: "EL SALVADOR", but not "OF" in
        one.
        """
        for phrase in self._phrases.finditer(text):
            for word in _WORD.finditer(text, phrase.start(), phrase.end()):
                if word[0].lower() not in _SMALL:
                    yield word.start()

    def _is_name(self, word: str) -> bool:
        stem = re.sub(r"['’]s?$", "", word)
        if stem in self._proper:
            return True
        return not (stem in _SMALL or any(form in self._common for form in _stems(stem)))


def in_capitals(text: str) -> bool:
    """Whether nearly all letters are capitals, in a text that is long enough to tell."""
    upper = sum(map(str.isupper, text))
    lower = sum(map(str.islower, text))
    return upper + lower >= _ENOUGH and upper >= _MOSTLY * (upper + lower)


def _stems(word: str) -> Iterable[str]:
    """Yield the word and its possible base forms, by the regular endings of English."""
    yield word
    for ending, instead in (
        ("ies", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"),
        ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""), ("er", "e"), ("est", ""),
        ("ers", ""), ("ers", "e"),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)] + instead
            yield stem
            if len(stem) > 2 and stem[-1] == stem[-2] and not instead:
                yield stem[:-1]


# The repaired copy of a text.

_SURROGATE = re.compile("[\ud800-\udfff]")
_ABBREVIATION = r"(?<![A-Z]\.)(?:[A-Z]\.){2,}+"
"""Tried from its start only, so that the time is linear in its length."""
_GLUED = re.compile(
    rf"(?:(?P<short>{_ABBREVIATION})(?=[A-Z][a-z])"  # "the U.S.On Thursday"
    r"|(?<=[a-z0-9)\]])[.!?](?=[\"“‘(]?[A-Z][a-z]*(?:[\s,'’]|$))"  # "areas.Chinese troops"
    r"|(?<=[A-Z]{2})[.!?](?=[A-Z](?:[a-z]|\s))"  # "NATO.A Chinese"
    r"|(?<=[a-z0-9])[.!?][\"”’](?=[A-Z]))"  # 'said.”The'
)
# A name with a dot, "News.Az" or "Booking.com", stands between spaces and is short on both sides.
_DOTTED_NAME = re.compile(r"(?:^|(?<=\s))[A-Z][\w-]*\.(?:[A-Z][a-z]{1,2})(?=[\s,.;:'’]|$)")
_SITE_SUFFIXES = lexicon.words("text.site_suffixes")
_ENDLESS = re.compile(r"\S{400}(?=\S)")
_TYPED_MARK = re.compile(r"``|''(?!')|`(?=\w)")
_MEANT_MARK = {"``": "“", "''": "”", "`": "‘"}
_CURLY_NAME = re.compile(r"\b[OD]’(?=[A-Z][a-z])")
"""The start of "O’Malley", which the model takes for a name only with a straight apostrophe."""
_TURNED_MARK = re.compile(r"(?<=[^\W\d_])‘(?=s\b)")
"""An apostrophe that the page turned over: "Lee‘s"."""
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_BLANKS = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
_PLAIN = str.maketrans(
    dict.fromkeys(_BLANKS, " ")
    | {"\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u2212": "-"}
    | {"\u201e": "“", "\u201f": "“", "\u201a": "‘", "\u201b": "‘", "\u2032": "’", "\u02bc": "’"}
    | {"\u00b4": "’", "\u2033": "”"}
)
"""Spaces, hyphens and quotation marks that are rare in the model's data, with common ones."""


@dataclass(frozen=True, slots=True)
class RepairedText:
    """The repaired `text` for the parser, and the `furniture` in source offsets (code points)."""

    text: str
    furniture: tuple[Span, ...]
    _characters: Edited = field(repr=False)
    _layout: Edited = field(repr=False)

    def home(self, start: int, end: int) -> Span:
        """Map a non-empty range of the copy to its range in the source, in code points."""
        return self._characters.home(*self._layout.home(start, end))


def repair(
    text: str, recaser: Recaser | None = None, known_furniture: Iterable[Span] = ()
) -> RepairedText:
    """Return a repaired copy of a text.

    The repair fixes wrong characters, adds missing spaces, removes page furniture and recases text
    in capitals. `known_furniture` are spans of `text` that are known to be furniture.
    """
    front = front_matter(text)
    in_front = front[0].end if front else 0
    known = (*front, *(span for span in known_furniture if span.start >= in_front))
    characters = Edited(text, [*(TextEdit(*span) for span in known), *_wrong_characters(text)])
    away = furniture(characters.text)
    spaces = [
        TextEdit(at, at, " ")
        for at in (*_missing_spaces(characters.text), *_in_endless_words(characters.text))
    ]
    layout = Edited(characters.text, [*spaces, *(TextEdit(*span) for span in away)])
    # spaCy accepts only text that UTF-8 can encode, so lone surrogates are replaced.
    copy = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", layout.text).translate(_PLAIN)
    at_home = tuple(sorted([*known, *(characters.home(*span) for span in away)]))
    return RepairedText(recaser.recase(copy) if recaser else copy, at_home, characters, layout)


def _wrong_characters(text: str) -> Iterator[TextEdit]:
    """Yield edits that replace wrong characters with the intended ones."""
    for match in _INVISIBLE.finditer(text):
        yield TextEdit(match.start(), match.end())
    if "&" in text:
        for match in ENTITY.finditer(text):
            if (meant := unescaped(match[0])) != match[0]:
                yield TextEdit(match.start(), match.end(), meant)
    yield from _apostrophes(text)
    yield from _typed_quotation_marks(text)
    if MISREAD_STARTS.search(text):
        for match in MISREAD.finditer(text):
            if (meant := as_utf_8(match[0])) != match[0]:
                yield TextEdit(match.start(), match.end(), meant)


def _apostrophes(text: str) -> Iterator[TextEdit]:
    """Yield edits that give the model the apostrophes that it knows: "O'Malley", "Lee’s"."""
    if "’" in text:
        for match in _CURLY_NAME.finditer(text):
            yield TextEdit(match.end() - 1, match.end(), "'")
    if "‘" in text:
        for match in _TURNED_MARK.finditer(text):
            yield TextEdit(match.start(), match.end(), "’")


def _typed_quotation_marks(text: str) -> Iterator[TextEdit]:
    """Yield edits that replace paired ``typed marks'' with quotation marks.

    The tokenizer splits two backticks into two words, which the parser cannot use.
    """
    if "``" not in text or "''" not in text:
        return
    for match in _TYPED_MARK.finditer(text):
        yield TextEdit(match.start(), match.end(), _MEANT_MARK[match[0]])


def _missing_spaces(text: str) -> list[int]:
    """Return the source offsets before which a space is missing."""
    names = [match.span() for match in _DOTTED_NAME.finditer(text) if _is_site(match[0])]
    return [
        match.end()
        for match in _GLUED.finditer(text)
        if not any(start <= match.start() < end for start, end in names)
    ]


def _in_endless_words(text: str) -> Iterator[int]:
    """Yield the offsets at which to split overlong words.

    The tokenizer's time grows with the square of a word's length.
    """
    for match in _ENDLESS.finditer(text):
        yield match.end()


def _is_site(name: str) -> bool:
    return name.rpartition(".")[2] in _SITE_SUFFIXES
