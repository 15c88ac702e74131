"""Whether a clause has the sense that the mode of an event outside PLOVER's types needs.

"Defeated the champion" is a game or an election; "edged lower" is neither. "Went back to Oslo" is
a journey; "went back to work" is none. What does not fit stays OTHER, in its own words.
"""

from __future__ import annotations

from collections.abc import Callable

from store.extract import lexicon
from store.extract.events.draft import EventDraft
from store.extract.rules import holds, rule
from store.extract.syntax.arguments import VerbPhrases
from store.extract.syntax.parse import Parse

DEFEATING = frozenset("defeat thrash trounce outplay edge overcome beat knock draw face".split())
FILLING = frozenset({"install", "hire", "recruit"})
"""Verbs that give somebody an office, and things a place."""
LAW = frozenset({"against", "on", "in", "with"})
NO_PLACES = lexicon.words("events.no_places")
"""Where nobody travels to: "returned to work"."""
SELF = frozenset("himself herself itself themselves myself yourself ourselves".split())
DEADLY = frozenset("kill shoot hang stab burn poison".split())
PRIZED = frozenset({"winner", "finalist", "recipient", "laureate"})
OFFICE = frozenset({"succeed", "replace"})


class ModeSenses:
    """`somebody` says whether a token is a name, a pronoun, or a noun that can act."""

    def __init__(self, parse: Parse, somebody: Callable[[int], bool]) -> None:
        self.parse = parse
        self.somebody = somebody

    def fits(self, draft: EventDraft, arguments: VerbPhrases) -> bool:
        """Whether the clause has the sense of its mode."""
        if draft.mode in ("match", "election"):
            return self._defeats(draft, arguments)
        if draft.mode == "appointment":
            return self._fills(draft, arguments) and not self.joins_in(draft)
        if draft.mode == "court":
            return self._judges(draft)
        return draft.mode != "travel" or self._goes_somewhere(draft)

    @rule("events.defeats", off=holds)
    def _defeats(self, draft: EventDraft, arguments: VerbPhrases) -> bool:
        """Whether somebody is beaten: not "prices edged lower" or "profits beat forecasts"."""
        if draft.lemma not in DEFEATING or draft.nominal or draft.passive:
            return True
        with_whom = [o for p, o in self.parse.prepositions(draft.verb) if p in ("with", "against")]
        return any(self._side(t) for t in (*arguments.objects, *with_whom))

    def _side(self, token: int) -> bool:
        """Whether it is somebody, or has a name: "the fourth seed Ann Lee"."""
        return self.somebody(token) or any(
            self.parse.pos[t] == "PROPN" for t in self.parse.subtree(token)
        )

    @rule("events.fills_office", off=holds)
    def _fills(self, draft: EventDraft, arguments: VerbPhrases) -> bool:
        """Whether it is a person who is put somewhere: not "installed software"."""
        put = arguments.objects
        return draft.lemma not in FILLING or not put or any(self.somebody(o) for o in put)

    @rule("events.joins_in")
    def joins_in(self, draft: EventDraft) -> bool:
        """Whether somebody only does what others do: "joined Chad in opposing the plan"."""
        parse = self.parse
        ways = [k for k in parse.having(draft.verb, "prep") if parse.lower[k] == "in"]
        return parse.lemma[draft.verb] == "join" and any(parse.having(k, "pcomp") for k in ways)

    @rule("events.judges", off=holds)
    def _judges(self, draft: EventDraft) -> bool:
        """Whether it is a court that rules, not a king: "ruled for nine years"."""
        parse, verb = self.parse, draft.verb
        if parse.lemma[verb] != "rule" or parse.having(verb, "ccomp", "xcomp", "dobj", "oprd"):
            return True
        return draft.passive or any(p in LAW for p, _ in parse.prepositions(verb))

    @rule("events.goes_somewhere", off=holds)
    def _goes_somewhere(self, draft: EventDraft) -> bool:
        """Whether the way leads to a place: not "returned to work" or "to criticising"."""
        parse = self.parse
        ways = [k for k in parse.having(draft.verb, "prep") if parse.lower[k] == "to"]
        below = [k for way in ways for k in parse.having(way, "pobj", "pcomp")]
        return not any(parse.tag[k] == "VBG" or parse.lemma[k] in NO_PLACES for k in below)


@rule("events.named_best")
def _best(draft: EventDraft, parse: Parse) -> bool:
    """Whether somebody is named the best of a kind, which is a prize: "named the best player"."""
    named = parse.having(draft.verb, "oprd", "attr", "dobj")
    return any(parse.tag[k] == "JJS" for n in named for k in parse.having(n, "amod"))


@rule("events.settle")
def settle(draft: EventDraft, parse: Parse) -> None:
    """Correct, in place, events that their object shows to have no second party.

    Such are a suicide, a prize, and a thing that replaces another.
    """
    own = any(parse.lower[o] in SELF for o in draft.object_tokens)
    if draft.type == "ASSAULT" and own and draft.lemma in DEADLY:
        draft.type, draft.mode, draft.recipients = "OTHER", "death", []
    below = {parse.lemma[k] for k in parse.having(draft.verb, "oprd", "attr", "dobj")}
    if (
        draft.mode == "appointment"
        and draft.lemma == "name"
        and (below & PRIZED or _best(draft, parse))
    ):
        draft.mode = "award"
    people = any(e.type == "PERSON" for e in draft.recipients)
    if draft.mode == "appointment" and draft.lemma in OFFICE and not people:
        draft.mode = None
