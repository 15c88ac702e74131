"""What the grammar makes of a type: PLOVER codes what is to come by what it means now."""

from __future__ import annotations

from store.extract.events.drafts import CONFLICT, COOPERATION, Draft

EXERCISES = frozenset({"exercise", "drill", "maneuver", "manoeuvre", "train"})


def _countries(draft: Draft) -> int:
    return sum(entity.iso is not None for entity in draft.actors)


def adjusted(draft: Draft, *, future: bool) -> None:
    """Cooperation to come is an agreement; "will not" do it is a rejection; conflict that
    somebody says will come is a threat; an exercise of several countries is cooperation
    (PLOVER's manual on AGREE, REJECT, THREATEN, MOBILIZE)."""
    if draft.type == "MOBILIZE" and draft.lemma in EXERCISES and _countries(draft) > 1:
        draft.type, draft.mode = "COOPERATE", None
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
