"""Find offices in the text: "former Deputy Foreign Minister"."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from store.asset_files import shipped_rows
from store.extract import lexicon
from store.extract.extensions import Tokens
from store.extract.rules import rule, second
from store.reading import Standing

_LONGEST = 6
"""How many tokens the longest head has ("chief executive officer", "director - general")."""
_LAST = re.compile(r"[ -]")
_UNSAID = lexicon.words("roles.unsaid")
"""Words of time that do not change who holds the office."""
_FINITE = frozenset({"VB", "VBP", "VBZ", "VBD"})
"""Tags of verbs that look like words of an office: "will force Sen. Ann Lee"."""
_SMALL = frozenset({"of", "the", "for", "in", "at", "and", "&"})
_STANDINGS: dict[str, Standing] = {
    **dict.fromkeys(lexicon.words("roles.elect"), "elect"),
    **dict.fromkeys(lexicon.words("roles.acting"), "acting"),
    **dict.fromkeys(lexicon.words("roles.former"), "former"),
}
"""Words before an office that say that it is held no more, for the time being or not yet."""
_BEHIND: dict[str, Standing] = {"elect": "elect", "designate": "elect", "emeritus": "former"}
"""The same behind an office: "president-elect", "editor emeritus"."""
_JOINING = frozenset({"and", "&"})
_PORTFOLIO = frozenset({"and", "&", ","})
"""Words between the words of a portfolio."""
_WITH_FIELDS = lexicon.words("roles.with_fields")
"""Offices whose field may be a single noun before them."""
_LONGEST_PORTFOLIO = 9
"""How many words the portfolio behind "of" may have."""
COUNTED = frozenset({"delegate", "vote", "poll", "points", "money", "race"})
"""What the leader of a race leads in: "the delegate leader"."""
_TOWNS = frozenset({"city", "county", "town", "village", "party", "superior", "circuit", "appeals"})
"""Words that a head begins with and a name ends with."""
RANKS = frozenset(
    "prince princess sheikh general colonel admiral major captain professor justice".split()
)
"""Titles of nobility and ranks that may follow an office: "Energy Minister Prince X"."""
_OF_OFFICE = frozenset({"minister", "secretary", "undersecretary", "director", "head", "chief"})


class Office(NamedTuple):
    """An office. `span` includes words of time; `name` is the form shown on a card, without those
    that `standing` expresses.
    """

    span: Tokens
    name: str
    head: str
    standing: Standing | None = None
    tells_body: bool = False
    """Whether the words say of what: "Director of the Orvis Bridge Project"."""


@dataclass(frozen=True, slots=True)
class OfficeWords:
    heads: frozenset[str]
    trades: frozenset[str]
    """Trades and posts: "lawyer", "quarterback"."""
    modifiers: frozenset[str]
    times: frozenset[str]
    titles: frozenset[str]
    short: dict[str, str]
    several: dict[str, str]
    """Maps the plural of a head to the head: "presidents"."""
    last: frozenset[str]
    """The last token of every head, plural and abbreviation."""


@cache
def office_words() -> OfficeWords:
    """Return the shipped words, read once."""
    names = ("head", "trade", "modifier", "time", "title")
    parts: dict[str, set[str]] = {part: set() for part in names}
    short: dict[str, str] = {}
    for word, part in shipped_rows("codebook", "offices.tsv")[1:]:
        if part == "short":
            abbreviation, _, meaning = word.partition("=")
            short[abbreviation] = meaning
        else:
            parts[part].add(word)
    heads = parts["head"] | parts["trade"]
    several = {f"{head}s": head for head in heads if " of " not in head}
    return OfficeWords(
        frozenset(parts["head"]),
        frozenset(parts["trade"]),
        frozenset(parts["modifier"]),
        frozenset(parts["time"]),
        frozenset(parts["title"]),
        short,
        several,
        frozenset(_LAST.split(head)[-1] for head in (*heads, *several, *short)) | {"."},
    )


def office_ending(doc: Doc, end: int, names: Container[int] = ()) -> Office | None:
    """Return the office that ends right before this token, without words of `names`."""
    last = _before_standing(doc, end)
    if last < end:
        office = office_ending(doc, last, names)
        return office and office._replace(
            span=Tokens(office.span.start, end), standing=_BEHIND[doc[end - 1].lower_]
        )
    words = office_words()
    if doc[end - 1].text == "Chair" and doc[end : end + 1].text == "in":
        return None  # an endowed chair: "the Lee Chair in Economics"
    start, meaning = _head(doc, end, words, names)
    if start is None:
        start = _of_office(doc, end, words, names)
        if start is None:
            return None
        first = _left(doc, start, words.modifiers, names)
        return _with_time(doc, first, start, end, _named(doc, first, end), doc[start].lower_)
    head = (meaning or doc[start:end].text).lower()
    first = _left(doc, start, words.modifiers, names)
    first = _left(doc, _portfolio(doc, first, start, head, names), words.modifiers, names)
    first = _whole_word(doc, first, start, names)
    if head in RANKS:
        first = _rank_start(doc, first, start)
    if head in _OF_OFFICE and first < start:
        first = _portfolios(doc, first, names)
    name = _named(doc, first, start) if first < start else ""
    shown = f"{name} {meaning or _named(doc, start, end)}".replace("- ", "-")
    return _with_time(doc, first, start, end, shown, head)


@rule("roles.ranks_behind_offices", off=lambda _, first, __: first)
def _rank_start(doc: Doc, first: int, start: int) -> int:
    """Return where a rank begins that stands behind an office: "Army Chief of Staff Gen. Lee"."""
    return start if first and doc[first - 1].lower_ == "of" else first


def office_from(doc: Doc, index: int, names: Container[int] = ()) -> Office | None:
    """Return the office whose head noun is this token: "secretary" in "secretary of state"."""
    for end in (index + 3, index + 2):
        if end <= len(doc) and _before_standing(doc, end) == index + 1:
            return office_ending(doc, end, names)
    for end in range(min(index + _LONGEST, len(doc)), index + 1, -1):
        if doc[index:end].text.lower() in office_words().heads:
            return office_ending(doc, end, names)
    end = _end_of_portfolio(doc, index, names)
    return office_ending(doc, end, names) or office_ending(doc, index + 1, names)


def _before_standing(doc: Doc, end: int) -> int:
    """Return where "-elect" or "emeritus" begins, if the office that ends here ends with it."""
    if end < 2 or doc[end - 1].lower_ not in _BEHIND:
        return end
    return end - 2 if doc[end - 2].text == "-" and end > 2 else end - 1


def _end_of_portfolio(doc: Doc, index: int, names: Container[int]) -> int:
    """Return where the portfolio ends: "secretary of energy", "minister for trade and industry"."""
    words, end = office_words().modifiers, index + 1
    if doc[index].lower_ not in _OF_OFFICE - {"head", "chief"} or doc[
        end : end + 1
    ].text.lower() not in {"of", "for"}:
        return end
    if (behind := _end_of_affairs(doc, end)) is not None:
        return behind
    at = end + 1
    while at < len(doc) and at not in names and _is_of_portfolio(doc[at], words):
        at += 1
        if doc[at - 1].lower_ not in _PORTFOLIO:
            end = at
    is_cut = end < len(doc) and doc[end - 1].head.i >= end
    return index + 1 if is_cut else end


@rule("roles.affairs")
def _end_of_affairs(doc: Doc, preposition: int) -> int | None:
    """Return where a portfolio ends whose words are taken for a name: "for Consular Affairs"."""
    if doc[preposition].lower_ != "for":
        return None
    for at in range(preposition + 1, min(preposition + _LONGEST, len(doc))):
        if doc[at].lower_ == "affairs":
            return at + 1 if at > preposition + 1 else None
        if doc[at].pos_ not in {"ADJ", "NOUN", "PROPN"} and doc[at].lower_ not in _PORTFOLIO:
            return None
    return None


def _is_of_portfolio(word: Token, modifiers: frozenset[str]) -> bool:
    """Whether it is a word of a portfolio, or a proper noun that belongs to the next one."""
    is_proper = word.tag_ in {"NNP", "NNPS"} and word.text.istitle() and word.is_alpha
    is_proper = is_proper and word.lower_ not in RANKS | office_words().titles
    return word.lower_ in modifiers | _PORTFOLIO or is_proper


def _head(
    doc: Doc, end: int, words: OfficeWords, names: Container[int]
) -> tuple[int | None, str | None]:
    if doc[end - 1].lower_ not in words.last:
        return None, None
    for start in range(max(end - _LONGEST, 0), end):
        if start in names and end - 1 not in names and doc[start].lower_ in _TOWNS:
            continue  # "a New York City attorney"
        text = doc[start:end].text.lower()
        if text in words.heads or text in words.trades:
            return start, None
        if text in words.short:
            return start, words.short[text]
        if text in words.several:
            return start, titled(words.several[text])
    return None, None


def _of_office(doc: Doc, end: int, words: OfficeWords, names: Container[int]) -> int | None:
    """Return where a portfolio before `end` starts: "Secretary for Health and Social Care"."""
    at = end - 1
    for preposition in range(at, max(at - _LONGEST, 1), -1):
        if _end_of_affairs(doc, preposition) == end:
            return preposition - 1 if doc[preposition - 1].lower_ in _OF_OFFICE else None
    if doc[at].lower_ in _PORTFOLIO or not _is_of_portfolio(doc[at], words.modifiers):
        return None
    first = max(end - _LONGEST_PORTFOLIO, 0)
    while at > first and (doc[at].lower_ == "the" or _is_of_portfolio(doc[at], words.modifiers)):
        if at in names:
            return None
        at -= 1
    if at < 1 or doc[at].lower_ not in {"of", "for"}:
        return None
    return at - 1 if doc[at - 1].lower_ in _OF_OFFICE else None


def _portfolio(doc: Doc, first: int, start: int, head: str, names: Container[int]) -> int:
    """Return where the portfolio starts: a noun that is in no list, before the office.

    For example "Electricity minister", "political science professor".
    """
    before = doc[first - 1] if first else None
    if before is None or head not in _WITH_FIELDS or (first < start and not doc[first].is_lower):
        return first
    begin = first - 1
    if first > 2 and doc[first - 2].text == "-":
        begin = first - 3  # "real-estate developer", not the "Eastern-wing nominee"
    is_noun = before.tag_ in {"NN", "NNS"} and before.dep_ in {"compound", "amod"}
    is_noun = is_noun and before.head.i >= first
    is_free = first - 1 not in names and before.is_alpha and before.is_lower
    is_free = is_free and doc[begin].is_alpha and doc[begin].is_lower
    is_free = is_free and not before.lower_.endswith("ist")  # "apologist coach"
    is_free = is_free and not (head == "leader" and before.lower_ in COUNTED)
    if begin > 0 and _is_field(doc[begin - 1], names):
        field = doc[begin - 1]
        is_of_office = field.dep_ == "compound" and field.tag_ == "NN" and field.head.i >= first
        if field.head.i == first - 1 or is_of_office:
            begin -= 1  # "voting rights lawyer", "helicopter landing officer"
    return begin if is_noun and is_free and before.lower_ not in office_words().times else first


@rule("roles.hyphens", off=second)
def _whole_word(doc: Doc, first: int, start: int, names: Container[int]) -> int:
    """Return where a word with a hyphen begins, if the office begins inside it: "left-wing".

    A word with a name is none of the office: "its Ohio-wing nominee".
    """
    while first > 1 and doc[first - 1].text == "-":
        word = doc[first - 2]
        if first - 2 in names:
            return min(first + 1, start)
        is_dash = bool(word.whitespace_ or doc[first - 1].whitespace_)
        if is_dash or not word.is_alpha or word.lower_ in office_words().times:
            break
        first -= 2
    return first


def _is_field(word: Token, names: Container[int]) -> bool:
    """Whether it is a noun or participle that belongs to the noun of a field."""
    is_part = word.dep_ in {"compound", "amod"} and word.tag_ in {"NN", "NNS", "VBG", "JJ"}
    return is_part and word.is_alpha and word.is_lower and word.i not in names


def _portfolios(doc: Doc, first: int, names: Container[int]) -> int:
    """Return where coordinated portfolios start: "Culture, Media and Sport Secretary"."""
    words, at = office_words().modifiers, first
    joined = _JOINING
    while at > 1 and doc[at - 1].lower_ in joined and at - 2 not in names:
        if doc[at - 2].lower_ not in words:
            break
        at = _left(doc, at - 1, words, names)
        joined = _JOINING | {","}
    return at


def _left(doc: Doc, start: int, words: frozenset[str], names: Container[int] = ()) -> int:
    """Return where the words of this kind before a token start, hyphens included."""
    while start > 0 and start - 1 not in names:
        before = doc[start - 1]
        if before.lower_ in words and before.tag_ not in _FINITE:
            start -= 1
        elif before.text == "-" and start > 1 and doc[start - 2].lower_ in words:
            start -= 2
        else:
            break
    return start


def _with_time(doc: Doc, first: int, start: int, end: int, name: str, head: str) -> Office:
    begin = _left(doc, first, office_words().times)
    bare = Office(Tokens(first, max(end, start + 1)), name, head)
    return said_when(doc, begin, first, bare)


def said_when(doc: Doc, begin: int, end: int, office: Office) -> Office:
    """Return the office with the words before it that say when or how it is held.

    "Former" and "acting" give its standing; "self-proclaimed" belongs to its name.
    """
    before = [t for t in doc[begin:end] if t.lower_ != "then" or _is_time(t)]
    before = [t for t in before if t.lower_ != "elect" or t.pos_ != "VERB"]  # "to elect Sen. Lee"
    words = [t.lower_.strip("-") for t in before]
    kept = [w for w in words if w and w not in _UNSAID and w not in _STANDINGS]
    said = [_STANDINGS[word] for word in words if word in _STANDINGS]
    return Office(
        Tokens(begin, office.span.end),
        " ".join([*kept, *office.name.split()]),
        office.head,
        office.standing or next(iter(said), None),
        office.tells_body,
    )


def _is_time(then: Token) -> bool:
    """Whether "then" is one of "the then president", not of "and then President Lee"."""
    before = then.doc[then.i - 1] if then.i else None
    if before is None or then.is_sent_start or before.pos_ in {"CCONJ", "PUNCT"}:
        return then.i + 1 < len(then.doc) and then.doc[then.i + 1].text == "-"
    return True


def time_before(doc: Doc, end: int) -> int:
    """Return where the words of time right before a token start."""
    return _left(doc, end, office_words().times)


def _named(doc: Doc, start: int, end: int) -> str:
    """Return the words in the form shown on a card: "Foreign Minister", "Secretary of State"."""
    return titled(doc[start:end].text)


def titled(text: str) -> str:
    """Return words in the form shown on a card."""
    heads = office_words().heads
    words = [w.lower() if w.isupper() and w.lower() in heads else w for w in text.split()]
    return " ".join(w if w.lower() in _SMALL or not w[:1].islower() else _capital(w) for w in words)


def _capital(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
