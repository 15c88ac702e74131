"""The fields of an event that a user can correct, and what they can be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from tui.view_model.article import event_in_reading
from tui.view_model.lines import SIGNS, TYPE_LETTERS
from tui.view_model.picks import Pick, entity_picks, picked_entity
from tui.view_model.targets import events_of

if TYPE_CHECKING:
    from store import EntityRef, EventRow, SetParticipants, Views

Part = Literal["actors", "recipients", "according_to"]
PARTS: tuple[Part, ...] = ("actors", "recipients", "according_to")

_EDITS = 3
"""Corrections of an event that its menu shows, the newest."""
EVENT_TYPES: dict[str, str] = {
    "CONSULT": "meet, talk, visit, call",
    "AGREE": "agree, sign, promise",
    "SUPPORT": "praise, endorse, side with",
    "CONCEDE": "give in, apologise, resign",
    "COOPERATE": "work together, trade, train",
    "AID": "help, give money or arms",
    "RETREAT": "withdraw, release, end",
    "REQUEST": "ask, demand, appeal",
    "ACCUSE": "blame, charge, investigate, criticise",
    "REJECT": "refuse, veto, deny",
    "THREATEN": "threaten, warn",
    "PROTEST": "march, strike, riot",
    "SANCTION": "punish, expel, cut ties",
    "MOBILIZE": "arm, deploy, prepare for war",
    "COERCE": "arrest, seize, repress",
    "ASSAULT": "attack, kill, bomb",
    "STATEMENT": "say",
    "OTHER": "anything else",
}
"""The types of the codebook, each with verbs that belong to it."""
_CORRECTED: dict[str, str] = {
    "participants": "who and whom",
    "direction": "who and whom",
    "join_event": "date of the joined row",
}
"""What some corrections of a row change, for people. The others are called as in the menu."""
STATUSES: dict[str, str] = {
    "asserted": "it happened, the article says",
    "claimed": "a source claims it",
    "planned": "it is planned or announced",
    "conditional": "it happens if something else does",
    "hypothetical": "it might happen",
    "negated": "it did not happen",
    "habitual": "it happens again and again",
    "wished": "somebody wants it",
    "asked": "somebody asks whether",
    "joke": "a joke or a comparison",
    "fiction": "it happens in a story",
}


def type_picks(typed: str) -> list[Pick]:
    """Return the types of events of which the name or a verb begins with what was typed."""
    wanted = typed.casefold()
    found = []
    for type_, verbs in EVENT_TYPES.items():
        words = [type_.casefold(), *verbs.replace(",", "").split()]
        if any(word.startswith(wanted) for word in words):
            sign, _ = SIGNS.get(type_, ("", "plain"))
            found.append(Pick(type_, sign.strip() or "·", type_.lower(), verbs))
    return sorted(found, key=lambda pick: not pick.words.startswith(wanted))


def participants(views: Views, row: EventRow, part: Part) -> tuple[EntityRef, ...]:
    """Return the participants of an event in one part. Runs in the store thread."""
    from store import EntityRef

    reading = views.reading(row.number)
    event = event_in_reading(reading, row)
    if reading is None or event is None:
        return ()
    entities = {entity.id: entity for entity in reading.entities}
    found = [entities[each] for each in getattr(event, part) if each in entities]
    return tuple(EntityRef(each.key, each.name, each.type) for each in found)


def participant_picks(views: Views, row: EventRow, part: Part, typed: str) -> list[Pick]:
    """Return what can be picked for a part: an entity instead of those now, one more, or one less.

    The id of a pick begins with what to do: `=` instead, `+` also, `-` remove.
    Runs in the store thread.
    """
    now = participants(views, row, part)
    if not typed:
        here = _here(views, row, now)
        return [*here[:1], *(_pick("-", ref, "remove") for ref in now), *here[1:]]
    found = entity_picks(views, typed, new="PERSON")
    instead = [each._replace(id=f"={each.id}") for each in found]
    if not now:
        return instead
    also = [each._replace(id=f"+{each.id}", beside="also") for each in found[:3]]
    return [*instead[:1], *also[:1], *instead[1:], *also[1:]]


def _here(views: Views, row: EventRow, now: Sequence[EntityRef]) -> list[Pick]:
    """Return the names of the event's article, the most mentioned first, as picks."""
    from store import EntityRef

    reading = views.reading(row.number)
    entities = [each for each in reading.entities if each.is_named] if reading else []
    keys = {ref.key for ref in now}
    entities.sort(key=lambda each: -len(each.mentions))
    refs = [EntityRef(each.key, each.name, each.type) for each in entities if each.key not in keys]
    return [_pick("=", ref, "instead" if now else "") for ref in refs]


def _pick(sign: str, ref: EntityRef, beside: str) -> Pick:
    return Pick(f"{sign}{ref.key}", TYPE_LETTERS.get(ref.type, "?"), ref.name, beside)


def with_participant(views: Views, row_id: str, part: Part, pick: Pick) -> SetParticipants:
    """Return the correction that a pick of `participant_picks` means. Runs in the store thread."""
    from store import SetParticipants

    row = views.event(row_id)
    if row is None:
        raise KeyError(row_id)
    sides = {each: participants(views, row, each) for each in PARTS}
    sign, now = pick.id[0], sides[part]
    picked = picked_entity(views, pick._replace(id=pick.id[1:])) if sign != "-" else None
    if picked is None:
        sides[part] = tuple(ref for ref in now if ref.key != pick.id[1:])
    elif sign == "=":
        sides[part] = (picked,)
    else:
        sides[part] = (*now, picked)
    return SetParticipants(
        events_of(views, row_id),
        sides["actors"],
        sides["recipients"],
        sides["according_to"] if part == "according_to" else None,
    )


def edit_lines(views: Views, row_id: str) -> list[str]:
    """Return what was corrected of an event: the machine's value, the new one, and by whom.

    Runs in the store thread.
    """
    edits = views.corrections.edits(events_of(views, row_id))
    return [
        f"{_CORRECTED.get(each.field, each.field)}: the machine said “{each.machine}”; "
        f"{each.by} said “{each.corrected}”"
        for each in edits[-_EDITS:]
        if each.machine
    ]
