"""How likely a row of the timeline is right: that a careful reader of the article would not say
that it misleads, nor that it tells nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.learned.linear import Features

if TYPE_CHECKING:
    from store.extract.events.merging import Merged
    from store.extract.extensions import FoundEntity, FoundEvent
    from store.extract.learned.clauses import Clauses, Weighed
    from store.extract.syntax.parse import Parse

RIGHT = "right"
"""The class of rows that are signed, a lesser fault allowed."""
WRONG = "wrong"
"""That of rows that mislead, or tell nothing."""
OF_CLAUSE = ("tag=", "depth=", "part=", "talk=")
"""Features of the clause that are few enough to be learnt from some hundred rows."""
LONGEST = 20
"""Words of a label, likewise."""
FAR = (3, 8, 15)
"""Tokens between a participant and the verb, from which on it stands farther away."""
MANY = 3
"""Pieces of evidence, or sources, beyond which more say nothing new."""


def confidences(rows: list[tuple[Merged, FoundEvent]], clauses: Clauses) -> list[float]:
    """The probability that each row is right, 0 to 1, in their order."""
    model = clauses.models.confidence
    column = model.classes.index(RIGHT)
    examples = [row_features(merged, event, clauses) for merged, event in rows]
    return [float(row[column]) for row in model.probabilities(examples)]


def row_features(merged: Merged, event: FoundEvent, clauses: Clauses) -> Features:
    """What tells right rows from wrong ones: the clause that carries the row, what the models
    of the clause say of it, and what the row itself holds."""
    draft = merged.draft
    coded = draft.type not in ("OTHER", "STATEMENT")
    weighed = clauses.weighed(draft.verb)
    names = [name for name in clauses.features_of(draft.verb) if name.startswith(OF_CLAUSE)]
    names += (
        "bias",
        f"row.type={draft.type}",
        f"row.mode={draft.mode}",
        f"row.status={draft.status}",
        f"row.basis={draft.date_basis}",
        f"row.precision={draft.precision}",
        f"row.actors={_kinds(draft.actors)}",
        f"row.recipients={_kinds(draft.recipients)}",
        f"row.place={draft.place is not None}",
        f"row.sources={min(len(draft.according_to), MANY)}",
        f"row.pieces={min(len(merged.pieces), MANY)}",
        f"row.cut={event.label.endswith('…')}",
        f"row.how={'noun' if draft.nominal else 'passive' if draft.passive else 'verb'}",
        f"row.plain={draft.plain} own={draft.own_subject}",
        f"row.pluperfect={draft.pluperfect}",
        f"row.coded={coded} status={draft.status}",
        f"row.coded={coded} words={min(len(draft.tokens), MANY)}",
        f"row.coded={coded} actors={_kinds(draft.actors)}",
        f"row.type={draft.type} recipients={_kinds(draft.recipients)}",
        f"row.basis={draft.date_basis} status={draft.status}",
        f"row.basis={draft.date_basis} pieces={min(len(merged.pieces), MANY)}",
        f"row.open={draft.open}",
        f"row.lemma={draft.lemma}",
        *_attached("actor", clauses.parse, draft.verb, draft.subject_tokens, draft.actors),
        *_attached("recipient", clauses.parse, draft.verb, draft.object_tokens, draft.recipients),
    )
    return Features(names, _numbers(weighed, event))


def _numbers(weighed: Weighed, event: FoundEvent) -> dict[str, float]:
    return {
        "row.p(status)": weighed.of_status(event.status or event.modality),
        "row.p(event)": weighed.is_event,
        "row.p(noted)": weighed.is_noted,
        "row.p(asserted)": weighed.of_status("asserted"),
        "row.salience": event.salience,
        "row.words": min(len(event.label.split()), LONGEST) / LONGEST,
    }


def _attached(
    side: str, parse: Parse, verb: int, tokens: list[int], entities: list[FoundEntity]
) -> list[str]:
    """How those on one side hang on the clause: named in its own words, by a pronoun, by a
    noun of theirs ("the Kenyan president"), or not in them at all; near or far."""
    if not tokens:
        return [f"row.{side}.from=nowhere {_kinds(entities)}"]
    token = tokens[0]
    kinds = {m.kind for e in entities for m in e.mentions if token in m.span}
    kind = min(kinds, default="elsewhere" if entities else "none")
    far = sum(abs(token - verb) > steps for steps in FAR)
    same = parse.sentence[token] == parse.sentence[verb]
    return [
        f"row.{side}.from={kind} {parse.pos[token]}",
        f"row.{side}.far={far if same else 'another sentence'}",
        f"row.{side}.dep={parse.dep[token]} {parse.head[token] == verb}",
    ]


def _kinds(entities: list[FoundEntity]) -> str:
    """Of whom a row tells: the type of the first, whether it has a name, and how many."""
    if not entities:
        return "none"
    first = entities[0]
    several = " several" if len(entities) > 1 else ""
    return f"{first.type if first.is_named else 'nominal'}{several}"
