"""Bodies of a country: "Belarusian Defense Ministry", "Ministry of Defence of Belarus"."""

from __future__ import annotations

import re
from collections import Counter

from store.extract.gazetteer import KnownPlaces
from store.extract.gazetteer.known import cities
from store.extract.names.draft import Edit, Name, NamesDraft
from store.extract.names.groups import can_own, canonical
from store.extract.names.type_heads import is_organization_head
from store.extract.rules import rule

_GENERIC = re.compile(
    r"(?:the )?(?:Ministry|Parliament|Congress|Senate|Supreme Court|Constitutional Court"
    r"|High Court|Court of Appeals?|Central Bank|National Bank|Government|Cabinet|Army|Navy"
    r"|Air Force|National Guard|Police|Coast Guard|Marines?"
    r"|Marine Corps|Border Guard|House|(?:Foreign|Home) Office"
    r"|[A-Z]\w+ (?:Department|Ministry)|(?:Department|Ministry) of [A-Z][\w ,]+"
    r"|Treasury|National Assembly|House of Representatives|House of Commons|Embassy"
    r"|(?:National |Central )?Elect(?:ion|oral) Commission|Attorney General's Office"
    r"|(?:Labou?r|Socialist|Communist|Democratic|Republican|Liberal|Green|Conservative"
    r"|People's|Social Democratic|National) Party|Greens|State Council|Federal Court|Military"
    r"|Troops|Forces|Armed Forces)",
    re.IGNORECASE,
)
_MUNICIPAL = re.compile(
    r"(?:City|Town|County|Parish|District|Municipal|Crown|Magistrates'?|Circuit|Appeals?|Criminal)"
    r" (?:Council|Courts?|Hall|Commission|Board)|(?:Police|Fire|Sheriff's|Health|Water|Parks"
    r"|Recreation|Sanitation|Buildings?|Planning|Corrections?|Personnel|Art|Music|English|History"
    r"|Economics|Physics|Philosophy|Sports?|Marketing|Accounting) Department"
    r"|Court of Appeals?|School (?:Board|District)|Police|(?:General|University) Hospital"
    r"|General Assembly|Legislature|(?:School|Highway|Streets|Building|Public Works) Department"
    r"|(?:State|Town|City)(?: ?house| Hall)|Faculty of [A-Z]\w+|Superior Court|Chamber of Commerce"
    r"|Board of (?:Education|Trustees|Directors|Regents|Supervisors|Elections)"
    r"|Student (?:Union|Council|Government)",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"\b(?:Ministry|Minister|Department|Parliament|Congress|Senate|Courts?|Central Bank|Government"
    r"|Cabinet|Army|Navy|Marines?|Air Force|Forces?|Guards?|Police|Assembly|Council|Office"
    r"|Embassy|Consulate|Commission|Agency|Service|Command|Treasury|Fleet|Intelligence|Board"
    r"|House of Representatives|Coast Guard|Authority|Administration|Bureau|Mission|Military)\b",
    re.IGNORECASE,
)
_GOVERNMENTS = frozenset("Government Governments Parliament Congress".split())
_FEDERAL = (
    r"state|treasury|war|navy|defen[sc]e|justice|interior|agriculture|commerce|labor|energy"
    r"|education|transportation|veterans affairs|homeland security|health and human services"
    r"|post office|health, education,? and welfare|housing and urban development"
)
"""Departments that the United States have or had; others are of a state or a city."""
_NOT_OF = {
    "US": re.compile(
        r"parliament|house of commons|national assembly|\w+ ministry"
        rf"|(?!(?:{_FEDERAL}) department)[\w ,]+ department"
    )
}
"""By ISO code, bodies that the country does not have."""
_CHAMBERS = ("house of representatives", "house of commons")
"""Chambers that "the House" may stand for."""
_OF_CONGRESS = frozenset(["house", "senate", "congress", "house of representatives"])
_STATE = frozenset(["state", "State"])
_CHAMBER = frozenset(["Senate"])
_RACES = frozenset(
    "race races seat seats campaign candidate candidates contest primary bid hopeful".split()
)
_HOUSES = frozenset(["US"])
"""Countries whose chamber news calls "the House" without its full name."""
_AMERICAN = frozenset(
    ["Army", "Navy", "Air Force", "Marines", "Marine Corps", "Congress", "Treasury"]
)
_WITH_PRESS = frozenset("GB IE AU NZ IN PK PH NG KE ZA".split())
_CONGRESSES = frozenset("AR BO BR CL CO DO EC ES GT HN IN MX PA PE PH PY VE".split())
"""By ISO code, countries whose English news has an Army or a Congress of its own."""
_OF_COUNTRY = re.compile(r"^(.+) of (?:the )?([A-Z][\w ]{1,60})$")


_FORMER_STATES = frozenset(
    f"gpe/{name}"
    for name in (
        "soviet union", "yugoslavia", "czechoslovakia", "east germany", "west germany",
    )
)  # fmt: skip
"""Keys of states that are no more, and have no ISO code."""


def _is_state(place: KnownPlaces) -> bool:
    """Whether a place is a country, of today or of the time: "the Soviet Foreign Ministry"."""
    return bool(place.iso) or place.key in _FORMER_STATES


@rule("names.join_governments")
def join_governments(draft: NamesDraft) -> None:
    """Make "the Government of Iraq" one name, with Iraq as a name inside it."""
    edit = Edit(draft)
    for name in draft.names:
        if name.known and name.known.iso and name.kind == "name":
            _take_government(edit, name)
    edit.apply()


def _take_government(edit: Edit, name: Name) -> None:
    words, at = edit.draft.words, name.start - 1
    if at > 0 and words[at] in ("the", "The"):
        at -= 1
    if at < 1 or words[at] != "of" or words[at - 1] not in _GOVERNMENTS:
        return
    start = at - 2 if at > 1 and words[at - 2] == "Federal" else at - 1
    first = edit.at(start)
    if first is not None and first.start < start:
        return
    for index in range(start, name.end):
        edit.remove(edit.at(index))
    text = edit.draft.text(start, name.end)
    body = edit.draft.text(start, at)
    edit.add(Name(start, name.end, "ORG", text, body_of=name.known, body=body))
    edit.draft.inner.append(name)


@rule("names.find_bodies")
def find_bodies(draft: NamesDraft) -> None:
    """Set the country of an organisation from its name or the words before it."""
    ends = {name.end: name for name in draft.names if name.known and _is_state(name.known)}
    for name in draft.names:
        if name.body_of is not None:
            continue
        if name.type == "ORG" and not name.known and " " in name.text:
            _of_first_word(draft, name) or _of_last_words(draft, name)
        if name.type == "ORG" and not name.known and name.body_of is None:
            _of_neighbour(draft, name, ends)
    settle_generic(draft)
    draft.bodies = {name.text: name for name in draft.names if name.body_of is not None}


def _of_first_word(draft: NamesDraft, name: Name) -> bool:
    """Set it from the first word: "Belarusian Defense Ministry", "China's Foreign Ministry"."""
    first = draft.words[name.start]
    owner = draft.gazetteer.demonym(first) or draft.gazetteer.place(first)
    if owner is None or not _is_state(owner) or name.end - name.start < 2:
        return False
    if not _PUBLIC.search(name.text):
        return False
    rest = name.start + 1
    if draft.words[rest] in ("'s", "’s"):
        rest += 1
    if rest >= name.end:
        return False
    body = draft.text(rest, name.end)
    if is_generic(body) or _is_attribute(first):
        name.body_of, name.body = owner, body
    draft.inner.append(
        Name(name.start, name.start + 1, "GPE", first, "demonym", known=owner, sure=True)
    )
    return name.body_of is not None


def _is_attribute(first: str) -> bool:
    """Whether the country is an acronym, which varies: "U.S. Central Command"."""
    return first.replace(".", "").isupper()


def _of_last_words(draft: NamesDraft, name: Name) -> bool:
    """Set it from the last words: "Government of Iraq".

    "Bank of England" has none, because England is not a country here.
    """
    match = _OF_COUNTRY.match(name.text)
    owner = draft.gazetteer.place(match[2]) if match else None
    if match is None or owner is None or not _GENERIC.fullmatch(match[1]):
        return False
    if not _is_state(owner):
        return False
    name.body_of, name.body = owner, match[1]
    return True


def _of_neighbour(draft: NamesDraft, name: Name, ends: dict[int, Name]) -> None:
    """Set it from a possessive before the name: "China's Foreign Ministry"."""
    at = name.start - 1
    if at > 0 and draft.words[at] in ("'s", "’s") and at in ends:
        owner = ends[at]
    elif name.start in ends and (ends[name.start].kind == "demonym" or can_own(ends[name.start])):
        owner = ends[name.start]
    else:
        return
    if is_generic(name.text):
        name.body_of, name.body = owner.known, name.text


def is_generic(text: str) -> bool:
    """Whether many countries or towns have a body of that name."""
    return bool(_GENERIC.fullmatch(text) or _MUNICIPAL.fullmatch(text)) or is_organization_head(
        text
    )


def settle_generic(draft: NamesDraft) -> None:
    """Set the country of "the Defense Ministry" alone.

    It is the country whose ministry was named before, or the main country of the article.
    """
    named: dict[str, KnownPlaces] = {}
    lead = leading_country(draft)
    settle_state_bodies(draft)
    owned = {name.body for name in draft.names if name.body_of is not None}
    for name in draft.names:
        if name.type != "ORG" or name.known or name.short_for or (name.body and not name.body_of):
            continue
        if name.body_of is not None and name.body:
            named.setdefault(canonical(name.body), name.body_of)
        elif name.text not in owned and (country := _american(draft, name, lead)) is not None:
            name.body_of, name.body = country, name.text
        elif _GENERIC.fullmatch(name.text) and not _MUNICIPAL.fullmatch(name.text):
            _settle_body(name, named, _seated(draft, name) or _capitol(draft, name) or lead)


@rule("names.american_bodies")
def _american(draft: NamesDraft, name: Name, lead: KnownPlaces | None) -> KnownPlaces | None:
    """Return the United States for "the Air Force" in news of another country that names both.

    Its news writes only its own services with capitals. Some countries have a Congress, or news in
    English of their own.
    """
    others = _CONGRESSES if name.text == "Congress" else _WITH_PRESS
    if name.text not in _AMERICAN or lead is None or lead.iso in others:
        return None
    united_states = draft.gazetteer.countries.get("US")
    isos = (_country_of(draft, each) for each in draft.names)
    return united_states if lead.iso != "US" and "US" in isos else None


@rule("names.state_bodies")
def settle_state_bodies(draft: NamesDraft) -> None:
    """Tell "the state Senate" and "the Ohio Senate" from the country's.

    A later "the Senate" is the state's as well, unless the article names the country's too.
    """
    bodies = [name for name in draft.names if name.type == "ORG" and not name.known]
    national = {canonical(name.body) for name in bodies if name.body_of is not None}
    of_state: dict[str, Name | None] = {}
    states = _states_before(draft)
    for name in bodies:
        if name.body_of is not None:
            continue
        rest = _after_state(draft, name.text)
        if rest and _GENERIC.fullmatch(rest):
            of_state.setdefault(canonical(rest), name)
        elif not _GENERIC.fullmatch(name.text):
            continue
        elif _is_of_state(name, states) or (
            draft.before(name.start) in _STATE and _join_state(draft, name)
        ):
            of_state.setdefault(canonical(name.text), name.short_for)
        elif draft.before(name.start) in _STATE:
            name.body = f"state {name.text}"
            draft.of_state.add(name.text)
            of_state.setdefault(canonical(name.text), None)
        elif (said := canonical(name.text)) in of_state and said not in national:
            whole = of_state[said]
            name.short_for, name.body = whole, "" if whole else f"state {name.text}"
        else:
            national.add(said)


def _join_state(draft: NamesDraft, name: Name) -> bool:
    """Make "the Ohio state Senate" the Ohio Senate, also where Ohio is the article's only state."""
    states = {n.known.key: n.known for n in draft.names if n.known and n.known.state}
    if len(states) != 1:
        before = next((n for n in draft.names if n.end == name.start - 1 and n.known), None)
        states = {before.known.key: before.known} if before and before.known else {}
    state = next((state for state in states.values() if state.state), None)
    if state is None or name.text in draft.acronyms.values():
        return False
    _join_to(name, state)
    return True


def _join_to(name: Name, state: KnownPlaces) -> None:
    name.short_for = Name(name.start, name.end, "ORG", f"{state.name} {name.text}")


@rule("names.chambers_of_states")
def _is_of_state(name: Name, states: dict[int, KnownPlaces]) -> bool:
    """Make a chamber that of its state: "the Ohio House", or with a president of its own."""
    state = states.get(name.start)
    if state is not None:
        _join_to(name, state)
    return state is not None


def _states_before(draft: NamesDraft) -> dict[int, KnownPlaces]:
    """Map the first token of a chamber to the state that stands right before it.

    A chamber that has a president is the article's only state's, and all that are named so:
    "Senate President Ann Lee". A race for the Senate is for the country's.
    """
    known = [n for n in draft.names if n.known and n.known.state and not n.chars]
    before = {n.end: n.known for n in known if n.known and draft.after(n.end + 1) not in _RACES}
    owners = [n for n in known if draft.after(n.end) in ("'s", "’s")]
    before.update({n.end + 1: n.known for n in owners if n.known and _is_court(draft, n.end + 1)})
    states = {n.known.key: n.known for n in known if n.known}
    chambers = draft.find(_CHAMBER) if len(states) == 1 else []
    if any(_has_president(draft.words[at + 1 : at + 3]) for at in chambers):
        before.update(dict.fromkeys(chambers, *states.values()))
    return before


@rule("names.courts_of_states", off=lambda *_: False)
def _is_court(draft: NamesDraft, start: int) -> bool:
    """Whether a court follows that a state has too: "Nevada's Supreme Court"."""
    return "Court" in draft.words[start : start + 2]


def _has_president(following: list[str]) -> bool:
    return following[:1] == ["President"] and following[-1].istitle() and following[-1] != "Pro"


def _after_state(draft: NamesDraft, text: str) -> str:
    """Return what follows a state of the United States: "Senate" in "New York Senate"."""
    words = text.split()
    for length in (2, 1):
        place = draft.gazetteer.place(" ".join(words[:length]))
        if place is not None and place.state:
            return " ".join(words[length:]).removeprefix("State ").removeprefix("state ")
    return ""


def _seated(draft: NamesDraft, name: Name) -> KnownPlaces | None:
    """Return the country from what follows: "the Defence Ministry in Moscow"."""
    following = draft.words[name.end : name.end + 2]
    is_seated = len(following) == 2 and following[0] == "in"
    return draft.gazetteer.capital(following[1]) if is_seated else _behind(draft, name)


@rule("names.countries_behind")
def _behind(draft: NamesDraft, name: Name) -> KnownPlaces | None:
    """Return the country behind the body: "the outlawed Communist Party of the Philippines"."""
    if draft.after(name.end) != "of":
        return None
    at = name.end + 1 + (draft.after(name.end + 1) == "the")
    known = (each.known for each in draft.names if each.start in (at, at - 1))
    return next((country for country in known if country and _is_state(country)), None)


def _settle_body(name: Name, named: dict[str, KnownPlaces], lead: KnownPlaces | None) -> None:
    """Set the country of a body named without one.

    "the House" needs the full name of the chamber, or a country that uses the short form.
    """
    body, owner = name.text, named.get(canonical(name.text))
    if owner is None and body == "House":
        chamber = next((c for c in _CHAMBERS if c in named), None)
        if chamber is not None:
            body, owner = chamber.title().replace("Of", "of"), named[chamber]
        elif lead is not None and lead.iso not in _HOUSES:
            return
    owner = owner or lead
    unlike = _NOT_OF.get(owner.iso or "") if owner is not None else None
    if owner is not None and not (unlike and unlike.fullmatch(canonical(body))):
        name.body_of, name.body = owner, body


@rule("names.chambers_of_congress")
def _capitol(draft: NamesDraft, name: Name) -> KnownPlaces | None:
    """Return the United States for "the Senate" if the article names Democrats or Republicans."""
    if canonical(name.text) not in _OF_CONGRESS:
        return None
    parties = draft.gazetteer.parties
    isos = {parties[each.text][1] for each in draft.names if each.known and each.text in parties}
    return draft.gazetteer.countries.get("US") if "US" in isos else None


def leading_country(draft: NamesDraft) -> KnownPlaces | None:
    """Return the country with more than half of the article's country mentions, at least two.

    A state that is no more leads only where no country of today does.
    """
    places = [place for name in draft.names if (place := _country_of(draft, name)) is not None]
    countries = [place for place in places if place not in _FORMER_STATES]
    lead = _leading(countries) or _leading(places)
    if lead in _FORMER_STATES:
        return next(name.known for name in draft.names if name.known and name.known.key == lead)
    return draft.gazetteer.countries.get(lead) if lead is not None else None


def _leading(places: list[str]) -> str | None:
    """Return what more than half of these are, if they are at least two."""
    counts = Counter(places)
    place, most = counts.most_common(1)[0] if counts else ("", 0)
    return place if most >= 2 and most * 2 > counts.total() else None


def _country_of(draft: NamesDraft, name: Name) -> str | None:
    """Return the ISO code of a country, or of the country of a region or a city.

    A state that is no more has its key.
    """
    if name.known:
        party = draft.gazetteer.parties.get(name.text)
        if party is not None and party[0] is name.known:
            return party[1]
        former = name.known.key if name.known.key in _FORMER_STATES else None
        return name.known.iso or name.known.country or former
    if name.type != "GPE":
        return None
    capital = draft.gazetteer.capital(name.text)
    if capital:
        return capital.iso
    city = cities().choose(name.text)
    return city.iso if city else None
