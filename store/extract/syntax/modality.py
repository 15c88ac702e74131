"""The modality of a verb: asserted, planned, hypothetical, negated and others."""

from __future__ import annotations

from itertools import pairwise

from store.extract import lexicon
from store.extract.rules import rule
from store.extract.syntax.conditions import VerbConditions
from store.extract.syntax.governors import Governors
from store.extract.syntax.parse import DEEP, Parse
from store.extract.syntax.verb_group import DUTY, VerbGroups
from store.reading import Modality, Status

OPEN = frozenset({"would", "could", "may", "might", "can", "ca"})
SIMULATED = frozenset({"simulated", "mock", "dummy", "imaginary", "fictional"})
MODALITY: dict[Status, Modality] = {
    "asserted": "asserted",
    "claimed": "claimed",
    "planned": "planned",
    "negated": "negated",
    "hypothetical": "hypothetical",
    "conditional": "hypothetical",
    "wished": "hypothetical",
    "asked": "hypothetical",
    "joke": "hypothetical",
    "fiction": "hypothetical",
    "habitual": "asserted",
}
"""The coarser value for each status."""
GIVEN: dict[str, Status] = {
    "planned": "planned",
    "hypothetical": "hypothetical",
    "negated": "negated",
    "claimed": "claimed",
}
HEARSAY = frozenset("allegedly reportedly supposedly purportedly apparently ostensibly".split())
WINNING = frozenset("beat defeat stun edge thrash trounce upset outlast overcome rally".split())
WON = frozenset("win claim take reach clinch secure retain capture become earn lift".split())
COMING = frozenset({"come", "rally", "fight", "battle", "bounce"})
"""Verbs for a comeback in a game ("came from behind to beat")."""
CANDIDATES = frozenset("candidate contender favourite favorite option bid attempt".split())
"""Nouns for a candidate or an option: "among the candidates to replace him"."""
PLANNING = lexicon.words("syntax.planning")
"""Words whose infinitive is planned."""
WISHING = lexicon.words("syntax.wishing")
ENABLING = lexicon.words("syntax.enabling")
"""Words whose infinitive is only possible."""
FAILING = lexicon.words("syntax.failing")
RAISING = lexicon.words("syntax.raising")
"""Words whose infinitive happens if they do."""
CONSIDERING = lexicon.words("syntax.considering")
ACCUSING = lexicon.words("syntax.accusing")
HABITUALLY = lexicon.words("syntax.habitually")
SEEN = frozenset({"see", "hear", "film", "show", "picture", "photograph"})
COMPARING = frozenset({"like", "unlike"})
WITHOUT = frozenset({"without", "than"})
NEITHER = frozenset({"or", "nor"})
FIRST = frozenset({"first", "second", "third", "last", "latest", "only", "next"})
CAUSING = frozenset({"help", "let", "make", "watch", "see", "hear"})
"""Verbs with a bare infinitive that has a subject of its own."""
PROVING = frozenset("prove show demonstrate establish ensure guarantee verify determine".split())
"""Verbs whose clause is true only if they happen."""
WANTING = frozenset({"want", "wish", "prefer", "like"})
"""Verbs of a wish if the infinitive has a subject of its own ("wants them to go")."""
NOT_QUITE = frozenset({"almost", "nearly"})
MULTIPLES = frozenset({"double", "triple", "treble", "quadruple", "halve"})
"""Verbs of a figure, which "nearly" makes inexact: "sales nearly doubled"."""


@rule("status.either_number")
def either_number(parse: Parse, verb: int) -> bool:
    """Whether a question only asks which of two numbers is right, and so takes the rest for true:
    "Did Kenya win 41 seats or 42?" """
    last = parse.bounds[parse.sentence[verb]][1]
    numbers = [i for i in range(verb, last) if parse.tag[i] == "CD"]
    return any(
        other - one > 2 and parse.lower[other - 1] == "or" and parse.lower[last - 1] == "?"
        for one, other in pairwise(numbers)
    )


class Modalities:
    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.groups = VerbGroups(parse)
        self.conditions = VerbConditions(self.groups)
        self.governors = Governors(self.groups)
        self.given: dict[int, Status] = {}

    def give(self, verb: int, governor: int, modality: str | None) -> None:
        """Set the status that a governing verb gives to its complement ("tried to").

        After "began to" and the like the complement has the status of the governor.
        """
        own = self.of(governor)
        given: Status = GIVEN[modality] if modality and own == "asserted" else own
        if self._among_first(governor):
            given = own
        if given == "planned" and self._wants_another(verb, governor):
            given = "wished"
        for token in self.parse.conjuncts(verb):
            self.given[token] = given

    def of(self, verb: int) -> Modality:
        """Return the coarse modality for the status of a verb."""
        return MODALITY[self.status(verb)]

    def status(self, verb: int, depth: int = DEEP) -> Status:
        """Return the strongest status from the verb and from the clauses that govern it."""
        if self.groups.negated(verb):
            return "negated"
        if verb in self.given:
            return self.given[verb]
        told = self._from_words(verb)
        if told is not None:
            return told
        if self.conditions.is_one(verb):
            return "conditional"
        auxiliaries = self.groups.auxiliaries(verb)
        if self.groups.will(verb) or self.groups.is_going(verb) or self.groups.is_to(verb):
            return "conditional" if self.conditions.has_one(verb) else "planned"
        if auxiliaries & DUTY:
            return "wished"
        if auxiliaries & OPEN:
            return "conditional"
        return "conditional" if self._of_any(verb, depth) else self._from_above(verb, depth)

    def _from_words(self, verb: int) -> Status | None:
        """Return the status given by an adverb or by the governing word.

        Examples: "allegedly attacked", "denied attacking", "rejected claims that they attacked",
        "it is not true that".
        """
        parse = self.parse
        adverbs = {parse.lower[k] for k in parse.having(verb, "advmod")}
        if adverbs & NOT_QUITE and parse.lemma[verb] not in MULTIPLES:
            return "hypothetical"
        if (adverbs & HABITUALLY and parse.tag[verb] != "VB") or self.groups.used_to(verb):
            return "habitual"
        if self.governors.is_subjunctive(verb):
            return "wished"
        return self.governors.status(verb) or (
            "claimed" if adverbs & HEARSAY and not self.groups.will(verb) else None
        )

    @rule("status.wants_another")
    def _wants_another(self, verb: int, governor: int) -> bool:
        """Whether somebody wants another to do it: "wants Kenya to leave"."""
        own = self.parse.having(verb, "nsubj")
        return bool(own) and self.parse.lemma[governor] in WANTING

    @rule("status.caused")
    def _caused(self, verb: int, governor: int) -> bool:
        """Whether it is a bare infinitive with its own subject: "to help them win"."""
        parse = self.parse
        bare = parse.tag[verb] == "VB" or parse.is_invariant(verb)
        bare = bare and not parse.having(verb, "aux", "mark")
        return bare and parse.dep[verb] == "ccomp" and parse.lemma[governor] in CAUSING

    @rule("status.wanted")
    def _wanted(self, verb: int, governor: int) -> bool:
        """Whether somebody wants it done: "wants the mayor removed"."""
        bare = self.parse.tag[verb] == "VBN" and not self.parse.having(verb, "aux", "auxpass")
        below = self.parse.dep[verb] in ("ccomp", "xcomp")
        return bare and below and self.parse.lemma[governor] in WANTING

    @rule("status.when_ahead")
    def _when_ahead(self, verb: int, depth: int) -> bool:
        """Whether a "when" clause tells of a plan's day: "will win on Tuesday, when Chad votes"."""
        parse = self.parse
        if parse.dep[verb] not in ("relcl", "advcl") or parse.having(verb, "aux", "auxpass"):
            return False
        present = parse.tag[verb] in ("VBZ", "VBP") or parse.is_invariant(verb)
        if not present or all(parse.lower[k] != "when" for k in parse.kids[verb]):
            return False
        above = next((a for a in parse.above(verb) if parse.is_verb(a)), None)
        return above is not None and self.status(above, depth - 1) == "planned"

    @rule("status.is_way")
    def _is_way(self, gerund: int) -> int | None:
        """Return the finite verb that it is the way of: "could help by telling them that"."""
        parse, by = self.parse, self.parse.head[gerund]
        if parse.dep[gerund] != "pcomp" or parse.lower[by] != "by":
            return None
        verb = parse.head[by]
        infinitive = "to" in self.groups.auxiliaries(verb)  # "were able to win by waiting"
        return verb if parse.is_verb(verb) and not infinitive else None

    @rule("status.unproved")
    def _unproved(self, verb: int, governor: int, depth: int) -> bool:
        """Whether it is what somebody has yet to prove: "is to prove that he left"."""
        if self.parse.dep[verb] != "ccomp" or self.parse.lemma[governor] not in PROVING:
            return False
        above = MODALITY[self.status(governor, depth - 1)]
        return above in ("planned", "hypothetical")

    def _from_above(self, verb: int, depth: int) -> Status:
        """Return the status that a verb without an auxiliary inherits from its governor."""
        parse = self.parse
        dep, governor = parse.dep[verb], parse.head[verb]
        if is_result(parse, verb):
            return self.status(governor, depth - 1) if depth else "asserted"
        if dep in ("advcl", "acl", "relcl", "xcomp") and "to" in self.groups.auxiliaries(verb):
            return self._infinitive(verb, depth)
        if parse.tag[verb] == "VBG" and not parse.having(verb, "aux"):
            named = self._gerund(verb)
            if named is not None:
                return named
        if not depth:
            return "asserted"
        if self._when_ahead(verb, depth):
            return "planned"
        way = self._is_way(verb)
        if way is not None:
            above = self.status(way, depth - 1)
            return above if MODALITY[above] in ("planned", "hypothetical") else "asserted"
        return self._from_clause(verb, depth) if parse.is_verb(governor) else "asserted"

    def _from_clause(self, verb: int, depth: int) -> Status:
        """Return the status that a clause inherits from the verb that governs it."""
        parse = self.parse
        dep, governor = parse.dep[verb], parse.head[verb]
        if self._caused(verb, governor):
            return self.status(governor, depth - 1)
        if self._unproved(verb, governor, depth):
            return "hypothetical"
        if self._wanted(verb, governor):
            return "wished"
        if dep == "advcl" and parse.tag[verb] == "VBG" and not parse.having(verb, "aux"):
            above = self.status(governor, depth - 1)  # "is expected to leave, ending the war"
            return above if MODALITY[above] in ("planned", "hypothetical") else "asserted"
        if dep == "conj" and not parse.having(verb, "aux", "nsubj"):
            above = self.status(governor, depth - 1)
            joined = {parse.lower[k] for k in parse.having(governor, "cc")}
            return "asserted" if above == "negated" and not joined & NEITHER else above
        if dep == "xcomp" and parse.lemma[governor] in SEEN and parse.tag[governor] == "VBN":
            return "asserted"  # "can be heard asking"
        return self.status(governor, depth - 1) if dep == "xcomp" else "asserted"

    @rule("status.of_any")
    def _of_any(self, verb: int, depth: int) -> bool:
        """Whether it describes any of a kind: "women who are raped should be heard"."""
        parse, noun = self.parse, self.parse.head[verb]
        if parse.dep[verb] not in ("relcl", "acl") or parse.tag[noun] != "NNS" or not depth:
            return False
        governor = parse.head[noun]
        which = parse.having(noun, "det", "poss", "nummod", "compound", "nmod")
        if which or not parse.is_verb(governor):
            return False
        above = self.status(governor, depth - 1)
        return above == "habitual" or MODALITY[above] == "hypothetical"

    def _infinitive(self, verb: int, depth: int) -> Status:
        """Return the status of an infinitive from the word that governs it.

        Such words are "plans to", "wants to", "is able to", "fails to" and "continues to". Without
        one of them the infinitive is a purpose.
        """
        parse = self.parse
        dep, governor = parse.dep[verb], parse.head[verb]
        word = parse.lemma[governor]
        if word in CANDIDATES:
            return "wished"
        if word in FAILING:
            return "asserted" if self.groups.negated(governor) else "negated"
        if dep == "relcl" and any(parse.lower[k] in FIRST for k in parse.having(governor, "amod")):
            return "asserted"  # "the first to win"
        if dep == "advcl" and self._among_first(governor):
            return "asserted"
        if word in PLANNING:
            return "planned"
        if word in RAISING and depth:
            return self.status(governor, depth - 1)
        if word in ENABLING:
            return "conditional"
        return "planned" if dep == "xcomp" and word not in WISHING else "wished"

    @rule("status.among_first")
    def _among_first(self, governor: int) -> bool:
        """Whether somebody was among those who did it: "was one of the first states to sign"."""
        parse = self.parse
        if parse.lemma[governor] != "be":
            return False
        nouns = parse.having(governor, "attr")
        nouns += [o for n in nouns for p, o in parse.prepositions(n) if p == "of"]
        kids = [k for n in nouns for k in parse.having(n, "amod")]
        return any(parse.lower[k] in FIRST or parse.tag[k] == "JJS" for k in kids)

    def _gerund(self, verb: int) -> Status | None:
        """Return the status of a gerund that is only mentioned, or None.

        Examples: "considers leaving", "accused of leaving", "without leaving", "like leaving".
        """
        parse = self.parse
        above = parse.head[verb]
        if parse.dep[verb] in ("xcomp", "dobj") and parse.lemma[above] in CONSIDERING:
            return "conditional"
        if parse.dep[verb] != "pcomp":
            return None
        preposition = parse.lower[above]
        word = parse.lemma[parse.head[above]]
        if preposition in COMPARING:
            return "joke"
        if preposition in WITHOUT or (preposition == "of" and parse.lower[above - 1] == "instead"):
            return "negated"
        if preposition in ("of", "with", "for") and word in ACCUSING:
            return "claimed"
        if preposition in ("of", "for", "about") and word in CONSIDERING:
            return "conditional"
        return None

    def simulated(self, verb: int) -> bool:
        """Whether the event is simulated: "in a simulated attack", "bombed a mock airfield"."""
        parse = self.parse
        nouns = [*parse.having(verb, "dobj"), *(o for _, o in parse.prepositions(verb))]
        return any(
            parse.lower[k] in SIMULATED for n in nouns for k in parse.having(n, "amod", "compound")
        )


def is_result(parse: Parse, verb: int) -> bool:
    """Whether an infinitive is the result of a game, no purpose: "beat Chad to win the title"."""
    if parse.tag[verb] == "VB" and parse.dep[verb] == "conj":
        return is_result(parse, parse.head[verb])
    if parse.tag[verb] != "VB" or parse.dep[verb] not in ("advcl", "xcomp"):
        return False
    governor = parse.head[verb]
    if parse.lemma[governor] in COMING and parse.lemma[verb] in WON | WINNING:
        between = parse.lower[governor + 1 : verb]
        return "back" in between or "behind" in between
    return parse.lemma[verb] in WON and parse.lemma[governor] in WINNING
