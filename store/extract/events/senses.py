"""Whether a clause has the sense that the type of its verb needs.

"Shot the guard" is an assault; "shot up by two percent" and "hit the airwaves" are not. The
codebook recognises a verb by its phrase. Here the object, the subject and the particle must agree
with the type. If they do not, the clause is an OTHER event in its own words.
"""

from __future__ import annotations

from store.extract import lexicon
from store.extract.events.acting_nouns import STRIKABLE, ActingNouns
from store.extract.events.codebook import Entry
from store.extract.events.draft import CONFLICT, COOPERATION, EventDraft
from store.extract.events.matching import CodebookMatch, Matcher
from store.extract.events.mode_senses import DEADLY, SELF, ModeSenses
from store.extract.events.participants import Participants
from store.extract.events.verbal_senses import VerbalSenses
from store.extract.rules import holds, rule
from store.extract.syntax.arguments import VerbPhrases, frame
from store.extract.syntax.parse import Parse
from store.extract.syntax.subjects import DOCUMENTS

VIOLENT = lexicon.words("events.violent")
"""Verbs that mean violence with any object."""
FORCE = lexicon.words("events.force")
"""People who beat with hands or weapons, and what they beat with."""
CAUSES = frozenset("against for over outside at".split())
MARCHING = frozenset({"march", "rally", "demonstrate"})
LETHAL = frozenset("execute murder stab lynch behead".split())
THINGS = frozenset({"it", "this", "that"})
LOYAL = frozenset({"up"})
"""Particles that keep the violent sense: "beat up", "shot up the shop"."""
ASKING = frozenset("whether if why how what when where who".split())
FITTING = frozenset({"equip", "supply"})
"""Verbs that also tell what a thing has: "is equipped with radar"."""
WEAPONS = lexicon.words("events.weapons")
REMOVING = frozenset({"eliminate", "liquidate"})
RETURNED = frozenset({"shoot", "fire", "hit", "strike", "punch"})
BEATING = frozenset("beat whip rout trounce thrash crush batter clobber".split())
VOWING = frozenset({"promise", "vow", "pledge", "swear"})
ASSURING = frozenset({"agree", "pledge", "promise", "guarantee", "swear"})
WORDY = frozenset("attack assail assault blast savage".split())
"""Verbs of attacks that are made in words on whatever cannot be struck."""
TACKLED = lexicon.words("events.tackled")
"""What is attacked by somebody who deals with it."""
MAINTAINED = DOCUMENTS | frozenset(
    "decision ruling plan policy claim statement comment remark position word story promise pledge "
    "proposal view choice verdict assessment allegation account".split()
)
"""Things that somebody "stands by"."""
RAISING = frozenset({"raise", "cast", "draw"})
SUBJECTS = ("nsubj", "nsubjpass", "expl")
PROMISING = frozenset({"should", "will", "would", "must", "to", "'ll"})
GIVING_WAY = frozenset({"allow", "permit", "let"})
FORCING = frozenset({"force", "compel"})


class Senses:
    """The senses of the verbs of one document."""

    def __init__(self, parse: Parse, people: Participants, matcher: Matcher) -> None:
        self.parse = parse
        self.people = people
        self.matcher = matcher
        self.nouns = ActingNouns(parse, people, matcher)
        self.modes = ModeSenses(parse, self.nouns.is_somebody)
        self.words = VerbalSenses(parse, self.nouns.are_people, self._harms)

    @rule("events.other_sense")
    def is_other(self, draft: EventDraft, arguments: VerbPhrases, match: CodebookMatch) -> bool:
        """Whether the verb does not have the sense of its type."""
        if not self.words.fits(draft, arguments) or self._is_measured(match):
            return True
        return not self._fits(draft, arguments, match)

    def _fits(self, draft: EventDraft, arguments: VerbPhrases, match: CodebookMatch) -> bool:
        if draft.type == "OTHER":
            return self.modes.fits(draft, arguments)
        if match.noun is not None and self.matcher.noun_entry(match.noun) is not None:
            return True
        if draft.type in CONFLICT:
            return self._conflicts(draft, arguments, match)
        if draft.type in COOPERATION:
            return self._cooperates(draft, arguments, match)
        if draft.type == "REQUEST":
            return not self._asks(draft)
        if draft.type == "AGREE":
            return self._agrees(draft, match)
        if draft.type == "ACCUSE" and draft.lemma in RAISING:
            return self.nouns.acted(arguments.subjects)
        return draft.type != "THREATEN" or self.nouns.acted(arguments.subjects)

    def _cooperates(self, draft: EventDraft, arguments: VerbPhrases, match: CodebookMatch) -> bool:
        if draft.type == "CONCEDE":
            return self._gives_way(draft, arguments)
        if draft.type == "AID":
            return self._helps(draft, arguments, match)
        if self.modes.joins_in(draft) or self._only_stands(draft, match):
            return False
        return draft.type != "CONSULT" or self._meets(draft, arguments)

    def correct(self, draft: EventDraft, match: CodebookMatch) -> None:
        """Correct, in place, the type of an event that is news all the same.

        Such are an opinion that people share, a vow against somebody, what is removed, and an
        attack on an idea.
        """
        if self._shares_opinion(draft) or self._removes(draft):
            draft.type, draft.mode = "OTHER", None
        elif draft.type == "AGREE" and self.parse.lemma[draft.verb] in VOWING:
            self._vows(draft, match)
        elif self._attacks_idea(draft, match) or self.words.protests_in_words(draft):
            draft.type, draft.mode = "ACCUSE", None

    @rule("events.attacks_idea")
    def _attacks_idea(self, draft: EventDraft, match: CodebookMatch) -> bool:
        """Whether an idea or a measure is attacked, in words: "attacked the new tax"."""
        if draft.type != "ASSAULT" or draft.lemma not in WORDY or not _bare(match.entry):
            return False
        attacked = self.parse.having(draft.verb, "dobj", "nsubjpass")
        nouns = [t for t in attacked if self.parse.pos[t] == "NOUN"]
        if not nouns or len(nouns) < len(attacked) or self._armed(draft):
            return False
        return not any(self.nouns.is_strikable(t) or self.parse.lemma[t] in TACKLED for t in nouns)

    @rule("events.measured_support")
    def _is_measured(self, match: CodebookMatch) -> bool:
        """Whether it is a share of those asked: "had 38 percent support in a poll"."""
        parse = self.parse
        noun = match.noun
        if noun is None or parse.lemma[noun] not in ("support", "backing"):
            return False
        before = [t for k in parse.having(noun, "compound", "nummod") for t in parse.subtree(k)]
        return any(parse.lower[t] in ("percent", "%") for t in before)

    @rule("events.only_stands")
    def _only_stands(self, draft: EventDraft, match: CodebookMatch) -> bool:
        """Whether somebody only stands somewhere: "stood by the gate", "with her head bowed"."""
        parse = self.parse
        if draft.type != "SUPPORT" or draft.lemma != "stand" or not match.tokens:
            return False
        beside = [o for k in match.tokens for o in parse.having(k, "pobj")]
        return bool(beside) and not any(
            self.nouns.are_people(o)
            or parse.lemma[o] in MAINTAINED
            or (parse.having(o, "poss") and parse.lemma[o] not in STRIKABLE)
            for o in beside
        )

    @rule("events.shared_opinion")
    def _shares_opinion(self, draft: EventDraft) -> bool:
        """Whether people say that something is so: "agree that it helps"."""
        parse = self.parse
        agreeing = draft.type == "AGREE" and parse.lemma[draft.verb] in ASSURING
        ways = [o for p, o in parse.prepositions(draft.verb) if p in ("on", "upon", "to")]
        agreeing = agreeing and all(parse.doc[o].ent_type_ in ("DATE", "TIME") for o in ways)
        told = parse.having(draft.verb, "ccomp") if agreeing else []
        return any(
            parse.having(k, *SUBJECTS)
            and not {parse.lower[a] for a in parse.having(k, "aux")} & PROMISING
            for k in told
        )

    @rule("events.removes")
    def _removes(self, draft: EventDraft) -> bool:
        """Whether something or somebody is removed without arms: "eliminated jobs"."""
        removed = draft.type == "ASSAULT" and draft.lemma in REMOVING
        return removed and not self._armed(draft)

    @rule("events.vows_harm")
    def _vows(self, draft: EventDraft, match: CodebookMatch) -> None:
        """Make a vow against somebody a threat: "promised to bomb the camps"."""
        if match.complement is None:
            return
        vowed = self.matcher.match(frame(self.parse, match.complement))
        if self._harms(match.complement):
            draft.type = "THREATEN"
        elif vowed is not None and vowed.entry.type in ("ACCUSE", "REJECT"):
            draft.type = "OTHER"

    def _harms(self, verb: int) -> bool:
        """Whether the codebook has the verb for a use of force."""
        found = self.matcher.match(frame(self.parse, verb))
        return found is not None and found.entry.type in CONFLICT

    def _conflicts(self, draft: EventDraft, arguments: VerbPhrases, match: CodebookMatch) -> bool:
        if draft.type == "ASSAULT":
            return self._strikes(draft, arguments, match)
        if draft.type == "COERCE":
            return self._forces(draft, arguments)
        return draft.type != "PROTEST" or self._protests(draft, arguments)

    @rule("events.strikes", off=holds)
    def _strikes(self, draft: EventDraft, arguments: VerbPhrases, match: CodebookMatch) -> bool:
        """Whether the object can be struck, and no particle changes the sense."""
        objects = arguments.objects
        particles = self._particles(draft.verb, match)
        if particles - LOYAL or (particles and not objects):
            return False
        if self._answers(draft):
            return False
        if not _bare(match.entry):
            return True
        if self._wins(draft) or self._reflexive(objects):
            return False
        if draft.lemma in ("execute", "grapple") and not any(
            self.nouns.are_people(o) for o in objects
        ):
            return False
        if draft.lemma in LETHAL and all(self.parse.lower[o] in THINGS for o in objects):
            return not objects
        if draft.lemma in VIOLENT or not objects:
            return True
        struck = objects[:1] if draft.lemma == "hit" else objects
        return any(self.nouns.is_strikable(o) for o in struck)

    @rule("events.answers")
    def _answers(self, draft: EventDraft) -> bool:
        """Whether somebody answers in words: "shot back", "fired back at the remarks"."""
        back = any(self.parse.lower[k] == "back" for k in self.parse.having(draft.verb, "advmod"))
        return back and draft.lemma in RETURNED and not self._armed(draft)

    def _armed(self, draft: EventDraft) -> bool:
        """Whether the sentence tells of arms or force, beside the verb."""
        inside = range(*self.parse.bounds[self.parse.sentence[draft.verb]])
        words = {self.parse.lemma[i] for i in inside if i != draft.verb}
        return bool(words & (FORCE | WEAPONS | VIOLENT | DEADLY))

    @rule("events.contest")
    def _wins(self, draft: EventDraft) -> bool:
        """Whether one person beats another in a contest, without force: "Ann beat Bob"."""
        if draft.lemma not in BEATING or draft.passive:
            return False
        sides = [*draft.actors[:1], *draft.recipients[:1]]
        if len(sides) < 2 or not all(e.type == "PERSON" and e.is_named for e in sides):
            return False
        return not any(
            self.parse.lemma[i] in FORCE
            for i in range(*self.parse.bounds[self.parse.sentence[draft.verb]])
        )

    @rule("events.reflexive")
    def _reflexive(self, objects: list[int]) -> bool:
        """Whether an object is a reflexive pronoun."""
        return any(self.parse.lower[o] in SELF for o in objects)

    @rule("events.forces", off=holds)
    def _forces(self, draft: EventDraft, arguments: VerbPhrases) -> bool:
        """Whether somebody forces others, in person or by an order.

        Not "shortages forced the plant to".
        """
        if draft.lemma in FORCING and draft.passive and not draft.actors:
            return False
        if self._reflexive(arguments.objects):
            return False
        return self.nouns.acted(arguments.subjects)

    @rule("events.protests", off=holds)
    def _protests(self, draft: EventDraft, arguments: VerbPhrases) -> bool:
        """Whether there is a crowd, a cause or a target.

        Not "rallied to win" or "demonstrated restraint".
        """
        parse, verb = self.parse, draft.verb
        if parse.lemma[verb] not in MARCHING:
            return True
        if arguments.objects and not draft.passive:
            return False
        if parse.having(verb, "ccomp", "prt"):
            return False
        if any(preposition in CAUSES for preposition, _ in parse.prepositions(verb)):
            return True
        return not arguments.subjects or any(self.nouns.is_crowd(s) for s in arguments.subjects)

    @rule("events.meets", off=holds)
    def _meets(self, draft: EventDraft, arguments: VerbPhrases) -> bool:
        """Whether two sides meet: not "he discussed his plan" or "was met with chants"."""
        parse, verb = self.parse, draft.verb
        if draft.passive and draft.lemma == "meet":
            return not any(p == "with" for p, _ in parse.prepositions(verb))
        if draft.lemma != "discuss" or draft.recipients or len(draft.actors) > 1:
            return True
        if parse.tag[verb] == "VBG":
            return True  # "visited Chad, discussing trade"
        subjects = arguments.subjects
        many = any(parse.tag[s] in ("NNS", "NNPS") or parse.having(s, "conj") for s in subjects)
        return many or draft.passive or not subjects

    @rule("events.gives_way", off=holds)
    def _gives_way(self, draft: EventDraft, arguments: VerbPhrases) -> bool:
        """Whether somebody who could have refused yields to somebody else."""
        if self._reflexive(arguments.objects):
            return False
        if draft.lemma not in GIVING_WAY:
            return True
        moved = not arguments.objects or any(self.nouns.are_people(o) for o in arguments.objects)
        return self.nouns.acted(arguments.subjects) and moved

    @rule("events.helps", off=holds)
    def _helps(self, draft: EventDraft, arguments: VerbPhrases, match: CodebookMatch) -> bool:
        """Whether somebody helps: not a show that "helps her", or who "was armed with a knife"."""
        given = _bare(match.entry) or draft.lemma in FITTING
        if draft.passive and not draft.actors and given:
            return False
        return self.nouns.acted(arguments.subjects)

    @rule("events.asks_question")
    def _asks(self, draft: EventDraft) -> bool:
        """Whether it is a question or a description, not a demand.

        For example "asked whether she would run", "told him how it works", "called her unfit".
        """
        if draft.lemma not in ("ask", "tell", "call"):
            return False
        if draft.lemma == "call":
            described = self.parse.having(draft.verb, "ccomp", "xcomp", "oprd")
            return any(self.parse.tag[k] in ("VBN", "JJ", "NN") for k in described)
        told = draft.object_tokens if draft.lemma == "tell" and not draft.passive else []
        if told and not any(self.nouns.are_people(o) for o in told):
            return True  # "told the story to show that"
        clauses = self.parse.having(draft.verb, "ccomp")
        clauses += self.parse.having(draft.verb, "advcl")
        words = {self.parse.lower[k] for c in clauses for k in self.parse.kids[c]}
        return bool(words & ASKING)

    @rule("events.agrees", off=holds)
    def _agrees(self, draft: EventDraft, match: CodebookMatch) -> bool:
        """Whether "is ready to" and the like promise cooperation; true for all other verbs."""
        if self.parse.lemma[draft.verb] != "be" or match.complement is None:
            return True
        promised = self.matcher.match(frame(self.parse, match.complement))
        return promised is not None and promised.entry.type in COOPERATION | {"AGREE", "noun"}

    def _particles(self, verb: int, match: CodebookMatch) -> set[str]:
        """Return the particles that the phrase of the codebook does not have."""
        particles = self.parse.having(verb, "prt")
        return {self.parse.lower[k] for k in particles if k not in match.tokens}


def _bare(entry: Entry) -> bool:
    """Whether the entry is a verb alone, whose phrase does not show its sense."""
    return not entry.words
