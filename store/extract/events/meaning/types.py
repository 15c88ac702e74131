"""What the grammar makes of a type: PLOVER codes what is to come by what it means now."""

from __future__ import annotations

from store.extract.events.draft import CONFLICT, COOPERATION, Draft
from store.extract.events.grammar.parse import Parse

EXERCISES = frozenset({"exercise", "drill", "maneuver", "manoeuvre", "train"})


SENDING = frozenset({"deploy", "deployment", "send", "dispatch", "troop", "soldier", "force"})


def _peacekeeping(draft: Draft, parse: Parse) -> bool:
    """Whether the sentence is about keeping a peace."""
    start, end = parse.bounds[parse.sentence[draft.verb]]
    return any(lemma.startswith("peacekeep") for lemma in parse.lemma[start:end])


def _countries(draft: Draft) -> int:
    """How many countries act, by themselves or with their armed forces."""
    forces = {e.key.split("/")[1] for e in draft.actors if e.key.endswith("/military")}
    return len(forces | {e.iso for e in draft.actors if e.iso is not None})


def adjusted(draft: Draft, parse: Parse, *, future: bool) -> None:
    """Cooperation to come is an agreement; "will not" do it is a rejection; conflict that
    somebody says will come is a threat; an exercise of several countries is cooperation,
    and troops sent to keep a peace are aid
    (PLOVER's manual on AGREE, REJECT, THREATEN, MOBILIZE)."""
    if draft.type == "MOBILIZE" and draft.lemma in EXERCISES and _countries(draft) > 1:
        draft.type, draft.mode = "COOPERATE", None
    if draft.type == "MOBILIZE" and draft.lemma in SENDING and _peacekeeping(draft, parse):
        draft.type, draft.mode = "AID", "military"
    if draft.mode == "resign":
        return
    if draft.type in COOPERATION and draft.modality == "planned":
        draft.type, draft.mode = "AGREE", None
    elif draft.type in COOPERATION | {"AGREE"} and draft.modality == "negated" and future:
        draft.type, draft.mode, draft.modality = "REJECT", None, "asserted"
        draft.refused = True
    elif (
        draft.modality == "planned"
        and draft.actors
        and draft.type in (CONFLICT if future else {"SANCTION", "COERCE"})
    ):
        draft.type = "THREATEN"
