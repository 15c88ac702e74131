"""The names that labels show for pronouns and for descriptions such as "the company"."""

from __future__ import annotations

from store.extract.events.clause_words import ClauseWords
from store.extract.events.described_before import DescribedBefore
from store.extract.events.draft import EventDraft
from store.extract.events.inflection import Inflection
from store.extract.events.nominals import shared_by_token
from store.extract.events.quoted_persons import TIMES_AS_OFTEN, QuotedPersons
from store.extract.events.wording import count, possessive, shortened, written
from store.extract.extensions import Tokens
from store.extract.references.nameless_persons import is_human
from store.extract.rules import rule
from store.extract.syntax.parse import Parse
from store.extract.syntax.subjects import NUMBER, antecedent, followed, surface_subject

PRONOUNS = ("PRP", "PRP$")
SEVERAL = frozenset({"they", "them", "their"})
PERSONAL = frozenset({"he", "she", "him", "her", "his"})
SPOKEN_OF = frozenset("he she it they him her them his its their".split())
"""Pronouns that a statement may have for somebody other than the speaker."""
DEFINITE = frozenset({"the", "this", "that"})
DESCRIBED = 3
"""How many words a description has at most, for which a name stands."""
EARLY = 8
"""How many tokens of a statement tell what it is made of."""
PHRASE = 12
"""How many words of a noun are shown for a pronoun."""
POINTING_TO = {
    **dict.fromkeys(("it", "this", "that"), frozenset({"NN", "NNP"})),
    **dict.fromkeys(("they", "them", "these", "those"), frozenset({"NNS", "NNPS"})),
}
"""Words that stand for what a statement is made of, and the tags of its nouns."""
POINTING_AS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})


def names_at(parse: Parse) -> dict[int, str]:
    """Map tokens to the names at them: "they" to "Chad and Togo", "he" to one name or to none.

    A pronoun for one that may stand for two has no name.
    """
    found: dict[int, list[str]] = {}
    for entity in parse.doc._.entities or []:
        for mention in entity.mentions if entity.is_named else ():
            for token in _naming_tokens(parse, mention.span):
                names = found.setdefault(token, [])
                if parse.tag[token] not in PRONOUNS:
                    names[:] = [entity.name]
                elif entity.name not in names:
                    names.append(entity.name)
    return {
        token: joined(names)
        for token, names in found.items()
        if len(names) == 1 or parse.lower[token] in SEVERAL
    }


@rule("events.label_name_with_pronoun", off=lambda _, span: range(span.start, span.end))
def _naming_tokens(parse: Parse, span: Tokens) -> list[int]:
    """Return the tokens of a mention without a pronoun that is a part of it: "Our Town"."""
    tokens = list(range(span.start, span.end))
    rest = [t for t in tokens if parse.tag[t] not in PRONOUNS]
    return rest or tokens


def joined(names: list[str]) -> str:
    """Return "A", "A and B" or "A, B and others"."""
    return f"{names[0]}, {names[1]} and others" if len(names) > 2 else " and ".join(names)


class Naming:
    """Finds the names for the words of a label. Each name is shown where it is first meant."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.named = names_at(parse)
        self.inflection = Inflection(parse)
        self.people = QuotedPersons(parse)
        self.descriptions = DescribedBefore(parse, self.named)
        entities = parse.doc._.entities or []
        self._times = {e.name: len(e.mentions) for e in entities if e.is_named}
        several = shared_by_token(entities)
        self._described = {
            mention.span.end - 1: entity
            for entity in entities
            for mention in entity.mentions
            if (entity.is_named or entity.is_owned) and mention.kind == "nominal"
            if mention.span.end - 1 not in several
        }

    @rule("events.label_names", off=lambda *_: {})
    def in_clause(self, draft: EventDraft, tokens: list[int], subject: set[int]) -> dict[int, str]:
        """Return the names for pronouns: "Norway arrested him", "Her lawyer", "told me"."""
        parse = self.parse
        found: dict[int, str] = {}
        shown: set[str] = set()
        acting = {e.name for e in draft.actors if not draft.passive and not draft.swapped}
        speakers = [e for e in draft.according_to if e.is_named]
        for n, token in enumerate(tokens):
            name = self.named.get(token)
            if parse.tag[token] == "WP$" and token in subject:
                name = self.named.get(followed(parse, token))
            elif parse.lower[token] in ("me", "my") and len(speakers) == 1:
                name = speakers[0].name
            elif not self._is_pronoun(token):
                shown |= {name} if name else set()
                continue
            known = shown | (acting if n and token not in subject else set())
            if name and not _is_among(name, known) and not self._is_own(token, subject):
                found[token] = self._in_case(token, name)
                shown |= {name, *name.split(" and ")}
        return self.descriptions.of(tokens, shown | acting) | found

    @rule("events.label_sentence_names", off=lambda *_: {})
    def in_sentence(self, tokens: list[int]) -> dict[int, str]:
        """Return the names for the pronouns of a sentence that does not name them itself."""
        own = {self.named[t] for t in tokens if t in self.named and not self._is_pronoun(t)}
        found: dict[int, str] = {}
        for token in tokens:
            name = self.named.get(token) if self._is_pronoun(token) else None
            if name and not _is_among(name, own) and not self._is_own(token, set()):
                found[token] = self._in_case(token, name)
                own |= {name, *name.split(" and ")}
        found = self.descriptions.of(tokens) | found
        return found | self.inflection.spelled_out(tokens, found)

    @rule("events.label_spoken_of", off=lambda *_: {})
    def in_statement(
        self, draft: EventDraft, tokens: list[int], topic: int | None = None
    ) -> dict[int, str]:
        """Return the names for pronouns in a statement, but for its speaker: "she had left".

        In a quotation a name stands in brackets. `topic` is the name of whom it is said.
        """
        parse = self.parse
        found: dict[int, str] = {}
        shown = {e.name for e in draft.actors}
        opening = True
        for n, token in enumerate(tokens):
            opening = opening and parse.pos[token] not in ("NOUN", "PROPN")
            name = self.named.get(token)
            if not self._is_pronoun(token) or parse.lower[token] not in SPOKEN_OF:
                shown |= {name} if name else set()
                continue
            inside = any(parse.doc[t].is_quote for t in tokens[:n])
            told = topic is not None and parse.lower[token] in PERSONAL
            if topic is not None and told:
                name = self.named.get(topic, name)
            if name is None and opening and not inside:
                name = self._noun(token)
            if name is None and inside and parse.lower[token] in PERSONAL:
                name = self.people.meant(token, draft.verb, tokens, draft.actors)
                told = told or name is not None
            opening = False
            sure = told or not inside
            if not name or _is_among(name, shown) or not (sure or self._is_main(token, name)):
                continue
            shown |= {name, *name.split(" and ")}
            name = self._in_case(token, name)
            found[token] = f"[{name}]" if inside else name
        found = self.descriptions.of(tokens, shown) | found
        return found | self.inflection.spelled_out(tokens, found)

    @rule("events.label_described")
    def described(
        self, draft: EventDraft, subject: list[int], rest: list[int]
    ) -> tuple[int, str] | None:
        """Return the head and the name of a subject that only describes: "The company grew"."""
        parse = self.parse
        head = next((t for t in subject if parse.head[t] not in subject), None)
        entity = self._described.get(head) if head is not None else None
        if head is None or entity is None or head != subject[-1]:
            return None
        if count(parse, subject) > DESCRIBED:
            return None
        before = [k for k in parse.kids[head] if k < head]
        definite = any(parse.lower[k] in DEFINITE for k in before)
        plain = all(parse.tag[t] in ("NN", "JJ", "DT", "HYPH") for t in subject)
        told = {self.named.get(t) for t in rest if not self._is_pronoun(t)}
        told |= {source.name for source in draft.according_to if source.type == "PERSON"}
        if not definite or not plain or entity.name in told:
            return None
        return head, entity.name

    def told_of(
        self, tokens: list[int], changed: dict[int, str], matter: int | None
    ) -> dict[int, str]:
        """Return the noun of which a statement is made for its first pronoun: "It is fine"."""
        if matter is None or matter in tokens:
            return {}
        parse = self.parse
        fitting = {"NN", "NNP"} if parse.tag[matter] in ("NN", "NNP") else {"NNS", "NNPS"}
        joined_nouns = bool(parse.having(matter, "conj"))
        group = parse.doc[matter].ent_type_ in ("ORG", "GPE", "NORP")
        for token in tokens[:EARLY]:
            tags = POINTING_TO.get(parse.lower[token])
            if parse.pos[token] in ("NOUN", "PROPN") or token in changed:
                return {}
            if parse.tag[token].startswith("W"):
                return {}  # "whatever it takes"
            if tags is None or parse.tag[token] not in ("PRP", "DT"):
                continue
            if parse.kids[token]:
                return {}  # "those who left"
            if parse.dep[token] not in POINTING_AS:
                continue
            several = "NNS" in tags and (joined_nouns or group)
            if not several and not fitting & tags:
                return {}
            name = self._phrase(matter)
            return {token: f"[{name}]"} | self.inflection.spelled_out(tokens, {token: name})
        return {}

    def _noun(self, pronoun: int) -> str | None:
        """Return the words of the noun that "it" or "they" stands for."""
        noun = antecedent(self.parse, pronoun)
        noun = self._told_of(pronoun) if noun is None else noun
        return None if noun is None else self._phrase(noun)

    def _phrase(self, noun: int) -> str:
        words = ClauseWords(self.parse, set(), (), self.named).noun(noun)
        words = shortened(self.parse, words, PHRASE)
        definite = self.parse.lower[max(0, words[0] - 1)] == "the"
        return ("the " if definite else "") + written(self.parse, words, {})

    @rule("events.label_told_of")
    def _told_of(self, pronoun: int) -> int | None:
        """Return the noun that "it" or "they" stands for where a person speaks.

        It is the subject before who says it: "The bill fell. Ann Lee said it would cost jobs."
        """
        parse, verb = self.parse, self.parse.head[pronoun]
        cue = parse.head[verb]
        speaker = parse.first(cue, "nsubj")
        if speaker is None or parse.dep[verb] != "ccomp" or parse.pos[verb] == "AUX":
            return None
        person = parse.doc[speaker].ent_type_ == "PERSON" or parse.lower[speaker] in PERSONAL
        subject = self._subject_before(cue)
        several = parse.having(speaker, "conj", "appos", "prep")  # "Ann Lee of Acme said it"
        if subject is None or not person or several or pronoun < cue:
            return None
        fits = parse.pos[subject] == "NOUN" and parse.tag[subject] in NUMBER.get(
            parse.lower[pronoun], ()
        )
        return subject if fits and not parse.doc[subject].ent_type_ else None

    def _subject_before(self, cue: int) -> int | None:
        """Return the subject of the clause that a verb of saying joins, or of the last sentence."""
        parse, number = self.parse, self.parse.sentence[cue]
        if parse.dep[cue] == "conj":
            return parse.first(parse.head[cue], "nsubj", "nsubjpass")
        if parse.head[cue] != cue or not number:
            return None
        before = range(*parse.bounds[number - 1])
        root = next((t for t in before if parse.head[t] == t and parse.is_verb(t)), None)
        return parse.first(root, "nsubj", "nsubjpass") if root is not None else None

    @rule("events.label_own_possessive")
    def _is_own(self, pronoun: int, subject: set[int]) -> bool:
        """Whether a possessive may be that of a noun beside it: "the driver lost his car"."""
        parse = self.parse
        noun = parse.head[pronoun]
        if parse.tag[pronoun] != "PRP$" or pronoun in subject:
            return False
        beside = parse.head[noun]
        named = parse.pos[beside] == "PROPN" or is_human(parse.doc[beside])
        if parse.dep[noun] == "conj" and named:
            return True  # "Lee and his wife"
        verb = next((t for t in parse.above(pronoun) if parse.is_verb(t)), None)
        owners = surface_subject(parse, verb)[0] if verb is not None else []
        return any(
            parse.tag[t] == "NN"
            and t not in self.named
            and is_human(parse.doc[t])
            and pronoun not in parse.subtree(t)
            for t in owners
        )

    @rule("events.label_main_person")
    def _is_main(self, token: int, name: str) -> bool:  # noqa: ARG002
        """Whether the article tells much of somebody, whom a quotation then means by "she"."""
        return self._times.get(name, 0) * TIMES_AS_OFTEN >= max(self._times.values(), default=0)

    def _is_pronoun(self, token: int) -> bool:
        return self.parse.tag[token] in PRONOUNS and "sel" not in self.parse.lower[token]

    def _in_case(self, token: int, name: str) -> str:
        return name if self.parse.tag[token] == "PRP" else possessive(name)


def _is_among(name: str, names: set[str]) -> bool:
    several = name.removesuffix(" and others").replace(", ", " and ")
    return name in names or set(several.split(" and ")) <= names
