"""Find works by the words around them: the film “Nope”, 2017's Get Out, author of Bleak House."""

from __future__ import annotations

import re

from store.extract import lexicon
from store.extract.gazetteer.known import cities
from store.extract.names.draft import Edit, Name, NamesDraft
from store.extract.names.type_heads import settles_type
from store.extract.names.words import GIVEN_NAMES, NICKNAMES
from store.extract.rules import rule
from store.identity.folding import fold

_CLOSING = {"“": "”", '"': '"', "``": "''", "‘": "’", "''": "''"}
_LONGEST = 10
"""How many tokens a title in quotation marks may have."""
_KINDS = lexicon.words("names.work_kinds")
"""Nouns for works, before or after a title."""
_PLURALS = lexicon.words("names.works_kinds")
"""Nouns for several works, before their titles."""
_LISTED = frozenset([",", "and", "&", "or"])
_CUES = _KINDS | {"'s", "’s", "of"}
_MAKERS = lexicon.words("names.work_makers")
"""Nouns for people who make works, after a title in quotation marks."""
_POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
_WITHIN = frozenset("of the and a an in on to for with from at by or & - : ! ? , . ' ’s 's".split())
"""Small words between the capitalised words of a title."""
_YEAR = re.compile(r"(?:19|20)\d\d$")
_TITLED = frozenset("titled entitled".split())
CALLED = frozenset("called dubbed nicknamed named labeled labelled branded deemed".split())
"""Words before a nickname in quotation marks, which is no title though "by" follows."""
_FOLLOWS = frozenset(", . ; : ! ? ) — – and or but is was has had will".split())
"""Words that end a title without quotation marks."""


@rule("names.quoted_works")
def find_quoted_works(draft: NamesDraft) -> None:
    """Find titles in quotation marks after "film" or "CNN's", or before "director"."""
    words = draft.words
    marks = [at for at in draft.find(_CLOSING.keys()) if at < len(words) - 2]
    if not marks:
        return
    edit = Edit(draft)
    ended = -1
    for at in marks:
        word = words[at]
        if not words[at + 1][:1].isupper():
            continue
        window = words[at + 1 : at + 2 + _LONGEST]
        length = window.index(_CLOSING[word]) if _CLOSING[word] in window else 0
        end = at + 1 + length
        while end > at + 1 and not words[end - 1][-1:].isalnum() and words[end - 1] not in "!?":
            end -= 1
        if end > at + 1 and _is_title(words[at + 1 : end]):
            before = draft.before(at)
            after = words[at + 2 + length : at + 5 + length]
            if (at - ended in (1, 2) and before in _LISTED) or _announces_work(before, after):
                put_work(edit, at + 1, end)
                ended = at + 2 + length
    edit.apply()


def _is_title(words: list[str]) -> bool:
    return all(word[:1].isupper() or word[:1].isdigit() or word in _WITHIN for word in words)


def _announces_work(before: str, after: list[str]) -> bool:
    """Whether the words beside the quotation marks tell a work: "“Nope” (2022)", "“Nope” by"."""
    behind = after[0] if after else ""
    is_told = before.casefold() in _KINDS | _PLURALS | _TITLED or before in _POSSESSIVE
    if is_told or behind in _KINDS or behind in _MAKERS:
        return True
    if behind == "by":
        return before.casefold() not in CALLED and after[1:2] != [] and after[1][:1].isupper()
    return behind == "(" and after[1:2] != [] and bool(_YEAR.match(after[1]))


@rule("names.works_by_noun")
def find_announced_works(draft: NamesDraft) -> None:
    """Find titles without quotation marks: "the film Nope", "2017's Get Out"."""
    words = draft.words
    found = [at for at in draft.find(_CUES) if at < len(words) - 1]
    if not found:
        return
    edit = Edit(draft)
    for at in found:
        word = words[at]
        if not words[at + 1][:1].isupper() or draft.doc[at + 1].is_sent_start:
            continue
        by_year = word in ("'s", "’s") and at > 0 and bool(_YEAR.match(words[at - 1]))
        by_author = word == "of" and at > 0 and words[at - 1].casefold() in ("author", "co-author")
        by_kind = word in _KINDS and draft.doc[at].pos_ in ("NOUN", "PROPN")
        if by_year or by_author or by_kind:
            _take(edit, at + 1, by_year)
    edit.apply()


def _take(edit: Edit, start: int, by_year: bool) -> None:
    """Make the capitalised words from `start` a work, unless a table or their last word knows."""
    draft = edit.draft
    end = title_end(draft.words, start)
    name = edit.at(start)
    if name is not None and name.start == start and not by_year:
        end = name.end
    text = draft.words[start:end]
    if (
        end == start
        or text == ["I"]
        or settles_type(text)
        or (name is not None and name.known and not by_year)
    ):
        return
    if fold(text[0]) in GIVEN_NAMES and len(text) > 1:
        return
    if draft.gazetteer.demonym(text[0]) or text[0] in draft.gazetteer.peoples:
        return
    after = draft.words[end] if end < len(draft.words) else "."
    if not by_year or after in _FOLLOWS:
        put_work(edit, start, end)


INNER = frozenset("of the in on with for to".split())


def title_end(words: list[str], start: int, inner: frozenset[str] = INNER) -> int:
    """Return the end of the title that begins here, after its last capitalised word."""
    end = at = start
    while at < min(len(words), start + _LONGEST):
        if words[at][:1].isupper() or (at > start and words[at].isdigit()):
            end = at + 1
        elif words[at] not in inner:
            break
        at += 1
    return end


def put_work(edit: Edit, start: int, end: int) -> None:
    """Make these words a work. Persons and countries in it become names inside a name."""
    others = {id(n): n for i in range(start, end) if (n := edit.at(i)) is not None}
    if any(n.start < start or n.end > end for n in others.values()):
        return
    for name in others.values():
        edit.remove(name)
        if name.type == "PERSON" and end - name.end < end - start - 1:
            edit.draft.inner.append(name)
    edit.add(Name(start, end, "WORK", edit.draft.text(start, end), sure=True))


# Several titles behind one noun: "films like Nope and Get Out", "the novels Bleak House and Emma".

_STAGED = lexicon.words("names.screen_kinds")
"""Those of them that no country or town follows: films and novels, not games."""
_SUCH = frozenset("like including as".split())


@rule("names.listed_works")
def find_listed_works(draft: NamesDraft) -> None:
    """Find the titles in "films like Nope, Get Out and Us"."""
    words = draft.words
    kinds = [at for at in draft.find(_PLURALS) if draft.doc[at].pos_ == "NOUN"]
    if not kinds:
        return
    edit = Edit(draft)
    for at in kinds:
        start = _after_such(words, at + 1)
        while start < len(words) and words[start][:1].isupper():
            end = _take_listed(edit, start, words[at] in _STAGED)
            if end == start:
                break
            start = _past_comma(words, end)
    edit.apply()


def _after_such(words: list[str], at: int) -> int:
    """Return the token after "like", "including" or "such as", or the token itself."""
    if words[at] == "," and words[at + 1 : at + 2] and words[at + 1] in ("including", "such"):
        at += 1
    if words[at] == "such":
        at += 1
    return at + 1 if words[at] in _SUCH else at


def _past_comma(words: list[str], at: int) -> int:
    """Return the token after a comma, "and" or both; the end of the text if there is none."""
    start = at
    while at < len(words) and words[at] in (",", "and", "or", "&"):
        at += 1
    return at if at > start else len(words)


def _take_listed(edit: Edit, start: int, staged: bool) -> int:
    """Make the title that begins here a work and return its end, or `start` if it is none."""
    draft, end = edit.draft, title_end(edit.draft.words, start)
    name = edit.at(start)
    if name is not None and name.start == start and name.end > end:
        if draft.words[end] == "and":
            edit.remove(name)
        else:
            end = name.end
    text = draft.words[start:end]
    is_place = name is not None and name.known is not None and name.end == end
    is_person = fold(text[0]) in GIVEN_NAMES and len(text) > 1
    if draft.words[start : start + 1] == ["I"] or settles_type(text) == "ORG" or is_person:
        return start
    if is_place and not (staged and name is not None and name.type == "GPE"):
        return start
    if draft.gazetteer.demonym(text[0]) or (not staged and " ".join(text) in cities()):
        return start
    put_work(edit, start, end)
    return end


# In an article of film or of television: "starred in Nope", "Nope (2022)", "Nope, directed by".

_SCREEN = lexicon.words("names.screen")
"""Words of articles of film and television."""
_FEWEST = 4
"""How many different ones mark such an article."""
_SHOWS = frozenset(
    {
        ("TV", "show"),
        ("TV", "series"),
        ("television", "series"),
        ("video", "game"),
        ("trailer",),
        ("sequel",),
        ("prequel",),
        ("reboot",),
        ("remake",),
    }
)
"""Words behind the name of a work."""
_SHOW_WORDS = frozenset(words[0] for words in _SHOWS)
_CAST = frozenset({"PERSON", "GPE", "ORG", "LOC", "PRODUCT", "WORK", "FAC"})
_PARTS = frozenset("role roles part cameo starred stars starring appeared appears debut".split())
_STARS = frozenset("star stars co-star director creator".split())
_MADE = frozenset("directed written created adapted".split())
_PLAYED = frozenset({"ORG", "LOC", "PRODUCT", "EVENT", "FAC", "LAW", "NORP", "WORK", "PERSON"})


@rule("names.screened_works")
def settle_screened(draft: NamesDraft) -> None:
    """Make a name a work by its role in an article of film: "her role in The Crown"."""
    settle_cast(draft)
    settle_shown(draft)
    if len(draft.places.keys() & _SCREEN) < _FEWEST:
        return
    for name in draft.names:
        if name.type in _PLAYED and _may_be_work(name) and _is_screened(draft, name):
            name.type, name.sure = "WORK", True


@rule("names.shown")
def settle_shown(draft: NamesDraft) -> None:
    """Make a name a work that "TV show" or the like follows once: "the Fallout TV show"."""
    words = draft.words
    before = {
        draft.text(at - length, at)
        for at in draft.find(_SHOW_WORDS)
        if (words[at],) in _SHOWS or tuple(words[at : at + 2]) in _SHOWS
        for length in (1, 2, 3)
        if length <= at
    }
    shown = {name.text for name in draft.names if name.text in before and _is_shown(name)}
    for name in draft.names if shown else ():
        title = name.text.rstrip(" 0123456789")
        if title in shown and not name.known and not name.titled:
            name.type, name.sure = "WORK", True


def _is_shown(name: Name) -> bool:
    """Whether it may be a work: it is no town, no body and nobody's first name."""
    words = name.words()
    is_free = not (name.known or name.sure or name.titled) and name.text not in cities()
    return is_free and settles_type(words) is None and fold(words[0]) not in GIVEN_NAMES


@rule("names.cast")
def settle_cast(draft: NamesDraft) -> None:
    """Make a role and its actor persons: "Noriko Oishi (Minami Hamabe)"."""
    words = draft.words
    starts = draft.starts()
    for name in draft.names:
        other = starts.get(name.end + 1)
        if other is None or words[name.end] != "(" or words[other.end : other.end + 1] != [")"]:
            continue
        types = {name.type, other.type}
        if "PERSON" in types and types <= _CAST and _is_role(name) and _is_role(other):
            name.type = other.type = "PERSON"
            name.sure = other.sure = True


def _is_role(name: Name) -> bool:
    """Whether it is two or three words in title case of no known thing."""
    words = name.words()
    is_free = not name.known and not name.sure and settles_type(words) is None
    return is_free and 1 < len(words) < 4 and all(word.istitle() for word in words)


def _may_be_work(name: Name) -> bool:
    words = name.words()
    if name.known or name.sure or name.titled or settles_type(words) == "ORG":
        return False
    return not (name.type == "PERSON" and (len(words) == 1 or fold(words[0]) in GIVEN_NAMES))


def _is_screened(draft: NamesDraft, name: Name) -> bool:
    words = draft.words
    start = name.start - (words[name.start - 1] in ("The", "the", "“", '"'))
    before = [word.casefold() for word in words[max(0, start - 2) : start]]
    if before[1:] == ["in"] and before[0] in _PARTS:
        return True
    after = words[name.end : name.end + 4]
    if after[:1] and after[0] in _STARS and after[1:2] and fold(after[1]) in GIVEN_NAMES:
        return words[name.end - 1] not in NICKNAMES
    if len(after) > 2 and after[0] == "(" and _YEAR.match(after[1]) and after[2] == ")":
        return True
    return after[:1] == [","] and after[2:3] == ["by"] and after[1] in _MADE


# What somebody made, in brackets behind the name: "Ann Lee (Night Harbour, The Far Hill)".
# One alone may be an actor behind a part.


@rule("names.credited_works")
def find_credited_works(draft: NamesDraft) -> None:
    """Find the titles in brackets behind a person, in an article of film or of games."""
    if len(draft.places.keys() & _SCREEN) < _FEWEST:
        return
    edit = Edit(draft)
    for person in [name for name in draft.names if name.type == "PERSON"]:
        if draft.words[person.end : person.end + 1] == ["("]:
            titles = _credits(draft.words, person.end + 1)
            for start, end in titles if len(titles) > 1 else ():
                name = edit.at(start)
                if name is None or not (name.known or name.sure):
                    put_work(edit, start, end)
    edit.apply()


def _credits(words: list[str], start: int) -> list[tuple[int, int]]:
    """Return the titles up to the closing bracket; none if anything else stands between."""
    found: list[tuple[int, int]] = []
    at = start
    while at < len(words) and words[at] != ")":
        end = title_end(words, at)
        is_title = end - at > 1 or (end > at and found)
        if not is_title or words[at].isupper() or words[end] not in (",", ")", "and"):
            return []
        found.append((at, end))
        at = _past_comma(words, end) if words[end] != ")" else end
    return found
