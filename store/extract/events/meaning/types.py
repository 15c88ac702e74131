"""What the grammar makes of a type: PLOVER codes what is to come by what it means now."""

from __future__ import annotations

from store.extract.events.draft import CONFLICT, COOPERATION, Draft
from store.extract.events.grammar.parse import Parse

TWO_SIDED = frozenset({"AID", "SANCTION", "COOPERATE"})
"""Types that need a recipient (PLOVER's manual)."""
AGAINST_OTHERS = frozenset({"ASSAULT", "COERCE", "SANCTION"})
OWN = frozenset({"its", "his", "her", "their"})


def _of_things(draft: Draft, parse: Parse) -> bool:
    """Only people are released or sent back for PLOVER: a satellite or a film is not."""
    if draft.type != "RETREAT":
        return False
    if draft.mode == "return" and any(p == "to" for p, _ in parse.prepositions(draft.verb)):
        return False  # what was stolen goes back to its owner
    things = [parse.pos[o] in ("NOUN", "PROPN") for o in draft.object_tokens]
    return draft.mode in ("release", "return") and not draft.recipients and any(things)


def _one_sided(draft: Draft) -> bool:
    return not draft.recipients and [e.is_named for e in draft.actors] == [True]


def _to_themselves(draft: Draft, parse: Parse) -> bool:
    """ "shut down its network", "injured her knee": nobody else suffers."""
    joined = draft.own_subject or parse.dep[draft.verb] == "conj"
    if any(e.is_named for e in draft.recipients) or draft.passive or not joined:
        return False
    things = [o for o in draft.object_tokens if parse.pos[o] != "PROPN"]
    things += [t for o in things for p, t in parse.prepositions(o) if p == "of"]
    owners = {parse.lower[k] for o in things for k in parse.having(o, "poss")}
    subjects = [t for t in draft.subject_tokens if parse.tag[t] in ("NNS", "NNPS", "CD")]
    return bool(owners & (OWN - {"its", "his", "her"} if subjects else OWN))


def _everyday(draft: Draft, parse: Parse) -> None:
    """What PLOVER's types are not about, though the verb is theirs, is an OTHER event."""
    against = draft.type in AGAINST_OTHERS
    inwards = against or (draft.type == "AID" and draft.lemma == "evacuate")
    one_sided = draft.type in TWO_SIDED and draft.mode != "cancel" and _one_sided(draft)
    one_sided = one_sided and draft.modality != "planned"
    if draft.mode == "phone" and _called_something(draft, parse):
        draft.type, draft.mode = "OTHER", None
    elif _only_travels(draft):
        draft.type, draft.mode = "OTHER", "travel"
    elif one_sided or (inwards and _to_themselves(draft, parse)) or _of_things(draft, parse):
        draft.type, draft.mode = "OTHER", None


def _called_something(draft: Draft, parse: Parse) -> bool:
    """ "Called her the greatest" is no telephone."""
    return any(
        parse.pos[k] in ("NOUN", "ADJ") and parse.doc[k].ent_type_ != "PERSON"
        for k in parse.having(draft.verb, "oprd")
    )


def _only_travels(draft: Draft) -> bool:
    """A body that goes nowhere in particular ("sent a delegation"), a person who goes home."""
    if draft.type == "RETREAT" and draft.mode == "return":
        return _alone(draft)
    if draft.mode != "visit":
        return False
    return not draft.recipients and all(e.type not in ("PERSON", "GPE") for e in draft.actors)


def _alone(draft: Draft) -> bool:
    """A person who goes home takes nothing back."""
    moved = draft.recipients or draft.object_tokens
    return not moved and bool(draft.actors) and all(e.type == "PERSON" for e in draft.actors)


def adjusted(draft: Draft, parse: Parse, *, future: bool) -> None:
    """Cooperation to come is an agreement; "will not" do it is a rejection; conflict that
    somebody says will come is a threat (PLOVER's manual on AGREE, REJECT, THREATEN)."""
    _everyday(draft, parse)
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
