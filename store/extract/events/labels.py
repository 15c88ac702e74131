"""Labels of events: short clauses with names in a list and verbs in the third person."""

from __future__ import annotations

from store.extract.events.draft import EventDraft
from store.extract.events.participants import PLACES
from store.extract.events.phrases import Phrases
from store.extract.extensions import FoundEntity
from store.extract.rules import rule
from store.extract.syntax.arguments import antecedent, followed, surface_subject
from store.extract.syntax.parse import Parse

PLURAL = frozenset({"police", "people", "troops", "forces", "gunmen", "men", "women", "children"})
IRREGULAR = {"be": "is", "have": "has", "do": "does"}


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


def is_plural(entity: FoundEntity) -> bool:
    last = entity.name.split()[-1].lower() if entity.name else ""
    if last.endswith(("us", "is")):
        return False
    return last in PLURAL or (
        not entity.is_named and last.endswith("s") and not last.endswith("ss")
    )


# The label of a row: a short clause such as "Ghana recalls its envoy".

LONG = ("dobj", "npadvmod")
"""Words for how long something lasted."""
OBJECTIVE = {"they": "them", "he": "him", "she": "her", "we": "us", "it": "it"}
"""Object forms of pronouns, for the subject of a passive without an antecedent."""


WANTING = frozenset("to of that and or the a an by saying what which whose with from into".split())
"""Words that cannot end a label."""


class Labels:
    def __init__(self, parse: Parse, timed: set[int]) -> None:
        self.parse = parse
        self.timed = timed
        self.phrases = Phrases(parse, timed)

    def label(self, draft: EventDraft) -> str:
        self.phrases.timed = self.timed - draft.elsewhen
        self.phrases.acting = self._acting(draft)
        if draft.said is not None:
            words = f"{listed(draft.actors)}: {self.phrases.quoted(draft.said)}"
        else:
            words = self._nominal(draft) if draft.nominal else self._clause(draft)
        text = " ".join(words.split())
        if draft.said is None and self._is_cut(draft, text):
            text = self.phrases.sentence(draft.verb)
        return text[:1].upper() + text[1:]

    @rule("events.label_whole_sentence")
    def _is_cut(self, draft: EventDraft, text: str) -> bool:
        """Whether nothing readable precedes the verb, or nothing follows a word that needs it."""
        word = self.parse.doc[draft.verb].text.lower()
        headless = not draft.nominal and text.lower().startswith(f"{word} ")
        headless |= draft.passive and text.lower().startswith(("it ", "them "))
        last = text.rsplit(maxsplit=1)[-1].lower() if text else ""
        return headless or not text or last in WANTING or text.lower() == word

    def _nominal(self, draft: EventDraft) -> str:
        """Return the noun and the verb that it happens by: "talks begin", "conference to open"."""
        noun = draft.verb
        self.phrases.opening = noun
        words = self.phrases.noun(noun)
        if " " not in words and draft.place is not None:
            words = f"{words} in {draft.place.name}"
        verb = next((t for t in draft.tokens[1:] if self.parse.head[noun] == t), None)
        if verb is None or self.parse.dep[noun] not in ("nsubj", "nsubjpass"):
            return words
        lemma = self.parse.lemma[verb]
        if self.parse.dep[noun] == "nsubjpass":
            planned = "to be " if draft.modality == "planned" else ""
            return f"{words} {planned}{self.parse.doc[verb].text}"
        if self.parse.having(verb, "dobj"):
            return words  # "the attack killed nine"
        if draft.modality == "planned":
            return f"{words} to {lemma}"
        if lemma == "last":
            words = f"{words} {third_person(lemma)}"
            return " ".join([words, *map(self.phrases.noun, self.parse.having(verb, *LONG))])
        plural = self.parse.tag[noun] == "NNS"
        particle = next((self.parse.lower[k] for k in self.parse.having(verb, "prt")), "")
        return f"{words} {lemma if plural else third_person(lemma)} {particle}"

    def _clause(self, draft: EventDraft) -> str:
        parse, verb = self.parse, draft.verb
        tail = self._tail(draft)
        who = self._who(draft)
        whom = self._whom(draft)
        if draft.passive and _undergo(draft):
            whom = listed(draft.actors)
            who = self.phrases.noun(draft.subject_tokens[0]) if draft.subject_tokens else ""
        if draft.demanded:
            passive = "be " if self.parse.having(verb, "auxpass") else ""
            word = parse.doc[verb].text if passive else parse.lemma[verb]
            negation = "not " if self.parse.having(verb, "neg") else ""
            demand = "demand" if draft.many else "demands"
            return f"{who} {demand} that {whom} {negation}{passive}{word} {tail}"
        if draft.passive and not who:
            whom = whom or self._undergoing(draft)
            return f"{whom} {self._participle(draft)} {tail}"
        if draft.passive:
            tail = f"{self._undergoing(draft) or whom} {tail}"
        elif not tail or tail.endswith("-"):
            tail = whom
        elif self._ahead(draft):
            leads = self._leads_on(draft.verb)
            tail = f"{tail} {whom}" if leads else f"{whom} {tail}"
        return f"{who or ''} {self._verb(draft) if who else parse.doc[verb].text} {tail}"

    def _undergoing(self, draft: EventDraft) -> str:
        """Return the noun of the phrase if it is a passive's subject: "sanctions were imposed"."""
        for subject in surface_subject(self.parse, draft.verb)[0]:
            if draft.noun is not None and followed(self.parse, subject) == draft.noun:
                return self.phrases.noun(draft.noun)
        return ""

    def _leads_on(self, verb: int) -> bool:
        """Whether a preposition without a noun follows the verb: "the plan that they push for"."""
        return any(
            k == verb + 1 and not self.parse.kids[k] for k in self.parse.having(verb, "prep")
        )

    @rule("events.label_object_ahead")
    def _ahead(self, draft: EventDraft) -> bool:
        """Whether the object stands before its verb ("the town, which Chad attacked")."""
        first = max(draft.object_tokens, default=draft.verb)
        return first < draft.verb and self.parse.dep[draft.verb] == "relcl" and not draft.swapped

    def _who(self, draft: EventDraft) -> str:
        """Return the actors by name, or the subject's own words.

        The words are used if the subject has no name or belongs to an actor ("the size of NATO
        forces grows").
        """
        subject = draft.subject_tokens[0] if draft.subject_tokens else None
        if subject is not None and self.parse.pos[subject] in ("NOUN", "PROPN", "NUM"):
            own = subject in draft.tokens or draft.swapped or self._only_theirs(draft, subject)
            if own:
                plural = self.parse.lower[subject] in PLURAL
                several = self.parse.tag[subject] == "CD" and self.parse.lower[subject] != "one"
                counted = subject  # "59% of members"
                if self.parse.lower[subject] in ("%", "percent", "cent"):
                    counted = next((o for _, o in self.parse.prepositions(subject)), subject)
                draft.many = plural or several or self.parse.tag[counted] in ("NNS", "NNPS")
                return self.phrases.noun(subject)
        if not draft.actors or draft.leading == 0:
            return self._somebody(draft)
        leading = draft.actors[: draft.leading]
        draft.many = len(leading) > 1 or is_plural(draft.actors[0]) or self._several(draft)
        return listed(leading or draft.actors)

    def _acting(self, draft: EventDraft) -> set[str]:
        """Return the names of the subject."""
        turned = draft.swapped or draft.passive
        return set() if turned else {e.name for e in draft.actors}

    @rule("events.label_several")
    def _several(self, draft: EventDraft) -> bool:
        """Whether it is plural: "Jihadists", or a plural name such as in "the Taliban deny"."""
        plural = self.parse.tag[draft.verb] == "VBP" and draft.actors[0].type in ("NORP", "ORG")
        who = draft.actors[0]
        tags = ("NNS", "NNPS") if who.type == "NORP" else ("NNS",)
        said = [
            t for t in draft.subject_tokens[:1] if who.name.lower().endswith(self.parse.lower[t])
        ]
        return plural or (who.type != "GPE" and any(self.parse.tag[t] in tags for t in said))

    @rule("events.label_antecedent")
    def _somebody(self, draft: EventDraft) -> str:
        """Return the antecedent of a pronoun, or the pronoun itself if it has none."""
        subject = draft.subject_tokens[0] if draft.subject_tokens else draft.verb
        word = self.parse.lower[subject]
        meant = antecedent(self.parse, subject) if not draft.passive else None
        if meant is not None:
            draft.many = word == "they"
            return self.phrases.noun(meant)
        draft.many = word == "they"
        known = ("he", "she", "it", "they", "nobody", "none")
        return word if word in known and not draft.passive else ""

    @rule("events.label_their_thing")
    def _only_theirs(self, draft: EventDraft, subject: int) -> bool:
        """Whether the subject has no name, or only belongs to a named party.

        For example "the Kenyan president", "Kenya's satellite", "talks between Kenya and Chad".
        """
        several = len(draft.actors) > 1 and bool(self.parse.having(subject, "conj"))
        if several or subject in self.phrases.meant:
            return False
        named = [subject, *self.parse.having(subject, "appos")]
        return all(not e.is_named or not any(_mentioned(e, t) for t in named) for e in draft.actors)

    def _whom(self, draft: EventDraft) -> str:
        """Return the recipients, with their number if they have no name."""
        tokens = draft.object_tokens
        if len(tokens) == 1 and self._only_there(draft, tokens[0]):
            return self.phrases.noun(tokens[0])
        if len(tokens) == 1 and self.parse.lower[tokens[0]] in OBJECTIVE and not draft.recipients:
            return OBJECTIVE[self.parse.lower[tokens[0]]]
        noun = len(tokens) == 1 and self.parse.pos[tokens[0]] in ("NOUN", "PROPN")
        if noun and not any(e.is_named and _mentioned(e, tokens[0]) for e in draft.recipients):
            return self.phrases.noun(tokens[0])
        return listed(draft.recipients)

    @rule("events.label_only_there")
    def _only_there(self, draft: EventDraft, token: int) -> bool:
        """Those to whom something was done are not the country, they are of it ("three
        Russians were freed") or only in it."""
        if not draft.passive or draft.actors or len(draft.recipients) != 1:
            return False
        recipient = draft.recipients[0]
        several = self.parse.tag[token] == "NNPS" and self.parse.having(token, "nummod")
        return recipient.type in PLACES and (bool(several) or not _mentioned(recipient, token))

    def _verb(self, draft: EventDraft) -> str:
        lemma = self.parse.lemma[draft.verb]
        plural = draft.many
        if draft.modality == "planned" and not draft.governing:
            return f"to {lemma}"
        if draft.modality == "hypothetical":
            return f"may {lemma}"
        if (draft.modality == "negated" and not self._nobody(draft)) or (
            draft.refused and self.parse.having(draft.verb, "neg")
        ):
            return f"{'do' if plural else 'does'} not {lemma}"
        return lemma if plural and lemma != "be" else third_person(lemma)

    def _participle(self, draft: EventDraft) -> str:
        """Return the form of a passive: "arrested", "to be arrested", "not arrested"."""
        word = self.parse.doc[draft.verb].text
        before = {"planned": "to be ", "hypothetical": "may be ", "negated": "not "}
        nobody = draft.modality == "negated" and self._nobody(draft)
        return word if nobody or draft.governing else before.get(draft.modality, "") + word

    @rule("events.label_nobody")
    def _nobody(self, draft: EventDraft) -> bool:
        """Whether the phrase itself is negative: "no soldiers", "nobody"."""
        below = self.parse.having(draft.verb, "nsubj", "nsubjpass", "dobj")
        words = {self.parse.lower[t] for k in below for t in (k, *self.parse.having(k, "det"))}
        return bool(words & {"no", "nobody", "none", "nothing"})

    def _tail(self, draft: EventDraft) -> str:
        kept: list[int] = []
        for k in self.parse.kids[draft.verb]:
            if self.parse.dep[k] == "ccomp" and k > draft.verb:
                kept += self.phrases.clause(k)
            elif self._completes(k, draft.verb):
                kept += [k, *self.phrases.below(k)]
            elif k > draft.verb and self.parse.dep[k] != "conj":
                self.phrases.collect(k, kept)
        for t in draft.tokens:
            if t not in kept and t != draft.verb and self.parse.head[t] == draft.verb:
                kept += [t, *self.phrases.below(t)]
                for k in self.parse.having(t, "pobj"):
                    if self.parse.tag[k] == "PRP":
                        kept.append(k)  # "on him": the phrase wants it, whoever he is
        tail = self.phrases.text(sorted(self._without_agent(draft, kept)))
        if draft.noun is not None and draft.noun < draft.verb and not draft.passive:
            tail = f"{self.phrases.noun(draft.noun)} {tail}"
        return tail

    def _completes(self, clause: int, verb: int) -> bool:
        """Whether it is an infinitive right after its verb, in any parse: "apply to join"."""
        infinitive = self.parse.dep[clause] == "advcl" and self.parse.tag[clause] == "VB"
        return infinitive and clause > verb and self.parse.tag[verb + 1] == "TO"

    def _without_agent(self, draft: EventDraft, kept: list[int]) -> set[int]:
        """Return the tokens after the verb, without the "by ..." of a passive."""
        left_out: set[int] = set()
        for agent in draft.subject_tokens if draft.passive else ():
            by = self.parse.head[agent]
            if self.parse.lower[by] == "by":
                left_out.update(self.parse.subtree(by))
        return {t for t in kept if t > draft.verb} - left_out


@rule("events.label_undergo")
def _undergo(draft: EventDraft) -> bool:
    """Whether the actors are passive subjects ("Kenya was admitted to ...")."""
    return any(_mentioned(e, t) for e in draft.actors for t in draft.object_tokens)


def _mentioned(entity: FoundEntity, token: int) -> bool:
    return any(m.span.start <= token < m.span.end for m in entity.mentions)
