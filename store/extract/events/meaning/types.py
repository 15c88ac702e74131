"""What the grammar makes of a type: PLOVER codes what is to come by what it means now."""

from __future__ import annotations

from store.extract.events.draft import CONFLICT, COOPERATION, Draft
from store.extract.events.grammar.parse import Parse

TWO_SIDED = frozenset({"AID", "SANCTION", "COOPERATE"})
"""Types that need a recipient (PLOVER's manual)."""
AGAINST_OTHERS = frozenset({"ASSAULT", "COERCE", "SANCTION"})
BEATING = frozenset({"beat", "crush", "hammer", "stun", "hold", "hit"})
BUILDING = frozenset({"demolish", "bulldoze", "shutter"})
AT_WORK = frozenset("worker workers crew crews firefighters engineers builders company".split())
OWN = frozenset({"its", "his", "her", "their"})
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
    if any(e.is_named for e in draft.recipients) or draft.passive or not draft.own_subject:
        return False
    things = [o for o in draft.object_tokens if parse.pos[o] != "PROPN"]
    things += [t for o in things for p, t in parse.prepositions(o) if p == "of"]
    owners = {parse.lower[k] for o in things for k in parse.having(o, "poss")}
    return bool(owners & OWN)


def _sporting(draft: Draft, parse: Parse) -> bool:
    """ "beat them 3-1"."""
    first, last = parse.bounds[parse.sentence[draft.verb]]
    if draft.lemma not in BEATING:
        return False
    if parse.sporting:
        return True
    for i in range(max(first, 1), last - 1):
        score = parse.lower[i] in ("-", "–") and parse.lower[i - 1].isdecimal()
        if score and parse.lower[i + 1].isdecimal() and len(parse.lower[i - 1]) < 3:
            return True
    return any(_is_score(word) for word in parse.lower[first:last])


def _is_score(word: str) -> bool:
    ours, dash, theirs = word.replace("–", "-").partition("-")
    return bool(dash) and ours.isdecimal() and theirs.isdecimal() and len(ours) < 3 > len(theirs)


def _everyday(draft: Draft, parse: Parse) -> None:
    """What PLOVER's types are not about, though the verb is theirs, is an OTHER event."""
    against = draft.type in AGAINST_OTHERS
    inwards = against or (draft.type == "AID" and draft.lemma == "evacuate")
    one_sided = draft.type in TWO_SIDED and draft.mode != "cancel" and _one_sided(draft)
    one_sided = one_sided and draft.modality != "planned"
    if against and _sporting(draft, parse):
        draft.type, draft.mode = "OTHER", "match"
    elif draft.mode == "accession" and all(e.type == "PERSON" for e in draft.actors):
        draft.type, draft.mode = "OTHER", "appointment"
    elif draft.type == "CONSULT" and draft.lemma in ("meet", "face") and parse.sporting:
        draft.type, draft.mode = "OTHER", "match"
    elif draft.mode == "phone" and _called_something(draft, parse):
        draft.type, draft.mode = "OTHER", None
    elif draft.type == "RETREAT" and draft.mode == "return" and _alone(draft):
        draft.type, draft.mode = "OTHER", "travel"
    elif (
        one_sided
        or (inwards and _to_themselves(draft, parse))
        or _of_things(draft, parse)
        or _at_work(draft)
    ):
        draft.type, draft.mode = "OTHER", None


def _called_something(draft: Draft, parse: Parse) -> bool:
    """ "Called her the greatest" is no telephone."""
    return any(
        parse.pos[k] in ("NOUN", "ADJ") and parse.doc[k].ent_type_ != "PERSON"
        for k in parse.having(draft.verb, "oprd")
    )


def _alone(draft: Draft) -> bool:
    """A person who goes home takes nothing back."""
    moved = draft.recipients or draft.object_tokens
    return not moved and bool(draft.actors) and all(e.type == "PERSON" for e in draft.actors)


def _at_work(draft: Draft) -> bool:
    """Those who pull a house down because that is their work."""
    if draft.type != "COERCE" or draft.lemma not in BUILDING:
        return False
    return bool(draft.actors) and all(
        not e.is_named and e.name.split()[-1].lower() in AT_WORK for e in draft.actors
    )


def adjusted(draft: Draft, parse: Parse, *, future: bool) -> None:
    """Cooperation to come is an agreement; "will not" do it is a rejection; conflict that
    somebody says will come is a threat; an exercise of several countries is cooperation,
    and troops sent to keep a peace are aid
    (PLOVER's manual on AGREE, REJECT, THREATEN, MOBILIZE)."""
    if draft.type == "MOBILIZE" and draft.lemma in EXERCISES and _countries(draft) > 1:
        draft.type, draft.mode = "COOPERATE", None
    if draft.type == "MOBILIZE" and draft.lemma in SENDING and _peacekeeping(draft, parse):
        draft.type, draft.mode = "AID", "military"
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
