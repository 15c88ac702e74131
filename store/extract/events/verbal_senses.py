"""Whether a verb of words has the sense that its type needs.

"Warned the rebels that it would bomb them" is a threat, "warned that fuel was low" is none. Who is
questioned about a plan is not accused, and a ministry that protests does not march.
"""

from __future__ import annotations

from collections.abc import Callable

from store.extract.events.draft import EventDraft
from store.extract.rules import holds, rule
from store.extract.syntax.arguments import VerbPhrases
from store.extract.syntax.parse import Parse

OWN_DEED = frozenset({"will", "would", "'ll", "’ll", "'d", "’d", "shall"})
"""Auxiliaries of what a speaker is about to do."""
READY = frozenset({"ready", "prepared", "willing", "poised"})
LISTENERS = frozenset({"reporter", "journalist"})


class VerbalSenses:
    """`somebody` says whether a token is a name, a pronoun, or a noun that can act."""

    def __init__(
        self, parse: Parse, somebody: Callable[[int], bool], conflicts: Callable[[int], bool]
    ) -> None:
        self.parse = parse
        self.somebody = somebody
        self.conflicts = conflicts
        """Whether a verb is one of force or of its threat."""

    def fits(self, draft: EventDraft, arguments: VerbPhrases) -> bool:
        """Whether the clause has the sense of its type."""
        lemma = self.parse.lemma[draft.verb]
        if draft.type == "THREATEN" and lemma == "warn":
            return self._threatens(draft)
        if draft.type == "ACCUSE" and lemma in ("question", "interrogate"):
            return not self._interviews(draft, arguments)
        return not (draft.type == "PROTEST" and lemma == "call" and self._describes(draft.verb))

    @rule("events.threatens", off=holds)
    def _threatens(self, draft: EventDraft) -> bool:
        """Whether somebody warns of what they would do themselves, or one name another off."""
        parse = self.parse
        for clause in self._contents(draft.verb):
            own = parse.having(clause, "nsubj")
            helping = {parse.lower[k] for k in parse.having(clause, "aux")}
            ready = any(parse.lower[k] in READY for k in (clause, *parse.kids[clause]))
            if (ready or helping & OWN_DEED) and (
                any(self._speaks_of_itself(k) for k in own) or self._of_force(clause)
            ):
                return True
        sides = (draft.actors, draft.recipients)
        named = all(any(e.is_named for e in side) for side in sides)
        forbidden = [k for k in parse.having(draft.verb, "xcomp") if parse.having(k, "neg")]
        return named and bool(forbidden)

    def _contents(self, verb: int) -> list[int]:
        """Return the verbs of what is said, also in a letter: "in a letter that it would"."""
        parse = self.parse
        below = [t for t in parse.subtree(verb) if t > verb and parse.is_verb(t)]
        return [t for t in below if parse.dep[t] in ("ccomp", "relcl", "acl")]

    def _speaks_of_itself(self, subject: int) -> bool:
        """Whether it may be the speaker: "it", "his government", "Chad"."""
        owners = self.parse.having(subject, "poss")
        pronouns = [self.parse.tag[t] in ("PRP", "PRP$") for t in (subject, *owners)]
        return any(pronouns) or self.parse.doc[subject].ent_type_ in ("GPE", "NORP")

    def _of_force(self, clause: int) -> bool:
        return any(self.conflicts(t) for t in self.parse.subtree(clause) if self.parse.is_verb(t))

    @rule("events.interviews")
    def _interviews(self, draft: EventDraft, arguments: VerbPhrases) -> bool:
        """Whether a person is asked something: "questioned Ann Lee about the plan"."""
        ways = {p for p, _ in self.parse.prepositions(draft.verb)}
        asked = "about" in ways or (draft.passive and "on" not in ways)
        return asked and any(self.somebody(o) for o in arguments.objects)

    @rule("events.calls_it_a_rally")
    def _describes(self, verb: int) -> bool:
        """Whether "called" only gives a description: "called it a short rally"."""
        parse = self.parse
        named = [k for k in parse.having(verb, "oprd", "attr", "ccomp", "xcomp") if k > verb]
        return any(not parse.is_verb(k) for k in named)

    @rule("events.protests_in_words")
    def protests_in_words(self, draft: EventDraft) -> bool:
        """Whether a protest is only words: of one person or a ministry, or "protested that"."""
        parse = self.parse
        if draft.type != "PROTEST" or parse.lemma[draft.verb] != "protest":
            return False
        told = parse.having(draft.verb, "ccomp")
        to = [parse.lemma[o] in LISTENERS for p, o in parse.prepositions(draft.verb) if p == "to"]
        ministry = any(parse.lemma[t] in ("government", "ministry") for t in draft.subject_tokens)
        return bool(told) or any(to) or ministry
