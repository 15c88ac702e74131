"""Short names of companies and clubs: "Avia" for "Avia Group International", "the Celtics"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set

from store.extract import lexicon
from store.extract.gazetteer.known import cities
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.type_heads import is_organization_head
from store.extract.names.type_votes import full_surnames
from store.extract.names.words import BUSINESS, CAMPS, COMMON_FIRST, GIVEN_NAMES, LEGAL, WELL_KNOWN
from store.extract.rules import rule
from store.identity.folding import fold

_CLUB_TYPES = frozenset({"ORG", "FAC", "PRODUCT", "WORK", "NORP"})
_LONGEST_TOWN = 3
_UNCLEAR = frozenset({"GPE", "PRODUCT"})
"""Types that a model gives to the short names of bodies that it does not know."""
_WHERE = frozenset({"in", "at", "near", "to", "from"})
_PAPERS = lexicon.words("names.papers")
"""Last words of newspapers, which stand for them: "the Globe"."""
_CAMPAIGNS = frozenset("campaign campaigns candidacy supporters voters".split())
_OF_THRIFTS = BUSINESS | {"and", "&", "loan", "association"}
"""Words that the short name of a thrift leaves out: "Lincoln" for Lincoln Savings and Loan."""
_LONG = 5
_SHORT_PLURAL = 4


@rule("names.join_short_names")
def join_short_names(draft: NamesDraft) -> None:
    """Link a short name to its company or club, whatever its type, and add missed ones."""
    longer = {**_clubs(draft), **_companies(draft)}
    if not longer:
        return
    surnames = full_surnames(draft)
    families = _families(draft)
    for name in draft.names:
        called = fold(name.text)
        body = longer.get(called)
        if body is None or body is name or name.known or name.titled or called in GIVEN_NAMES:
            continue
        if draft.before(name.start) in ("in", "In") and name.type == "GPE":
            continue
        if _is_candidate(draft, name, surnames):
            name.type = "PERSON"
            continue
        is_free = not name.sure and (called not in surnames or called in families)
        if name.type == "ORG" or is_free:
            name.type, name.short_for, name.sure = "ORG", body, True
    _add_missed(draft, {short: body for short, body in longer.items() if " " in short})


@rule("names.campaigns_of_persons", off=lambda *_: False)
def _is_candidate(draft: NamesDraft, name: Name, surnames: Set[str]) -> bool:
    """Whether it is a person's surname before "campaign", and no company's that begins so."""
    return fold(name.text) in surnames and draft.after(name.end) in _CAMPAIGNS


def _companies(draft: NamesDraft) -> dict[str, Name]:
    """Map folded short names to companies named in full."""
    longer: dict[str, Name] = {}
    for name in draft.names:
        if name.type == "ORG" and " " in name.text:
            words = name.words()
            for length in _short_lengths(words):
                longer.setdefault(fold(" ".join(words[:length])), name)
    return longer


@rule("names.by_first_word")
def join_by_first_word(draft: NamesDraft) -> None:
    """Link a word alone to the only body of two words that begins with it.

    The word has no other meaning: "Nordvik" is the Nordvik Distillery.
    """
    alone: defaultdict[str, list[Name]] = defaultdict(list)
    longer: defaultdict[str, dict[str, Name]] = defaultdict(dict)
    for name in draft.names:
        if name.body_of or name.short_for or name.titled:
            continue
        first, *rest = name.words()
        if rest and name.type == "ORG":
            longer[fold(first)].setdefault(fold(name.text), name)
        elif not rest and len(first) > 2 and _may_be_short(draft, name):
            alone[fold(first)].append(name)
    for word, names in alone.items():
        bodies = list(longer[word].values())
        if len(bodies) == 1 and len(bodies[0].words()) == 2:
            for name in names:
                if name.type in _UNCLEAR or not bodies[0].known:
                    name.type, name.short_for, name.sure = "ORG", bodies[0], True


@rule("names.by_last_word")
def join_by_last_word(draft: NamesDraft) -> None:
    """Link the last word of a newspaper or a team to the only one that is named in full.

    "The Globe" is the Boston Globe, "the Herons" the Orvis Herons.
    """
    longer: defaultdict[str, dict[str, Name]] = defaultdict(dict)
    for name in draft.names:
        words = name.words()
        is_whole = name.type == "ORG" and not (name.body_of or name.short_for or name.chars)
        if is_whole and 1 < len(words) < _LONG and _may_stand_alone(words):
            longer[words[-1]].setdefault(fold(name.text), name)
    for name in draft.names if longer else ():
        bodies = list(longer.get(name.text, {}).values())
        is_free = name.type == "ORG" and not (name.known or name.body_of or name.short_for)
        if len(bodies) == 1 and is_free:
            name.short_for, name.sure = bodies[0], True


def _may_stand_alone(words: list[str]) -> bool:
    """Whether the last word is a newspaper's, or the plural that a team is called by."""
    last = words[-1]
    is_plural = last.istitle() and last.endswith("s") and not last.endswith("ss")
    is_team = is_plural and len(last) > _SHORT_PLURAL and all(word.istitle() for word in words)
    return last in _PAPERS or (is_team and not is_organization_head(last))


def _may_be_short(draft: NamesDraft, name: Name) -> bool:
    """Whether a word alone may be a body, also one taken for an unknown town or thing."""
    is_unclear = name.type in _UNCLEAR and not name.sure
    is_there = draft.before(name.start).casefold() in _WHERE
    is_body = not name.known and (name.type == "ORG" or (is_unclear and not is_there))
    return is_body and not _has_other_meaning(draft, name.text)


def _has_other_meaning(draft: NamesDraft, word: str) -> bool:
    """Whether a word is a surname, a first name, a place or a kind of body as well."""
    folded = fold(word)
    return (
        folded in COMMON_FIRST
        or folded in GIVEN_NAMES
        or folded in full_surnames(draft)
        or word in WELL_KNOWN
        or is_organization_head(word)
        or word in cities()
        or draft.gazetteer.place(word) is not None
        or draft.gazetteer.demonym(word) is not None
    )


def _short_lengths(words: list[str]) -> Iterator[int]:
    """Yield how many of its first words may stand for a company.

    They are all but the generic words, and the first one alone before a legal form.
    """
    generic = _OF_THRIFTS if "Loan" in words else BUSINESS
    for length in range(1, len(words)):
        if all(word.strip(".").casefold() in generic for word in words[length:]):
            yield length
            break
    if words[-1].strip(".").casefold() in LEGAL and words[0].casefold() not in COMMON_FIRST:
        yield 1
    if words[-1] == "Party" and len(words) == 2 and words[0].casefold() not in CAMPS:
        yield 1


def _clubs(draft: NamesDraft) -> dict[str, Name]:
    """Map folded nicknames to clubs of a town, if the nickname also occurs alone."""
    alone = {n.text for n in draft.names if n.type in _CLUB_TYPES and not n.known}
    surnames = full_surnames(draft)
    longer: dict[str, Name] = {}
    for name in draft.names:
        if name.type not in _CLUB_TYPES or name.known or " " not in name.text:
            continue
        words = name.words()
        if words[-1] in draft.gazetteer.peoples:
            continue
        for length in range(min(_LONGEST_TOWN, len(words) - 1), 0, -1):
            nickname = " ".join(words[length:])
            town = " ".join(words[:length])
            if nickname in WELL_KNOWN or fold(nickname) in surnames:
                break
            if nickname in alone and (town in cities() or _is_team(draft, name, town)):
                name.type, name.sure = "ORG", True
                longer.setdefault(fold(nickname), name)
                break
    return longer


def _is_team(draft: NamesDraft, name: Name, town: str) -> bool:
    """Whether it is a body of a state or region, or one with a nickname in the plural."""
    place = draft.gazetteer.place(town)
    if place is not None:
        return place.iso is None
    return name.type == "ORG" and len(name.words()) == 2 and name.text.endswith("s")


def _families(draft: NamesDraft) -> set[str]:
    """Return the surnames of several persons with different titles or first names.

    Alone, such a name is more likely that of their company.
    """
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for name in draft.names:
        if name.type == "PERSON" and " " in name.text:
            first, *_, last = name.words()
            bearers[fold(last)].add(fold(first))
    return {surname for surname, firsts in bearers.items() if len(firsts) > 1}


def _add_missed(draft: NamesDraft, longer: dict[str, Name]) -> None:
    """Add short names of several words that the model missed."""
    firsts = {short.split()[0] for short in longer}
    marks = draft.covered()
    added: list[Name] = []
    for index in draft.capitals:
        word = draft.words[index]
        if not marks[index] and word[:1].isupper() and fold(word) in firsts:
            found = _short_at(draft, index, longer)
            if found is not None and not any(marks[found.start : found.end]):
                added.append(found)
    draft.add(added)


def _short_at(draft: NamesDraft, index: int, longer: dict[str, Name]) -> Name | None:
    for short, body in longer.items():
        end = index + len(short.split())
        if end <= len(draft.words) and fold(" ".join(draft.words[index:end])) == short:
            text = draft.text(index, end)
            return Name(index, end, "ORG", text, sure=True, short_for=body)
    return None
