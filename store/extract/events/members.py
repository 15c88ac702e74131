"""Who acts for or suffers as a country or body, and who only belongs to it: its troops, a voter."""

from __future__ import annotations

from collections.abc import Callable

from store.extract import lexicon
from store.extract.events.codebook import ActorNoun
from store.extract.events.draft import EventDraft
from store.extract.extensions import FoundEntity
from store.extract.rules import nothing, rule, unchanged
from store.extract.syntax.parse import Parse

PLACES = frozenset({"GPE", "LOC", "FAC"})
RANKS = frozenset(
    "soldier marine pilot general commander conscript serviceman paratrooper sailor captain "
    "colonel".split()
)
"""Members of a force: one of them is a person, several are the force."""
GUARDS = frozenset({"border", "security", "prison", "presidential", "palace"})
CIVIL = lexicon.words("events.civil")
ONE_OF = ("ian", "ean", "can", "man", "lander")
"""Endings for one person of a country ("the Norwegian"), some also plural ("the Chinese")."""
OF_COUNTRY = (*ONE_OF, "ese", "ians", "eans", "cans", "landers", "is")
COUNTRIES = frozenset({"country", "nation"})
ONE_WHO = ("ator", "itor", "utor", "ctor", "neer", "ologist", "ssor", "nist")
"""Endings of nouns for one person by what they do: "regulator", "professor"."""
LAWMAKERS = frozenset(
    "lawmaker legislator senator congressman congresswoman parliamentarian".split()
)
PARTISANS = lexicon.words("events.partisans")
TELLING = frozenset({"JJ", "JJR", "JJS", "VBG"})
"""Tags of words that tell some members apart: "leading Democrats"."""
SOME = frozenset("some most many several few".split())
COUNTS = lexicon.words("events.counts")
"""Nouns that count people: "thousands of Norwegians"."""
CITIZENS = lexicon.words("events.citizens")
HEADS = frozenset("president chairman chairwoman chief leader head governor".split())
SERVING = frozenset("aide adviser advisor official spokesman spokeswoman spokesperson".split())
OF_PERSONS = frozenset("campaign camp office team staff entourage".split())
"""Bodies of one person, who is named with them: "his campaign" is "Ann Lee's campaign"."""
ACTING_FOR_IT = frozenset({"executive", "management", "board"})
"""Nouns for those who act for the body named before them, also in the plural."""
GOVERNING = frozenset(
    "government administration regime cabinet leadership authority junta ministry".split()
)
"""Bodies that act for the place named before them, which may be the capital of a country."""
PROPOSED = lexicon.words("events.proposed")
"""Nouns for what somebody says or plans."""
AGAINST_OR_FOR = ("anti-", "pro-", "non-", "ex-")


@rule("events.several_countries")
def several_countries(parse: Parse, head: int) -> bool:
    """Whether it is several countries: "124 countries", "Arab nations", which act together."""
    is_several = parse.tag[head] == "NNS" and parse.lemma[head] in COUNTRIES
    return is_several and bool(parse.having(head, "nummod", "amod", "compound"))


@rule("events.countryman")
def is_countryman(parse: Parse, head: int, entity: FoundEntity) -> bool:
    """Whether it is a person, not the country: "The Norwegian, 46, ...", "Sudanese who fled"."""
    if entity.type != "GPE" or parse.lower[head] == entity.name.lower():
        return False
    if parse.pos[head] == "ADJ" or parse.lower[head].endswith("'s"):
        return False
    told = parse.having(head, "relcl")
    who = any(parse.lower[k] == "who" for verb in told for k in parse.kids[verb])
    one = parse.tag[head] in ("NN", "NNP") and parse.lower[head].endswith(ONE_OF)
    article = any(parse.lower[k] in ("the", "a", "an") for k in parse.having(head, "det"))
    return (who and parse.lower[head].endswith(OF_COUNTRY)) or (one and article)


@rule("events.counted_members")
def are_members(parse: Parse, head: int, entity: FoundEntity) -> bool:
    """Whether it is some members of a country or party: "four Americans", "some Democrats"."""
    if parse.tag[head] not in ("NNS", "NNPS") or entity.type == "PERSON":
        return False
    if parse.lower[head] == entity.name.lower():
        return False
    if any(parse.lower[k] in SOME for k in parse.having(head, "det", "amod")):
        return True
    if _are_told_apart(parse, head) or _are_many(parse, head):
        return True
    if _sit_somewhere(parse, head, entity):
        return True
    if entity.type == "GPE" and _are_told_by_deed(parse, head):
        return True
    return any(
        parse.tag[k] == "CD" or (parse.tag[k] in TELLING and parse.in_sentence(k)[:1].islower())
        for k in parse.having(head, "nummod", "amod")
    )


@rule("events.members_told_apart")
def _are_told_apart(parse: Parse, head: int) -> bool:
    """Whether words tell which members they are.

    For example "veteran Republicans", "Republicans among the critics".
    """
    nouns = [k for k in parse.having(head, "compound", "nmod") if k < head]
    if any(parse.lower[k] in ("a", "an") for k in parse.having(head, "det")):
        return False
    described = any(parse.in_sentence(k)[:1].islower() for k in nouns)
    return described or any(p == "among" for p, _ in parse.prepositions(head))


@rule("events.members_somewhere")
def _sit_somewhere(parse: Parse, head: int, entity: FoundEntity) -> bool:
    """Whether a name tells which of a party they are: "House Republicans", "Utah Democrats"."""
    names = [k for k in parse.having(head, "compound", "nmod") if k < head]
    return entity.name.endswith(" Party") and any(parse.tag[k] == "NNP" for k in names)


@rule("events.members_by_deed")
def _are_told_by_deed(parse: Parse, head: int) -> bool:
    """Whether a participle tells which they are: "Chadians trying to flee", "jailed Chadians"."""
    before = [k for k in parse.having(head, "amod") if parse.tag[k] in ("VBN", "VBG")]
    behind = [k for k in parse.having(head, "acl") if k > head and parse.tag[k] == "VBG"]
    close = any(parse.lower[head + 1] != "," for _ in behind)
    return close or any(parse.in_sentence(k)[:1].islower() for k in before)


@rule("events.many_members")
def _are_many(parse: Parse, head: int) -> bool:
    """Whether a number before "of" counts them: "hundreds of Norwegians", "two of the Sudanese"."""
    before = parse.head[head]
    counted = parse.head[before]
    return parse.lower[before] == "of" and (
        parse.lower[counted] in COUNTS | SOME or parse.tag[counted] == "CD"
    )


@rule("events.citizens")
def are_citizens(parse: Parse, head: int, entity: FoundEntity) -> bool:
    """Whether it is people, not their state: "urged Americans to vote", but "the Americans"."""
    state = any(parse.lower[k] == "the" for k in parse.having(head, "det"))
    return entity.type == "GPE" and parse.lower[head] in CITIZENS and not state


@rule("events.one_of_body")
def is_one_of_body(parse: Parse, head: int, body: FoundEntity, noun: ActorNoun) -> bool:
    """Whether it is one who leads a body, or somebody of a party: "the union's president".

    An official or a spokesman acts for the body: "a NATO official".
    """
    if body.type != "ORG" or noun.type != "PERSON" or noun.of != "state":
        return False
    return parse.lemma[head] in HEADS or body.name.endswith(" Party")


@rule("events.one_lawmaker")
def is_one_lawmaker(parse: Parse, head: int) -> bool:
    """Whether it is one member of a parliament, who acts for nobody else: "the Ohio senator"."""
    return parse.tag[head] == "NN" and parse.lemma[head] in LAWMAKERS


@rule("events.one_partisan")
def is_one_partisan(parse: Parse, head: int, entity: FoundEntity) -> bool:
    """Whether it is one member of a party, who does not act for it: "the Utah Republican"."""
    word = parse.lower[head]
    if entity.type == "PERSON" or word == entity.name.lower() or word not in PARTISANS:
        return False
    told = parse.having(head, "det", "poss", "nummod")
    return parse.tag[head] in ("NN", "NNP") and bool(told)


@rule("events.own_people")
def are_own_people(parse: Parse, head: int, body: FoundEntity, noun: ActorNoun) -> bool:
    """Whether they act for themselves whom a body only tells apart.

    For example "Senate opponents of the bill", "Republican lawmakers".
    """
    if body.type != "ORG" or parse.tag[head] not in ("NN", "NNS"):
        return False
    lawmakers = parse.lemma[head] in LAWMAKERS and body.name.endswith(" Party")
    return lawmakers or (noun.of == "self" and noun.type in ("NORP", "PERSON"))


@rule("events.associates")
def are_associates(parse: Parse, head: int, body: FoundEntity, noun: ActorNoun) -> bool:
    """Whether others are named by a body that they do not act for.

    For example "Acme shareholders", "Labour donors", "a big Labour group".
    """
    if body.type != "ORG" or noun.of != "body" or parse.lemma[head] in ACTING_FOR_IT:
        return False
    return parse.tag[head] == "NNS" or body.name.endswith(" Party")


@rule("events.counted_force")
def are_counted(parse: Parse, head: int, noun: ActorNoun) -> bool:
    """Whether they are some of a force, not the force: "four U.N. peacekeepers"."""
    counted = any(parse.tag[k] == "CD" for k in parse.having(head, "nummod"))
    return noun.of == "force" and parse.tag[head] == "NNS" and counted


@rule("events.led_by")
def is_led_by(before: FoundEntity, noun: ActorNoun) -> bool:
    """Whether a body is named by a person: "the Lee administration", "Lee's office"."""
    return before.type == "PERSON" and noun.type == "ORG" and noun.of in ("state", "body")


@rule("events.aides")
def are_aides(parse: Parse, head: int, before: FoundEntity, noun: ActorNoun) -> bool:
    """Whether others serve a person and do not act as them: "Lee's top advisers".

    "Lee and state officials" are no officials of Lee, "named Lee minister" tells what she is.
    """
    if before.type != "PERSON" or noun.type != "PERSON" or noun.of != "state":
        return False
    beside = parse.having(head, "compound", "nmod", "amod")
    if any(parse.having(k, "cc") for k in beside) or parse.lower[parse.head[head]] == "as":
        return False
    served = parse.tag[head] == "NNS" or parse.lemma[head] in SERVING
    return served or bool(parse.having(head, "poss"))


@rule("events.local_office")
def is_local(parse: Parse, head: int, before: FoundEntity, noun: ActorNoun) -> bool:
    """Whether somebody has an office in a town or region: "London's mayor", "Ohio police"."""
    place = before.type == "GPE" and before.iso is None
    office = noun.type == "PERSON" or parse.lemma[head] not in GOVERNING
    return place and office and noun.of == "state"


@rule("events.for_or_against")
def is_for_or_against(parse: Parse, modifier: int) -> bool:
    """Whether a name tells only whom somebody opposes or favours: "anti-Lee delegates"."""
    text = "".join(parse.lower[max(0, modifier - 2) : modifier])
    return text.endswith(AGAINST_OR_FOR) or parse.lower[modifier].startswith(AGAINST_OR_FOR)


@rule("events.civil")
def is_civil(parse: Parse, head: int) -> bool:
    """Whether it is civilians, who do not act for the country: "Brazilian business leaders"."""
    modifiers = parse.having(head, "amod", "compound", "nmod")
    return any(parse.lemma[k] in CIVIL for k in modifiers)


@rule("events.one_of_force")
def is_one_of_force(parse: Parse, head: int) -> bool:
    """Whether it is one member, not the force: "a Polish soldier", a border guard."""
    if parse.tag[head] != "NN":
        return False
    which = {parse.lower[k] for k in parse.having(head, "amod", "compound")}
    guard = parse.lemma[head] == "guard" and bool(which & GUARDS)
    return guard or parse.lemma[head] in RANKS


@rule("events.of_somebody")
def of_somebody(parse: Parse, head: int) -> bool:
    """Whether its owner is an unresolved pronoun: "its troops"."""
    return any(parse.tag[k] == "PRP$" for k in parse.kids[head])


@rule("events.only_where", off=unchanged)
def suffering(found: list[FoundEntity], kind: str, slot: str) -> list[FoundEntity]:
    """Return those to whom it happens, not where: "opened shops in Utah", "a bomb in Lyon".

    A country, unlike a town, suffers an attack or a protest.
    """
    if slot != "in" or kind not in ("OTHER", "ASSAULT", "PROTEST"):
        return found
    suffers = kind != "OTHER"
    return [e for e in found if e.type not in PLACES or (suffers and _is_country(e))]


@rule("events.place_won", off=lambda draft: draft.recipients)
def beaten(draft: EventDraft) -> list[FoundEntity]:
    """Return those whom somebody beats in an election, not where: "captured Ohio and Utah".

    Nor does a town or country undergo it that somebody travels to.
    """
    if draft.mode not in ("election", "travel"):
        return draft.recipients
    return [e for e in draft.recipients if e.type not in PLACES]


def _is_country(place: FoundEntity) -> bool:
    return place.type == "GPE" and place.country is None


STORMS = frozenset({"storm", "hurricane", "cyclone", "typhoon"})


@rule("events.storm")
def is_storm(entity: FoundEntity) -> bool:
    """Whether the name is a storm, whatever its type: "Tropical Storm Alvaro"."""
    return not STORMS.isdisjoint(entity.name.lower().split()[:2])


@rule("events.whose_plan", off=nothing)
def maker(
    parse: Parse, head: int, entity: Callable[[int], FoundEntity | None]
) -> list[FoundEntity]:
    """Return whose plan or words a thing is: Lee in "criticised the plan that Lee presented"."""
    if parse.lemma[head] not in PROPOSED:
        return []
    for verb in parse.having(head, "relcl"):
        subjects = parse.having(verb, "nsubj")
        other = [k for k in parse.having(verb, "dobj") if parse.tag[k] != "WDT"]
        named = entity(subjects[0]) if subjects and not other else None
        if named is not None and named.is_named and named.type in ("PERSON", "ORG"):
            return [named]
    return []
