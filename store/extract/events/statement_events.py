"""Statements as events of the timeline: who said what.

Only explicit statements count, of a source with a name or of a body or group ("police"). Someone
who passes on the words of another (an agency that reports a ministry) makes no statement. A verb
that is an event already ("accused", "pledged") is not counted twice, nor is an event that somebody
reports.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set

from spacy.tokens import Doc

from store.extract import lexicon
from store.extract.events.draft import EventDraft
from store.extract.events.participants import Participants
from store.extract.events.sought import PERSON_OR_BODY
from store.extract.events.voices import source_head, voice
from store.extract.extensions import FoundEntity, FoundStatement, Tokens
from store.extract.rules import holds, nothing, rule
from store.extract.syntax.arguments import SUBJECTS
from store.extract.syntax.governors import DENYING
from store.extract.syntax.modality import Modalities
from store.extract.syntax.parse import Parse
from store.extract.syntax.subjects import finite

OPEN_QUESTIONS = frozenset({"whether", "if", "how", "why", "when", "where", "who", "what", "which"})
"""Words that begin an empty content: "has not said whether she will stay"."""
OTHERS = frozenset({"him", "her", "them"})
SPEAKING = lexicon.words("events.speaking")
"""Verbs of speech whose object or description is what is said."""
SHARING = frozenset({"agree", "pledge"})
"""Verbs for what is so in somebody's opinion, before a clause: "agreed that it helps"."""
DESCRIBING = lexicon.words("events.describing")
"""Verbs of speech whose object is what the words are about."""
TALKING = frozenset("tell say comment remark tweet reiterate opine".split())
"""Verbs of speech that need nothing more."""
ADDRESSING = frozenset("tell inform assure remind persuade convince advise notify warn".split())
"""Verbs of speech whose object is the one who hears it."""
GIVING = frozenset("make issue release give".split())
GIVEN_WORDS = frozenset("statement comment remark interview tweet".split())
"""What somebody says by giving it."""
FINDING = frozenset("find conclude determine discover indicate hint".split())
"""Verbs of a finding that is news of somebody."""
SHORTEST = 4
"""How many words a content has at least."""
VOICES = lexicon.words("statements.voices")
"""Nouns for those who speak for the body named beside them."""


@rule("events.saying", off=nothing)
def sayings(
    doc: Doc, parse: Parse, modalities: Modalities, people: Participants, told: set[int]
) -> list[EventDraft]:
    """Return a draft for each statement whose content is a clause.

    `told` are the verbs that are events. `without_echoes` leaves out those that say nothing else.
    """
    statements: list[FoundStatement] = doc._.statements or []
    by_cue = sorted(statements, key=_cue_start)
    found: dict[int, EventDraft] = {}
    for said in statements:
        verb = _verb(parse, said)
        if said.content is None or verb is None or not _is_told(said, verb, parse):
            continue
        if verb in told or verb in found or _passed_on(verb, said, by_cue):
            continue
        told_as_clause = _is_clause(said.content, parse) or announces(said.content, verb, parse)
        is_told = told_as_clause or _is_denied_deed(said, said.content, parse)
        if not is_told or _is_question(said.content, parse):
            continue
        speakers = _speakers(said, verb, parse, people)
        if not speakers:
            continue
        found[verb] = EventDraft(
            "STATEMENT",
            verb,
            lemma=f"say {verb}",
            tokens=[verb],
            actors=speakers,
            recipients=_addressees(verb, speakers, parse, people) if verb in said.cue else [],
            modality=modalities.of(verb),
            pluperfect=modalities.groups.pluperfect(verb),
            said=None if _in_own_words(said, parse) else said.content,
        )
    return list(found.values())


@rule("events.finding_told", off=lambda said, *_: said.kind == "speech")
def _is_told(said: FoundStatement, verb: int, parse: Parse) -> bool:
    """Whether it is speech, or what somebody found: "the jury found that the tank was safe"."""
    if said.kind == "speech":
        return True
    past = parse.tag[verb] in ("VBD", "VBN") and parse.having(verb, "nsubj")
    found = said.kind == "finding" and parse.lemma[verb] in FINDING
    clauses = [k for k in parse.having(verb, "ccomp") if parse.having(k, "nsubj", "nsubjpass")]
    return bool(found and past) and any(finite(parse, k) for k in clauses)


def _in_own_words(said: FoundStatement, parse: Parse) -> bool:
    """Whether the row tells the clause, not only its content: "denies that", "found that"."""
    content = said.content
    ahead = content is not None and said.cue.end <= content.start
    return (said.kind == "finding" and ahead) or _denies(said.cue, parse)


@rule("events.speech_act", off=nothing)
def speech_acts(parse: Parse, drafts: list[EventDraft]) -> list[EventDraft]:
    """Make drafts of verbs of speech without a clause STATEMENT, in place, and return them.

    For example "called the plan absurd", "stressed the need for peace", "issued a statement". The
    label stays the clause. What is done by speaking ("announced a merger") stays OTHER.
    """
    cues = cues_of(parse)
    found = [d for d in drafts if speaks(d, cues, parse) and _by_somebody(d, parse)]
    for draft in found:
        draft.type = "STATEMENT"
        draft.recipients = _hearers(draft, parse)
    return found


@rule("events.only_described", off=lambda draft, _: draft.recipients)
def _hearers(draft: EventDraft, parse: Parse) -> list[FoundEntity]:
    """Return the recipients, but nobody whom somebody only describes: "called Lee a clown"."""
    if parse.lemma[draft.verb] not in DESCRIBING:
        return draft.recipients
    told = [o for p, o in parse.prepositions(draft.verb) if p == "to"]
    return [e for e in draft.recipients if any(t in m.span for m in e.mentions for t in told)]


def _by_somebody(draft: EventDraft, parse: Parse) -> bool:
    """Whether the subject is an actor, and not a thing of theirs: "Lee's visit stressed"."""
    subjects = parse.having(draft.verb, "nsubj")
    inside = {t for e in draft.actors for m in e.mentions for t in range(m.span.start, m.span.end)}
    return bool(draft.actors) and (not subjects or any(t in inside for t in subjects))


def cues_of(parse: Parse) -> set[int]:
    """Return the tokens of the cues of all statements."""
    said: list[FoundStatement] = parse.doc._.statements or []
    return {i for s in said for i in range(s.cue.start, s.cue.end)}


def speaks(draft: EventDraft, cues: Set[int], parse: Parse) -> bool:
    """Whether an event of no type is speech or opinion, or gives a statement or a comment."""
    verb, lemma = draft.verb, parse.lemma[draft.verb]
    if (draft.type, draft.mode) != ("OTHER", None) or draft.passive or draft.nominal:
        return False
    if lemma in GIVING:
        return any(parse.lemma[k] in GIVEN_WORDS for k in parse.having(verb, "dobj"))
    if lemma in SHARING and parse.having(verb, "ccomp"):
        return True
    return lemma in TALKING or (lemma in SPEAKING and verb in cues)


@rule("events.passed_on")
def _passed_on(verb: int, said: FoundStatement, by_cue: list[FoundStatement]) -> bool:
    """Whether the content is what another says: "the agency said that the ministry reported".

    `by_cue` are all statements, in the order of their cues.
    """
    content = said.content
    if content is None:
        return False
    first = bisect_left(by_cue, content.start, key=_cue_start)
    end = bisect_left(by_cue, content.end, key=_cue_start)
    return any(
        verb not in other.cue
        and (other.source is not None or other.source_span is None)
        and other.source is not said.source
        for other in by_cue[first:end]
    )


def _cue_start(said: FoundStatement) -> int:
    return said.cue.start


@rule("events.unnamed_speaker", off=lambda said, *_: [said.source] if said.source else [])
def _speakers(
    said: FoundStatement, verb: int, parse: Parse, people: Participants
) -> list[FoundEntity]:
    """Return who says it: the named source, or a body or group without a name ("police")."""
    if said.source is not None:
        return _together(said, said.source, verb, parse, people)
    head = source_head(said, parse)
    if head is None or parse.lemma[head] not in people.book.actors:
        return []
    return people.one(head, PERSON_OR_BODY)


@rule("events.denied_content")
def _denies(cue: Tokens, parse: Parse) -> bool:
    """Whether the source says the opposite of the content: "denies that it has a policy"."""
    words = {parse.lemma[i] for i in range(cue.start, cue.end)}
    return bool(words & DENYING)


@rule("events.denied_deed")
def _is_denied_deed(said: FoundStatement, content: Tokens, parse: Parse) -> bool:
    """Whether somebody denies what they are said to have done: "denied taking bribes"."""
    deed = parse.tag[content.start] == "VBG" and parse.dep[content.start] in ("xcomp", "ccomp")
    return _denies(said.cue, parse) and deed and len(content) > 1


@rule("events.question_content")
def _is_question(content: Tokens, parse: Parse) -> bool:
    """Whether the content asks: "has not said whether she will stay", “Why wait?”.

    A quotation may begin with such a word, if it is not all that there is: “When they arrive we
    will see”, but not “Exactly what I said”.
    """
    doc, first = parse.doc, content.start
    before = range(max(0, first - 1), min(first + 1, content.end))
    if any(doc[i].is_quote and not doc[i].whitespace_ for i in before):
        last = range(max(first, content.end - 2), min(content.end + 1, len(doc)))
        asking = _asking_word(content, parse)
        return any(parse.lower[i] == "?" for i in last) or (
            asking is not None and _is_root(parse.head[asking], content, parse)
        )
    return _asking_word(content, parse) is not None


def _asking_word(content: Tokens, parse: Parse) -> int | None:
    """Return the word of a question that a content begins with: "exactly what it was"."""
    inside = range(content.start, content.end)
    words = [i for i in inside if parse.pos[i] not in ("PUNCT", "SPACE")][:2]
    adverb = bool(words) and parse.lower[words[0]] in ("exactly", "just", "only", "precisely")
    return next((i for i in words[: 2 if adverb else 1] if parse.lower[i] in OPEN_QUESTIONS), None)


@rule("events.new_content", off=holds)
def _is_clause(content: Tokens, parse: Parse) -> bool:
    """Whether the content is a clause of some length: "that the harvest is good"."""
    inside = range(content.start, content.end)
    if parse.lower[content.start] in OTHERS:
        theirs = parse.head[content.start]
        subject = parse.dep[content.start] == "poss" and parse.dep[theirs] in SUBJECTS
        if not (subject and finite(parse, parse.head[theirs])):
            return False  # "quoted him as saying", but not "said her mother was ill"
    root = next((i for i in inside if _is_root(i, content, parse)), None)
    if root is not None and parse.pos[root] in ("NOUN", "PROPN") and _clausal(parse, root):
        return False
    verbs = [i for i in inside if parse.tag[i] in ("VBD", "VBZ", "VBP", "MD")]
    clause = any(not _describing(parse, i, content) for i in verbs)
    return clause and len(content) >= SHORTEST


def _clausal(parse: Parse, noun: int) -> bool:
    """Whether it is a noun with a clause: "confirmed a decision that it took"."""
    return bool(parse.having(noun, "acl", "relcl"))


@rule("events.announced_plan")
def announces(content: Tokens, verb: int, parse: Parse) -> bool:
    """Whether it announces a plan, which is news of its day whatever follows."""
    main = [k for k in parse.having(verb, "ccomp") if k in content]
    modals = {parse.lower[m] for k in main for m in parse.having(k, "aux")}
    return parse.lemma[verb] == "announce" and bool(modals & {"will", "would"})


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
def _addressees(
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


def _describing(parse: Parse, verb: int, content: Tokens) -> bool:
    """Whether the verb is in a relative clause that only describes somebody.

    For example "spoke of the man who was shot".
    """
    way = [verb, *(a for a in parse.above(verb) if a in content)]
    return any(parse.dep[i] == "relcl" and parse.head[i] in content for i in way)


def _verb(parse: Parse, said: FoundStatement) -> int | None:
    """Return the verb of saying; for "according to" the main verb of what is said."""
    cue, content = said.cue, said.content
    verbs = (i for i in range(cue.start, cue.end) if parse.tag[i].startswith("VB"))
    verb = next((i for i in verbs if parse.dep[i] not in ("prep", "aux", "auxpass")), None)
    if verb is not None or content is None or parse.lower[cue.start] != "according":
        return verb
    inside = range(content.start, content.end)
    return next((i for i in inside if parse.is_verb(i) and _is_root(i, content, parse)), None)


def _is_root(token: int, content: Tokens, parse: Parse) -> bool:
    return parse.head[token] == token or parse.head[token] not in content
