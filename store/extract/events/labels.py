"""Labels of events: the clause that tells the event, in the text's own words.

A label is the subject, the verb group, its objects and its complements as they stand in the text.
Only three things are changed: a pronoun is replaced by the name that it stands for, the time that
the row shows in its own column is left out, and what stands before the subject is left out or
moved behind the verb.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from store.extract.events.clause_words import ClauseWords
from store.extract.events.draft import EventDraft
from store.extract.events.wording import shortened, written
from store.extract.extensions import FoundEntity, Tokens
from store.extract.rules import rule
from store.extract.syntax.arguments import followed
from store.extract.syntax.parse import Parse

WORDS = 34
"""How many words of a clause a label may have."""
SAID = 40
"""How many words of a statement a label may have."""
FIRST_PERSON = ("i ", "i’", "i'", "we ", "we’", "we'", "my ", "our ")
OPENING, CLOSING = ('"', "“", "‘", "`"), ('"', "”", "’", "'")
HEDGES = frozenset(
    "not no never nobody none nothing neither without would could may might can should must if "
    "unless whether hardly deny denies denied refuse refuses refused reject rejected fail failed "
    "want wants wanted hope hopes hoped urge urges urged ask asks asked call calls called".split()
)
"""Words that keep a label from reading as a fact."""
GOING_ON = frozenset({"that", "if", "because", "unless", "when", "to"})
IRREGULAR = {"be": "is", "have": "has", "do": "does"}
WANTING = frozenset("to of that and or the a an by saying what which whose with from into".split())
"""Words that cannot end a label."""


def listed(entities: list[FoundEntity]) -> str:
    """Return "A", "A and B" or "A, B and others"."""
    names = [entity.name for entity in entities]
    if len(names) > 2:
        return f"{names[0]}, {names[1]} and others"
    return " and ".join(names)


def third_person(lemma: str) -> str:
    """Return the third person: "meets", "carries", "clashes"."""
    if lemma in IRREGULAR:
        return IRREGULAR[lemma]
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{lemma}es"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return f"{lemma[:-1]}ies"
    return f"{lemma}s"


class Labels:
    def __init__(self, parse: Parse, rows: Container[int]) -> None:
        self.parse = parse
        self.rows = rows
        """The verbs that have rows of their own."""
        self.times = parse.doc._.times or []

    def label(self, draft: EventDraft) -> str:
        """Return the words of a row, with a capital and without a final mark."""
        if draft.said is not None:
            said = "" if draft.verb in draft.said else self._quoted(draft.said)
            text = f"{self._speaker(draft)}: {said}" if said else self._sentence(draft.verb)
        else:
            words = ClauseWords(self.parse, self._dating(draft), self.rows)
            text = self._noun(draft, words) if draft.nominal else self._verb(draft, words)
            if self._is_cut(draft, text) or self._reads_as_fact(draft, text):
                text = self._sentence(draft.verb)
        text = " ".join(text.split())
        return text[:1].upper() + text[1:]

    @rule("events.label_speaker", off=lambda _, draft: listed(draft.actors))
    def _speaker(self, draft: EventDraft) -> str:
        """Return the names of who says it, or their own words: "Ann Lee's spokesman"."""
        subject = next(iter(self.parse.having(draft.verb, "nsubj")), None)
        if subject is None or self.parse.pos[subject] != "NOUN":
            return listed(draft.actors)
        if any(subject in m.span for e in draft.actors for m in e.mentions):
            return listed(draft.actors)
        words = ClauseWords(self.parse, set(), self.rows).noun(subject)
        return written(self.parse, words, {})

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
        speakers = [e for e in draft.according_to or draft.actors if e.is_named]
        first_person = text.lower().startswith(FIRST_PERSON)
        return f"{speakers[0].name}: {text}" if first_person and len(speakers) == 1 else text

    def _clause(self, draft: EventDraft, words: ClauseWords, verb: int) -> str:
        subject, predicate = words.clause(verb, draft.object_tokens)
        tokens = shortened(self.parse, [*subject, *predicate], WORDS)
        changed = self._meant(draft, words, tokens, set(subject))
        opening = words.chain(verb)[-1]
        done = draft.modality == "asserted"
        changed |= self._participle(opening, subject, done=done)
        rest = tokens[len(subject) :]
        if opening in changed and rest[1:2] == [opening]:
            rest = rest[1:]  # without "to"
        who = written(self.parse, subject, changed)
        if not subject:
            who = "" if self._begins(tokens) else listed(draft.actors)
        elif rest and self._explained(subject):
            who += ","
        if any(self.parse.tag[t] in ("WDT", "WP") for t in rest[:2] if t < verb):
            return ""  # "which won": it stands for something else
        glued = subject and rest and rest[0] == subject[-1] + 1
        space = "" if glued and not self.parse.doc[subject[-1]].whitespace_ else " "
        return f"{who}{space}{written(self.parse, rest, changed)}"

    def _explained(self, subject: list[int]) -> bool:
        """Whether the subject ends in an explanation that a comma closes: "Ann Lee, a judge, "."""
        after = self.parse.lower[subject[-1] + 1 : subject[-1] + 2]
        return after == [","] and any(self.parse.lower[t] == "," for t in subject)

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
        text = written(self.parse, tokens, self._meant(draft, words, tokens, set(tokens)))
        alone = len(tokens) == 1 and draft.place is not None
        return f"{text} in {draft.place.name}" if alone and draft.place else text

    @rule("events.label_names", off=lambda *_: {})
    def _meant(
        self, draft: EventDraft, words: ClauseWords, tokens: list[int], subject: set[int]
    ) -> dict[int, str]:
        """Return the names for pronouns: "Norway arrested him", "Her lawyer", "told me"."""
        parse = self.parse
        found: dict[int, str] = {}
        acting = {e.name for e in draft.actors if not draft.passive and not draft.swapped}
        speakers = [e for e in draft.according_to if e.is_named]
        for n, token in enumerate(tokens):
            name = words.named.get(token) if parse.tag[token] in ("PRP", "PRP$") else None
            if parse.tag[token] == "WP$" and token in subject:
                name = words.named.get(followed(parse, token))
            if parse.lower[token] in ("me", "my") and len(speakers) == 1:
                name = speakers[0].name
            before = {words.named.get(t) for t in tokens[:n] if parse.tag[t][:3] != "PRP"}
            before.update(words.named[t] for t in found if t in words.named)
            if token not in subject and n:
                before |= acting
            if parse.tag[token] == "PRP$" and token not in subject:
                continue  # "posted it on her page": mostly that of the subject
            if name and name not in before:
                found[token] = name if parse.tag[token] == "PRP" else _possessive(name)
        return found

    @rule("events.label_participle", off=lambda *_, **__: {})
    def _participle(self, verb: int, subject: list[int], *, done: bool) -> dict[int, str]:
        """Return the tense of a clause that has none: "a blast killing nine", "beat her to win"."""
        parse = self.parse
        auxiliaries = [parse.lower[k] for k in parse.having(verb, "aux", "auxpass")]
        infinitive = done and parse.tag[verb] == "VB" and auxiliaries == ["to"]
        if not infinitive and (parse.tag[verb] != "VBG" or auxiliaries):
            return {}
        head = next((t for t in subject if parse.head[t] not in subject), None)
        many = head is not None and (
            parse.tag[head] in ("NNS", "NNPS") or bool(parse.having(head, "conj"))
        )
        lemma = parse.lemma[verb]
        return {verb: lemma if many else third_person(lemma)}

    def _quoted(self, said: Tokens) -> str:
        """Return a statement up to the end of its sentence or its closing mark."""
        tokens = list(self._spoken(said))
        if tokens and self.parse.lower[tokens[0]] == "that":
            tokens = tokens[1:]
        tokens = shortened(self.parse, tokens, SAID)
        while tokens and self.parse.tag[tokens[-1]] in ("CC", "IN", ",", ":"):
            tokens = tokens[:-1]
        text = written(self.parse, tokens, {}).strip(" ,.")
        whole = text[:1] in OPENING and text[-1:] in CLOSING
        return text[1:-1].strip(" `',.") if whole else text

    @rule("events.label_goes_on")
    def _goes_on(self, mark: int, said: Tokens) -> bool:
        """Whether the clause goes on behind a quotation: "It seems unlikely" that she won."""
        return mark + 1 < said.end and self.parse.lower[mark + 1] in GOING_ON

    def _spoken(self, said: Tokens) -> Iterator[int]:
        doc, first = self.parse.doc, said.start
        quoted = any(doc[i].is_quote for i in range(max(0, first - 1), min(first + 1, said.end)))
        for token in range(first, said.end):
            mark = quoted and token > first and doc[token].is_quote and doc[token].whitespace_
            closes = mark and not self._goes_on(token, said)
            if closes or self.parse.sentence[token] != self.parse.sentence[first]:
                return
            yield token

    @rule("events.label_whole_sentence")
    def _is_cut(self, draft: EventDraft, text: str) -> bool:
        """Whether no subject precedes the verb, or nothing follows a word that needs it."""
        words = text.lower().split()
        word = self.parse.lower[draft.verb]
        headless = not draft.nominal and bool(words) and words[0] == word
        return not words or headless or words == [word] or words[-1] in WANTING

    @rule("events.label_reads_as_fact")
    def _reads_as_fact(self, draft: EventDraft, text: str) -> bool:
        """Whether the words do not say that it did not happen, or only may happen."""
        if draft.modality not in ("negated", "hypothetical"):
            return False
        return not HEDGES.intersection(
            text.lower().replace("n’t", " not").replace("n't", " not").split()
        )

    def _sentence(self, token: int) -> str:
        """Return the sentence of a token, for when no clause reads well."""
        tokens = list(range(*self.parse.bounds[self.parse.sentence[token]]))
        while tokens and self.parse.pos[tokens[-1]] in ("PUNCT", "SPACE"):
            tokens.pop()
        return written(self.parse, shortened(self.parse, tokens, SAID), {})


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("es") else f"{name}'s"
