"""The source of an event, and its effect on the status."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.events.draft import EventDraft
from store.extract.events.members import PLACES
from store.extract.events.participants import BROADCASTER, DOCUMENTS, ONE_PERSON, Participants
from store.extract.events.sought import PERSON_OR_BODY
from store.extract.events.status import Statuses, Verdict
from store.extract.events.voices import source_head, voice
from store.extract.extensions import FoundEntity
from store.extract.rules import nothing, rule, second, unchanged


def attribute(statuses: Statuses, drafts: list[EventDraft], people: Participants) -> None:
    """Set the status and the sources of each draft.

    An event that only a source reports is a claim. The source of a demand is the innermost one. A
    draft that its own words make planned, negated or hypothetical keeps that status. A fact that
    the text accepts from somebody else is a claim of theirs; what they announce of themselves is
    their own act.
    """
    for draft in drafts:
        verdict = statuses.of(draft.verb, "asserted" if draft.refused else None)
        if draft.demanded:
            verdict = verdict._replace(said=verdict.said[1:])
            verdict = verdict if verdict.said else verdict._replace(status="asserted")
        verdict = _owned(draft, verdict)
        draft.according_to = [_speaking(e, verdict, people) for e in verdict.sources]
        if draft.modality == "asserted":
            draft.modality = verdict.modality
        fits = verdict.modality == draft.modality
        draft.status = verdict.status if fits else draft.modality
        if not draft.according_to:
            draft.according_to = [e for e in _nameless(verdict, people) if e not in draft.actors]


REPORTED = frozenset({"claimed", "planned", "asserted"})
TELLING = DOCUMENTS | lexicon.words("events.media") | lexicon.words("events.accusations")
"""Nouns for what is written or broadcast: a report, a lawsuit, state television."""


UNNAMED = frozenset({"source", "associate", "insider"})
"""Nouns for those who speak without a name and do nothing else."""
PRESS = frozenset("newspaper paper magazine daily weekly tabloid media press television".split())


@rule("events.source_of_owner", off=unchanged)
def _speaking(source: FoundEntity, verdict: Verdict, people: Participants) -> FoundEntity:
    """Return who speaks where the source is only named beside them.

    For example "Lee's lawyers said", "a lawyer for Lee said", "a Chadian newspaper reported".
    """
    said = next(s for s in verdict.said if s.source is source)
    head = source_head(said, people.parse)
    if head is None or people.entity(head) is not None:
        return source
    if source.type in PLACES and people.parse.lemma[head] in PRESS:
        noun = people.book.actors.get(people.parse.lemma[head], BROADCASTER)
        beside = people.modifier(head) is source
        return people.nominals.phrase(head, noun) if beside else source
    return voice(people, head, source) or source


@rule("events.nameless_source", off=nothing)
def _nameless(verdict: Verdict, people: Participants) -> list[FoundEntity]:
    """Return the source of a claim that has no name: "police said", "a spokesman for the union"."""
    parse = people.parse
    if verdict.status not in REPORTED or not verdict.said:
        return []
    head = source_head(verdict.said[0], parse)
    if head is None:
        return []
    if verdict.status != "asserted" and parse.lemma[head] in UNNAMED:
        return [people.nominals.phrase(head, ONE_PERSON, owned=True)]
    if verdict.status != "asserted" and parse.lemma[head] in people.book.actors:
        return people.one(head, PERSON_OR_BODY) or [people.described(head)]
    if parse.lemma[head] in TELLING:
        return people.issuers(head)
    return _in_a_phrase(verdict, people, head)


@rule("events.according_source", off=nothing)
def _in_a_phrase(verdict: Verdict, people: Participants, head: int) -> list[FoundEntity]:
    """Return the source of a phrase: "according to a research firm", "to polling by Acme"."""
    parse = people.parse
    if parse.lower[verdict.said[0].cue.start] != "according":
        return []
    if parse.lemma[head] in people.book.actors:
        return people.one(head, PERSON_OR_BODY) or [people.described(head)]
    return [e for e in people.issuers(head) if e.is_named]


@rule("events.announced_act", off=second)
def _owned(draft: EventDraft, verdict: Verdict) -> Verdict:
    """Return the verdict without a source where the source tells what it did itself.

    For example "Acme announced that it had bought Zeta". The words of others stay a claim.
    """
    if verdict.status != "asserted" or not verdict.sources:
        return verdict
    if all(source in draft.actors for source in verdict.sources):
        return verdict._replace(said=[])
    return verdict._replace(status="claimed")
