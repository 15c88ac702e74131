"""Change the type of an event by grammar and context: games, plans, what is released."""

from __future__ import annotations

from store.extract.events.codebook import Codebook, TypeOverride
from store.extract.events.draft import CONFLICT, COOPERATION, EventDraft
from store.extract.events.matching import Contexts
from store.extract.references.nameless_persons import is_human
from store.extract.rules import holds, rule
from store.extract.syntax.parse import Parse
from store.extract.syntax.subjects import DOCUMENTS

# Type overrides from the codebook: in a report of a game, "beat" is not an assault.


@rule("events.context")
def override_type(draft: EventDraft, book: Codebook, contexts: Contexts) -> None:
    """Give a draft, in place, the type and mode of the first row that fits."""
    for row in book.recasts:
        if _fits(row, draft) and _around(row, draft, contexts):
            draft.type, draft.mode = row.type, row.new_mode
            return


def _fits(row: TypeOverride, draft: EventDraft) -> bool:
    if row.types and draft.type not in row.types:
        return False
    if row.words and draft.lemma not in row.words:
        return False
    return row.mode in ("*", draft.mode or "") and _acts(row.who, draft)


def _around(row: TypeOverride, draft: EventDraft, contexts: Contexts) -> bool:
    if row.new_mode == "match" and _meets_somebody(draft, contexts.parse):
        return False
    return not row.contexts or any(contexts.holds(name, draft.verb) for name in row.contexts)


@rule("events.meets_somebody")
def _meets_somebody(draft: EventDraft, parse: Parse) -> bool:
    """Whether nobody plays: "met with the strikers", "clashed with police"."""
    others = [o for p, o in parse.prepositions(draft.verb) if p == "with"]
    crowd = any(parse.lemma[t] in CROWDS for t in (*others, *draft.subject_tokens))
    return bool(others) and not draft.nominal and (draft.lemma == "meet" or crowd)


def _acts(who: frozenset[str], draft: EventDraft) -> bool:
    """Whether the actors are those that the row requires."""
    if not who:
        return True
    if who == {"nobody"}:
        return not draft.actors and not draft.subject_tokens
    if who == {"somebody"}:
        return bool(draft.actors)
    if who == {"persons"}:
        return all(e.type == "PERSON" for e in draft.actors)
    if who == {"countries"}:
        return _countries(draft) > 1
    named = [e.is_named or e.name.split()[-1].lower() not in who for e in draft.actors]
    return bool(named) and not any(named)


def _countries(draft: EventDraft) -> int:
    """Count the countries that act, by themselves or with their armed forces."""
    forces = {e.key.split("/")[1] for e in draft.actors if e.key.endswith("/military")}
    return len(forces | {e.iso for e in draft.actors if e.iso is not None})


CROWDS = frozenset("police officer demonstrator protester striker rioter troop soldier".split())
"""Sides that do not play: "clashed with police"."""

# Type overrides by grammar: PLOVER codes future events by what they mean now.

TWO_SIDED = frozenset({"AID", "SANCTION", "COOPERATE"})
"""Types that need a recipient (PLOVER's manual)."""
PERSONAL_ACTS = frozenset({"CONSULT", "SUPPORT", "AID"})
"""Types of acts that a person does for themselves."""
AGAINST_OTHERS = frozenset({"ASSAULT", "COERCE", "SANCTION"})
WORKS = frozenset({"ORG", "WORK", "PRODUCT", "LAW", "EVENT"})
"""Types of names that can be released but not freed: "Grand Theft was released"."""
PUBLISHED = DOCUMENTS | frozenset(
    "movie film album book song game email e-mail document record transcript tape video data poll "
    "survey study figure estimate playbook memo list photo image footage return".split()
)
"""What is released to the public."""
SEIZED = frozenset(
    "ship vessel boat tanker trawler freighter plane aircraft jet truck cargo asset body remains"
    "".split()
)
"""Things that are held, and released to their owners."""
KIN = frozenset("wife son aide chief colleague friend ally".split())
INWARDS = frozenset({("AID", "evacuate"), ("SUPPORT", "defend")})
"""Verbs that need somebody else as their object: not "defended its record"."""
OWN = frozenset({"its", "his", "her", "their"})


@rule("events.of_things")
def _of_things(draft: EventDraft, parse: Parse) -> bool:
    """Whether a thing is released or returned; in PLOVER only people are."""
    if draft.type != "RETREAT":
        return False
    if draft.mode in ("release", "return") and _published(draft, parse):
        draft.recipients = []
        return True
    if draft.mode == "release" and _not_freed(draft, parse):
        return True
    if draft.mode == "return" and any(p == "to" for p, _ in parse.prepositions(draft.verb)):
        return False  # what was stolen goes back to its owner
    things = [parse.pos[o] in ("NOUN", "PROPN") for o in draft.object_tokens]
    works = all(e.is_named and e.type in WORKS for e in draft.recipients)
    return draft.mode in ("release", "return") and works and any(things)


@rule("events.not_freed")
def _not_freed(draft: EventDraft, parse: Parse) -> bool:
    """Whether none of what is released can be freed: "the release of the November figures"."""
    if any(e.type in ("PERSON", "NORP") for e in draft.recipients):
        return False
    things = list(draft.object_tokens)
    if draft.nominal:
        things += [o for p, o in parse.prepositions(draft.verb) if p == "of"]
    heads = [o for t in things for p, o in parse.prepositions(t) if p == "of"]
    return bool(things) and all(
        parse.tag[t][:2] in ("NN", "WP")
        and parse.lemma[t] not in SEIZED
        and not is_human(parse.doc[t])
        for t in (*things, *heads)
    )


@rule("events.published")
def _published(draft: EventDraft, parse: Parse) -> bool:
    """Whether a text, a film or data are released or returned: "returned Ann Lee's letters"."""
    things = [*draft.object_tokens, *(draft.subject_tokens if draft.passive else ())]
    if draft.nominal:
        things += [o for p, o in parse.prepositions(draft.verb) if p == "of"]
    if parse.dep[draft.verb] == "acl":
        things.append(draft.verb - 1)
    return any(parse.lemma[t] in PUBLISHED for t in things)


def _one_sided(draft: EventDraft) -> bool:
    return not draft.recipients and [e.is_named for e in draft.actors] == [True]


@rule("events.to_themselves")
def _to_themselves(draft: EventDraft, parse: Parse) -> bool:
    """Whether nobody else is affected: "shut down its network", "injured her knee"."""
    joined = draft.own_subject or parse.dep[draft.verb] == "conj"
    if any(e.is_named for e in draft.recipients) or draft.passive or not joined:
        return False
    things = [o for o in draft.object_tokens if parse.pos[o] != "PROPN"]
    if draft.type == "SUPPORT" and any(_of_people(parse.lemma[o]) for o in things):
        return False  # "defended his manager"
    things += [t for o in things for p, t in parse.prepositions(o) if p == "of"]
    owners = {parse.lower[k] for o in things for k in parse.having(o, "poss")}
    subjects = [t for t in draft.subject_tokens if parse.tag[t] in ("NNS", "NNPS", "CD")]
    return bool(owners & (OWN - {"its", "his", "her"} if subjects else OWN))


def _of_people(lemma: str) -> bool:
    return lemma in KIN or lemma.endswith(("er", "or", "man", "ist"))


def _everyday(draft: EventDraft, parse: Parse) -> None:
    """Make everyday uses of a verb OTHER events, which PLOVER's types do not cover."""
    against = draft.type in AGAINST_OTHERS
    inwards = against or (draft.type, draft.lemma) in INWARDS
    one_sided = draft.type in TWO_SIDED and draft.mode != "cancel" and _one_sided(draft)
    one_sided = one_sided and draft.modality != "planned"
    if draft.mode == "phone" and _called_something(draft, parse):
        draft.type, draft.mode = "OTHER", None
    elif _only_travels(draft):
        draft.type, draft.mode = "OTHER", "travel"
    elif one_sided or (inwards and _to_themselves(draft, parse)) or _of_things(draft, parse):
        draft.type, draft.mode = "OTHER", None


@rule("events.called_something")
def _called_something(draft: EventDraft, parse: Parse) -> bool:
    """Whether "called" gives a description, not a telephone call: "Called her the greatest"."""
    verb = draft.verb
    named = [k for k in parse.having(verb, "oprd", "attr", "acomp") if k > verb]
    named += [k for k in parse.having(verb, "ccomp", "xcomp") if not parse.is_verb(k) and k > verb]
    return any(parse.doc[k].ent_type_ != "PERSON" for k in named)


@rule("events.only_travels")
def _only_travels(draft: EventDraft) -> bool:
    """Whether somebody only travels: "sent a delegation" without a destination, or goes home."""
    if draft.type == "RETREAT" and draft.mode == "return":
        return _alone(draft)
    if draft.mode != "visit":
        return False
    return not draft.recipients and all(e.type not in ("PERSON", "GPE") for e in draft.actors)


def _alone(draft: EventDraft) -> bool:
    """Whether a person only goes home and takes nothing back."""
    moved = draft.recipients or draft.object_tokens
    return not moved and bool(draft.actors) and all(e.type == "PERSON" for e in draft.actors)


@rule("events.promises", off=holds)
def _promises(draft: EventDraft) -> bool:
    """Whether future cooperation binds a state or a body, and is an agreement.

    A person who will visit, endorse or help somebody has agreed to nothing.
    """
    personal = draft.type in PERSONAL_ACTS and bool(draft.actors)
    return not personal or any(e.type != "PERSON" for e in draft.actors)


@rule("events.adjusted")
def adjusted(draft: EventDraft, parse: Parse, *, future: bool) -> None:
    """Adjust the type of future events (PLOVER's manual on AGREE, REJECT, THREATEN).

    Future cooperation is an agreement, a refusal of it ("will not") a rejection, and an announced
    conflict a threat.
    """
    _everyday(draft, parse)
    if draft.mode == "resign":
        return
    if draft.type in COOPERATION and draft.modality == "planned" and _promises(draft):
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
