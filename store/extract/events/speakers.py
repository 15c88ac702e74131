"""Who makes a statement, and to whom: names, bodies, people and papers without a name."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.events.participants import CONTAINERS, DOCUMENTS, ONE_PERSON, Participants
from store.extract.events.sought import PERSON_OR_BODY
from store.extract.events.voices import source_head, voice
from store.extract.extensions import FoundEntity, FoundStatement
from store.extract.references.discourse import noun_gender, pronoun_gender
from store.extract.references.nameless_persons import is_human
from store.extract.reporting_words import SAYING
from store.extract.rules import nothing, rule
from store.extract.syntax.parse import MAIN, Parse
from store.extract.syntax.subjects import DOCUMENTS as ISSUED

ADDRESSING = frozenset("tell inform assure remind persuade convince advise notify warn".split())
"""Verbs of speech whose object is the one who hears it."""
VOICES = lexicon.words("statements.voices")
"""Nouns for those who speak for the body named beside them."""
PAPERS = DOCUMENTS | ISSUED
"""Nouns for what is written and tells something: "a study said"."""
ONE_WHO = ("er", "or", "ist", "ian", "eer")
"""Endings of nouns for somebody who does something: "negotiator"."""
NOBODY = lexicon.words("references.ending_so") | CONTAINERS
"""Nouns with such an ending for what is not a person."""
ISSUING = frozenset("issue release publish send make put".split())
"""Verbs for what somebody does with a paper."""
BACK = 3
"""How many sentences may go on with the same pronoun."""


@rule("events.unnamed_speaker", off=lambda said, *_: [said.source] if said.source else [])
def speakers_of(
    said: FoundStatement, verb: int, parse: Parse, people: Participants
) -> list[FoundEntity]:
    """Return who says it: the named source, or a body or group without a name ("police")."""
    if said.source is not None:
        return _together(said, said.source, verb, parse, people)
    head = source_head(said, parse)
    if head is None:
        return []
    if parse.tag[head] == "PRP":
        main = parse.dep[parse.first_conjunct(verb)] in MAIN
        return _goes_on(said, head, parse, people) if main else []
    return _nameless(head, parse, people)


def _nameless(head: int, parse: Parse, people: Participants) -> list[FoundEntity]:
    """Return a speaker without a name by the noun for them."""
    if parse.lemma[head] in people.book.actors:
        return people.one(head, PERSON_OR_BODY)
    return _paper(head, parse, people) or _people(head, parse, people)


@rule("events.paper_says", off=nothing)
def _paper(head: int, parse: Parse, people: Participants) -> list[FoundEntity]:
    """Return a paper that tells something, or whose it is: "a study said that".

    Somebody may issue it in the same clause: "Acme issued a statement saying that".
    """
    if parse.lemma[head] not in PAPERS:
        return []
    above = parse.head[head]
    if any(k > above > head for k in parse.having(above, "nsubj", "dobj")):
        return []  # "Chad calls it a drill, other reports say a war"
    issued = parse.dep[head] == "dobj" and parse.lemma[above] in ISSUING
    issuing = parse.having(above, "nsubj") if issued else []
    return people.of(issuing, PERSON_OR_BODY) or people.issuers(head)


@rule("events.people_say", off=nothing)
def _people(head: int, parse: Parse, people: Participants) -> list[FoundEntity]:
    """Return people who are called by what they do: "budget negotiators said that"."""
    lemma = parse.lemma[head]
    acting = parse.pos[head] == "NOUN" and lemma.endswith(ONE_WHO) and lemma not in NOBODY
    return [people.nominals.phrase(head, ONE_PERSON)] if acting else []


@rule("events.goes_on_speaking", off=nothing)
def _goes_on(
    said: FoundStatement, pronoun: int, parse: Parse, people: Participants
) -> list[FoundEntity]:
    """Return whom a pronoun without a name stands for, who has spoken or acted just before.

    For example "Union leaders denied it. They said that", "A doctor said he was well. She added".
    """
    start = min(pronoun, said.content.start if said.content is not None else pronoun)
    number = parse.sentence[start]
    for before in range(number - 1, max(-1, number - 1 - BACK), -1):
        inside = range(*parse.bounds[before])
        root = next((i for i in inside if parse.head[i] == i and parse.is_verb(i)), None)
        subject = parse.first(root, "nsubj", "nsubjpass") if root is not None else None
        if root is None or subject is None:
            return []
        if parse.lower[subject] != parse.lower[pronoun]:
            return _meant(pronoun, subject, root, parse, people)
    return []


def _meant(
    pronoun: int, subject: int, verb: int, parse: Parse, people: Participants
) -> list[FoundEntity]:
    """Return who the subject of a verb is, if a pronoun that speaks may stand for it."""
    word, tag, named = parse.lower[pronoun], parse.tag[subject], people.entity(subject)
    if word in ("he", "she"):
        speaking = parse.lemma[verb] in SAYING and tag == "NN" and named is None
        gender = noun_gender(parse.doc[subject])
        fits = speaking and gender in (None, pronoun_gender(parse.doc[pronoun]))
        return _nameless(subject, parse, people) if fits and _is_person(subject, people) else []
    if named is not None:
        return [named] if word == "it" and named.type == "ORG" else []
    if word == "they":
        fits = tag == "NNS" and parse.lemma[subject] not in PAPERS
    else:
        fits = tag == "NN" and not _is_person(subject, people)
    return _nameless(subject, parse, people) if fits else []


def _is_person(noun: int, people: Participants) -> bool:
    """Whether a noun is for one person, and not for a body."""
    known = people.book.actors.get(people.parse.lemma[noun])
    return known.type == "PERSON" if known is not None else is_human(people.parse.doc[noun])


def _together(
    said: FoundStatement, source: FoundEntity, verb: int, parse: Parse, people: Participants
) -> list[FoundEntity]:
    """Return the source and others who say it together: "Acme and Zeta said"."""
    for subject in parse.having(verb, "nsubj"):
        member = _of_party(subject, source, parse, people)
        if member is not None:
            return [member]
        told = [t for t in parse.conjuncts(subject) if parse.lower[t] != "others"]
        several = [_speaking(token, people) for token in told]
        speaking = [e for each in several for e in each]
        if source in speaking and all(several):
            return list({id(e): e for e in speaking}.values())
        spoken = voice(people, subject, source)
        if spoken is not None:
            return [spoken]
    shared = _shared_subject(said, verb, parse)
    spoken = voice(people, shared, source) if shared is not None else None
    head = source_head(said, parse)
    member = _of_party(head, source, parse, people) if head is not None else None
    return [spoken or member or source]


@rule("events.addressee", off=nothing)
def addressees(
    verb: int, speakers: list[FoundEntity], parse: Parse, people: Participants
) -> list[FoundEntity]:
    """Return whom somebody tells it: "told the senators that", "wrote to Bo Falk that"."""
    if parse.lemma[verb] in ADDRESSING:
        behind = [k for k in parse.having(verb, "dobj", "dative") if k > verb]
        told = [k for k in behind if people.entity(k) or parse.lemma[k] in people.book.actors]
    else:
        behind = [o for p, o in parse.prepositions(verb) if p == "to" and o > verb]
        told = [o for o in behind if _hears(o, people)]
    return [e for e in people.of(told, PERSON_OR_BODY) if e not in speakers]


def _hears(token: int, people: Participants) -> bool:
    """Whether it is a person or a body, so that "said to" names whom somebody speaks to."""
    named = people.entity(token)
    if named is not None:
        return named.type in ("PERSON", "ORG")
    noun = people.book.actors.get(people.parse.lemma[token])
    return noun is not None and noun.type == "PERSON"


def _speaking(token: int, people: Participants) -> list[FoundEntity]:
    named = people.entity(token)
    if named is None:
        return _beside(token, people)
    return people.shared.get(token) or [named]


@rule("events.says_with_others", off=nothing)
def _beside(token: int, people: Participants) -> list[FoundEntity]:
    """Return those without a name who say it together with others: "Lee and her lawyers said"."""
    somebody = people.parse.lemma[token] in people.book.actors
    joined = people.parse.dep[token] == "conj"
    return people.one(token, PERSON_OR_BODY) if somebody and joined else []


@rule("events.shared_subject_says")
def _shared_subject(said: FoundStatement, verb: int, parse: Parse) -> int | None:
    """Return the subject of another verb that also says this.

    For example "lawyers" in "Lee's lawyers sought a delay and argued that he was ill".
    """
    head = source_head(said, parse)
    shared = head is not None and parse.dep[head] == "nsubj" and parse.head[head] != verb
    return head if shared else None


@rule("events.partisans_say")
def _of_party(
    subject: int, source: FoundEntity, parse: Parse, people: Participants
) -> FoundEntity | None:
    """Return some of a party or country, who speak for themselves: "some Republicans said"."""
    party = source.type == "ORG" and source.name.endswith(" Party")
    if (
        not (party or source.type == "GPE")
        or parse.having(subject, "conj")
        or parse.lemma[subject] in VOICES
    ):
        return None
    one = people.one(subject, PERSON_OR_BODY)
    apart = len(one) == 1 and one[0].type in ("PERSON", "NORP") and not one[0].is_named
    return one[0] if apart else None
