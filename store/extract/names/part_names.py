"""Complete a part of a name from a longer one of the article: "the Post", "David and Ann Koch"."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from store.extract import lexicon
from store.extract.gazetteer import gazetteer
from store.extract.gazetteer.known import cities
from store.extract.names.bodies import is_generic
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.type_heads import is_organization_head
from store.extract.names.type_votes import full_surnames
from store.extract.names.words import GIVEN_NAMES, LEGAL, WELL_KNOWN
from store.extract.rules import rule
from store.identity.folding import fold
from store.identity.keys import GENERATIONS

_PAPERS = lexicon.words("names.papers")
"""Last words of newspapers, which stand for one alone: "the Post"."""
_TITLED = frozenset({"the", "The"})
_FIRST_PARTS = frozenset({"Bank"})
"""Words that stand for a body beginning with them and "of": "the Bank" for the Bank of England."""
_NO_PARTS = frozenset({"Party", "Court", "Union", "States", "News"})
"""Last words of bodies of which a state or town has its own."""
_NATIONAL = frozenset("National Federal Royal U.S. US American".split())
"""First words of bodies that news leaves out: "the Weather Service"."""
_MANY = frozenset({"University", "Bank"})
"""Bodies of which a town has several, or a branch."""
_PORTFOLIOS = lexicon.words("names.portfolios")
_NOT_BEFORE = frozenset({"the", "The", "of", "a", "A"})
"""Words before "State" that is no department."""
_PEOPLE_OF = frozenset({"ORG", "EVENT", "PRODUCT", "WORK", "FAC", "NORP"})


@rule("names.part_names")
def join_parts(draft: NamesDraft) -> None:
    """Link the last words of a body to the body if the article has only one with these words.

    The first words are enough before "of" or a legal form: "the National Academies", "Kohlberg
    Kravis" for Kohlberg Kravis Roberts Inc.
    """
    longer: defaultdict[str, dict[str, Name]] = defaultdict(dict)
    for name in draft.names:
        if name.type == "ORG" and not name.short_for and " " in name.text:
            for part in _parts(name.words()):
                longer[part].setdefault(name.text, name)
    for name in draft.names:
        if name.type != "ORG" or name.known or name.short_for or name.body_of:
            continue
        wholes = [whole for text, whole in longer[name.text].items() if text != name.text]
        is_alone = " " in name.text or draft.before(name.start) in _TITLED
        if len(wholes) == 1 and is_alone:
            name.known, name.sure = wholes[0].known, True
            name.short_for = wholes[0] if wholes[0].known is None else None


@rule("names.departments")
def join_departments(draft: NamesDraft) -> None:
    """Link "State" to the department that the article names, or one of several departments to it.

    For example "captured by State's system", "the departments of State and Defense".
    """
    alone = [name for name in draft.names if name.text.casefold() in _PORTFOLIOS]
    alone = [n for n in alone if n.type == "ORG" and not (n.known or n.short_for or n.body_of)]
    wholes = _departments(draft) if alone else {}
    for name in alone:
        whole = wholes.get(name.text)
        if _is_one_of_departments(draft, name):
            text = f"{name.text} Department"
            whole = whole or Name(name.start, name.end, "ORG", text)
        elif draft.before(name.start) in _NOT_BEFORE or draft.after(name.end)[:1].isupper():
            whole = None
        if whole is not None:
            name.known, name.sure = whole.known, True
            name.short_for = whole if whole.known is None else None


def _departments(draft: NamesDraft) -> dict[str, Name]:
    """Map the portfolio of a department that the article names to the department."""
    found: dict[str, Name] = {}
    for name in draft.names:
        words = name.words() if name.type == "ORG" else []
        if len(words) == 2 and words[1] == "Department":
            found.setdefault(words[0], name)
        elif len(words) == 3 and words[:2] == ["Department", "of"]:
            found.setdefault(words[2], name)
    return found


def _is_one_of_departments(draft: NamesDraft, name: Name) -> bool:
    words, at = draft.words, name.start - 1
    while at > 1 and (words[at] in (",", "and") or words[at].casefold() in _PORTFOLIOS):
        at -= 1
    return at > 0 and words[at] == "of" and words[at - 1].casefold() == "departments"


def _parts(words: list[str]) -> set[str]:
    """Return the parts of a name that may stand for it."""
    last = words[-1]
    is_legal = last.strip(".").casefold() in LEGAL
    is_paper = last in _PAPERS and not any("-" in word for word in words[:-1])
    parts = {last} if is_paper else set()
    if words[0] in _FIRST_PARTS and words[1] == "of":
        parts.add(words[0])
    if is_organization_head(last) and last not in _NO_PARTS and not is_legal:
        parts |= {" ".join(words[at:]) for at in range(1, len(words) - 1) if words[at] != "of"}
    if words[0] in _NATIONAL and len(words) > 2 and last not in _NO_PARTS:
        parts.add(" ".join(words[1:]))
    if "of" in words[2:]:
        at = words.index("of", 2)
        if is_organization_head(words[at - 1]) and words[at - 1] not in _MANY:
            parts.add(" ".join(words[:at]))
    return parts | ({" ".join(words[:2])} if is_legal and len(words) == 4 else set())


@rule("names.first_and_last_parts")
def settle_persons_parts(draft: NamesDraft) -> None:
    """Make a person of a first name that the article has in full, and of a name of two words whose
    second one stands alone: companies are shortened to the first.
    """
    firsts = {name.words()[0] for name in draft.names if name.type == "PERSON" and " " in name.text}
    alone = {name.text for name in draft.names if name.type == "ORG" and _is_plain(draft, name)}
    full = {
        words[1]
        for name in draft.names
        if name.type == "ORG" and _is_plain(draft, name) and len(words := name.words()) == 2
        if words[1] in alone and words[0] not in cities()
    }
    surnames = full_surnames(draft)
    for name in draft.names:
        if name.type not in _PEOPLE_OF or not _is_plain(draft, name):
            continue
        is_first = name.text in firsts and fold(name.text) in GIVEN_NAMES
        is_last = name.words()[-1] in full and len(name.words()) < 3
        if (is_first and fold(name.text) not in surnames) or is_last:
            name.type, name.sure = "PERSON", True
    for name in draft.names:
        if name.short_for is not None and name.short_for.type == "PERSON":
            name.type, name.short_for = "PERSON", None


_NAMED_AFTER = lexicon.words("names.bearing")
"""Last words of bodies that bear the name of a person."""
_FIRST_WORDS = frozenset({"PERSON", "WORK", "PRODUCT", "NORP"})


@rule("names.first_words_of_bodies")
def settle_first_words(draft: NamesDraft) -> None:
    """Link the first words of a company or hospital to it where they were taken for a person.

    For example "Niagara Mohawk" in an article on the Niagara Mohawk Power Corp.
    """
    longer: dict[str, Name] = {}
    for name in draft.names:
        words = name.words()
        if name.type != "ORG" or len(words) < 2 or words[-1] in _NAMED_AFTER:
            continue
        if is_organization_head(words[-1]) and "of" not in words:
            for length in range(1, len(words)):
                longer.setdefault(" ".join(words[:length]), name)
    if not longer:
        return
    surnames = full_surnames(draft)
    for name in draft.names:
        body = longer.get(name.text)
        if body is None or name.type not in _FIRST_WORDS or name.sure or name.known or name.titled:
            continue
        words = name.words()
        is_somebody = any(fold(word) in surnames or fold(word) in GIVEN_NAMES for word in words)
        if not is_somebody and name.text not in cities() and name.text not in WELL_KNOWN:
            name.type, name.short_for, name.sure = "ORG", body, True


def _is_plain(draft: NamesDraft, name: Name) -> bool:
    """Whether it is words in title case with no other meaning; a plural is a team's."""
    words = name.words()
    if name.known or name.sure or name.short_for or name.body_of or words[-1].endswith("s"):
        return False
    if is_generic(words[-1]):
        return False
    return (
        all(
            word.istitle()
            and word.isalpha()
            and not is_organization_head(word)
            and word not in draft.gazetteer.things
            for word in words
        )
        and draft.before(name.start) not in _TITLED
    )


# A first name that shares the surname behind "and": "David and Charles Koch".

_INITIAL = re.compile(r"[A-Z]\.?$")


@rule("names.shared_surnames")
def share_surnames(draft: NamesDraft) -> None:
    """Give a first name before "and" the surname of the person behind it."""
    starts = draft.starts()
    firsts = {n.words()[0]: n for n in draft.names if n.type == "PERSON" and " " in n.text}
    for name in draft.names:
        other = starts.get(name.end + 1)
        if firsts.get(name.words()[0], other) is not other:
            continue  # somebody else of the article has this first name
        if other is None or draft.words[name.end] != "and" or not _is_only_first(name):
            continue
        words = other.words()
        is_full = other.type == "PERSON" and len(words) > 1 and not other.known
        if is_full and fold(words[0]) in GIVEN_NAMES and fold(words[-1]) not in GENERATIONS:
            name.type, name.text = "PERSON", f"{name.text} {words[-1]}"


def _is_only_first(name: Name) -> bool:
    first, *rest = name.words()
    is_free = name.type == "PERSON" and not name.known and not name.chars and not name.short_for
    return is_free and fold(first) in GIVEN_NAMES and all(map(_INITIAL.match, rest))


# The edition or branch of a body in a town or state: "Politico Florida".

_NO_EDITIONS = frozenset("compound nmod amod poss".split())


@rule("names.editions")
def join_editions(draft: NamesDraft) -> None:
    """Join a body and the town or state right behind it, which no noun follows."""
    gone: set[int] = set()
    for body, place in pairwise(draft.names):
        is_town = place.type == "GPE" and place.kind == "name" and not place.chars
        is_of_country = place.known is not None and place.known.iso is not None
        if body.end != place.start or not is_town or is_of_country or not _may_have_edition(body):
            continue
        last = draft.doc[place.end - 1]
        is_before_noun = last.dep_ in _NO_EDITIONS and last.head.i >= place.end
        is_owner = draft.after(place.end) in ("'s", "’s")
        is_own_line = any(draft.doc[at].is_sent_start for at in range(place.start, place.end))
        if (is_before_noun and not is_owner) or is_own_line or place.is_dateline:
            continue
        draft.reset(body, body.start, place.end)
        body.known, body.short_for, body.sure = None, None, True
        gone.add(id(place))
    if gone:
        draft.names = [name for name in draft.names if id(name) not in gone]


def _may_have_edition(body: Name) -> bool:
    """Whether it is no party, whose adjective stands before a place: "solidly Democratic Ohio"."""
    is_body = body.type == "ORG" and body.kind == "name" and not body.chars
    return is_body and not body.body_of and body.text not in gazetteer().parties
