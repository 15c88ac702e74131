"""An event while it is being read, before merging."""

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
    """What one predicate tells. `verb` is the token that carries it."""

    type: str
    verb: int
    mode: str | None = None
    lemma: str = ""
    """What it is about in one word: the event noun, or the verb. Rows of one article that
    share it are likelier to be one event."""
    tokens: list[int] = field(default_factory=list)
    """The words of the phrase: the verb, its particle, its noun."""
    actors: list[FoundEntity] = field(default_factory=list)
    recipients: list[FoundEntity] = field(default_factory=list)
    subject_tokens: list[int] = field(default_factory=list)
    object_tokens: list[int] = field(default_factory=list)
    reciprocal: bool = False
    leading: int | None = None
    """How many of the actors stand before the verb, where others are joined by "with"."""
    nominal: bool = False
    plain: bool = False
    """News that the codebook knows no type of."""
    open: bool = False
    """News by the form of its clause, whether or not anybody is named."""
    governing: bool = False
    """The verb below says what: "plans to hire"."""
    modality: Modality = "asserted"
    status: Status = "asserted"
    """Set with `according_to`; `modality` is the coarser value."""
    start: date | None = None
    end: date | None = None
    precision: Precision | None = None
    date_basis: DateBasis | None = None
    elsewhen: set[int] = field(default_factory=set)
    """Tokens of times in its clause that are not its own: "for May 9" in "set the trial for"."""
    place: FoundEntity | None = None
    according_to: list[FoundEntity] = field(default_factory=list)
    demanded: bool = False
    """What the verb says is what somebody else must do."""
    said: Tokens | None = None
    """Of a statement: its content."""
    many: bool = False
    """Several act, for the verb of the label."""
    complement: int | None = None
    noun: int | None = None
    """The event noun or other noun of the phrase."""
    bare: bool = False
    """The verb alone, without object, noun or complement."""
    definite: bool = False
    """A noun that points back ("the exercises")."""
    pluperfect: bool = False
    """Told as what lay before: "had met"."""
    begins: bool = False
    """The date is that of its beginning; it goes on after it."""
    passive: bool = False
    own_subject: bool = False
    """The subject stands with the verb itself."""
    swapped: bool = False
    """The actor is not the subject ("the king received her")."""
    refused: bool = False
    """ "will not": told as a rejection."""
    only_merges: bool = False
    """Not an event by itself, only one more telling of another."""
