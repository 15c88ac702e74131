"""Open predicates: events of clauses whose verb is in no table.

A launch, a goal, a wedding, a price or a record is news by its form: a finite verb in the past, a
plan or a date, and a named participant. Such a clause is an event of type OTHER with its own words.
"""

from __future__ import annotations

from collections.abc import Callable, Set

from store.extract import lexicon
from store.extract.events.codebook import SAME
from store.extract.events.matching import CodebookMatch, Matcher
from store.extract.events.participants import Participants
from store.extract.events.partners import MEANT
from store.extract.events.reporting import DECIDING, Reporting
from store.extract.events.states_and_counts import (
    is_before_court,
    is_content,
    is_due,
    is_told_count,
    is_told_state,
    only_describes,
)
from store.extract.rules import holds, nothing, rule
from store.extract.syntax.arguments import VerbPhrases, frame
from store.extract.syntax.modality import Modalities
from store.extract.syntax.parse import MAIN, Parse
from store.extract.syntax.subjects import antecedent

PLANNING = DECIDING | frozenset("plan intend expect schedule set prepare move".split())
"""Verbs whose complement somebody will do."""
TRYING = frozenset({"seek", "attempt", "fail"})
"""Verbs whose past tense is what somebody did, whatever came of it."""
STATE = frozenset({"is", "are", "'s", "'re", "’s", "’re"})
"""Verbs that describe a state with a participle and without a date: "is allied with"."""
HAPPENING = lexicon.words("events.happening")
STATIVE = lexicon.words("events.stative")
EMPTY = lexicon.words("events.empty_subjects")
NOT_TOLD = frozenset({"hypothetical", "negated"})
SUBORDINATE = frozenset({"relcl", "ccomp", "advcl"})
FOLLOWING = frozenset({"when", "after", "before", "as"})
"""Conjunctions of an adverbial clause that is an event of its own."""
WHOLE_PHRASES = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
"""Relations of a noun that is in no other noun's phrase."""
DAILY = frozenset(
    "appear keep have see feel stand hang range total average wait walk let remain".split()
)
"""Verbs of state that tell what happened on a day."""
BESIDES = frozenset({"while", "since", "until", "though", "although", "because", "where"})
"""Conjunctions of an adverbial clause that is an event of its own if it has a date."""
SAYING_MORE = frozenset("prep xcomp ccomp acomp attr oprd prt dative advcl npadvmod".split())
"""Relations of what completes a verb without an object."""
PEOPLE = frozenset({"PERSON", "NORP"})
PARTS = frozenset({"head", "face", "opposition"})
"""Nouns for people that are mostly something else as an object."""
CHANGED = frozenset("up down unchanged higher lower percent %".split())
SHARES = frozenset({"%", "percent", "points"})
STANDING = frozenset("lead trail favor favour support back view approve disapprove poll".split())
"""Verbs of a poll, whose present tense is that of its day."""
TALKING = frozenset({"speak", "talk"})
DECLINING = frozenset({"refuse", "decline"})
ANSWERING = frozenset(
    "comment answer elaborate predict estimate specify identify discuss speculate".split()
)
TITLED = 0.7
"""The share of capitalised words from which on a sentence is a headline."""
SHOWING = frozenset("show find suggest indicate reveal put give conclude".split())
FINDERS = frozenset({"poll", "survey", "census", "index"})
"""Nouns for what finds a figure."""
ANSWERS = STANDING | {"say", "think", "believe", "rate", "call", "want", "plan", "report", "tell"}
"""Verbs of what a share of those who were asked answers."""
POLLED = 4
"""How many sentences before an answer may tell of its poll."""
DUE = frozenset({"due", "set", "scheduled", "slated", "about"})
"""Adjectives of what is to be on a day or soon."""
BESIDE = frozenset("acomp advmod attr npadvmod prep prt".split())
HEADLINES = 2
"""How many sentences may report news in the present tense."""


class OpenPredicates:
    """The clauses of one document that are news by their form."""

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
        self.reporting = Reporting(parse, people, matcher, modalities, dated, cues)

    def is_news(self, arguments: VerbPhrases, *, governing: bool = False) -> bool:
        """Whether a clause reports an event or a plan.

        It needs a tense, a subject that the text names, and a place in the sentence where news is
        reported. `governing` says that a verb below it gives the content.
        """
        parse, verb = self.parse, arguments.verb
        state = parse.lemma[verb] in STATIVE and not (
            self.is_figure(verb)
            or self.is_finding(arguments)
            or self.is_of_its_day(arguments)
            or is_told_state(parse, self.people, self.dated, verb)
            or is_due(parse, self.dated, verb)
            or is_before_court(parse, verb)
            or is_told_count(parse, verb)
        )
        if state or (not governing and self._reports(arguments)):
            return False
        if self.says_nothing(verb) or self.is_teaser(verb) or only_describes(parse, verb):
            return False
        if not (self._has_party(arguments) and self._stands_out(arguments)):
            return False
        if not self._says_enough(arguments):
            return False
        return self._has_tense(verb) and self.modalities.of(verb) not in NOT_TOLD

    @rule("events.of_its_day")
    def is_of_its_day(self, arguments: VerbPhrases) -> bool:
        """Whether a verb of state tells of a day: "They appeared in court on Monday".

        What somebody had then counts if it is a figure: "Chad had 90 cases in May".
        """
        parse, verb = self.parse, arguments.verb
        coming = parse.lemma[verb] == "appear" and self.modalities.groups.will(verb)
        told = parse.tag[verb] == "VBD" or coming
        if not told or parse.dep[parse.first_conjunct(verb)] not in MAIN:
            return False
        if parse.lemma[verb] not in DAILY or not (self.dated(verb) and arguments.own_subject):
            return False
        counted = {t for o in arguments.objects for t in (o, *parse.kids[o])}
        return parse.lemma[verb] != "have" or any(parse.pos[t] == "NUM" for t in counted)

    @rule("events.says_nothing")
    def says_nothing(self, verb: int) -> bool:
        """Whether somebody declines to speak, or to be named.

        For example "refused to answer", "declined comment", "spoke on condition of anonymity".
        """
        parse = self.parse
        if parse.lemma[verb] in TALKING:
            return any(parse.lower[t] == "anonymity" for t in parse.subtree(verb))
        below = parse.having(verb, "xcomp", "dobj")
        return parse.lemma[verb] in DECLINING and any(parse.lemma[k] in ANSWERING for k in below)

    @rule("events.teaser")
    def is_teaser(self, verb: int) -> bool:
        """Whether it is a headline that keeps its point back: "Lee Just Got Some Bad News"."""
        parse = self.parse
        if not any(parse.lower[k] == "just" for k in parse.having(verb, "advmod")):
            return False
        first, last = parse.bounds[parse.sentence[verb]]
        words = [parse.doc[i] for i in range(first, last) if parse.doc[i].is_alpha]
        return sum(word.text[0].isupper() for word in words) > TITLED * len(words)

    @rule("events.figure")
    def is_figure(self, verb: int) -> bool:
        """Whether it gives a figure.

        For example "shares were down 3 percent", "prices were higher today", "she leads him by 5
        points".
        """
        parse = self.parse
        if parse.lemma[verb] in STANDING:
            words = {parse.lower[t] for t in parse.subtree(verb) if t > verb}
            return bool(words & SHARES)
        if parse.lemma[verb] != "be" or parse.tag[verb] != "VBD":
            return False
        beside = [k for k in parse.kids[verb] if parse.dep[k] in BESIDE and k > verb]
        near = {t for k in beside for t in (k, *parse.kids[k])}
        near |= {t for k in near for t in parse.kids[k]}
        changed = any(parse.lower[t] in CHANGED for t in near)
        return changed and (any(parse.pos[t] == "NUM" for t in near) or self.dated(verb))

    @rule("events.says_enough", off=holds)
    def _says_enough(self, arguments: VerbPhrases) -> bool:
        """Whether the clause has enough content: a complement, a date, or a verb of the codebook.

        "the company answers" and "the machines moved" have too little.
        """
        parse, verb = self.parse, arguments.verb
        if arguments.passive or arguments.objects or parse.lemma[verb] in self.matcher.book.verbs:
            return True
        behind = any(k > verb and parse.dep[k] in SAYING_MORE for k in parse.kids[verb])
        return behind or self.dated(verb)

    def _reports(self, arguments: VerbPhrases) -> bool:
        return not self.is_finding(arguments) and self.reporting.only_reports(arguments)

    @rule("events.finding")
    def is_finding(self, arguments: VerbPhrases) -> bool:
        """Whether it is what a poll found.

        For example "The poll showed her leading with 46 percent", "In a poll, Acme found that she
        leads", "In the poll 52 percent said they were for it".
        """
        parse, verb = self.parse, arguments.verb
        if arguments.passive:
            return False
        shares = any(parse.lemma[s] in SHARES for s in arguments.subjects)
        if shares and parse.lemma[verb] in ANSWERS:
            return self._is_of_poll(verb)
        if parse.lemma[verb] not in SHOWING:
            return False
        clause = bool(parse.having(verb, "ccomp"))
        if not any(parse.lemma[s] in FINDERS for s in arguments.subjects):
            polled = (o for p, o in parse.prepositions(verb) if p == "in")
            return clause and any(parse.lemma[o] in FINDERS for o in polled)
        return clause or any(parse.pos[t] == "NUM" for t in parse.subtree(verb))

    def _is_of_poll(self, verb: int) -> bool:
        """Whether a poll is told of in the sentence or in one of those before."""
        number = self.parse.sentence[verb]
        first, last = self.parse.bounds[max(0, number - POLLED)][0], self.parse.bounds[number][1]
        return any(self.parse.lemma[i] in FINDERS for i in range(first, last))

    def is_complement_known(self, match: CodebookMatch) -> bool:
        """Whether the codebook may read the complement by itself."""
        if match.complement is None:
            return False
        known = self.matcher.match(frame(self.parse, match.complement))
        return known is not None and known.entry.type not in ("-", SAME)

    @rule("events.governing_verb")
    def is_governing(self, arguments: VerbPhrases, match: CodebookMatch) -> bool:
        """Whether a verb governs its infinitive or gerund: "began to dig", "plans to hire"."""
        lemma = self.parse.lemma[match.verb]
        tried = lemma in TRYING and self.parse.tag[match.verb] in ("VBD", "VBN")
        tried &= lemma != "fail" or not is_content(self.parse, match.verb)
        if self.reporting.proposes(match.verb):
            return self.is_news(arguments, governing=True)
        if match.complement is None or not (tried or match.entry.mode in (None, "planned")):
            return False
        if match.entry.mode == "planned" and lemma not in PLANNING and not tried:
            return False
        if lemma not in DECIDING and match.entry.mode == "planned" and not tried:
            self.modalities.given[match.verb] = "planned"
        return self.is_news(arguments, governing=True)

    def slots(self, arguments: VerbPhrases) -> tuple[str, ...]:
        """The places of the recipient: an object with a name or of people, or a partner.

        Those of whom a poll finds something undergo nothing.
        """
        if self.is_finding(arguments):
            return ("-",)
        if self._is_named(arguments.objects) or self._are_people(arguments.objects):
            return ("dative", "obj")
        if arguments.passive:
            return ("dative", "~with", "~against", "~over", "~to", "-")
        return (
            "dative",
            "~with",
            "~against",
            "~over",
            "~to",
            "~from",
            "~~",
            *self._meant(arguments.verb),
            "-",
        )

    @rule("events.meant", off=nothing)
    def _meant(self, _verb: int) -> tuple[str, ...]:
        """The places of a person whom an act is meant for: "stepped up her attacks on Lee"."""
        return tuple(f"~{preposition}" for preposition in MEANT)

    @rule("events.people_as_object")
    def _are_people(self, tokens: list[int]) -> bool:
        """Whether an object is people: "locked out 20,000 workers"."""
        nouns = [self.people.book.actors.get(self.parse.lemma[t]) for t in tokens]
        people = any(noun is not None and noun.type in PEOPLE for noun in nouns)
        return people and all(self.parse.lemma[t] not in PARTS for t in tokens)

    def _is_named(self, tokens: list[int]) -> bool:
        return any(self.people.entity(token) is not None for token in tokens)

    @rule("events.has_tense", off=holds)
    def _has_tense(self, verb: int) -> bool:
        """Whether it has a past tense, a perfect or "will".

        The present counts in a headline or with a day.
        """
        parse = self.parse
        auxiliaries = {parse.lower[k] for k in parse.having(verb, "aux", "auxpass")}
        planned = self.modalities.given.get(verb) == "planned"
        if planned or parse.tag[verb] == "VBD" or self.modalities.groups.will(verb):
            return True
        if parse.tag[verb] == "VBN":
            if self.is_dated_participle(verb):
                return True
            state = auxiliaries & STATE and "being" not in auxiliaries
            return bool(auxiliaries) and (not state or self.dated(verb))
        if parse.tag[verb] == "VBG":
            going_on = bool(auxiliaries & (STATE | {"was", "were", "been"}))
            main = parse.dep[parse.first_conjunct(verb)] in MAIN
            return going_on and (main or self._is_new(verb))
        told = parse.tag[verb] in ("VBZ", "VBP") and not auxiliaries
        if told and (self.is_figure(verb) or self.is_finding(frame(parse, verb))):
            return True
        if told and parse.dep[verb] == "relcl" and self.dated(verb):
            return True
        return told and parse.dep[parse.first_conjunct(verb)] in MAIN and self._is_new(verb)

    @rule("events.dated_participle")
    def is_dated_participle(self, verb: int) -> bool:
        """Whether it is a participle after its noun, with a date: "a letter sent on Monday".

        After a noun inside another phrase it may belong to one further ahead: "a poll of 800
        voters, taken in May".
        """
        parse = self.parse
        if parse.tag[verb] != "VBN" or parse.dep[verb] != "acl" or not self.dated(verb):
            return False
        noun = parse.head[verb]
        preposition = parse.head[noun]
        attributed = (
            parse.lower[preposition] == "to" and parse.lower[preposition - 1] == "according"
        )
        return parse.dep[noun] in WHOLE_PHRASES or (parse.dep[noun] == "pobj" and attributed)

    def is_joined(self, verb: int) -> bool:
        """Whether its subject is that of a main verb, and it has a date.

        For example "was built in May and sold in August", "is to be taken in August".
        """
        first = self.parse.first_conjunct(verb)
        main = first != verb and self.parse.dep[first] in MAIN
        return (main or self._is_set_for(first)) and self.dated(verb)

    @rule("events.set_for")
    def _is_set_for(self, clause: int) -> bool:
        """Whether it is an infinitive of what is to be: "is to open", "is due to open"."""
        parse, above = self.parse, self.parse.head[clause]
        if parse.dep[clause] != "xcomp" or clause not in self.modalities.given:
            return False
        due = parse.lower[above] in DUE and parse.dep[above] == "acomp"
        return parse.lemma[parse.head[above] if due else above] == "be"

    def _is_new(self, verb: int) -> bool:
        """Whether it is in the first sentences or has a date; there the present tense is news."""
        return self.parse.sentence[verb] < HEADLINES or self.dated(verb)

    @rule("events.stands_out", off=holds)
    def _stands_out(self, arguments: VerbPhrases) -> bool:
        """Whether it is a main clause, or a subordinate one with its own subject."""
        parse, verb = self.parse, arguments.verb
        clause = parse.first_conjunct(verb)
        dep = parse.dep[clause]
        if dep in MAIN:
            return True
        if self._is_set_for(clause):
            return True
        if dep not in SUBORDINATE:
            dated = self.dated(verb) and arguments.own_subject
            return dated or self.is_dated_participle(verb)
        if dep == "advcl":
            marks = {parse.lower[k] for k in parse.having(clause, "mark", "advmod")}
            told = marks & FOLLOWING or not marks or (marks & BESIDES and self.dated(verb))
            return arguments.own_subject and bool(told)
        return arguments.own_subject or clause != verb

    @rule("events.has_party", off=holds)
    def _has_party(self, arguments: VerbPhrases) -> bool:
        """Whether it has a name, a noun that can act, or a thing that changes.

        A pronoun needs a known antecedent.
        """
        who = arguments.objects if arguments.passive else arguments.subjects
        if not who:
            return False
        if self._acts(who[0]) or (arguments.passive and any(map(self._acts, arguments.subjects))):
            return True
        return self._is_thing(who[0]) and not self._needs_somebody(arguments)

    def _acts(self, token: int) -> bool:
        """Whether the token has a name, or is a noun that can act ("the union")."""
        named = self.people.entity(token) is not None
        return named or self.parse.lemma[token] in self.people.book.actors

    def _is_thing(self, token: int) -> bool:
        """Whether the token is a thing: "The dollar fell"; not a topic ("the problem is")."""
        if self.parse.pos[token] not in ("NOUN", "PROPN", "NUM"):
            return antecedent(self.parse, token) is not None
        return self.parse.lemma[token] not in EMPTY

    @rule("events.needs_somebody")
    def _needs_somebody(self, arguments: VerbPhrases) -> bool:
        """Whether the clause needs a person or body.

        A relative clause or an undated plan of a thing only describes it, and an event noun is an
        event itself ("the talks began").
        """
        verb = arguments.verb
        happens = not arguments.passive and self.parse.lemma[verb] in HAPPENING
        nouns = any(self.matcher.noun_entry(t) is not None for t in arguments.subjects)
        if happens and nouns and not self.dated(verb):
            return True
        vague = arguments.relative or self.modalities.groups.will(verb)
        return vague and not self.dated(verb)
