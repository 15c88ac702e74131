"""Which clauses tell that something happened, and which only name it.

A purpose ("to protect civilians"), a condition ("if it withdraws"), what somebody is blamed
for ("accused of arming") and a bare participle ("the people arrested there") say of what kind
of thing the talk is. They are no rows of a timeline.
"""

from __future__ import annotations

from collections.abc import Callable

from store.extract.events.draft import VERBAL, Draft
from store.extract.events.grammar.modality import CONDITIONS, is_result
from store.extract.events.grammar.parse import Parse
from store.extract.events.meaning.types import TWO_SIDED

TELLING_GERUND = frozenset({"after", "before", "since", "by", "following", "upon", "while"})
MENTIONING = frozenset(
    "include involve mean consider suggest propose favour favor avoid recommend discuss".split()
)
"""Verbs whose gerund names a thing ("the plan includes closing two mines")."""
SPEAKING = frozenset({"i", "we", "you"})
BELOW = frozenset("advcl acl relcl xcomp ccomp pobj npadvmod amod oprd dobj".split())
ALONE_MODES = frozenset("disaster crime bomb launch match".split())
"""OTHER events that are news when nobody is named."""


def tells(draft: Draft, parse: Parse, dated: Callable[[int], bool], *, governed: bool) -> bool:
    """Whether a verb's draft is an event. `governed`: an aspect verb ("began to") hands the
    telling down to it."""
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


def _lacks_somebody(draft: Draft, parse: Parse) -> bool:
    """Whether one is not named whom the type, or the first or second person, cannot do without."""
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


def somewhere(draft: Draft) -> bool:
    """Whether an event that names nobody is told by its day or place, or points back."""
    if draft.actors or draft.recipients or draft.only_merges:
        return True
    if draft.type == "OTHER" and draft.mode not in ALONE_MODES:
        return False
    dated = draft.date_basis in ("stated", "inherited")
    if draft.nominal and draft.date_basis == "stated" and draft.modality == "planned":
        return True
    return (dated or draft.place is not None) and draft.modality in ("asserted", "claimed")


def _purpose(parse: Parse, clause: int) -> bool:
    infinitive = any(parse.tag[k] == "TO" for k in parse.kids[clause])
    return infinitive and not is_result(parse, clause) and parse.dep[clause] in BELOW


def _conditional(parse: Parse, clause: int) -> bool:
    return parse.dep[clause] == "advcl" and any(
        parse.dep[k] == "mark" and parse.lower[k] in CONDITIONS for k in parse.kids[clause]
    )
