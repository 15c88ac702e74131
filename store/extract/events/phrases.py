"""The words of a label: whole phrases of the parse, shortened and written out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from store.extract.events.salience import is_objective, meant, names_at, spans_of_names
from store.extract.extensions import Tokens
from store.extract.rules import rule
from store.extract.syntax.arguments import followed
from store.extract.syntax.parse import Parse

# Write the words of a label in text order, shortened only at the end of a phrase.

NEEDED = frozenset(
    "dobj pobj pcomp attr acomp oprd dative xcomp ccomp prt nummod amod compound det poss aux "
    "auxpass nsubj nsubjpass csubj neg quantmod nmod agent expl case predet mark advmod".split()
)
"""Relations that their governor is incomplete without."""
TRAILING = frozenset("IN TO DT CC PRP$ POS , : -LRB- -RRB- HYPH SYM `` ''".split())
"""Tags of words that cannot end a phrase."""
MARKS = frozenset("\"“”'‘’`()[]")


def count(parse: Parse, tokens: Sequence[int]) -> int:
    """Count the words of the tokens; "semi-final" and "6-4" are one."""
    return sum(
        n == 0 or tokens[n - 1] != token - 1 or bool(parse.doc[token - 1].whitespace_)
        for n, token in enumerate(tokens)
    )


def shortened(parse: Parse, tokens: list[int], most: int) -> list[int]:
    """Return the longest complete beginning of the tokens with at most `most` words.

    If there is none, return the shortest complete beginning.
    """
    if count(parse, tokens) <= most:
        return tokens
    borders = _borders(parse, tokens)
    within = [n for n in borders if count(parse, tokens[:n]) <= most]
    if within:
        return tokens[: within[-1]]
    return tokens[: borders[0]] if borders else tokens


def _borders(parse: Parse, tokens: list[int]) -> list[int]:
    """Return the number of tokens before each phrase boundary."""
    at = {token: n for n, token in enumerate(tokens)}
    inside = [0] * (len(tokens) + 2)
    """Where phrases begin and end that may not be cut, as differences."""
    for n, token in enumerate(tokens):
        head = at.get(parse.head[token], -1)
        needed = n < head or parse.dep[token] in NEEDED or _leads_on(parse, token)
        if needed and head != n:
            inside[min(n, head) + 1] += 1
            inside[max(n, head) + 1] -= 1
    found, depth = [], 0
    for n in range(1, len(tokens)):
        depth += inside[n]
        if n > 0 and not depth + inside[0] and not _opens(parse, tokens[n - 1]):
            found.append(n)
    return found


def _leads_on(parse: Parse, token: int) -> bool:
    """Whether it is a preposition right after its verb, which needs it: "rallied around"."""
    head = parse.head[token]
    return parse.dep[token] == "prep" and token == head + 1 and parse.is_verb(head)


def _opens(parse: Parse, token: int) -> bool:
    return parse.tag[token] in TRAILING


def written(parse: Parse, tokens: list[int], names: dict[int, str]) -> str:
    """Return the tokens as written, with the punctuation between them.

    `names` replace pronouns.
    """
    kept = list(_with_marks(parse, tokens))
    pieces = []
    for n, token in enumerate(kept):
        follows = n + 1 < len(kept) and kept[n + 1] == token + 1
        space = parse.doc[token].whitespace_ if follows else " "
        pieces.append(names.get(token) or parse.in_sentence(token))
        pieces.append(space)
    return _balanced("".join(pieces).strip(" ,;:-–—"))


def _with_marks(parse: Parse, tokens: list[int]) -> Iterator[int]:
    """Yield the tokens, with punctuation where nothing else was left out."""
    for n, token in enumerate(tokens):
        yield token
        behind = tokens[n + 1] if n + 1 < len(tokens) else token
        between = range(token + 1, behind)
        if all(parse.pos[i] == "PUNCT" for i in between):
            yield from between


def _balanced(text: str) -> str:
    """Return the text without unpaired quotation marks and brackets."""
    pairs = (("“", "”"), ("(", ")"), ("[", "]"), ("``", "''"))
    for first, last in pairs:
        if text.count(first) != text.count(last):
            text = text.replace(first, "").replace(last, "")
    return text.replace('"', "") if text.count('"') % 2 else text


# Shorten a phrase of the text for a label: without times and explanations.

DEEP = 10
"""How many levels of nested phrases a label includes."""
WORDS = 18
"""How many words a phrase may have."""
SAID = 30
"""How many words of a statement a label may have."""
LEFT_OUT = frozenset(
    "nsubj nsubjpass csubj aux auxpass advcl relcl punct cc ccomp mark parataxis dep intj appos "
    "agent advmod meta preconj neg expl".split()
)
CONJUNCTS_OF = frozenset("dobj pobj attr amod compound poss conj xcomp nsubj nsubjpass".split())
COUNTING = frozenset("no each both every neither either all another some several".split())
"""Words before a noun that identify it."""
TELLING = frozenset(
    "only never once twice home short abroad ashore apart aside either away back".split()
)
"""Adverbs that change the meaning of a phrase."""
DESCRIBING = frozenset("amod compound nmod nummod quantmod det poss".split())
DANGLING = frozenset("IN TO DT CC PRP$ POS , : -LRB- RB HYPH SYM".split())


class Phrases:
    def __init__(self, parse: Parse, timed: set[int]) -> None:
        self.parse = parse
        self.timed = timed
        """Tokens of time expressions, which the row shows in their own column."""
        self.opening: int | None = None
        """The noun that a row is made of."""
        self.acting: set[str] = set()
        """The names of those who act in a row: "him" is none of them."""
        self.meant = meant(parse)
        self.named = names_at(parse)
        self.spans = spans_of_names(parse)

    def quoted(self, said: Tokens) -> str:
        """Return a statement up to the end of its first sentence or phrase."""
        tokens = list(self._spoken(said))
        if tokens and self.parse.lower[tokens[0]] == "that":
            tokens = tokens[1:]
        tokens = shortened(self.parse, tokens, SAID)
        return written(self.parse, tokens, {}).strip(" \"“”'‘’`,.")

    def _spoken(self, said: Tokens) -> Iterator[int]:
        """Yield the tokens of a quotation up to its closing mark, or those of the sentence."""
        doc, first = self.parse.doc, said.start
        quoted = any(doc[i].is_quote for i in range(max(0, first - 1), min(first + 1, said.end)))
        for token in range(first, said.end):
            closes = quoted and token > first and doc[token].is_quote and doc[token].whitespace_
            if closes or self.parse.sentence[token] != self.parse.sentence[first]:
                return
            yield token

    def sentence(self, token: int) -> str:
        """Return the sentence of a token in its own words, for when no clause reads well."""
        tokens = list(range(*self.parse.bounds[self.parse.sentence[token]]))
        while tokens and self.parse.pos[tokens[-1]] in ("PUNCT", "SPACE"):
            tokens.pop()
        return written(self.parse, shortened(self.parse, tokens, SAID), {})

    def noun(self, noun: int) -> str:
        """Return a noun with its modifiers and its first phrases."""
        kept = [noun]
        for k in self.parse.kids[noun]:
            left_out = self.parse.dep[k] in ("det", "relcl", "acl", "conj")
            left_out |= self.parse.tag[k] == "WP$" or self._opens(k, noun)
            if not left_out or self.parse.lower[k] in COUNTING:
                self.collect(k, kept)
        return self._owner(noun) + self.text(sorted(kept))

    @rule("events.label_owner", off=lambda *_: "")
    def _owner(self, noun: int) -> str:
        """Return the owner for "whose", and for "its" in a subject."""
        for k in self.parse.kids[noun]:
            owner = None
            if self.parse.tag[k] == "WP$":
                owner = self.named.get(followed(self.parse, k))
            elif self._opens(k, noun):
                owner = self.named.get(k)
            if owner:
                return f"{owner}' " if owner.endswith("es") else f"{owner}'s "
        return ""

    def _opens(self, pronoun: int, noun: int) -> bool:
        """Whether a label would begin with an unclear pronoun: "Its board resigned"."""
        opening = noun == self.opening or self.parse.dep[noun] in ("nsubj", "nsubjpass")
        return opening and self.parse.tag[pronoun] == "PRP$" and pronoun in self.named

    def below(self, complement: int) -> list[int]:
        """Return the words of a verb that is not an argument in the parse, including "to".

        For example "called on them to work".
        """
        kept: list[int] = []
        if self.parse.tag[complement] == "VB":
            for k in self.parse.kids[complement]:
                if self.parse.tag[k] == "TO":
                    kept.append(k)
                elif k > complement:
                    self.collect(k, kept)
                elif self.parse.dep[k] == "mark" and self.parse.lower[k] == "for":
                    kept.append(k)  # "called for Baird to go"
                    for subject in self.parse.having(complement, "nsubj"):
                        kept += [t for t in self.parse.subtree(subject) if t not in self.timed]
        return kept

    def collect(self, token: int, kept: list[int], depth: int = DEEP) -> None:
        """Collect the words of a phrase, without times and explanations."""
        parse = self.parse
        if not depth or self._left_out(token):
            return
        if parse.dep[token] == "prep" and self._adds_nobody_known(token):
            return
        kept.append(token)
        for k in parse.kids[token]:
            joins = parse.dep[token] in CONJUNCTS_OF
            if parse.dep[k] == "nsubj" and (parse.pos[token] == "ADJ" or parse.tag[token] == "VB"):
                kept += [t for t in parse.subtree(k) if t not in self.timed]
            if parse.dep[k] == "neg" and parse.tag[token] in ("VB", "VBG"):
                kept.append(k)
            if parse.dep[k] == "ccomp" and k > token:
                kept += self.clause(k)
            elif parse.dep[k] in ("cc", "aux", "punct"):
                if (
                    parse.lower[k] == "-"
                    or parse.tag[k] in ("TO", "VBG")
                    or (parse.dep[k] == "cc" and joins)
                ):
                    kept.append(k)
            elif parse.dep[k] != "conj" or (joins and not self._gapped(token, k)):
                self.collect(k, kept, depth - 1)

    def clause(self, verb: int) -> list[int]:
        """Return the words of a clause that completes another, within its sentence."""
        return [t for t in self.parse.subtree(verb) if t not in self.timed]

    @rule("events.label_empty_phrase")
    def _adds_nobody_known(self, preposition: int) -> bool:
        """Whether it only dates or adds someone unknown: "with it", "among them three children"."""
        parse = self.parse
        below = [k for k in parse.kids[preposition] if parse.dep[k] != "punct"]
        if not below:
            return False
        if parse.lower[preposition] == "among" and any(parse.tag[k] == "PRP" for k in below):
            return True
        return all(k in self.timed for k in below) or (len(below) == 1 and self._unknown(below[0]))

    def _unknown(self, token: int) -> bool:
        """Whether it is a pronoun without a known antecedent."""
        return token not in self.meant and is_objective(self.parse, token)

    def _gapped(self, attribute: int, conjunct: int) -> bool:
        """Whether it belongs to another subject: "she became mayor, Ann Lee her deputy"."""
        return self.parse.dep[attribute] == "attr" and any(
            self.parse.doc[t].ent_type_ == "PERSON" for t in self.parse.subtree(conjunct)
        )

    def _left_out(self, token: int) -> bool:
        parse = self.parse
        if token in self.timed or parse.lower[token] == "according":
            return True
        if parse.dep[token] == "prep" and parse.having(token, "neg"):
            return True  # "to Riga and not to Oslo"
        if parse.lower[token] == "with" and parse.having(token, "pcomp", "ccomp", "advcl"):
            return True  # "with each side claiming to have won"
        adjective = parse.dep[token] == "ccomp" and parse.pos[token] == "ADJ"
        if parse.dep[token] == "appos" and self._close(token):
            return False
        if parse.dep[token] == "agent" and parse.dep[parse.head[token]] == "acl":
            return False  # "talks hosted by Oman"
        if parse.dep[token] == "advmod" and self._counts(token):
            return False
        return parse.dep[token] in LEFT_OUT and parse.tag[token] != "WRB" and not adjective

    @rule("events.label_counts")
    def _counts(self, adverb: int) -> bool:
        """Whether the adverb changes the statement: "only", "at least 36"."""
        parse, head = self.parse, self.parse.head[adverb]
        if parse.lower[adverb] in TELLING or self._leads_on(adverb):
            return True
        return "CD" in (parse.tag[head], parse.tag[parse.head[head]])

    def _leads_on(self, adverb: int) -> bool:
        """Whether it is a direction: "Flew in from Oslo", "back to Riga"; not "early on Monday"."""
        below = [o for k in self.parse.having(adverb, "prep") for o in self.parse.kids[k]]
        return bool(below) and not any(o in self.timed for o in below)

    @rule("events.label_close_name")
    def _close(self, name: int) -> bool:
        """Whether a name follows its description without a comma: "the tycoon Ann Lee"."""
        first = min(self.parse.subtree(name))
        return first == self.parse.head[name] + 1

    @rule("events.label_phrase_ends")
    def _dangles(self, tokens: list[int]) -> bool:
        """Whether the last word needs another after it, or modifies a missing one."""
        last = tokens[-1]
        head = self.parse.head[last]
        describes = self.parse.dep[last] in DESCRIBING and head > last
        wanting = self.parse.dep[last] in ("acl", "pcomp") and bool(
            self.parse.having(last, "ccomp", "prep", "agent")
        )  # "documents showing (that)", "the vote held (today)"
        if self.parse.lower[last] in TELLING:
            return False
        return wanting or self.parse.tag[last] in DANGLING or (describes and head not in tokens)

    def _in_brackets(self, token: int) -> bool:
        """Whether it is a short name in brackets after the long one."""
        words = self.parse.lower
        return 0 < token < len(words) - 1 and words[token - 1] == "(" and words[token + 1] == ")"

    def _whole(self, tokens: list[int]) -> list[int]:
        """Return the tokens with the missing parts of hyphenated words and names.

        For example "West Ross-shire", "Mississippi Power and Light".
        """
        kept = set(tokens)
        for token in tokens:
            kept.update(self.spans.get(token, ()))
            hyphen = token + 1
            while hyphen + 1 < len(self.parse) and self._joins(hyphen):
                kept.update((hyphen, hyphen + 1))
                hyphen += 2
            hyphen = token - 1
            while hyphen > 0 and self._joins(hyphen):
                kept.update((hyphen - 1, hyphen))
                hyphen -= 2
        return sorted(kept)

    def _joins(self, hyphen: int) -> bool:
        doc = self.parse.doc
        return doc[hyphen].text == "-" and not (
            doc[hyphen - 1].whitespace_ or doc[hyphen].whitespace_
        )

    def text(self, tokens: list[int]) -> str:
        """Return the words in text order, shortened at the end of a phrase."""
        tokens = shortened(self.parse, self._whole(tokens), WORDS)
        while len(tokens) > 1 and self._dangles(tokens):
            tokens = tokens[:-1]
        tokens = [t for t in tokens if not self._in_brackets(t)] or tokens
        names = {t: name for t, name in self.meant.items() if name not in self.acting}
        return written(self.parse, tokens, names)
