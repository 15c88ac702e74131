"""Weigh clauses by the models: the probability of each status, and of each worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from store.extract.learned.clause_features import ClauseFeatures
from store.extract.learned.forest import Forest, load_forest
from store.extract.learned.linear import Features, LinearModel, load
from store.extract.rules import rule
from store.extract.syntax.modality import MODALITY
from store.reading import Status

if TYPE_CHECKING:
    from store.extract.events.draft import EventDraft
    from store.extract.events.status import Statuses

NOTED = "2"
"""The worth of an event that an analyst would note; "1" is a minor event, "0" none."""
NOTHING = "0"
NOTED_ROW = "noted"
"""The class of the rows that an analyst would put on a timeline."""
HYPOTHETICAL = ("conditional", "wished", "asked", "joke", "fiction")
"""Statuses that the rules call hypothetical if they cannot distinguish them."""


class Weighed(NamedTuple):
    """Probabilities for one clause."""

    status: Mapping[str, float]
    worth: Mapping[str, float]

    def of_status(self, status: str) -> float:
        """Return the probability of a status of the rules."""
        names = HYPOTHETICAL if status == "hypothetical" else (status,)
        return sum(self.status.get(name, 0.0) for name in names)

    @property
    def is_event(self) -> float:
        """The probability that it reports an event, major or minor."""
        return 1.0 - self.worth[NOTHING]

    @property
    def is_noted(self) -> float:
        """The probability that an analyst would note it."""
        return self.worth[NOTED]


@dataclass(frozen=True, slots=True, eq=False)
class Models:
    """The models of the extractor."""

    status: LinearModel
    worth: LinearModel
    event_times: LinearModel
    confidence: Forest
    salience: dict[str, float]
    """What each sign adds to the log odds that a row is noted."""


@cache
def shipped_models() -> Models:
    """Return the models of `assets/models/`, read once."""
    return Models(
        status=load("status"),
        worth=load("worth"),
        event_times=load("event_times"),
        confidence=load_forest("confidence"),
        salience=load("salience").log_odds(NOTED_ROW),
    )


class Clauses:
    """Weighs the clauses of one document, each once."""

    def __init__(self, statuses: Statuses, models: Models) -> None:
        self.models = models
        self.statuses = statuses
        self.parse = statuses.parse
        self._seen = ClauseFeatures(statuses)
        self._features: dict[int, list[str]] = {}
        self._weighed: dict[int, Weighed] = {}

    def features_of(self, token: int) -> list[str]:
        """Return the features of the clause that a token heads."""
        if token not in self._features:
            self._features[token] = self._seen.of(token)
        return self._features[token]

    def is_quoted(self, token: int) -> bool:
        """Return whether a token is in a quotation."""
        return self._seen.quotations.at(token) is not None

    def weigh(self, tokens: Iterable[int]) -> None:
        """Weigh the clauses that these tokens head. This is faster than one by one."""
        wanted = [token for token in dict.fromkeys(tokens) if token not in self._weighed]
        examples = [Features(self.features_of(token)) for token in wanted]
        statuses = _named(self.models.status, examples)
        worths = _named(self.models.worth, examples)
        for token, status, worth in zip(wanted, statuses, worths, strict=True):
            self._weighed[token] = Weighed(status, worth)

    def weighed(self, token: int) -> Weighed:
        """Return the probabilities of the clause that a token heads."""
        if token not in self._weighed:
            self.weigh([token])
        return self._weighed[token]


def _named(model: LinearModel, examples: list[Features]) -> list[dict[str, float]]:
    rows = model.probabilities(examples).tolist()
    return [dict(zip(model.classes, row, strict=True)) for row in rows]


# Let the model of the status overrule the rules where it is sure of another status.

SURE = 0.3
"""The least probability of a status that overrules."""
TELLING = ("speech", "finding")
"""Kinds of statements whose source a row shows, even if what they say is a fact."""
UNLIKELY = 0.1
"""The rules' status stands from this probability on."""


def settle(drafts: list[EventDraft], clauses: Clauses) -> None:
    """Weigh the clause of each draft, and correct its status where the model is sure of another.

    A status that was not derived from the clause alone stays: a demand, a refusal, a future day.
    """
    clauses.weigh(draft.verb for draft in drafts)
    for draft in drafts:
        status = overruled(draft.status, clauses.weighed(draft.verb))
        if _told_by_words(draft, clauses):
            continue
        if status is not None and clauses.statuses.of(draft.verb).status == draft.status:
            draft.status, draft.modality = status, MODALITY[status]
            if status == "asserted" and not _is_told(draft, clauses):
                draft.according_to = []


@rule("events.plainly_told")
def _is_told(draft: EventDraft, clauses: Clauses) -> bool:
    """Whether a clause is what somebody says, not beside it: "Prices rose, the bank reported"."""
    parse, said = clauses.parse, clauses.statuses.of(draft.verb).said
    if draft.nominal or not said or said[0].kind not in TELLING:
        return False
    cue, clause = said[0].cue.start, parse.first_conjunct(draft.verb)
    return parse.head[clause] == cue or parse.head[cue] in (clause, draft.verb)


def _told_by_words(draft: EventDraft, clauses: Clauses) -> bool:
    """Whether words leave no doubt: "did not openly say that", "used to buy grain"."""
    modalities = clauses.statuses.modalities
    if draft.type == "STATEMENT" and draft.status == "negated":
        return modalities.groups.negated(draft.verb)
    return draft.status == "habitual" and modalities.groups.used_to(draft.verb)


def overruled(status: str, weighed: Weighed) -> Status | None:
    """Return the status that replaces that of the rules, or None if theirs stays."""
    best = max(weighed.status, key=lambda name: weighed.status[name])
    if weighed.status[best] < SURE or weighed.of_status(status) >= UNLIKELY:
        return None
    return next((known for known in MODALITY if known == best), None)
