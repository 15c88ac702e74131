"""Merge the mentions of an event: the most exact date and place, and all participants."""

from __future__ import annotations

from datetime import date

from store.extract import lexicon
from store.extract.events.draft import VERBAL, EventDraft
from store.extract.events.members import PLACES
from store.extract.extensions import FoundEntity
from store.extract.rules import holds, rule
from store.extract.syntax.parse import Parse

WIDTH = {
    name: width
    for width, name in enumerate("time day week month quarter year decade century".split())
}


class Merged:
    """A draft with the other drafts of the same event."""

    def __init__(self, draft: EventDraft) -> None:
        self.draft = draft
        self.pieces = [draft]
        self.modalities = [draft.modality]

    def add(self, other: EventDraft) -> None:
        mine = self.draft
        self.pieces.append(other)
        self.modalities.append(other.modality)
        if not other.only_merges or not mine.actors:
            for entity in other.actors:
                known = entity in mine.actors or entity in mine.recipients
                if not known and not _within(entity, mine.actors):
                    mine.actors.append(entity)
        for entity in other.recipients:
            if entity not in mine.recipients and entity not in mine.actors:
                mine.recipients.append(entity)
        if not other.only_merges and not _is_own_word(self.draft):
            mine.according_to += [s for s in other.according_to if s not in mine.according_to]
        if "asserted" in self.modalities and mine.modality != "asserted":
            mine.modality, mine.status = "asserted", other.status
        if other.actors or other.recipients or other.date_basis != "inherited":
            self._date(other)  # in "after the summit" it is somebody else's
            if other.place is not None and (mine.place is None or _finer(other.place, mine.place)):
                mine.place = other.place

    @rule("events.narrower_date")
    def _date(self, other: EventDraft) -> None:
        """Take the date of another draft if it is narrower, or if there is none."""
        mine = self.draft
        if other.date_basis is None:
            return
        better = mine.date_basis is None or (
            mine.date_basis == "as_of" and other.date_basis != "as_of"
        )
        if better or (other.date_basis != "as_of" and _narrower(other, mine)):
            begins, end = mine.begins, mine.end
            open_end = mine.start is None and mine.date_basis == "stated" and end is not None
            mine.start, mine.end, mine.precision = other.start, other.end, other.precision
            mine.date_basis, mine.begins = other.date_basis, other.begins or begins
            if (
                open_end
                and other.begins
                and end is not None
                and other.start is not None
                and end > other.start
            ):
                mine.end = end
        elif (
            mine.begins and other.end is not None and mine.start is not None and other.start is None
        ):
            mine.end = max(other.end, mine.start)


@rule("events.own_word")
def _is_own_word(draft: EventDraft) -> bool:
    """Whether the article itself says what the row shows, so that it is not a source's word.

    For example "They swapped ten prisoners. According to Lee, they let six go".
    """
    return draft.modality == "asserted" and not draft.according_to


def _narrower(a: EventDraft, b: EventDraft) -> bool:
    return WIDTH.get(a.precision or "century", 8) < WIDTH.get(b.precision or "century", 8) or (
        b.start is None and a.start is not None and a.begins
    )


def _finer(a: FoundEntity, b: FoundEntity) -> bool:
    return bool(a.country) and not b.country


@rule("events.within_actors")
def _within(entity: FoundEntity, others: list[FoundEntity]) -> bool:
    """Whether an entity is already there under a wider name, like a country's troops."""
    return any(
        other.type in PLACES and other.iso and f"/{other.iso}/" in f"{entity.key}/"
        for other in others
    )


# An event in five sentences is one event with five pieces of evidence.

SYNONYMS = lexicon.ordered("events.synonyms")
"""Families of words that mean the same event in an article; the first one stands for all."""
FAMILY = {word: group.split()[0] for group in SYNONYMS for word in group.split()}
SENTENCING = frozenset({FAMILY["sentence"]})
FREE = frozenset({"ASSAULT", "AID", "PROTEST"})
"""Types whose words are aspects of one event: attacked, killed, set fire to."""
REACH = 150
"""How many events back a draft may belong to."""
NEAR = 2
"""How many sentences apart an event without names may still be the same."""
APART = 5
"""How many times as many people are those of another event."""
COMPATIBLE = ({"COOPERATE", "MOBILIZE"}, {"ASSAULT", "OTHER"})


def merge(drafts: list[EventDraft], parse: Parse) -> list[Merged]:
    """Return the events of an article in the order of their first mention.

    What is told in passing comes last, so that it adds to a row that tells it for its own sake.
    """
    groups: list[Merged] = []
    for draft in sorted(_told_once(drafts, parse), key=lambda draft: draft.in_passing):
        group = next(
            (g for g in reversed(groups[-REACH:]) if are_compatible(g, draft, parse)), None
        )
        if group is not None:
            group.add(draft)
        elif not draft.only_merges:
            groups.append(Merged(draft))
    return sorted(groups, key=lambda group: group.draft.verb)


def explained(drafts: list[EventDraft], parse: Parse) -> list[tuple[EventDraft, EventDraft]]:
    """Return the statements that only say why or how, each with the act that they belong to."""
    by_verb = {draft.verb: draft for draft in drafts}
    governors = [by_verb.get(_governor(draft.verb, parse)) for draft in drafts]
    pairs = zip(drafts, governors, strict=True)
    return [(d, g) for d, g in pairs if g is not None and _explains(g, d, parse)]


def _told_once(drafts: list[EventDraft], parse: Parse) -> list[EventDraft]:
    """Return the drafts without those whose words the row of another one shows."""
    by_verb = {draft.verb: draft for draft in drafts}
    governors = [by_verb.get(_governor(draft.verb, parse)) for draft in drafts]
    pairs = list(zip(drafts, governors, strict=True))
    openings = {id(g) for d, g in pairs if g is not None and _opens(g, d, parse)}
    kept = [d for d, g in pairs if g is None or id(g) in openings or not _explains(g, d, parse)]
    return [draft for draft in kept if id(draft) not in openings]


def _governor(verb: int, parse: Parse) -> int:
    """Return the verb that a clause depends on, also by a preposition: "began by saying"."""
    above = parse.head[verb]
    return parse.head[above] if parse.dep[verb] == "pcomp" else above


@rule("events.explains")
def _explains(outer: EventDraft, inner: EventDraft, parse: Parse) -> bool:
    """Whether a participle only says why or how: "endorsed her, saying she was the best"."""
    return (
        inner.type == "STATEMENT"
        and outer.type != "STATEMENT"
        and parse.tag[inner.verb] == "VBG"
        and parse.dep[inner.verb] in ("advcl", "pcomp")
        and _same_speaker(outer, inner)
    )


@rule("events.opens")
def _opens(outer: EventDraft, inner: EventDraft, parse: Parse) -> bool:
    """Whether a verb only leads to a statement: "went on to say that it was late"."""
    return (
        inner.type == "STATEMENT"
        and outer.type == "OTHER"
        and not outer.recipients
        and not outer.object_tokens
        and parse.tag[inner.verb] == "VB"
        and parse.dep[inner.verb] in ("advcl", "xcomp")
        and _same_speaker(outer, inner)
    )


def _same_speaker(outer: EventDraft, inner: EventDraft) -> bool:
    return bool(outer.actors) and outer.actors[:1] == inner.actors[:1]


def are_compatible(group: Merged, draft: EventDraft, parse: Parse) -> bool:
    mine = group.draft
    if _repeats(mine, draft, parse):
        return True
    return _under(mine, draft, parse) or (
        _kind(mine, draft)
        and not _beside_summit(mine, draft)
        and _modalities(mine, draft)
        and not _dates_conflict(mine, draft)
        and not _places_conflict(mine.place, draft.place)
        and not _are_elsewhere(mine, draft)
        and not _tolls_conflict(mine, draft, parse)
        and not _turned_round(mine, draft)
        and _shared(group, draft, parse)
    )


@rule("events.under")
def _under(a: EventDraft, b: EventDraft, parse: Parse) -> bool:
    """Whether it is a topic of a meeting: "visited Minsk, discussing ..."."""
    return (
        a.type == b.type == "CONSULT"
        and linked(parse, a.verb, b.verb)
        and not b.recipients
        and _ids(b.actors) <= _ids(a.actors)
    )


@rule("events.repeats")
def _repeats(a: EventDraft, b: EventDraft, parse: Parse) -> bool:
    """Whether a participle tells the same act again: "sued him, accusing him of fraud"."""
    return (
        a.type == b.type
        and a.type in VERBAL
        and a.mode == b.mode
        and parse.tag[b.verb] == "VBG"
        and parse.dep[b.verb] == "advcl"
        and parse.head[b.verb] == a.verb
        and a.modality == b.modality
        and _ids(b.actors) <= _ids(a.actors)
        and _ids(b.recipients) <= _ids(a.recipients)
    )


@rule("events.beside_summit")
def _beside_summit(a: EventDraft, b: EventDraft) -> bool:
    """Whether two parties talk at a summit of others, which is an event of its own."""
    if (a.mode == "multilateral") == (b.mode == "multilateral"):
        return False
    summit, talk = (a, b) if a.mode == "multilateral" else (b, a)
    present = _ids([*summit.actors, *summit.recipients])
    talking = _ids([*talk.actors, *talk.recipients])
    return bool(present) and len(talking) > 1 and talking != present


def _family(draft: EventDraft) -> str:
    return FAMILY.get(draft.lemma, draft.lemma)


def _kind(a: EventDraft, b: EventDraft) -> bool:
    family = _family(a) == _family(b)
    if a.type != b.type:
        return family and any({a.type, b.type} <= pair for pair in COMPATIBLE)
    if a.type in FREE:
        return True
    if family or a.mode is None or a.mode != b.mode:
        return family
    apart = _family(a) in SENTENCING or _family(b) in SENTENCING  # first arrested, then jailed
    return a.type not in ("OTHER", "CONSULT") and not apart


@rule("events.merge_status", off=holds)
def _modalities(a: EventDraft, b: EventDraft) -> bool:
    """Whether both happened, or neither: a planned event is not the one that happened."""
    real = {"asserted", "claimed"}
    return a.modality == b.modality or {a.modality, b.modality} <= real


def _shared(group: Merged, draft: EventDraft, parse: Parse) -> bool:
    mine = group.draft
    if (
        linked(parse, group.pieces[-1].verb, draft.verb)
        and mine.type == draft.type
        and mine.type in FREE
    ):
        return True
    if mine.mode == draft.mode == "disaster" and _family(mine) == _family(draft):
        return draft.definite or mine.start == draft.start or _near(group, draft, parse)
    if not draft.actors and not draft.recipients:
        return draft.nominal and draft.definite and _family(mine) == _family(draft)
    if not mine.actors and not mine.recipients:
        same = draft.definite or draft.place is mine.place or not draft.actors
        return mine.type in FREE and (same or not mine.located) and _near(group, draft, parse)
    actors, recipients = _ids(mine.actors), _ids(mine.recipients)
    others, theirs = _ids(draft.actors), _ids(draft.recipients)
    if mine.reciprocal or draft.reciprocal:
        return (others | theirs) <= (actors | recipients) or (actors | recipients) <= (
            others | theirs
        )
    if _other_winners(mine, draft):
        return False
    if _other_company(mine, draft):
        return False
    agree = not actors or not others or bool(actors & others) or draft.definite
    fits = not recipients or not theirs or bool(recipients & theirs)
    return agree and fits and bool((actors | recipients) & (others | theirs))


@rule("events.turned_round")
def _turned_round(a: EventDraft, b: EventDraft) -> bool:
    """Whether who acts in one undergoes the other: "shot him after he had killed three men"."""
    if a.reciprocal or b.reciprocal:
        return False
    return bool(_ids(a.actors) & _ids(b.recipients) or _ids(b.actors) & _ids(a.recipients))


@rule("events.other_winners")
def _other_winners(a: EventDraft, b: EventDraft) -> bool:
    """Whether others win too: "Lee won Ohio" is not "Lee and Falk won the primaries"."""
    won = {a.mode, b.mode} <= {"win", "election", "match"}
    return won and bool(a.actors and b.actors) and _ids(a.actors) != _ids(b.actors)


@rule("events.other_company")
def _other_company(a: EventDraft, b: EventDraft) -> bool:
    """Whether several act with others: "Chad and Mali" is not "Chad and Western countries"."""
    ours, theirs = _ids(a.actors), _ids(b.actors)
    several = len(ours) > 1 and len(theirs) > 1
    return several and not (ours <= theirs or theirs <= ours)


def _near(group: Merged, draft: EventDraft, parse: Parse) -> bool:
    return abs(parse.sentence[draft.verb] - parse.sentence[group.pieces[-1].verb]) <= NEAR


def linked(parse: Parse, first: int, second: int) -> bool:
    """Whether one verb depends directly on the other ("attacked ..., killing")."""
    if parse.head[second] == first and parse.dep[second] in ("advcl", "conj", "xcomp", "nsubj"):
        return not parse.having(second, "nsubj", "nsubjpass")
    return parse.head[first] == second and parse.dep[first] in ("nsubj", "advcl")


def _ids(entities: list[FoundEntity]) -> set[int]:
    return {id(entity) for entity in entities}


@rule("events.dates_conflict")
def _dates_conflict(a: EventDraft, b: EventDraft) -> bool:
    """Whether the dates of two tellings show that they are two events."""
    if a.date_basis is None or b.date_basis is None or "as_of" in (a.date_basis, b.date_basis):
        return (
            a.pluperfect != b.pluperfect
            and (a.date_basis is None) != (b.date_basis is None)
            and not (a.definite or b.definite)
        )
    first = max(a.start or date.min, b.start or date.min)
    last = min(_last(a), _last(b))
    return first > last


def _last(draft: EventDraft) -> date:
    return date.max if draft.begins else draft.end or date.max


@rule("events.places_conflict")
def _places_conflict(a: FoundEntity | None, b: FoundEntity | None) -> bool:
    """Whether the places of two tellings show that they are two events."""
    if a is None or b is None or a is b:
        return False
    return a.country is not None and b.country is not None


@rule("events.are_elsewhere")
def _are_elsewhere(a: EventDraft, b: EventDraft) -> bool:
    """Whether one is known by its place ("the Oslo attack"), and the other is not known to be
    there."""
    if not (a.located or b.located) or a.place is b.place:
        return False
    if a.place is None or b.place is None:
        return b.located
    return not (_within(a.place, [b.place]) or _within(b.place, [a.place]))


@rule("events.tolls_conflict")
def _tolls_conflict(a: EventDraft, b: EventDraft, parse: Parse) -> bool:
    """Whether the numbers of those who undergo it show that they are two events.

    For example "killed 20,000 people" and "killed 1,200 people"; a toll that rises is one event.
    """
    if _family(a) != _family(b):
        return False
    mine, theirs = _counted(a, parse), _counted(b, parse)
    pairs = [sorted((mine[noun], theirs[noun])) for noun in mine.keys() & theirs.keys()]
    return any(small * APART < large for small, large in pairs)


def _counted(draft: EventDraft, parse: Parse) -> dict[str, int]:
    """Return the numbers in figures before the objects, by noun."""
    return {
        parse.lemma[t]: int(figure)
        for t in draft.object_tokens
        for k in parse.having(t, "nummod")
        if (figure := parse.lower[k].replace(",", "")).isdecimal() and not parse.kids[k]
    }
