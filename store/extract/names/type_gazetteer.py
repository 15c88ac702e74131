"""Settle types by gazetteer: countries, regions, towns, organisations, capitals as governments."""

from __future__ import annotations

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.gazetteer.known import KnownPlaces, cities
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.type_votes import full_surnames
from store.extract.names.words import GIVEN_NAMES, LED, LEGAL, OPPOSITES, WELL_KNOWN
from store.extract.rules import rule
from store.identity.folding import fold

# Countries, regions and well-known organisations by gazetteer: types settled, misses added.

_SAID_IN = frozenset("in In speak speaks spoke speaking into learn learned".split())
_SPEAKING = frozenset("speak learn teach study understand".split())
_IN_WORDS = frozenset("language speaking sounding accented dominant".split())
"""What follows a language and a hyphen."""
_OF_LANGUAGES = frozenset(
    "word words speakers translation translations dictionary teacher teachers lessons".split()
)
_ENDS = frozenset([".", ";", "!", "?", ")"])
_QUOTES = frozenset(["'", '"', "``", "''", "‘", "“"])
_BROKEN = frozenset("broken mangled fractured fluent accented".split())
"""What stands before a language and a hyphen."""


@rule("names.settle_known")
def settle_known(draft: NamesDraft) -> None:
    """Give a name the type of its gazetteer entry, whatever the model said."""
    surnames = full_surnames(draft)
    draft.names = [
        name
        for name in draft.names
        if name.end - name.start > 1
        or not draft.gazetteer.demonym(name.text)
        or not is_language(draft, name.start)
    ]
    for name in draft.names:
        if name.type != "PERSON" or not name.titled:
            _grow_own(draft, name, surnames)
            _settle(draft, name, surnames)


@rule("names.own_names")
def _grow_own(draft: NamesDraft, name: Name, surnames: set[str]) -> None:
    """Extend a name to the possessive that belongs to it: "Macy's", "Lloyd's of London"."""
    own = draft.words[name.end : name.end + 1]
    is_somebody = fold(name.text) in surnames or (name.type == "PERSON" and name.text in WELL_KNOWN)
    if own not in (["'s"], ["’s"]) or name.chars or is_somebody:
        return
    for end in (name.end + 3, name.end + 1):
        if end <= len(draft.words) and draft.text(name.start, end) in draft.gazetteer.things:
            draft.reset(name, name.start, end)
            return


def _settle(draft: NamesDraft, name: Name, surnames: set[str]) -> None:
    """Settle one name; part of a person's full name stays a person: "Jordan" in "Ann Jordan"."""
    gazetteer = draft.gazetteer
    one_word = " " not in name.text
    of_somebody = one_word and fold(name.text) in surnames
    if of_somebody and (name.type == "PERSON" or gazetteer.demonym(name.text)):
        return
    if (place := gazetteer.place(name.text)) is not None:
        name.known, name.type, name.sure = place, place.type, True
    elif (organization := _organization(draft, name)) is not None:
        name.known, name.type, name.sure = organization, "ORG", True
    elif not of_somebody and (thing := _thing(draft, name)) is not None:
        name.known, name.type, name.sure = thing, thing.type, True
    elif (people := gazetteer.demonym(name.text)) is not None:
        name.known, name.type, name.kind, name.sure = people, "GPE", "demonym", True
    elif name.text in gazetteer.peoples and not name.titled:
        name.type, name.sure = "NORP", True


_AMERICAN = frozenset({"US", "U.S.", "American"})


def _organization(draft: NamesDraft, name: Name) -> KnownPlaces | None:
    """Return the well-known organisation, also after its country: "US Federal Reserve"."""
    first, _, rest = name.text.partition(" ")
    known = draft.gazetteer.organization(name.text)
    is_led = first in _AMERICAN or first in draft.gazetteer.peoples
    is_owned = known is None and " " in rest and is_led
    return draft.gazetteer.organization(rest) if is_owned else known


@rule("names.things")
def _thing(draft: NamesDraft, name: Name) -> KnownPlaces | None:
    """Return the well-known thing of this name, with "The" if the text has it."""
    things = draft.gazetteer.things
    if name.type == "PERSON" and fold(name.text) in GIVEN_NAMES:
        return None
    if name.start and draft.words[name.start - 1] in ("the", "The"):
        return things.get(f"The {name.text}") or things.get(name.text)
    first, _, last = name.text.rpartition(" ")
    if name.type == "ORG" and last.strip(".,").casefold() in LEGAL:
        found = things.get(first.rstrip(","))
        return found if found is not None and found.type == "ORG" else things.get(name.text)
    return things.get(name.text)


@rule("names.parties")
def settle_parties(draft: NamesDraft) -> None:
    """Make "Republican", "Republicans" and "GOP" one party.

    The article must name the party's country or no country at all, because other countries have
    Republicans too.
    """
    parties = draft.gazetteer.parties
    known = [name.known for name in draft.names if name.known is not None]
    countries = {iso for each in known for iso in (each.iso, each.country) if iso}
    for name in draft.names:
        _grow_party(draft, name)
        found = parties.get(name.text)
        if found is not None and name.type in ("NORP", "ORG", "PERSON", "GPE") and not name.known:
            party, iso = found
            if iso in countries or not countries:
                name.known, name.type, name.sure = party, "ORG", True


@rule("names.whole_parties")
def _grow_party(draft: NamesDraft, name: Name) -> None:
    """Extend a party by the word before it that makes it another one: "Liberal Democrat"."""
    start = name.start - 1
    if name.text not in draft.gazetteer.parties or start < 0 or name.chars:
        return
    if not draft.words[start].istitle():
        return
    text = draft.text(start, name.end)
    if text in draft.gazetteer.parties and not any(n.end == name.start for n in draft.names):
        draft.reset(name, start, name.end)
        name.type, name.known = "ORG", None


@rule("names.add_known")
def add_known(draft: NamesDraft) -> None:
    """Add countries, peoples and organisations that the model missed."""
    marks = draft.covered()
    added: list[Name] = []
    for index in draft.capitals:
        word = draft.words[index]
        if not marks[index] and len(word) > 1 and word[0].isupper() and word not in draft.acronyms:
            added += _known_at(draft, index, word)
    draft.add(added)


def _known_at(draft: NamesDraft, index: int, word: str) -> list[Name]:
    gazetteer = draft.gazetteer
    if index > 1 and draft.words[index - 1] == "-" and draft.words[index - 2] in OPPOSITES:
        return []
    if (place := gazetteer.place(word)) is not None and place.iso:
        return [Name(index, index + 1, place.type, word, known=place, sure=True)]
    if (people := gazetteer.demonym(word)) is not None and not is_language(draft, index):
        return [Name(index, index + 1, "GPE", word, "demonym", known=people, sure=True)]
    if word in gazetteer.peoples:
        return [Name(index, index + 1, "NORP", word, sure=True)]
    if (organization := gazetteer.organization(word)) is not None:
        if len(word) > 2 or not _among_capitals(draft, index):
            return [Name(index, index + 1, "ORG", word, known=organization, sure=True)]
    elif "-" in word:
        return _pair_at(draft, index, word)
    elif (thing := _thing_at(draft, index)) is not None:
        return [Name(index, index + 1, thing.type, word, known=thing, sure=True)]
    return []


@rule("names.things_in_sentences")
def _thing_at(draft: NamesDraft, index: int) -> KnownPlaces | None:
    """Return the well-known thing, no holiday, that is inside an ordinary sentence."""
    thing = draft.gazetteer.things.get(draft.words[index])
    if thing is None or thing.type == "EVENT":
        return None
    is_free = _is_mixed(draft, index) or _is_among_words(draft, index)
    return thing if is_free else None


def _is_mixed(draft: NamesDraft, index: int) -> bool:
    """Whether it is spelt like no common word, and no address: "ExpressVPN"."""
    word = draft.words[index]
    is_mixed = word[1:] != word[1:].lower() and not word.isupper() and word.isalpha()
    beside = {*draft.words[max(index - 1, 0) : index], *draft.words[index + 1 : index + 2]}
    return is_mixed and beside.isdisjoint(_APART)


def _is_among_words(draft: NamesDraft, index: int) -> bool:
    """Whether it stands inside a sentence with no capitalised word or mark beside it."""
    words, doc = draft.words, draft.doc
    if not index or index + 1 >= len(words) or doc[index].is_sent_start:
        return False
    before, after = words[index - 1], words[index + 1]
    if before[:1].isupper() or after[:1].isupper() or before in _APART or after in _APART:
        return False
    is_proper = doc[index].tag_ in ("NNP", "NNPS") and words[index].lower() not in draft.places
    around = [word for word in words[max(0, index - 6) : index + 6] if word.isalpha()]
    return is_proper and sum(word.islower() for word in around) * 2 >= len(around)


_APART = frozenset(["-", "@", "#", "/", "$", ":"])


def is_language(draft: NamesDraft, index: int) -> bool:
    """Whether it is a language, not a people: "in French", "speaks fluent Polish"."""
    token = draft.doc[index]
    after = draft.words[index + 1 : index + 3]
    if after[:1] == ["language"] or (after[:1] == ["-"] and after[1:] and after[1] in _IN_WORDS):
        return True
    if _is_of_language(draft, index):
        return True
    is_people = token.tag_ == "NNPS" and not _is_same_in_plural(token)
    if token.dep_ not in ("pobj", "dobj") or is_people:
        return token.ent_type_ == "LANGUAGE"
    is_spoken = token.dep_ == "dobj" and token.head.lemma_ in _SPEAKING
    return is_spoken or token.ent_type_ == "LANGUAGE" or draft.before(index) in _SAID_IN


@rule("names.more_languages")
def _is_of_language(draft: NamesDraft, index: int) -> bool:
    """Whether words of a language follow, or it is listed with another language.

    For example "the Russian word for openness", "in both English and Spanish".
    """
    token = draft.doc[index]
    after, before = draft.after(index + 1), draft.before(index)
    if after in _OF_LANGUAGES or (before == "-" and draft.words[index - 2] in _BROKEN):
        return True
    if after == "for" and draft.after(index + 2) in _QUOTES:
        return True
    if before in ("in", "In") and token.tag_ in ("NNP", "JJ") and _is_alone_in(token):
        return True
    if token.dep_ != "conj" or token.head.i >= index or token.tag_ not in ("NNP", "JJ"):
        return False
    return token.head.ent_type_ == "LANGUAGE" or is_language(draft, token.head.i)


def _is_alone_in(token: Token) -> bool:
    """Whether no noun follows that it could describe: "ads in Spanish beginning in April"."""
    following = token.nbor() if token.i + 1 < len(token.doc) else token
    return following.text in _ENDS or (
        following.pos_ in ("VERB", "ADP", "SCONJ", "PRON", "AUX") and following.tag_ != "VBN"
    )


def _is_same_in_plural(token: Token) -> bool:
    """Whether it may be one or several: "Japanese", unless "the" stands before it."""
    return token.lower_.endswith("ese") and not any(child.dep_ == "det" for child in token.lefts)


def _among_capitals(draft: NamesDraft, index: int) -> bool:
    """Whether it is a word in capitals beside another one, in which "IS" may be a verb."""
    beside = draft.words[max(index - 1, 0) : index] + draft.words[index + 1 : index + 2]
    return any(word.isupper() and len(word) > 1 for word in beside)


def _pair_at(draft: NamesDraft, index: int, word: str) -> list[Name]:
    """Return the two countries of a token such as "U.S.-Iraq"."""
    first, _, second = word.partition("-")
    both = draft.gazetteer.place(first), draft.gazetteer.place(second)
    if both[0] is None or both[1] is None:
        return []
    start = draft.doc[index].idx
    middle = start + len(first) + 1
    return [
        Name(index, index + 1, "GPE", first, chars=(start, middle - 1), known=both[0]),
        Name(index, index + 1, "GPE", second, chars=(middle, middle + len(second)), known=both[1]),
    ]


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


_FORMER = {"Moscow": ("Soviet Union", "1991"), "Prague": ("Czechoslovakia", "1992")}
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
