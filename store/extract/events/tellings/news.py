"""Plain news: what somebody with a name did, whatever the codebook knows of the verb.

On a day that the clause gives it is a row like any other ("Chad minted a coin on Monday");
without one it is a faint row, and only the main clause of a sentence will do.
"""

from __future__ import annotations

from collections.abc import Callable, Set

from store.extract.events.grammar.arguments import Frame, frame
from store.extract.events.grammar.modality import Modalities
from store.extract.events.grammar.parse import MAIN, Parse
from store.extract.events.meaning.matching import Match, Matcher
from store.extract.events.parties.participants import Participants

DECIDING = frozenset({"decide", "choose", "vote", "resolve", "agree"})
"""Verbs whose complement is news because it was decided, if it is not known by itself."""
STATE = frozenset({"is", "are", "'s", "'re", "’s", "’re"})
"""With a participle and no day, how things are: "is allied with"."""
DEPENDENT = frozenset({"xcomp", "acl", "amod", "pcomp"})


class News:
    def __init__(
        self,
        parse: Parse,
        people: Participants,
        matcher: Matcher,
        modalities: Modalities,
        dated: Callable[[int], bool],
        cues: Set[int],
    ) -> None:
        self.parse = parse
        self.people = people
        self.matcher = matcher
        self.modalities = modalities
        self.dated = dated
        self.cues = cues
        """Verbs that tell who says something, and not what somebody did."""

    def is_told(self, arguments: Frame) -> bool:
        """By a finite verb with a named subject of its own, on a day or in a main clause."""
        parse, verb = self.parse, arguments.verb
        if verb in self.cues or parse.dep[verb] in DEPENDENT or self.modalities.negated(verb):
            return False
        finite = parse.tag[verb] == "VBD" or bool(parse.having(verb, "aux", "auxpass"))
        who = arguments.objects if arguments.passive else arguments.subjects
        if not (finite and arguments.own_subject and self._named(who[:1])):
            return False
        return self.dated(verb) or self._main(arguments)

    def is_decided(self, arguments: Frame, match: Match) -> bool:
        """A decision on what the codebook does not know."""
        if self.parse.lemma[match.verb] not in DECIDING or match.complement is None:
            return False
        known = self.matcher.match(frame(self.parse, match.complement))
        return known is None and self.is_told(arguments)

    def slots(self, arguments: Frame) -> tuple[str, ...]:
        """Where its recipient is: an object that has a name itself, nobody inside a phrase."""
        return ("dative", "obj" if self._named(arguments.objects) else "-")

    def _named(self, tokens: list[int]) -> bool:
        return any(self.people.entity(token) is not None for token in tokens)

    def _main(self, arguments: Frame) -> bool:
        verb = arguments.verb
        main = self.parse.dep[self.parse.first_conjunct(verb)] in MAIN
        auxiliaries = {self.parse.lower[k] for k in self.parse.having(verb, "auxpass")}
        if auxiliaries & STATE:
            return False
        told = self.parse.tag[verb] in ("VBD", "VBN") or self.modalities.will(verb)
        return main and bool(arguments.objects) and told
