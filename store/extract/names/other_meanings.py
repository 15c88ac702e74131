"""Keep known names from what only looks like them: short forms, makers, words of other names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.names.draft import Edit, Name, NamesDraft
from store.extract.names.type_votes import full_surnames
from store.extract.names.words import BUSINESS, GIVEN_NAMES, LEGAL
from store.extract.rules import rule
from store.identity.folding import fold

# A short form that the article gives a meaning of its own is no known body.

_BRACKETS = frozenset({"(", "["})
_SMALL = frozenset("of the and for in on to a".split())
_LONGEST = 7
"""How many words before a bracket may spell a short form."""
_GAMES = lexicon.words("names.games")
"""Words of articles on games."""
_FEWEST = 3
"""How many different ones mark an article on games."""
_POINTS = 2
"""The length of short forms for what a player has: "HP" for health points."""


@rule("names.own_short_forms")
def drop_own_short_forms(draft: NamesDraft) -> None:
    """Drop the short form of a known body that the article uses for something else.

    For example "active noise cancelling (ANC)", or "HP" for the points of a player.
    """
    own = {text.replace(".", "") for text in _spelt_in_lower_case(draft)}
    of_games = is_on_games(draft)
    if own or of_games:
        draft.names = [name for name in draft.names if not _is_something_else(name, own, of_games)]


def is_on_games(draft: NamesDraft) -> bool:
    """Whether the article is on video games."""
    return len(draft.places.keys() & _GAMES) >= _FEWEST


def _is_something_else(name: Name, own: set[str], of_games: bool) -> bool:
    letters = name.text.replace(".", "")
    if not letters.isupper() or name.known is None or name.known.iso or name.known.type != "ORG":
        return False
    return letters in own or (of_games and len(letters) == _POINTS)


def _spelt_in_lower_case(draft: NamesDraft) -> set[str]:
    """Return the short forms in brackets behind common words with the same initials."""
    words = draft.words
    found: set[str] = set()
    for at in draft.find(_BRACKETS):
        short = words[at + 1] if at + 2 < len(words) and words[at + 2] in (")", "]") else ""
        letters = short.replace(".", "")
        if len(letters) > 1 and letters.isupper() and _is_spelt_before(words, at, letters.lower()):
            found.add(short)
    return found


def _is_spelt_before(words: list[str], end: int, letters: str) -> bool:
    """Whether the words before a token have these initials, and the last one no capital."""
    before = [word for word in words[max(0, end - _LONGEST) : end] if word not in _SMALL]
    spelling = [word for word in before if word[:1].isalpha()][-len(letters) :]
    initials = "".join(word[0].lower() for word in spelling)
    return initials == letters and spelling[-1].islower()


# A word that is the short form of a state only with its full stop: "Mass."

_AFTER_TOWNS = frozenset([",", "-", "(", "–"])
_WORDS_TOO = frozenset("Mass Miss Wash Ill Ore Ark Cal Del Ala Pa Ind Tex Conn Penn Mont".split())
_SERVICES = lexicon.words("names.before_mass")
"""Words before the Mass that is said in a church."""


@rule("names.bare_short_forms")
def drop_bare_short_forms(draft: NamesDraft) -> None:
    """Drop "Mass" for Massachusetts in a sentence, unless a town or a party stands before it."""
    draft.names = [name for name in draft.names if not _is_word_too(draft, name)]


def _is_word_too(draft: NamesDraft, name: Name) -> bool:
    if not (name.known and name.known.state) or name.text.rstrip(".") not in _WORDS_TOO:
        return False
    before = draft.before(name.start)
    if name.text.endswith("."):
        return name.text == "Mass." and before.casefold() in _SERVICES
    return before not in _AFTER_TOWNS


# A country whose name is a common word: "Turkey and gravy were served."


@rule("names.words_at_starts")
def drop_words_at_starts(draft: NamesDraft) -> None:
    """Drop "Turkey" at the start of a sentence, if the article has it only there, and "turkey"."""
    dubious = [name for name in draft.names if _is_common_too(draft, name)]
    inside = {name.text for name in dubious if not draft.doc[name.start].is_sent_start}
    if dubious:
        gone = {id(name) for name in dubious if name.text not in inside}
        draft.names = [name for name in draft.names if id(name) not in gone]


def _is_common_too(draft: NamesDraft, name: Name) -> bool:
    is_country = name.known is not None and bool(name.known.iso) and name.kind == "name"
    return is_country and name.text.istitle() and name.text.lower() in draft.lower


# A town with the name of a state: "from Indiana, Pa."

_PLACED = frozenset("from of in at near In".split())


def settle_towns_of_states(draft: NamesDraft) -> None:
    """Make a town of a state's name before the short form of another state."""
    starts = draft.starts()
    for name in draft.names:
        is_sea = bool(name.known) and name.type == "LOC"
        is_own = is_sea or (name.known and name.known.state)
        if not is_own or draft.before(name.start) not in _PLACED:
            continue
        other = starts.get(name.end + 1) if draft.after(name.end) == "," else None
        is_state = other is not None and other.known is not None and other.known.state
        if other is None or not is_state or "." in name.text:
            continue
        if not is_sea and not other.text.endswith("."):
            continue
        if draft.gazetteer.place(draft.after(other.end + 1)) is None:
            name.known, name.type, name.sure = None, "GPE", True


# What else is no place: "writes in The Atlantic", "faith in God".

_MAGAZINES = lexicon.words("names.magazines")
_DEITIES = lexicon.words("names.deities")
_PLACES = frozenset({"GPE", "LOC", "FAC"})


@rule("names.magazines")
def settle_magazines(draft: NamesDraft) -> None:
    """Make a magazine of a sea with a capital "The" inside a sentence: "The Atlantic"."""
    for name in draft.names:
        the = name.start - 1
        if name.text not in _MAGAZINES or the < 1 or draft.words[the] != "The":
            continue
        is_inside = not draft.doc[the].is_sent_start and draft.words[the - 1][:1].isalpha()
        if is_inside and not draft.after(name.end)[:1].isupper():
            name.text, name.known, name.type, name.sure = f"The {name.text}", None, "ORG", True


@rule("names.deities")
def settle_deities(draft: NamesDraft) -> None:
    """Make persons of deities and devils, which the model takes for places."""
    for name in draft.names:
        if name.text in _DEITIES and name.type in _PLACES:
            name.type, name.known, name.sure = "PERSON", None, True


# The West of the United States: "snow in the Midwest and the West".

_WEST = "gpe/west"
_REGIONS = frozenset("Midwest Southwest Northeast Southeast Northwest Plains Rockies".split())
_WEATHER = frozenset("snow rain fires drought".split())
_OF_WEST = frozenset("states swing primaries caucuses governors".split())
"""What follows "Western" for those of the United States, if one of them is named."""


@rule("names.american_west")
def settle_american_west(draft: NamesDraft) -> None:
    """Make the West that of the United States in a sentence on its regions or its weather."""
    for name in draft.names:
        if name.known and name.known.key == _WEST and _is_on_regions(draft, name):
            name.text, name.known, name.kind, name.type = "American West", None, "name", "LOC"
            name.sure = True


def _is_on_regions(draft: NamesDraft, name: Name) -> bool:
    sentence = draft.doc[name.start].sent
    words = set(draft.words[sentence.start : sentence.end])
    if not _REGIONS.isdisjoint(words):
        return True
    if name.kind != "demonym":
        return not _WEATHER.isdisjoint(words)
    known = [other.known for other in draft.names if other.known]
    countries = {place.iso for place in known if place.iso}
    is_at_home = any(place.state for place in known) and countries <= {"US"}
    return is_at_home and draft.after(name.end) in _OF_WEST


# A corner of two streets: "at Washington and Broad Streets" is no place of those names.

_STREETS = frozenset("Streets Avenues Roads Boulevards Sts. Aves. streets avenues".split())


@rule("names.corners")
def join_corners(draft: NamesDraft) -> None:
    """Make the names of two streets one place: "Orvis and Melk Streets"."""
    found = [at for at in draft.find(_STREETS) if at > 2 and draft.words[at - 2] == "and"]
    if not found:
        return
    edit = Edit(draft)
    for at in found:
        start = at - 3
        names = {id(n): n for i in range(start, at + 1) if (n := edit.at(i)) is not None}
        is_inside = all(n.start >= start and n.end <= at + 1 for n in names.values())
        if is_inside and draft.words[start].istitle() and draft.words[at - 1].istitle():
            for name in names.values():
                edit.remove(name)
            edit.add(Name(start, at + 1, "FAC", draft.text(start, at + 1), sure=True))
    edit.apply()


# A surname that is also the name of a company: "McHaffie bolts", "Bloomberg published its index".

_OBJECTS = frozenset({"dobj", "attr"})
_FORMS = LEGAL | BUSINESS
_COMPOUND = frozenset({"compound", "nmod", "amod"})
_FOLLOWERS = lexicon.words("names.followers")
"""Nouns behind the surname of a person: "Haley supporters"."""


@rule("names.makers")
def settle_makers(draft: NamesDraft) -> None:
    """Make a surname alone a company where the words beside it are a company's.

    It has "its" things, or, where the article names the company in full, things for sale.
    """
    surnames = full_surnames(draft)
    companies = _companies_of_persons(draft, surnames)
    titled = _titled_always(draft)
    for name in draft.names:
        if name.type != "PERSON" or name.titled or name.known or " " in name.text:
            continue
        called = fold(name.text)
        company = companies.get(called)
        if company is not None and (_sells(draft, name) or _has_its_own(draft, name)):
            name.type, name.short_for, name.sure = "ORG", company, True
        elif _is_without_title(name, titled):
            name.type, name.known = "ORG", draft.gazetteer.things[name.text]
            name.sure = True
        elif _has_its_own(draft, name) and called not in GIVEN_NAMES:
            thing = draft.gazetteer.things.get(name.text)
            if thing is not None or called not in surnames:
                name.type, name.known, name.sure = "ORG", thing, True


_OFTEN = 2
"""How many titled mentions show that an article titles a person always."""


@rule("names.makers_without_title", off=lambda *_: False)
def _is_without_title(name: Name, titled: dict[str, int]) -> bool:
    """Whether a surname that is a company has no title, where its person always has one.

    "Bloomberg estimates his fortune" in an article that says "Mr. Bloomberg".
    """
    return name.start > titled.get(name.text, name.start)


def _titled_always(draft: NamesDraft) -> dict[str, int]:
    """Map the surnames of persons that are companies, and mostly have titles, to the first."""
    alone: defaultdict[str, list[Name]] = defaultdict(list)
    for name in draft.names:
        thing = draft.gazetteer.things.get(name.text) if name.type == "PERSON" else None
        if thing is not None and thing.type == "ORG":
            alone[name.text].append(name)
    found: dict[str, int] = {}
    for text, names in alone.items():
        titled = [name.start for name in names if name.titled]
        if len(titled) >= _OFTEN and 2 * len(titled) > len(names):
            found[text] = titled[0]
    return found


def _companies_of_persons(draft: NamesDraft, surnames: Set[str]) -> dict[str, Name]:
    """Map the surname of a person to the company "Lee Inc." that the article names."""
    found: dict[str, Name] = {}
    for name in draft.names:
        first, *rest = name.words()
        is_company = name.type == "ORG" and rest and fold(first) in surnames
        if is_company and rest[-1].strip(".").casefold() in _FORMS:
            found.setdefault(fold(first), name)
    return found


def _sells(draft: NamesDraft, name: Name) -> bool:
    """Whether a thing in the plural follows: "McHaffie bolts"."""
    root = draft.doc[name.start : name.end].root
    noun = root.head
    is_beside = noun.i == name.end and root.dep_ in _COMPOUND and noun.tag_ == "NNS"
    return is_beside and noun.is_lower and noun.lower_ not in _FOLLOWERS


def _has_its_own(draft: NamesDraft, name: Name) -> bool:
    """Whether it does something to its own things: "Bloomberg started publishing its index"."""
    root = draft.doc[name.start : name.end].root
    if root.dep_ != "nsubj":
        return False
    verbs = [root.head, *(child for child in root.head.rights if child.dep_ == "xcomp")]
    if any(child.dep_ in _OBJECTS for child in root.head.rights):
        verbs = verbs[:1]
    return any(_is_its(thing) for verb in verbs for thing in verb.rights if thing.dep_ in _OBJECTS)


def _is_its(thing: Token) -> bool:
    return any(child.lower_ == "its" for child in thing.lefts)
