"""What makes the words of a clause no good label, so that its whole sentence is taken instead."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.events.clause_words import SUBJECTS, ClauseWords
from store.extract.events.draft import EventDraft
from store.extract.events.relative_objects import of_relative
from store.extract.reporting_words import SAYING
from store.extract.rules import rule
from store.extract.syntax.parse import MAIN, Parse

BARE = 5
"""How many words a label with no complement has, for which its sentence stands."""
HEDGES = lexicon.words("events.hedges")
"""Words that keep a label from reading as a fact."""
LOWER = frozenset("advcl relcl acl ccomp pcomp conj".split())
"""Relations of a verb below another."""
ONE, MANY = frozenset({"NN", "NNP"}), frozenset({"NNS", "NNPS"})
NOUNS = ONE | MANY
BEFORE_NOUN = frozenset({"amod", "compound", "det", "poss", "nummod", "nmod"})
"""Relations of words to the noun that they stand before."""
JOINTS = frozenset({"CC", ",", ":"})
"""Tags of what stands between the parts of a list."""
NAMING = NOUNS | {"DT", "PRP", "PRP$", "JJ", "CD", "POS"}
"""Tags of words in a short noun phrase."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
MEANT = {
    **dict.fromkeys(("it", "its"), ONE),
    **dict.fromkeys(("they", "them", "their"), MANY),
    **dict.fromkeys(("he", "him", "his", "she", "her"), ONE),
}
"""The tags of nouns that a pronoun may stand for."""
WANTING = frozenset(
    "to of that and or the a an by saying what which whose with from into than".split()
)
"""Words that cannot end a label."""
TELLING = frozenset("announce say tell declare report state confirm warn add explain".split())
"""Verbs that need the words that somebody says."""


class Faults:
    """Checks of labels. `draft` is the event, `text` its label, `tokens` the label's tokens."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse

    @rule("events.label_whole_sentence")
    def is_cut(self, draft: EventDraft, text: str) -> bool:
        """Whether no subject precedes the verb, or nothing follows a word that needs it."""
        words = text.lower().split()
        word = self.parse.lower[draft.verb]
        headless = not draft.nominal and bool(words) and words[0] == word
        cut = not words or headless or words == [word] or words[-1] in WANTING
        return cut or self._lacks_words(draft, words)

    @rule("events.label_without_words")
    def _lacks_words(self, draft: EventDraft, words: list[str]) -> bool:
        """Whether a verb of saying ends it without what is said: "the agency announced"."""
        parse, verb = self.parse, draft.verb
        main = parse.dep[verb] in MAIN and not parse.having(verb, "auxpass")
        return main and parse.lemma[verb] in TELLING and words[-1] == parse.lower[verb]

    @rule("events.label_broken_off")
    def is_broken_off(self, token: int) -> bool:
        """Whether a label ends inside a word or a name, or in a preposition whose noun is left out.

        For example "elected" without "re-", "to deny Ann" without "Lee", "his stake in".
        """
        parse = self.parse
        behind = token + 1
        if behind >= len(parse) or parse.sentence[behind] != parse.sentence[token]:
            return False
        if not parse.doc[token].whitespace_:
            return parse.lower[behind] == "-"
        if self._is_inside_name(token, behind):
            return True
        return parse.tag[token] == "IN" and parse.pos[behind] in ("DET", "NOUN", "PROPN", "NUM")

    @rule("events.label_ends_in_name")
    def _is_inside_name(self, token: int, behind: int) -> bool:
        """Whether a word belongs to a name, or describes a noun, that goes on behind it."""
        parse = self.parse
        noun = parse.head[token]
        joined = not JOINTS.isdisjoint(parse.tag[token + 1 : noun])
        if noun > token and parse.dep[token] in BEFORE_NOUN and not joined:
            return True
        following = parse.doc[behind]
        return following.ent_iob_ == "I" and following.ent_type_ == "PERSON"

    @rule("events.label_next_clause", off=lambda _, __, tokens: tokens)
    def without_next(self, verb: int, tokens: list[int]) -> list[int]:
        """Return the tokens without the subject of the next clause: "fled and rebels" took over."""
        parse = self.parse
        behind = tokens[-1] + 1 if tokens else len(parse)
        joins = [n for n, t in enumerate(tokens) if parse.tag[t] == "CC" and t > verb]
        if not joins or behind >= len(parse) or parse.sentence[behind] != parse.sentence[verb]:
            return tokens
        after = tokens[joins[-1] + 1 :]
        names = after == list(range(behind - len(after), behind)) and bool(after)
        names = names and all(parse.tag[t] in NAMING for t in after)
        if not names or parse.tag[behind] not in FINITE:
            return tokens
        other = parse.head[behind] if parse.dep[behind] in ("aux", "auxpass") else behind
        adjective = parse.pos[tokens[joins[-1]] - 1] == "ADJ"
        if parse.dep[other] != "conj" or parse.having(other, *SUBJECTS) or adjective:
            return tokens
        return self._closed(tokens[: joins[-1]])

    @rule("events.label_predicate", off=lambda _, __, ___, rest: rest)
    def with_predicate(self, verb: int, subject: list[int], rest: list[int]) -> list[int]:
        """Return the tokens with the verb of their last noun: "said the mayor" was ill."""
        parse = self.parse
        behind = rest[-1] + 1 if rest else len(parse)
        if behind >= len(parse) or parse.sentence[behind] != parse.sentence[verb]:
            return rest
        finite = parse.tag[behind] in FINITE
        other = parse.head[behind] if parse.dep[behind] in ("aux", "auxpass") else behind
        own = parse.having(other, *SUBJECTS)
        unjoined = parse.dep[other] != "conj" or self._has_no_joint(rest[-1], other)
        told = own[0] in rest if own else unjoined
        above = verb in parse.subtree(other)
        relative = parse.dep[verb] == "relcl"  # "the last time they struck" was in May
        if not finite or not told or own[:1] == subject[:1] or above or relative:
            return rest
        return self._closed([*rest, *range(behind, max(parse.subtree(other)) + 1)])

    @rule("events.label_predicate_joined")
    def _has_no_joint(self, token: int, verb: int) -> bool:
        """Whether a verb right behind a noun joins no other, whatever the parser says.

        For example "implied that officers" were ill.
        """
        parse = self.parse
        return parse.pos[token] in ("NOUN", "PROPN") and parse.lemma[verb] not in SAYING

    def _closed(self, tokens: list[int]) -> list[int]:
        """Return the tokens without the marks at their end."""
        while tokens and self.parse.pos[tokens[-1]] == "PUNCT":
            tokens = tokens[:-1]
        return tokens

    @rule("events.label_bare")
    def is_bare(self, draft: EventDraft, text: str) -> bool:
        """Whether few words tell no more than the verb of a lower clause: "The pipe burst"."""
        parse, verb = self.parse, draft.verb
        words = text.split()
        if (
            len(words) > BARE
            or words[-1:] != [parse.doc[verb].text]
            or parse.dep[verb] not in LOWER
        ):
            return False
        parties = any(e.is_named for e in (*draft.actors, *draft.recipients))
        named = any(parse.pos[t] == "PROPN" for t in self._subject(verb))
        return not (parties or named) or self._lacks_object(verb)

    def _lacks_object(self, verb: int) -> bool:
        """Whether its object is the noun above: "the terms that Ann Lee has granted"."""
        parse = self.parse
        if parse.dep[verb] != "relcl" or parse.having(verb, "auxpass"):
            return False
        own = parse.having(verb, "nsubj")
        above = any(parse.tag[k].startswith("W") for k in own)
        return bool(own) and not above and all(parse.tag[k] != "WRB" for k in parse.kids[verb])

    def _subject(self, verb: int) -> set[int]:
        return {t for k in self.parse.having(verb, *SUBJECTS) for t in self.parse.subtree(k)}

    @rule("events.label_reads_as_fact")
    def reads_as_fact(self, draft: EventDraft, text: str) -> bool:
        """Whether the words do not say that it did not happen, or only may happen."""
        if draft.modality not in ("negated", "hypothetical"):
            return False
        return not HEDGES.intersection(
            text.lower().replace("n’t", " not").replace("n't", " not").split()
        )

    @rule("events.label_torn")
    def is_torn(
        self, verb: int, subject: list[int], rest: list[int], changed: dict[int, str]
    ) -> bool:
        """Whether the text has the words in an order that the label would change.

        For example "Killed in the crash were two men", or a heading in front of the clause.
        """
        parse = self.parse
        if not subject or not rest or of_relative(parse, verb):
            return False
        if parse.sentence[subject[0]] != parse.sentence[verb]:
            return False
        ahead = [t for t in rest if t < subject[0]]
        if any(t in changed and parse.tag[t] in ("VBG", "VBN") for t in ahead):
            return False  # "After striking Chad, Kenya left": "Kenya strikes Chad"
        return bool(ahead) or ";" in parse.lower[subject[-1] : rest[0]]

    @rule("events.label_unquoted")
    def goes_unquoted(self, verb: int, tokens: list[int]) -> bool:
        """Whether a quotation follows that completes the clause: Ann Lee asked, "Why?"."""
        parse = self.parse
        behind = max(tokens, default=-1) + 1
        main = parse.dep[verb] in ("ROOT", "ccomp", "conj")
        if not tokens or not main or behind + 1 >= len(parse.doc):
            return False
        mark = behind + (parse.lower[behind] == ",")
        same = parse.sentence[mark] == parse.sentence[behind - 1]
        opens = parse.doc[mark].is_quote and not parse.doc[mark].whitespace_
        opens = opens and bool(parse.doc[mark - 1].whitespace_)
        return same and (parse.lower[mark] in (":", "whether") or opens)

    @rule("events.label_open_pronoun")
    def is_open(
        self, words: ClauseWords, verb: int, tokens: list[int], changed: dict[int, str]
    ) -> bool:
        """Whether a pronoun stands for something that only the rest of the sentence names.

        For example "decided against it", if the sentence begins with what was decided.
        """
        parse = self.parse
        deeds = words.chain(verb)
        subject = self._subject(deeds[-1])
        first = parse.bounds[parse.sentence[verb]][0]
        for n, token in enumerate(tokens):
            fitting = MEANT.get(parse.lower[token])
            if fitting is None or token in changed or token in words.named:
                continue
            if parse.dep[token] == "expl" or (parse.tag[token] == "PRP$" and n):
                continue
            above = parse.head[token]
            above = parse.head[above] if parse.pos[above] == "ADP" else above
            told = set(tokens[:n]) - (subject if above in deeds else set())
            ahead = set(range(first, token)) - set(tokens) if first < token else set()
            if any(parse.tag[t] in NOUNS for t in ahead) and not self._has(told, fitting):
                return True
        return False

    def _has(self, tokens: set[int], tags: frozenset[str]) -> bool:
        """Whether one of the tokens is a noun of the number, or several that are joined."""
        found = [t for t in tokens if self.parse.tag[t] in NOUNS]
        joined = tags == MANY and any(self.parse.having(t, "conj") for t in found)
        return joined or any(self.parse.tag[t] in tags for t in found)
