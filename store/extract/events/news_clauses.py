"""Which clauses report that something happened, and which only mention, describe or ask it."""

from __future__ import annotations

from collections.abc import Callable

from store.extract.events.draft import VERBAL, EventDraft
from store.extract.events.type_overrides import TWO_SIDED
from store.extract.rules import holds, rule
from store.extract.syntax.conditions import CONDITIONS
from store.extract.syntax.modality import either_number, is_result
from store.extract.syntax.parse import Parse

TELLING_GERUND = frozenset({"after", "before", "since", "by", "following", "upon", "while"})
MENTIONING = frozenset(
    "include involve mean consider suggest propose favour favor avoid recommend discuss".split()
)
"""Verbs whose gerund is only mentioned ("the plan includes closing two mines")."""
SPEAKING = frozenset({"i", "we", "you"})
BELOW = frozenset("advcl acl relcl xcomp ccomp pobj npadvmod amod oprd dobj".split())
ALONE_MODES = frozenset("disaster crime bomb launch match".split())
"""Modes of OTHER events that are news without a name."""


@rule("events.tells", off=holds)
def is_event(
    draft: EventDraft, parse: Parse, dated: Callable[[int], bool], *, governed: bool
) -> bool:
    """Whether a verb's draft is an event.

    `governed` says that a verb of aspect ("began to") leaves the event to it.
    """
    if _lacks_somebody(draft, parse):
        return False
    clause = parse.first_conjunct(draft.verb)
    if governed or (clause != draft.verb and parse.having(draft.verb, "nsubj", "nsubjpass")):
        return True
    if parse.tag[clause] == "VBG" and parse.lemma[parse.head[clause]] in MENTIONING:
        return False
    if parse.dep[clause] == "pcomp" and parse.tag[clause] == "VBG":
        return parse.lower[parse.head[clause]] in TELLING_GERUND
    if parse.dep[clause] in ("acl", "amod", "pobj", "dobj"):
        sided = bool(draft.actors and draft.recipients)
        return not _purpose(parse, clause) and (sided or dated(draft.verb))
    return not _purpose(parse, clause) and not _conditional(parse, clause)


@rule("events.lacks_somebody")
def _lacks_somebody(draft: EventDraft, parse: Parse) -> bool:
    """Whether a participant without a name is one that the type or the pronoun requires."""
    alone = not draft.recipients and len(draft.actors) < 2 and draft.mode != "cancel"
    if draft.type in TWO_SIDED and alone:
        return True
    if draft.type in VERBAL and not draft.recipients and len(draft.actors) < 2 and draft.bare:
        return True
    if draft.mode == "accident" and not draft.recipients:
        return True
    if not draft.actors and any(parse.lower[t] in SPEAKING for t in draft.subject_tokens):
        return True  # "we will attack": nobody knows who
    return draft.type in VERBAL | TWO_SIDED and not draft.actors and not draft.passive


@rule("events.somewhere", off=holds)
def somewhere(draft: EventDraft) -> bool:
    """Whether an event without names has a day or a place, or points back."""
    if draft.actors or draft.recipients or draft.only_merges:
        return True
    if draft.open:
        return draft.own_subject and draft.modality in ("asserted", "claimed", "planned")
    coming = draft.nominal and draft.date_basis == "stated" and draft.modality == "planned"
    dated = draft.date_basis in ("stated", "inherited")
    if draft.type == "OTHER" and draft.mode not in ALONE_MODES:
        held = dated and draft.nominal and draft.place is not None  # "last week's Ohio primary"
        return (coming or held) and draft.mode == "election"
    if coming:
        return True
    return (dated or draft.place is not None) and draft.modality in ("asserted", "claimed")


@rule("events.purpose")
def _purpose(parse: Parse, clause: int) -> bool:
    """Whether the clause only tells what something is for: "went home to rest"."""
    infinitive = any(parse.tag[k] == "TO" for k in parse.kids[clause])
    return infinitive and not is_result(parse, clause) and parse.dep[clause] in BELOW


@rule("events.conditional")
def _conditional(parse: Parse, clause: int) -> bool:
    """Whether the clause is a condition: "if Chad attacks"."""
    return parse.dep[clause] == "advcl" and any(
        parse.dep[k] == "mark" and parse.lower[k] in CONDITIONS for k in parse.kids[clause]
    )


# Clauses with a verb of the codebook that are not events: questions and descriptions.

LAWS = frozenset("law rule bill statute measure act decree regulation constitution".split())
APART = ("'s", "’s", "us")
FINITE = ("VBD", "VBZ", "VBP", "MD")


@rule("events.describes")
def describes(parse: Parse, verb: int) -> bool:
    """Whether a verb only describes something, or is an item of a list.

    For example "the defending champion", "that returned in May", "Calendar: landing on May 3;
    return", "a lawyer named Ann Lee".
    """
    if parse.dep[verb] == "acl" and parse.lower[verb] == "named" and parse.having(verb, "oprd"):
        return True
    if parse.dep[verb] == "acl" and parse.lower[parse.head[verb]] == "that":
        return True
    if parse.tag[verb] == "VBG" and parse.dep[verb] in ("amod", "compound"):
        return True
    if _interviewed(parse, verb) or _lets_us(parse, verb):
        return True
    if _in_name(parse, verb) or _of_a_law(parse, verb):
        return True
    if any(parse.lower[k] == "ever" for k in parse.having(verb, "advmod")):
        return True  # "only one player has ever won it"
    return parse.tag[verb] in ("VB", "VBG") and _in_list(parse, verb)


@rule("events.interviewed")
def _interviewed(parse: Parse, verb: int) -> bool:
    """Whether it is an interview question: "Asked whether he would run, the senator said"."""
    if parse.lower[verb] != "asked" or parse.dep[verb] != "advcl":
        return False
    if parse.having(verb, "nsubj", "nsubjpass"):
        return False
    clause = parse.having(verb, "ccomp", "xcomp", "prep")
    return any(not any(parse.tag[k] == "TO" for k in parse.kids[c]) for c in clause)


@rule("events.lets_us")
def _lets_us(parse: Parse, verb: int) -> bool:
    """Whether it is an invitation: "Let's go back"."""
    return parse.lower[verb] == "let" and verb + 1 < len(parse) and parse.lower[verb + 1] in APART


@rule("events.of_a_law")
def _of_a_law(parse: Parse, verb: int) -> bool:
    """Whether it is the content of a law, not an event: "A law that bars children from"."""
    present = parse.tag[verb] in ("VBZ", "VBP") and not parse.having(verb, "aux", "auxpass")
    return parse.dep[verb] == "relcl" and present and parse.lemma[parse.head[verb]] in LAWS


@rule("events.verb_in_name")
def _in_name(parse: Parse, verb: int) -> bool:
    """Whether the verb is part of a name: "The group Save Our Moor", outside headlines."""
    first, last = parse.bounds[parse.sentence[verb]]
    if verb == first or verb + 1 >= last or not parse.doc[verb].is_title:
        return False
    told = any(parse.tag[i] in FINITE and parse.doc[i].is_lower for i in range(first, last))
    return told and parse.doc[verb + 1].is_title


@rule("events.verb_in_list")
def _in_list(parse: Parse, verb: int) -> bool:
    """Whether it is in a sentence of parts without a finite verb."""
    inside = range(*parse.bounds[parse.sentence[verb]])
    apart = any(parse.lower[i] == ";" for i in inside)
    return apart and not any(parse.tag[i] in FINITE for i in inside)


@rule("events.embedded_question")
def asked(parse: Parse, verb: int) -> bool:
    """Whether it is a question: "how to organize ...", "how many died", "what he must do"."""
    tags = {parse.tag[k] for k in parse.kids[verb]}
    if "WRB" in tags and "TO" in tags:
        return True
    what = any(parse.tag[k] == "WP" and k < verb for k in parse.having(verb, "dobj"))
    if what and parse.dep[verb] != "relcl":
        return True
    subject = parse.first(verb, "nsubj", "nsubjpass")
    if subject is not None and _yes_or_no(parse, verb, subject):
        return not either_number(parse, verb)
    if subject is None or parse.dep[verb] != "ccomp":
        return False
    before = parse.having(subject, "det", "amod", "nummod", "poss")
    words = {subject, *before, *(k for b in before for k in parse.kids[b])}
    return any(parse.lower[k] in ("how", "what", "which", "whose") for k in words)


@rule("events.yes_or_no")
def _yes_or_no(parse: Parse, verb: int, subject: int) -> bool:
    """ "Did Labour win?" """
    first, last = parse.bounds[parse.sentence[verb]]
    auxiliaries = parse.having(verb, "aux", "auxpass")
    return any(k < subject for k in auxiliaries) and "?" in parse.lower[first:last]
