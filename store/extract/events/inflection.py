"""Verbs of labels in full: a tense for a participle, an auxiliary for "'ll"."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.rules import rule
from store.extract.syntax.parse import Parse

CONTRACTED = {
    "'ll": "will",
    "'re": "are",
    "'ve": "have",
    "'m": "am",
}
"""What is written behind a name where the text has a pronoun: "She'll" is "Ann Lee will"."""
PERFECT = lexicon.words("events.perfect")
"""Participles behind "'s" that have no passive voice there: "He's gone" is "has gone"."""
IRREGULAR = {"be": "is", "have": "has", "do": "does"}


def third_person(lemma: str) -> str:
    """Return the third person: "meets", "carries", "clashes"."""
    if lemma in IRREGULAR:
        return IRREGULAR[lemma]
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{lemma}es"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return f"{lemma[:-1]}ies"
    return f"{lemma}s"


class Inflection:
    """The changes to verbs of labels, by token."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse

    @rule("events.label_spelled_out", off=lambda *_: {})
    def spelled_out(self, tokens: list[int], changed: dict[int, str]) -> dict[int, str]:
        """Return auxiliaries in full whose pronoun is a name in the label: "She'll" leave."""
        parse, found = self.parse, {}
        for token in tokens:
            word = parse.lower[token].replace("’", "'")
            own = token - 1 in tokens and token - 1 not in changed
            if own or parse.pos[token] not in ("AUX", "VERB") or not word.startswith("'"):
                continue
            verb = parse.head[token]
            active = parse.dep[token] == "aux" or parse.having(verb, "dobj", "ccomp")
            past = parse.tag[verb] == "VBD" and parse.dep[token] == "auxpass"
            perfect = past or (parse.tag[verb] == "VBN" and active)
            near = {verb, min(token + 1, len(parse) - 1)}
            perfect = perfect or any(
                parse.lower[t] in PERFECT and parse.tag[t] != "VB" for t in near
            )
            if word == "'s":
                found[token] = " has" if perfect else " is"
            elif word == "'d":
                found[token] = " had" if perfect else " would"
            elif word in CONTRACTED:
                found[token] = f" {CONTRACTED[word]}"
        return found

    @rule("events.label_participle", off=lambda *_, **__: {})
    def participle(self, verb: int, subject: list[int], *, done: bool) -> dict[int, str]:
        """Return the tense of a clause that has none: "a blast killing nine", "beat her to win"."""
        parse = self.parse
        helping = parse.having(verb, "aux", "auxpass")
        auxiliaries = [parse.lower[k] for k in helping]
        head = next((t for t in subject if parse.head[t] not in subject), None)
        many = head is not None and (self._is_plural(head) or bool(parse.having(head, "conj")))
        was = "were" if many else "was"
        if done and auxiliaries == ["being"]:
            return {helping[0]: was}
        if done and not helping and head is not None and self._tells_of(head, verb):
            return {verb: f"{was} {parse.lower[verb]}"}
        infinitive = done and parse.tag[verb] == "VB" and auxiliaries == ["to"]
        if not infinitive and (parse.tag[verb] != "VBG" or auxiliaries):
            return {}
        lemma = parse.lemma[verb]
        return {verb: lemma if many else third_person(lemma)}

    def _is_plural(self, noun: int) -> bool:
        """Whether a noun is several; a person's surname that ends in "s" is not."""
        person = self.parse.doc[noun].ent_type_ == "PERSON"
        return self.parse.tag[noun] in ("NNS", "NNPS") and not person

    def _tells_of(self, noun: int, verb: int) -> bool:
        """Whether it is a participle that belongs to the noun in front: "a lawsuit filed by"."""
        parse = self.parse
        near = noun < verb and not any(parse.is_verb(t) for t in range(noun, verb))
        ahead = verb < noun and parse.dep[verb] == "advcl"  # "Asked by Chad, Norway"
        told = any(parse.is_verb(above) for above in parse.above(noun))
        own = parse.having(verb, "nsubj", "nsubjpass")
        apart = bool(own) and parse.lower[verb - 1] == ","
        below = parse.dep[verb] in ("acl", "advcl") and not own and told
        passive = parse.tag[verb] == "VBN" or parse.having(verb, "agent")
        return bool(passive) and ((near and (below or apart)) or (ahead and below))
