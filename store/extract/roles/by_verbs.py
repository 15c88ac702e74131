"""Offices told by a verb: "Ann Lee, who heads the institute", "a bank founded by Ann Lee"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, Tokens, states
from store.extract.roles.joined import Held
from store.extract.roles.offices import Office, titled
from store.extract.roles.owners import Entities
from store.extract.roles.said_of import TOLD, clauses_of, is_of
from store.extract.roles.told_bodies import as_shown
from store.extract.rules import nothing, rule

_FOUNDER = "Founder"
_ONLY_IN_CLAUSES = frozenset({"lead", "run", "own", "head"})
"""Verbs that tell an office only of "who": "Lee led Zeta Bank through the crisis" does not."""
_TOWARDS = frozenset({"to", "in", "by", "through", "into", "on", "over", "past"})
"""Words behind a body that say what somebody did with it: "led Leeds to victory"."""
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_CUT = _POSSESSIVE | {"-"}


@rule("roles.by_verbs", off=nothing)
def by_verbs(name: Token, entities: Entities) -> tuple[Held, ...]:
    """Return the offices of a body that a verb gives a person: "who chairs the Orvis Committee"."""
    return (*_of_clauses(name, entities), *_of_agent(name, entities))


def _of_clauses(name: Token, entities: Entities) -> Iterator[Held]:
    clauses = [verb for verb in clauses_of(name) if is_of(name, verb)]
    yield from _with_others(clauses, entities)
    if name.dep_ == "nsubj" and name.head.dep_ not in TOLD:
        clauses.append(name.head)
    for verb in clauses:
        title = _titles().get(verb.lemma_)
        is_clause = verb.dep_ == "relcl"
        if title is None or not (is_clause or verb.lemma_ not in _ONLY_IN_CLAUSES):
            continue
        if not states(verb, past=True) or any(child.dep_ == "aux" for child in verb.lefts):
            continue
        is_over = verb.tag_ == "VBD"
        if (body := _object(verb, entities)) is not None:
            yield Held(_office(verb, title, is_over=is_over), body)
        elif (part := part_of_body(verb, entities) or _group(verb, entities)) is not None:
            words, of = part
            yield Held(_office(verb, f"{title} of {words}", is_over=is_over), of)


@rule("roles.co_founders", off=nothing)
def _with_others(clauses: list[Token], entities: Entities) -> Sequence[Held]:
    """Return the office of "who co-founded Orvis Bank", of which a parse makes two verbs."""
    verbs = [
        verb.nbor(2) for verb in clauses if verb.doc[verb.i : verb.i + 2].text.lower() == "co-"
    ]
    bodies = [(verb, _object(verb, entities)) for verb in verbs if verb.lemma_ == "found"]
    return [
        Held(_office(verb, f"Co-{_FOUNDER}", is_over=False), body)
        for verb, body in bodies
        if body is not None
    ]


def _of_agent(name: Token, entities: Entities) -> Iterator[Held]:
    """Yield the office of "Orvis Bank, led by Ann Lee"."""
    phrase = name.head
    verb = phrase.head
    title = _titles().get(verb.lemma_) if phrase.dep_ == "agent" else None
    body = entities.get(verb.head.i) or _explained(verb.head, entities)
    if name.dep_ != "pobj" or title is None or verb.dep_ != "acl" or verb.tag_ != "VBN":
        return
    is_group = verb.head.tag_ in {"NNS", "NNPS"}  # "Republicans led by Ann Lee"
    if body is not None and not is_group and (body.type == "ORG" or _is_led(verb, body)):
        yield Held(_office(verb, title, is_over=False), body)


@rule("roles.countries_led", off=lambda *_: False)
def _is_led(verb: Token, body: FoundEntity) -> bool:
    """Whether it is a country and its leader: "North Korea, led by Kim Jong Un,"."""
    return verb.lower_ == "led" and body.type == "GPE" and verb.nbor(-1).text == ","


@rule("roles.founded_appositions")
def _explained(noun: Token, entities: Entities) -> FoundEntity | None:
    """Return the body that a noun explains: "Orvis Bank, a lender founded by Ann Lee"."""
    return entities.get(noun.head.i) if noun.dep_ == "appos" and noun.tag_ == "NN" else None


def _office(verb: Token, title: str, *, is_over: bool) -> Office:
    span = Tokens(verb.i, verb.i + 1)
    office = Office(span, title, title.lower(), tells_body=True)
    return office._replace(standing="former") if is_over and title != _FOUNDER else office


def _object(verb: Token, entities: Entities) -> FoundEntity | None:
    """Return the body that is the whole object of a verb, and stays where it was."""
    objects = [child for child in verb.rights if child.dep_ == "dobj"]
    body = entities.get(objects[0].i) if len(objects) == 1 else None
    if body is None or body.type != "ORG":
        return None
    end = objects[0].i
    while entities.get(end) is body:
        end += 1
    behind = verb.doc[end : end + 1]
    is_cut = behind.text in _CUT or any(word.pos_ == "NOUN" for word in behind)
    is_towards = behind.text.lower() in _TOWARDS and not _is_place(verb, end, entities)
    return None if is_cut or is_towards else body


@rule("roles.heads_in_places", off=lambda *_: False)
def _is_place(verb: Token, at: int, entities: Entities) -> bool:
    """Whether the words behind a body tell where it is: "who heads Orvis Bank in Oslo"."""
    place = entities.get(at + 1)
    is_in = verb.tag_ == "VBZ" and verb.doc[at].lower_ == "in"
    return is_in and place is not None and place.type == "GPE"


@rule("roles.heads_part")
def part_of_body(verb: Token, entities: Entities) -> tuple[str, FoundEntity] | None:
    """Return the part of a body that is the object: "the ministry's safety section"."""
    if verb.lemma_ not in _ONLY_IN_CLAUSES - {"own"}:
        return None
    noun = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if noun is None or noun.tag_ != "NN" or noun.lower_ not in _PARTS:
        return None
    for at in range(noun.left_edge.i, noun.i):
        body = entities.get(at)
        if body is not None and body.type == "ORG" and noun.doc[at + 1].text in _POSSESSIVE:
            return titled(noun.doc[at + 2 : noun.i + 1].text), body
    return None


@rule("roles.heads_group")
def _group(verb: Token, entities: Entities) -> tuple[str, FoundEntity | None] | None:
    """Return the group without a name that is the object, and its body behind it.

    For example "who heads a research team at Orvis University".
    """
    if verb.lemma_ not in _ONLY_IN_CLAUSES or verb.dep_ != "relcl":
        return None
    noun = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if noun is None or noun.tag_ != "NN" or noun.lower_ not in _GROUPS:
        return None
    words = noun.doc[noun.left_edge.i : noun.i + 1]
    if words[0].lower_ not in _ARTICLES or any(word.tag_ in _NAMED for word in words[1:]):
        return None
    phrases = (c for each in (noun, verb) for c in each.rights if c.lower_ in {"at", "in", "for"})
    named = (entities.get(part.i) for phrase in phrases for part in phrase.rights)
    body = next((each for each in named if each is not None and each.type in {"ORG", "FAC"}), None)
    return as_shown(f"of {words.text}").removeprefix("of "), body


_PARTS = lexicon.words("roles.parts_of_bodies")
_GROUPS = _PARTS | lexicon.words("roles.nouns_of_bodies") | {"study", "effort", "investigation"}
_ARTICLES = frozenset({"a", "an", "the"})
_NAMED = frozenset({"NNP", "NNPS", "POS", "PRP$"})


@cache
def _titles() -> dict[str, str]:
    """Map verbs to the office that they tell of."""
    rows = (row.split("=") for row in lexicon.ordered("roles.heading"))
    return {verb: title for title, verbs in rows for verb in verbs.split(",")}
