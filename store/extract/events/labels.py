"""Labels of events: the clause that tells the event, in the text's own words.

A label is the subject, the verb group, its objects and its complements as they stand in the text.
Only three things are changed: a pronoun is replaced by the name that it stands for, the time that
the row shows in its own column is left out, and what stands before the subject is left out or
moved behind the verb.
"""

from __future__ import annotations

import re
from collections.abc import Container

from store.extract.events.clause_words import SUBJECTS, ClauseWords
from store.extract.events.draft import EventDraft
from store.extract.events.inflection import Inflection
from store.extract.events.label_faults import Faults
from store.extract.events.leading_phrases import LONG, LeadingPhrases
from store.extract.events.members import SOME
from store.extract.events.naming import Naming, joined
from store.extract.events.quotation_marks import tears_quotation
from store.extract.events.said_words import SaidWords
from store.extract.events.sentence_words import SentenceWords
from store.extract.events.wording import count, shortened, written
from store.extract.extensions import FoundEntity
from store.extract.rules import rule
from store.extract.syntax.governors import DEMANDING
from store.extract.syntax.parse import Parse

WORDS = 60
"""How many words of a clause a label may have; the screen cuts it to its width."""
WHOLE = 70
"""How many words of a sentence a label may have."""
SPEAKER = 8
"""How many words of a speaker without a name a label shows at most."""
FIRST_PERSON = ("i ", "i’", "i'", "we ", "we’", "we'", "my ", "our ")
FIRST = frozenset("we us our ours".split())
OPENING_MARKS = frozenset('"“')
ENDED = re.compile(r"\.([”\"])$")
"""The full stop and the mark at the end of a clause that another phrase follows."""
ENCLOSING = (",", "-", "--", "–", "—")


def listed(entities: list[FoundEntity]) -> str:
    """Return "A", "A and B" or "A, B and others"."""
    return joined([entity.name for entity in entities])


class Labels:
    def __init__(self, parse: Parse, rows: Container[int]) -> None:
        self.parse = parse
        self.rows = rows
        """The verbs that have rows of their own."""
        self.faults = Faults(parse)
        self.inflection = Inflection(parse)
        self.naming = Naming(parse)
        self.said = SaidWords(parse, self.naming)
        self.sentences = SentenceWords(parse, self.said)
        self.leading = LeadingPhrases(parse, rows)
        self.times = parse.doc._.times or []

    def label(self, draft: EventDraft) -> str:
        """Return the words of a row, with a capital and without a final mark."""
        if draft.said is not None:
            said = self.said.written(draft, draft.said)
            text = f"{self._speaker(draft)}: {said}" if said else ""
            if self._proposed(draft.verb) or (not said and self.said.clauses.is_gerund(draft.said)):
                text = self._verb(draft, self._words(draft))
            text = text or self._sentence(draft)
        else:
            text = self._quoted(draft) or self._told(draft)
        text = " ".join(text.split())
        first = 2 if text[:1] in OPENING_MARKS else 1
        return text[:first].upper() + text[first:]

    def _quoted(self, draft: EventDraft) -> str:
        """Return the quotation that the clause of a statement lacks, after who says it."""
        content = self.said.quoted_beside(draft)
        said = self.said.written(draft, content) if content is not None else ""
        return f"{self._speaker(draft)}: {said}" if said else ""

    def _told(self, draft: EventDraft) -> str:
        """Return the clause of an event, or its sentence if the clause does not read well."""
        words = self._words(draft)
        text = self._noun(draft, words) if draft.nominal else self._verb(draft, words)
        short = not draft.nominal and self.faults.is_bare(draft, text)
        if short or self.faults.is_cut(draft, text) or self.faults.reads_as_fact(draft, text):
            return self._sentence(draft)
        return text

    @rule("events.label_proposed")
    def _proposed(self, verb: int) -> bool:
        """Whether something is proposed, which no colon says: "suggested that they meet"."""
        parse = self.parse
        told = parse.lemma[verb] in DEMANDING and parse.tag[verb] == "VBD"
        below = parse.having(verb, "ccomp") if told else []
        return any(
            (parse.tag[k] in ("VB", "VBP") or parse.is_invariant(k))
            and not parse.having(k, "aux", "auxpass")
            for k in below
        )

    @rule("events.label_speaker", off=lambda _, draft: listed(draft.actors))
    def _speaker(self, draft: EventDraft) -> str:
        """Return the names of who says it, or their own words: "Ann Lee's spokesman"."""
        subject = next(iter(self.parse.having(draft.verb, "nsubj")), None)
        sourced = self.said.sourced(draft.verb) is not None
        if subject is None or sourced:
            return listed(draft.actors)
        if self.parse.pos[subject] != "NOUN":
            return self._some(subject, draft) + listed(draft.actors)
        words = self._words(draft).noun(subject)
        owned = any(e.is_owned for e in draft.actors) and not self.parse.having(subject, "poss")
        named = owned or any(e.is_named for e in draft.actors)
        nameless = not named and len(words) <= SPEAKER
        told = any(subject in m.span for e in draft.actors for m in e.mentions)
        whole = len(draft.actors) > 1 or not self.parse.having(subject, "conj")
        if told and whole and not nameless:
            return self._some(subject, draft) + listed(draft.actors)
        return written(self.parse, words, self.naming.in_sentence(words))

    @rule("events.label_some", off=lambda *_: "")
    def _some(self, subject: int, draft: EventDraft) -> str:
        """Return "some " and the like before people without a name: "some analysts", not all."""
        if len(draft.actors) != 1 or draft.actors[0].is_named:
            return ""
        some = [self.parse.lower[k] for k in self.parse.having(subject, "det", "amod")]
        return next((f"{word} " for word in some if word in SOME), "")

    def _words(self, draft: EventDraft | None) -> ClauseWords:
        dating = self._dating(draft) if draft is not None else set()
        return ClauseWords(self.parse, dating, self.rows, self.naming.named)

    def _dating(self, draft: EventDraft) -> set[int]:
        """Return the tokens of the times that give the date of the row."""
        if draft.start is None and draft.end is None:
            return set()
        same = [t for t in self.times if (t.start, t.end) == (draft.start, draft.end)]
        return {i for t in same for i in range(t.span.start, t.span.end)} - draft.elsewhen

    def _verb(self, draft: EventDraft, words: ClauseWords) -> str:
        """Return the clause of the verb, after the name of whoever says "I" in it."""
        above = self.parse.head[draft.verb]
        verb = above if draft.demanded and self.parse.is_verb(above) else draft.verb
        text = self._clause(draft, words, verb)
        ahead = self.sentences.content_ahead(verb) if text else []
        if ahead:
            told = shortened(self.parse, self.said.without_connective(ahead), WHOLE)
            return f"{text}: {written(self.parse, told, self.naming.in_sentence(told))}"
        speakers = [e for e in draft.according_to or draft.actors if e.is_named]
        if len(speakers) != 1:
            return text
        own_name = text.startswith(speakers[0].name)  # "Our Town" is a name
        first_person = text.lower().startswith(FIRST_PERSON) and not own_name
        other = speakers[0].type == "PERSON" and speakers[0] not in draft.actors
        others = other and FIRST.intersection(text.split())
        return f"{speakers[0].name}: {text}" if first_person or others else text

    def _clause(self, draft: EventDraft, words: ClauseWords, verb: int) -> str:
        subject, predicate = words.clause(verb, draft.object_tokens)
        tokens = shortened(self.parse, [*subject, *predicate], WORDS)
        changed = self.naming.in_clause(draft, tokens, set(subject))
        meant = self.naming.described(draft, subject, predicate)
        if meant is not None:
            subject, changed[meant[0]] = [meant[0]], meant[1]
            tokens = [*subject, *tokens[tokens.index(meant[0]) + 1 :]]
        opening = words.chain(verb)[-1]
        done = draft.modality == "asserted"
        changed |= self.inflection.participle(opening, subject, done=done)
        rest = tokens[len(subject) :]
        changed |= self.inflection.spelled_out(tokens, changed)
        if (
            tears_quotation(self.parse, tokens)
            or self.faults.goes_unquoted(opening, tokens)
            or self.faults.is_torn(verb, subject, rest, changed)
            or self.faults.is_open(words, verb, tokens, changed)
        ):
            return ""
        rest = self.faults.without_next(verb, rest)
        rest = self.faults.with_predicate(verb, subject, rest)
        while rest and self._leads_to_date(rest[-1], words.dating):
            rest = rest[:-1]
        if rest and self.faults.is_broken_off(rest[-1]):
            return ""
        if opening in changed and rest[1:2] == [opening]:
            rest = rest[1:]  # without "to"
        who = written(self.parse, subject, changed)
        if not subject:
            who = "" if self._begins(tokens) else listed(draft.actors)
        elif rest:
            who += self._closing(subject, rest[0], verb)
        if self._is_relative(rest, verb):
            return ""
        is_glued = bool(rest) and rest[0] not in changed and self._is_glued(subject, rest[0])
        text = f"{who}{'' if is_glued else ' '}{written(self.parse, rest, changed)}"
        leading = self._leading(draft, words, opening, [*subject, *rest])
        return ENDED.sub(r"\1", text) + leading if leading else text

    @rule("events.label_relative")
    def _is_relative(self, rest: list[int], verb: int) -> bool:
        """Whether a relative pronoun stands before the verb: "the agency which proposed"."""
        before = [token for token in rest[:2] if token < verb]
        if any(self.parse.tag[token] in ("WDT", "WP") for token in before):
            return True
        return bool(rest) and rest[0] < verb and self.parse.lower[rest[0]] == "that"

    def _is_glued(self, subject: list[int], token: int) -> bool:
        """Whether the text has no space between a subject and the next word: "he's"."""
        if not subject or token != subject[-1] + 1 or self.parse.doc[subject[-1]].whitespace_:
            return False
        return self.parse.pos[token] != "PUNCT" and self.parse.pos[subject[-1]] != "SPACE"

    def _leading(
        self, draft: EventDraft, words: ClauseWords, opening: int, tokens: list[int]
    ) -> str:
        """Return the phrase before a short clause, as it stands behind it: ", after a strike"."""
        first = min(
            [
                opening,
                *(t for k in self.parse.having(opening, *SUBJECTS) for t in self.parse.subtree(k)),
            ]
        )
        phrase = self.leading.of(draft, opening, first, words.dating)
        closed = bool(tokens) and self.leading.closes(opening, tokens[-1])
        if not phrase or not closed or count(self.parse, tokens) > LONG:
            return ""
        names = self.naming.in_clause(draft, [*tokens, *phrase], set())
        names.setdefault(phrase[0], self.parse.lower[phrase[0]])
        return f", {written(self.parse, phrase, names)}"

    @rule("events.label_before_date")
    def _leads_to_date(self, token: int, dating: set[int]) -> bool:
        """Whether a word only leads to the date that the row shows: "at", "sometime"."""
        opens = self.parse.tag[token] == "IN" or self.parse.lower[token] == "sometime"
        return opens and token + 1 in dating

    def _closing(self, subject: list[int], following: int, verb: int) -> str:
        """Return the mark between a subject and what follows: "Ann Lee, a judge, left"."""
        lower, behind = self.parse.lower, subject[-1] + 1
        following = following if following > behind else verb
        inside = behind < following or verb < behind < len(lower)
        mark = lower[behind] if inside else ""
        opened = mark in ENCLOSING and any(lower[t] == mark for t in subject)
        aside = following == behind + 1 and "," in lower[following:verb]
        if mark == "," and (opened or aside):
            return mark
        return f" {mark}" if opened else ""

    def _begins(self, tokens: list[int]) -> bool:
        """Whether the words need no subject: "There were clashes"."""
        return bool(tokens) and self.parse.dep[tokens[0]] == "expl"

    def _noun(self, draft: EventDraft, words: ClauseWords) -> str:
        """Return the clause whose subject or light verb's object it is, or the noun phrase."""
        noun, above = draft.verb, self.parse.head[draft.verb]
        told = self.parse.dep[noun] in ("nsubj", "nsubjpass") or above in draft.tokens[1:]
        if told and self.parse.is_verb(above):
            return self._clause(draft, words, above)
        tokens = shortened(self.parse, words.noun(noun), WORDS)
        text = written(self.parse, tokens, self.naming.in_clause(draft, tokens, set(tokens)))
        alone = len(tokens) == 1 and draft.place is not None
        return f"{text} in {draft.place.name}" if alone and draft.place else text

    def _sentence(self, draft: EventDraft) -> str:
        """Return the sentence of a row, for when no clause reads well, without who says it."""
        tokens = list(range(*self.parse.bounds[self.parse.sentence[draft.verb]]))
        spoken = self.said.before_cue(tokens)
        if spoken is not None and spoken.verb == draft.verb and draft.type == "STATEMENT":
            return f"{self._speaker(draft)}: {self.said.quoted(draft, spoken.tokens)}"
        if draft.type == "STATEMENT":
            said = self.sentences.without_cue(draft.verb, tokens)
            if said:
                sourced = self.sentences.source(draft.verb, tokens) is not None
                who = listed(draft.actors) if sourced else self._speaker(draft)
                said = shortened(self.parse, self.said.without_connective(said), WHOLE)
                return f"{who}: {self.said.quoted(draft, said)}"
            if fragment := self.said.fragment(draft):
                return f"{self._speaker(draft)}: {fragment}"
        elif draft.according_to:
            claimed = self.sentences.claimed(draft.verb, tokens)
            tokens = spoken.tokens if spoken is not None else claimed or tokens
        while tokens and self.parse.pos[tokens[-1]] in ("PUNCT", "SPACE"):
            tokens.pop()
        tokens = shortened(self.parse, self.said.without_connective(tokens), WHOLE)
        return written(self.parse, tokens, self.naming.in_sentence(tokens))
