"""The draft of an event, before merging."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from store.extract.extensions import FoundEntity, Tokens
from store.reading import DateBasis, Modality, Precision, Status

COOPERATION = frozenset({"CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
CONFLICT = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST"})
VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


@dataclass(slots=True, eq=False)
class EventDraft:
    """The event of one predicate. `verb` is the token that carries it."""

    type: str
    verb: int
    mode: str | None = None
    lemma: str = ""
    """The topic in one word: the event noun or the verb.

    Drafts of one article that share it are likelier to be the same event.
    """
    tokens: list[int] = field(default_factory=list)
    """The words of the phrase: the verb, its particle, its noun."""
    actors: list[FoundEntity] = field(default_factory=list)
    recipients: list[FoundEntity] = field(default_factory=list)
    subject_tokens: list[int] = field(default_factory=list)
    object_tokens: list[int] = field(default_factory=list)
    reciprocal: bool = False
    nominal: bool = False
    plain: bool = False
    """Whether it is news without a type in the codebook."""
    open: bool = False
    """Whether it is news by the form of its clause, with or without a name."""
    governing: bool = False
    """Whether a verb below it gives the content: "plans to hire"."""
    modality: Modality = "asserted"
    status: Status = "asserted"
    """Set with `according_to`; `modality` is the coarser value."""
    start: date | None = None
    end: date | None = None
    precision: Precision | None = None
    date_basis: DateBasis | None = None
    day_sure: float = 0.0
    """The probability of the likeliest day that another sentence gives it."""
    firm_date: bool = False
    """Whether the words leave no doubt of the date, so that no model gives it up."""
    elsewhen: set[int] = field(default_factory=set)
    """Tokens of times in its clause that do not date it: "for May 9" in "set the trial for"."""
    place: FoundEntity | None = None
    according_to: list[FoundEntity] = field(default_factory=list)
    demanded: bool = False
    """Whether the verb gives what somebody else must do."""
    said: Tokens | None = None
    """The content of a statement."""
    complement: int | None = None
    noun: int | None = None
    """The event noun or another noun of the phrase."""
    bare: bool = False
    """Whether the verb is alone, without object, noun or complement."""
    definite: bool = False
    """Whether it is a noun that points back ("the exercises")."""
    pluperfect: bool = False
    """Whether it happened before the rest: "had met"."""
    begins: bool = False
    """Whether the date is that of its beginning, after which it continues."""
    passive: bool = False
    own_subject: bool = False
    """Whether the subject is attached to the verb itself."""
    swapped: bool = False
    """Whether the actor is not the subject ("the king received her")."""
    refused: bool = False
    """Whether "will not" makes it a rejection."""
    only_merges: bool = False
    """Whether it is only further evidence of another event."""
    located: bool = False
    """Whether it is a noun that is known by its place: "the Oslo attack"."""
    in_passing: bool = False
    """Whether it is a noun for what something else follows or happens at: "since the arrest"."""
