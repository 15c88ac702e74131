"""Which place a name means: a town, Georgia the country or the state, a capital its government."""

from __future__ import annotations

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.gazetteer.known import KnownPlaces, cities
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.type_votes import full_surnames
from store.extract.names.words import LED
from store.extract.rules import rule
from store.identity.folding import fold

# Single words that are towns of a country in the article, whatever their type.

_LARGE = 50_000
"""The minimum population. Smaller towns share their names with too many persons."""


@rule("names.settle_towns")
def settle_towns(draft: NamesDraft) -> None:
    """Make "Raqqah" a town in an article that names Syria, unless a person has that name."""
    countries = {n.known.iso or n.known.country for n in draft.names if n.known}
    surnames = full_surnames(draft)
    starts = draft.starts()
    for name in draft.names:
        if name.type == "LOC" and not name.known and _is_town(draft, name):
            name.type = "GPE"
        if name.type not in ("PERSON", "ORG", "PRODUCT", "NORP", "FAC", "WORK") or name.sure:
            continue
        if name.titled or name.text.isupper() or fold(name.text) in surnames:
            continue
        if draft.words[name.end : name.end + 1] == ["and"] and _is_first_name(starts, name):
            continue
        city = next(iter(cities().named(name.text)), None)
        if city and city.population >= _LARGE and city.iso in countries - {"US"}:
            name.type, name.sure = "GPE", True


def _is_town(draft: NamesDraft, name: Name) -> bool:
    """Whether it is in the table, or a state follows: "Pismo Beach, Calif."."""
    comma, state = (*draft.words[name.end : name.end + 2], "", "")[:2]
    known = draft.gazetteer.place(state) if comma == "," and state.endswith(".") else None
    return name.text in cities() or bool(known is not None and known.state)


def _is_first_name(starts: dict[int, Name], name: Name) -> bool:
    """Whether it is the first name of a shared surname: "Artem and Anna Dultsev"."""
    other = starts.get(name.end + 1)
    return other is not None and other.type == "PERSON"


# Names of both a country and a state of another country: Georgia.

_HALVES = {"gpe/korea": ("KR", "KP")}
"""Names of two countries together that news uses for one of them."""
_NEIGHBOURS = {"GE": frozenset(["RU", "AM", "AZ", "TR", "UA"])}
"""By ISO code, countries whose mention favours the country over the state."""


@rule("names.settle_twins")
def settle_twins(draft: NamesDraft) -> None:
    """Choose the state over the country of the same name, as for Georgia.

    The article must name other states, and no neighbour, people or capital of the country.
    """
    twins = [name for name in draft.names if name.known and name.known.iso in _NEIGHBOURS]
    if not twins:
        return
    known = [name.known for name in draft.names if name.known]
    countries = {place.iso for place in known} | {place.country for place in known}
    states = {place.key for place in known if place.state}
    for name in twins:
        if name.known is not None and name.kind == "name":
            state = draft.gazetteer.twins.get(name.known.key)
            if state and states and not _is_country(draft, name, countries):
                name.known, name.type = state, state.type


@rule("names.settle_halves")
def settle_halves(draft: NamesDraft) -> None:
    """Make "Korean" South Korean in an article that names only South Korea."""
    wholes = [name for name in draft.names if name.known and name.known.key in _HALVES]
    if not wholes:
        return
    named = {name.known.iso for name in draft.names if name.known}
    named |= {known.iso for name in draft.names if (known := draft.gazetteer.capital(name.text))}
    for name in wholes:
        halves = named.intersection(_HALVES[name.known.key if name.known else ""])
        if len(halves) == 1:
            name.known = draft.gazetteer.countries[next(iter(halves)) or ""]


def _is_country(draft: NamesDraft, twin: Name, countries: set[str | None]) -> bool:
    if twin.known is None or countries & _NEIGHBOURS[twin.known.iso or ""]:
        return True
    return any(
        (other.known is twin.known and other.kind == "demonym")
        or draft.gazetteer.capital(other.text) is twin.known
        for other in draft.names
    )


# A capital that acts like a government stands for the country: "Minsk joined the bloc".

_ACTS = lexicon.words("names.acts")
_TIES = lexicon.words("names.ties")
_TOWARDS = frozenset("with between against toward towards by from on".split())
_POSSESSIONS = lexicon.words("names.possessions")


_SEAT = "BE"
"""The country of Brussels, which means the European Union in news that is not about Belgium."""


@rule("names.mark_metonyms")
def mark_metonyms(draft: NamesDraft) -> None:
    """Set `known` and `kind` on capitals that act like a government; others stay cities."""
    surnames = full_surnames(draft)
    union = draft.gazetteer.organization("European Union")
    if any(name.known and name.known.iso == _SEAT for name in draft.names):
        union = None
    for name in draft.names:
        if name.type not in ("GPE", "ORG") or name.known or name.is_dateline:
            continue
        if fold(name.text) in surnames:
            continue
        country = draft.gazetteer.capital(name.text)
        if country is not None and not _is_seat(draft, name) and _acts(draft, name):
            meant = union if union and country.iso == _SEAT else _of_the_time(draft, name, country)
            name.kind, name.known, name.type, name.sure = "metonym", meant, meant.type, True


@rule("names.seats", off=lambda *_: False)
def _is_seat(draft: NamesDraft, name: Name) -> bool:
    """Whether somebody is based in the capital: "the Washington-based Orvis Association"."""
    return draft.words[name.end : name.end + 2] == ["-", "based"]


_FORMER = {
    "Moscow": ("Soviet Union", "1991"),
    "Prague": ("Czechoslovakia", "1992"),
    "Bonn": ("West Germany", "1990"),
}
"""Capitals with the state that they were the capital of, and its last year."""


@rule("names.former_capitals", off=lambda _draft, _name, country: country)
def _of_the_time(draft: NamesDraft, name: Name, country: KnownPlaces) -> KnownPlaces:
    """Return the state of the time, if the article names it: Moscow is the Soviet Union's."""
    state, last = _FORMER.get(name.text, ("", ""))
    published = draft.doc._.article.published
    if not state or not published or published[:4] > last:
        return country
    former = draft.gazetteer.place(state)
    is_named = any(other.known is former for other in draft.names)
    return former if former is not None and is_named else country


def _acts(draft: NamesDraft, name: Name) -> bool:
    return _leads(draft, name) or _governs(draft.doc[name.end - 1])


def _leads(draft: NamesDraft, name: Name) -> bool:
    """Whether it is the agent of a compound: "Moscow-led", "Beijing- and Moscow-led"."""
    words = draft.words
    follow = words[name.end : name.end + 5]
    if len(follow) > 1 and follow[0] in ("-", "–"):
        return follow[1].casefold() in LED or (follow[1] in ("and", "or") and "-" in follow[2:])
    return bool(follow) and follow[0][:1] == "-" and follow[0][1:].casefold() in LED


def _governs(token: Token) -> bool:
    head = token.head
    if token.dep_ in ("nsubj", "nsubjpass"):
        return head.lemma_ in _ACTS
    if token.dep_ == "conj" and head is not token:
        return head.dep_ in ("nsubj", "nsubjpass") and head.head.lemma_ in _ACTS
    if token.dep_ == "poss":
        return head.lower_ in _POSSESSIONS
    if token.dep_ == "pobj" and head.lower_ in _TOWARDS:
        governor = head.head
        return governor.lower_ in _TIES or (governor.lemma_ == "ally" and head.lower_ == "with")
    return False
