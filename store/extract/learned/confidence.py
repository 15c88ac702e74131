"""The confidence of a row: the probability that a careful reader of the article accepts it.

A wrong row misleads, or reports nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.learned.linear import Features

if TYPE_CHECKING:
    from store.extract.events.merging import Merged
    from store.extract.extensions import FoundEntity, FoundEvent
    from store.extract.learned.clauses import Clauses, Weighed
    from store.extract.syntax.parse import Parse

RIGHT = "right"
"""The class of rows that are accepted, possibly with a small fault."""
WRONG = "wrong"
"""The class of rows that mislead, or report nothing."""
OF_CLAUSE = ("tag=", "depth=", "part=", "talk=")
"""Features of the clause that are few enough to learn from a few hundred rows."""
LONGEST = 20
"""The number of words of a label from which on it counts as long."""
FAR = (3, 8, 15)
"""Distances in tokens between a participant and the verb; each one passed counts once."""
MANY = 3
"""The highest number of pieces of evidence, sources or words that is counted."""


def confidences(rows: list[tuple[Merged, FoundEvent]], clauses: Clauses) -> list[float]:
    """Return the probability from 0 to 1 that each row is right, in the order of the rows."""
    model = clauses.models.confidence
    column = model.classes.index(RIGHT)
    examples = [row_features(merged, event, clauses) for merged, event in rows]
    return [float(row[column]) for row in model.probabilities(examples)]


def row_features(merged: Merged, event: FoundEvent, clauses: Clauses) -> Features:
    """Return the features of a row.

    They come from the clause of the row, from the models of that clause, and from the row itself.
    """
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
    """Return how the participants of one side are attached to the clause.

    They are named in it, by a pronoun or a noun ("the Kenyan president"), or not at all; near the
    verb or far from it.
    """
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
    """Return the type of the first entity, whether it has a name, and whether there are several."""
    if not entities:
        return "none"
    first = entities[0]
    several = " several" if len(entities) > 1 else ""
    return f"{first.type if first.is_named else 'nominal'}{several}"
