"""Verbs of speech and thought: which only tell who says something, and which tell an event.

"It rained, the paper wrote" tells of rain. "Reported a loss", "proposed taxing fuel" and "wrote
about the fire in May" are what somebody did.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Set

from store.extract import lexicon
from store.extract.events.matching import Matcher
from store.extract.events.participants import Participants
from store.extract.reporting_words import SAYING
from store.extract.rules import rule
from store.extract.syntax.arguments import VerbPhrases
from store.extract.syntax.modality import Modalities
from store.extract.syntax.parse import MAIN, Parse
from store.extract.syntax.subjects import antecedent

DECIDING = frozenset({"decide", "choose", "vote", "resolve", "agree", "opt"})
"""Verbs of decision, which is news of its day whatever follows."""
RESPONDING = frozenset("respond react reply retort counter".split())
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NOUNS = ("NOUN", "PROPN")
COUNTING = frozenset({"report", "announce", "declare", "disclose", "propose", "post"})
"""Verbs whose object may be a sum: "reported $2 billion in sales"."""
BEGINNING = frozenset({"begin", "start", "open", "continue", "end"})
ON_TOPICS = lexicon.words("events.on_topics")
"""Verbs of speech that tell enough with what is spoken of: "warned of a recession"."""
TOPICAL = frozenset({"of", "about", "for", "against", "on", "over", "at"})
DEEMING = frozenset({"deem", "declare", "rank", "rate", "judge"})
"""Verbs whose passive tells what somebody was named."""


class Reporting:
    """The verbs of speech and thought of one document."""

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

    @rule("events.reports")
    def only_reports(self, arguments: VerbPhrases) -> bool:
        """Whether it only attributes speech: "it rained, the paper wrote".

        "reported a loss", "unveiled a plan" and "was announced as a partner" are actions.
        """
        verb = arguments.verb
        contents = self.parse.having(verb, "ccomp")
        if self._runs_on(verb, contents):
            return False
        if any(k < verb for k in contents) or self._in_words(verb):
            return True
        decided = self.parse.lemma[verb] in DECIDING and self.parse.having(verb, "xcomp")
        if verb not in self.cues or decided or self._begins(arguments):
            return False
        if not contents and (
            self._expects(arguments) or self.proposes(verb) or self._tells_about(arguments)
        ):
            return False
        if arguments.passive:
            return bool(contents) or not self._is_named_something(verb)
        nouns = (*NOUNS, "NUM") if self.parse.lemma[verb] in COUNTING else NOUNS
        return bool(contents) or not any(self.parse.pos[o] in nouns for o in arguments.objects)

    def _is_named_something(self, verb: int) -> bool:
        """Whether it is what somebody was named: "announced as a partner", "deemed the winner"."""
        parse = self.parse
        name = [k for k in parse.having(verb, "oprd", "dobj") if parse.pos[k] in NOUNS]
        deemed = bool(name) and parse.lemma[verb] in DEEMING
        return deemed or any(p == "as" for p, _ in parse.prepositions(verb))

    @rule("events.runs_on")
    def _runs_on(self, verb: int, contents: list[int]) -> bool:
        """Whether the clause before it is a sentence of its own and not what it reports.

        For example "The change was clear: Lee fired nine", "Acme won in May, then it went to Chad".
        """
        parse = self.parse
        if verb in self.cues or parse.lemma[verb] in SAYING or not contents:
            return False
        first = max(contents)
        if first > verb or any(parse.doc[i].is_quote for i in range(first, verb)):
            return False
        subject = min(parse.having(verb, "nsubj", "nsubjpass"), default=verb)
        between = range(first + 1, subject)
        return any(parse.lower[i] in (":", ";") or parse.tag[i] == "CC" for i in between) or any(
            parse.lower[k] == "then" for k in parse.having(verb, "advmod")
        )

    @rule("events.begins")
    def _begins(self, arguments: VerbPhrases) -> bool:
        """Whether something begins, and nobody begins to speak: "the fair, which begins Monday"."""
        begun = self.parse.lemma[arguments.verb] in BEGINNING and self.dated(arguments.verb)
        nouns = (antecedent(self.parse, s) or s for s in arguments.subjects)
        return begun and any(
            self.matcher.noun_entry(t) is not None
            or ((named := self.people.entity(t)) is not None and named.type != "PERSON")
            for t in nouns
        )

    @rule("events.expected_on_day")
    def _expects(self, arguments: VerbPhrases) -> bool:
        """Whether something is expected on a day: "A vote is expected on Friday"."""
        verb = arguments.verb
        if not arguments.passive or self.parse.lemma[verb] != "expect" or not self.dated(verb):
            return False
        self.modalities.given[verb] = "planned"
        return True

    @rule("events.tells_about")
    def _tells_about(self, arguments: VerbPhrases) -> bool:
        """Whether somebody speaks about something: "wrote about the fire in May", "warned of war".

        "About" needs a date.
        """
        parse, verb = self.parse, arguments.verb
        if arguments.passive:
            return False
        topics = [(p, o) for p, o in parse.prepositions(verb) if parse.pos[o] in NOUNS]
        if self.dated(verb) and any(p == "about" for p, _ in parse.prepositions(verb)):
            return True
        told = parse.tag[verb] == "VBD" and parse.dep[parse.first_conjunct(verb)] in MAIN
        return told and parse.lemma[verb] in ON_TOPICS and any(p in TOPICAL for p, _ in topics)

    @rule("events.proposes")
    def proposes(self, verb: int) -> bool:
        """Whether somebody proposes to do something: "proposed taxing fuel"."""
        done = self.parse.having(verb, "xcomp")
        return self.parse.lemma[verb] == "propose" and any(self.parse.tag[k] == "VBG" for k in done)

    @rule("events.in_words")
    def _in_words(self, verb: int) -> bool:
        """Whether it only leads to what is said.

        For example "responded by saying that", or "said" whose clause the parse takes for an
        object.
        """
        parse = self.parse
        if parse.lemma[verb] in RESPONDING:
            means = [k for p in parse.having(verb, "prep") for k in parse.having(p, "pcomp")]
            means += [k for k in parse.having(verb, "advcl") if parse.tag[k] == "VBG"]
            return any(k in self.cues and parse.lemma[k] in SAYING for k in means)
        if parse.lemma[verb] != "say" or verb not in self.cues:
            return False
        behind = [t for t in parse.subtree(verb) if t > verb]
        return any(parse.tag[t] in FINITE and not self._describes(t, verb) for t in behind)

    def _describes(self, token: int, verb: int) -> bool:
        """Whether it is in a relative clause on an object of the verb."""
        way = [token, *itertools.takewhile(lambda a: a != verb, self.parse.above(token))]
        return any(self.parse.dep[t] == "relcl" for t in way)
