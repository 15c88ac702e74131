"""Names with a hyphen inside that the model cuts: "ILLUMA-T", "Cuban-Americans"."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.gazetteer.known import cities
from store.extract.names.draft import Edit, Name, NamesDraft
from store.extract.names.words import GIVEN_NAMES
from store.extract.rules import rule
from store.identity.folding import fold

_HYPHEN = frozenset(["-"])
_CITIZENS = frozenset("American Americans Canadian Canadians Australian Australians".split())
"""Peoples that a word for descent precedes."""
_BETWEEN = lexicon.words("names.between_countries")
"""Nouns for what two countries share: "Mexican-American trade"."""
_SHORTEST = 3


@rule("names.descents")
def join_descents(draft: NamesDraft) -> None:
    """Make "Cuban-Americans" one people, which is neither country's."""
    found = [at for at in draft.find(_CITIZENS) if at > 1 and _is_descent(draft, at)]
    if found:
        edit = Edit(draft)
        for at in found:
            for index in range(at - 2, at + 1):
                edit.remove(edit.at(index))
            edit.add(Name(at - 2, at + 1, "NORP", draft.text(at - 2, at + 1), sure=True))
        edit.apply()


def _is_descent(draft: NamesDraft, at: int) -> bool:
    before = draft.words[at - 2]
    if draft.words[at - 1] not in _HYPHEN or draft.after(at + 1).casefold() in _BETWEEN:
        return False
    return draft.gazetteer.demonym(before) is not None or before in draft.gazetteer.peoples


_SMALL = frozenset(
    form for word in "of on upon in sur le la de du am en".split() for form in (word, word.upper())
)
_LEAST = 4
"""How many tokens hyphens and a small word put before the last word: "Port-of-Spain"."""


@rule("names.hyphened_towns")
def join_hyphened_towns(draft: NamesDraft) -> None:
    """Make a town of words, hyphens and a small word one name: "Port-of-Spain" is not Spain."""
    found = [at for at in draft.find(_SMALL) if _is_within_town(draft, at)]
    if found:
        edit = Edit(draft)
        for at in found:
            start, end = at - 2, at - 2 + _LEAST + 1
            for index in range(start, end):
                edit.remove(edit.at(index))
            small = draft.words[at].lower()
            text = f"{draft.words[start].title()}-{small}-{draft.words[end - 1].title()}"
            edit.add(Name(start, end, "GPE", text, sure=True))
        edit.apply()


def _is_within_town(draft: NamesDraft, at: int) -> bool:
    """Whether hyphens join the small word to a word on either side that may be a town's."""
    around = draft.doc[max(at - 2, 0) : at + 3]
    if len(around) <= _LEAST or any(token.whitespace_ for token in around[:_LEAST]):
        return False
    first, hyphen, _, other, last = (token.text for token in around)
    small = draft.words[at]
    is_written = (first + last).isupper() if small.isupper() else first.istitle() == last.istitle()
    if not is_written or hyphen not in _HYPHEN or other not in _HYPHEN:
        return False
    town = f"{first.title()} {small.lower()} {last.title()}"
    return town in cities() or town.replace(" ", "-") in cities()


@rule("names.hyphened")
def join_hyphened(draft: NamesDraft) -> None:
    """Extend a name of one letter over the hyphen before it: "T" in "ILLUMA-T"."""
    edit = Edit(draft)
    for name in draft.names:
        start = name.start - 2
        is_part = len(name.text) < _SHORTEST and not name.known
        if is_part and start >= 0 and _is_glued(draft, name.start):
            before = edit.at(start)
            start = before.start if before is not None else start
            edit.remove(before)
            edit.remove(name)
            text = draft.text(start, name.end)
            edit.add(Name(start, name.end, before.type if before else "PRODUCT", text))
    edit.apply()


@rule("names.hyphened_persons")
def join_hyphened_persons(draft: NamesDraft) -> None:
    """Extend a person over the hyphen before it: "Claude Roe" in "Jean-Claude Roe".

    The whole is a first name, or stands so in a longer name of the article.
    """
    persons = [name for name in draft.names if name.type == "PERSON"]
    longer = {piece for name in persons for piece in name.words() if "-" in piece}
    edit = Edit(draft)
    for name in persons:
        start = name.start - 2
        if start < 0 or name.chars or not _is_glued(draft, name.start):
            continue
        first, piece = draft.words[start], draft.text(start, name.start + 1)
        is_first = " " in name.text and (
            fold(first) in GIVEN_NAMES or fold(name.words()[0]) not in GIVEN_NAMES
        )
        before = edit.at(start)
        if (is_first and before is None) or (piece in longer and _is_whole(before, start)):
            edit.remove(before)
            edit.remove(name)
            edit.add(Name(start, name.end, "PERSON", draft.text(start, name.end)))
    edit.apply()


def _is_whole(name: Name | None, start: int) -> bool:
    """Whether a name is the one token there, or there is none."""
    return name is None or (name.start == start and name.end == start + 1)


def _is_glued(draft: NamesDraft, start: int) -> bool:
    """Whether a hyphen without spaces joins the token to a capitalised word before it."""
    hyphen, before = draft.doc[start - 1], draft.doc[start - 2]
    is_joined = hyphen.text in _HYPHEN and not hyphen.whitespace_ and not before.whitespace_
    return is_joined and before.text[:1].isupper() and before.is_alpha
