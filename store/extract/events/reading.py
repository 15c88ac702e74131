"""Read the events of a document from its parse, entities, times and statements."""

from __future__ import annotations

from datetime import date
from operator import itemgetter

from spacy.tokens import Doc

from store.extract.events.attributes import attribute
from store.extract.events.codebook import Codebook
from store.extract.events.context_dates import date_by_context
from store.extract.events.dating import Dating
from store.extract.events.draft import EventDraft
from store.extract.events.echoes import echoes, unexplained, untold, without_echoes
from store.extract.events.labels import Labels
from store.extract.events.matching import Matcher
from store.extract.events.mentions import NOTED, SURE, Mentions, fold
from store.extract.events.merging import Merged, merge
from store.extract.events.news_clauses import somewhere
from store.extract.events.noun_triggers import Nouns, without_happenings
from store.extract.events.other_clauses import share
from store.extract.events.participants import Participants
from store.extract.events.parts_of_periods import settle_periods
from store.extract.events.places import Places
from store.extract.events.settled_times import settle_times
from store.extract.events.statement_events import sayings, speech_acts
from store.extract.events.status import Statuses
from store.extract.events.time_attributes import at_a_meeting, habits
from store.extract.events.verb_participants import VerbParticipants
from store.extract.events.verb_triggers import Predicates
from store.extract.extensions import FoundEvent, FoundEvidence, Tokens
from store.extract.learned.clauses import Clauses, settle, shipped_models
from store.extract.learned.doubtful_dates import give_up_doubtful, may_be_doubtful
from store.extract.learned.row_numbers import RowNumbers
from store.extract.learned.row_scores import confidences, saliences
from store.extract.learned.signs import Row
from store.extract.statements.sources import Attributions
from store.extract.syntax.modality import Modalities
from store.extract.syntax.parse import Parse
from store.extract.times.clause import time_of
from store.shown_events import is_hidden


def found_events(doc: Doc, book: Codebook) -> list[FoundEvent]:
    """Return the events. Nominal entities that take part are added to `doc._.entities`."""
    if doc._.entities is None:
        doc._.entities = []
    parse, day = Parse(doc, book.verbs), published(doc)
    told, statuses = read_drafts(doc, parse, book)
    drafts = without_echoes(parse, told)
    clauses = Clauses(statuses, shipped_models())
    settle(drafts, clauses)
    settle_times(drafts, clauses, day)
    rows = finished_rows(drafts, parse)
    _weigh(rows, rows, clauses, day)
    missing = [*untold(echoes(parse, told, drafts), rows), *unexplained(drafts, rows, parse)]
    rows += _sayings_instead(missing, rows, clauses, day)
    settle_periods(rows, parse, day)
    _admit(doc, [event for _, event in rows])
    used = [draft for group, _ in rows for draft in group.pieces]
    return _with_mentions(rows, Mentions(doc, parse, book, day).drafts(used), parse)


def _weigh(wanted: list[Row], rows: list[Row], clauses: Clauses, day: date | None) -> None:
    """Date by context, and weigh, in place, the wanted ones of all rows of an article."""
    numbers = RowNumbers(rows, clauses, day)
    doubtful = list(filter(may_be_doubtful, wanted))
    date_by_context(rows, numbers, wanted)
    known = [numbers.of(row) for row in wanted]
    sure = confidences(known, clauses.models.confidence)
    noted = saliences(known, clauses.models.salience)
    for (_, event), confidence, salience in zip(wanted, sure, noted, strict=True):
        event.confidence, event.salience = confidence, salience
    give_up_doubtful(doubtful, numbers.of, clauses.models.confidence)


def _sayings_instead(
    drafts: list[EventDraft], rows: list[Row], clauses: Clauses, day: date | None
) -> list[Row]:
    """Return rows of statements that no shown row tells, if lists show them."""
    if not drafts:
        return []
    settle(drafts, clauses)
    settle_times(drafts, clauses, day)
    parse = clauses.parse
    labels = Labels(parse, {group.draft.verb for group, _ in rows if not group.draft.nominal})
    found = [(group, _finished(group, parse, labels)) for group in map(Merged, drafts)]
    _weigh(found, sorted([*rows, *found], key=lambda row: row[0].draft.verb), clauses, day)
    return [row for row in found if not is_hidden(row[1])]


def _with_mentions(
    rows: list[tuple[Merged, FoundEvent]], mentions: list[EventDraft], parse: Parse
) -> list[FoundEvent]:
    """Return the events of rows and those that are only mentioned, in text order."""
    labels = Labels(parse, {draft.verb for draft in mentions if not draft.nominal})
    found = [(group.draft.verb, event) for group, event in rows]
    for group in fold(mentions, parse):
        event = _finished(group, parse, labels)
        event.confidence, event.salience = SURE, NOTED
        found.append((group.draft.verb, event))
    return [event for _, event in sorted(found, key=itemgetter(0))]


def read_drafts(doc: Doc, parse: Parse, book: Codebook) -> tuple[list[EventDraft], Statuses]:
    """Return the drafts of all verbs, nouns and statements with date, place and sources, and their
    statuses. Some of the statements only report an event: see `without_echoes`.
    """
    people = Participants(book, parse, doc._.entities)
    matcher, modalities = Matcher(book, parse, people), Modalities(parse)
    said = Attributions(doc)
    parties = VerbParticipants(parse, people, said)

    def dated(token: int) -> bool:
        return time_of(doc, token) is not None

    verbs = Predicates(book, parse, parties, matcher, modalities, dated, _cues(doc))
    drafts = verbs.drafts()
    nouns = Nouns(parse, matcher, people, modalities, verbs.contexts).drafts(verbs.taken, dated)
    drafts = without_happenings(nouns, drafts) + nouns
    drafts += sayings(doc, parse, modalities, people, {d.verb for d in drafts} | verbs.taken)
    drafts.sort(key=lambda draft: draft.verb)
    share(drafts, parse)
    Places(parse, people).place(drafts)
    Dating(doc, parse, published(doc)).date(drafts)
    at_a_meeting(drafts, parse)
    statuses = Statuses(doc, modalities, said)
    attribute(statuses, drafts, people)
    repeated = habits(doc, parse)
    return [d for d in drafts if somewhere(d) and d.verb not in repeated], statuses


def _cues(doc: Doc) -> set[int]:
    """Return the tokens of cues of speech and thought; decisions and wishes are events."""
    said = [s for s in doc._.statements or [] if s.kind in ("speech", "belief", "finding")]
    return {i for s in said for i in range(s.cue.start, s.cue.end)}


def published(doc: Doc) -> date | None:
    """Return the day of publication of the article, or None."""
    given = doc._.article.published if doc._.article is not None else None
    return date.fromisoformat(given[:10]) if given else None


def finished_rows(drafts: list[EventDraft], parse: Parse) -> list[tuple[Merged, FoundEvent]]:
    """Return the events with the drafts that each was merged from, in text order."""
    speech_acts(parse, drafts)
    labels = Labels(parse, {draft.verb for draft in drafts if not draft.nominal})
    groups = merge(drafts, parse)
    return [(group, _finished(group, parse, labels)) for group in groups]


def _finished(group: Merged, parse: Parse, labels: Labels) -> FoundEvent:
    draft = group.draft
    if draft.begins and draft.end is None:
        draft.end = draft.start
    return FoundEvent(
        type=draft.type,
        mode=draft.mode,
        label=labels.label(draft),
        evidence=[_evidence(piece, parse) for piece in group.pieces],
        actors=draft.actors,
        recipients=draft.recipients,
        start=draft.start,
        end=draft.end,
        precision=draft.precision,
        date_basis=draft.date_basis,
        place=draft.place,
        modality=draft.modality,
        status=draft.status,
        according_to=draft.according_to,
    )


def _evidence(piece: EventDraft, parse: Parse) -> FoundEvidence:
    start, end = parse.bounds[parse.sentence[piece.verb]]
    return FoundEvidence(Tokens(start, end), Tokens(piece.verb, piece.verb + 1))


def _admit(doc: Doc, events: list[FoundEvent]) -> None:
    """Add the nominal entities that take part to the article's entities."""
    known = {id(entity) for entity in doc._.entities}
    for event in events:
        for entity in (*event.actors, *event.recipients, *event.according_to):
            if id(entity) not in known:
                known.add(id(entity))
                doc._.entities.append(entity)
