"""The words of a clause in the text: its subject, its verb group and what follows it."""

from __future__ import annotations

from collections.abc import Container, Iterable

from store.extract.events.relative_objects import (
    CHARGED,
    RELATIVES,
    MissingObject,
    missing_object,
    place_of_object,
)
from store.extract.rules import rule, second
from store.extract.syntax.parse import Parse
from store.extract.syntax.subjects import antecedent, finite, followed, surface_subject

STEPS = 8
"""How many verbs to climb to the one that opens the clause."""
NOUN_WORDS = 24
"""How many words a subject may have with its explanations."""
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
HELPING = ("aux", "auxpass", "neg")
LEFT_OUT = frozenset({*SUBJECTS, "parataxis", "intj", "meta", "dep", "preconj"})
"""Relations of words that do not belong to the predicate."""
LEADING = frozenset({"advcl", "advmod", "npadvmod", "prep", "punct", "cc", "mark", "ccomp"})
"""Relations of words that are left out where they stand before the subject."""
WHEN = frozenset({"in", "on", "at", "during", "this", "last", "next"})
"""Words that a phrase opens with that only dates its clause; "since" and "until" say more."""
COUNTED_FROM = frozenset({"before", "after"})
"""Words that time is counted from: "a day after"."""
AHEAD = frozenset({"the", "and", "but", "or"})
"""Words that a noun phrase does not begin with."""
PAST = {"VBD", "VBN"}
EXPLAINING = ("relcl", "appos", "acl")
BESIDE = frozenset({"while", "whereas", "though", "although"})
"""Words that open a clause of something else at the same time."""
TO_LATER = frozenset({"through", "to", "until", "till"})
"""Words between the two ends of a period."""
ASIDES = ("relcl", "acl")


class ClauseWords:
    """Collects tokens of clauses. `dating` are tokens of the times that the row shows apart."""

    def __init__(
        self, parse: Parse, dating: set[int], rows: Container[int], named: Container[int]
    ) -> None:
        self.parse = parse
        self.dating = dating
        self.rows = rows
        """The verbs that have rows of their own."""
        self.named = named
        """The tokens that have a name."""

    def clause(self, verb: int, ahead: Iterable[int] = ()) -> tuple[list[int], list[int]]:
        """Return the tokens of the subject and those of the predicate, each in label order.

        `ahead` are objects of the verb by meaning, of which one may stand before it.
        """
        chain = self.chain(verb)
        subject = self.subject(chain[-1])
        first = min(subject, default=chain[-1])
        whole = self._once_counted(self._predicate(chain, first), verb)
        predicate = [t for t in whole if not self._asks(t, first)]
        if first < verb < max(subject, default=first):  # "a plan came up to sell it"
            predicate = sorted({*predicate, *(t for t in subject if t > verb)})
            subject = [t for t in subject if t < verb]
        if self.parse.head[verb] in subject or len(predicate) < len(whole):
            return subject, predicate
        return subject, self._with_object_ahead(verb, predicate, ahead)

    def _asks(self, token: int, first: int) -> bool:
        """Whether it only joins the clause to a noun: "places where Ann Lee spoke"."""
        return token < first and self.parse.tag[token] == "WRB"

    def chain(self, verb: int) -> list[int]:
        """Return the verb and those above it, up to the one that opens its clause.

        In "Norway plans to hire nurses and build ships" it is "build", "hire", "plans".
        """
        found = [verb]
        for _ in range(STEPS):
            above = self._opening(found[-1])
            if above is None:
                break
            found.append(above)
        return found

    def _opening(self, verb: int) -> int | None:
        parse = self.parse
        above, dep = parse.head[verb], parse.dep[verb]
        if above == verb or parse.having(verb, *SUBJECTS):
            return None
        if dep == "pcomp":
            told = parse.lower[above] in CHARGED and parse.is_verb(parse.head[above])
            return parse.head[above] if told else None
        if dep == "xcomp" and parse.pos[above] == "ADJ":
            above = parse.head[above]
        purpose = dep == "advcl" and parse.tag[verb] == "VB" and above not in self.rows
        infinitive = dep == "xcomp" or (dep == "ccomp" and not finite(parse, verb)) or purpose
        return above if parse.is_verb(above) and (infinitive or dep == "conj") else None

    def subject(self, verb: int) -> list[int]:
        """Return the tokens of the subject, its own or shared, without the clause itself."""
        parse = self.parse
        several = parse.having(verb, *SUBJECTS)
        own = next(iter(several), None)
        if len(several) > 1 and "CC" in parse.tag[several[0] : several[1]]:
            return self._joined(several[0], several[1])
        if own is None and parse.having(verb, "expl"):
            return []
        if own is not None and parse.tag[own] == "PRP" and own not in self.named:
            meant = self._antecedent(own)
            return [own] if meant is None else self.noun(meant)
        shared = surface_subject(parse, verb)[0] if own is None else [followed(parse, own)]
        return self.noun(shared[0], without=verb) if shared else []

    @rule("events.label_two_subjects", off=lambda words, first, _: words.noun(first))
    def _joined(self, first: int, second: int) -> list[int]:
        """Return two subjects that the parse did not join: "eight women and four men took"."""
        before, behind = self.noun(first), self.noun(second)
        between = range(max(before, default=first) + 1, min(behind, default=second))
        return sorted({*before, *behind, *(t for t in between if self.parse.tag[t] == "CC")})

    @rule("events.label_antecedent")
    def _antecedent(self, pronoun: int) -> int | None:
        """Return the noun that "it" or "they" stands for: "The blast ... It killed nine"."""
        return antecedent(self.parse, pronoun)

    def noun(self, noun: int, without: int | None = None) -> list[int]:
        """Return a noun phrase without its article, and without the clause of a verb."""
        parse = self.parse
        whole = sorted(parse.subtree(noun))
        clause = whole if without is not None and without in whole else []
        for above in (without, *parse.above(without)) if clause and without is not None else ():
            if parse.head[above] == noun:
                clause = list(parse.subtree(above))
                break
        for k in parse.kids[noun]:
            clause = [*clause, *parse.subtree(k)] if self._dates(k) else clause
        kept = [t for t in whole if t not in clause]
        if len(kept) > NOUN_WORDS:
            kept = self._unexplained(noun, kept, EXPLAINING)
        elif noun in self.named:
            kept = self._described_elsewhere(noun, kept)
        while kept and (parse.lower[kept[0]] in AHEAD or parse.pos[kept[0]] == "PUNCT"):
            kept = kept[1:]
        while kept and self._ends_nothing(kept[-1], kept):
            kept = kept[:-1]
        return kept

    def _ends_nothing(self, token: int, tokens: list[int]) -> bool:
        """Whether a noun phrase does not end in it: a comma, "and"; the second bracket may."""
        closing = self.parse.lower[token] == ")" and "(" in (self.parse.lower[t] for t in tokens)
        mark = self.parse.pos[token] == "PUNCT" or self.parse.tag[token] == "CC"
        return mark and not closing and not self._is_nearly(token)

    @rule("events.label_aside", off=lambda _, __, tokens: tokens)
    def _described_elsewhere(self, noun: int, tokens: list[int]) -> list[int]:
        """Return a name without a clause that only adds to it: "Ann Lee, who is ill, resigned"."""
        return self._unexplained(noun, tokens, ASIDES)

    def _unexplained(self, noun: int, tokens: list[int], deps: tuple[str, ...]) -> list[int]:
        """Return the tokens without clauses and appositions that follow a comma."""
        parse = self.parse
        apart: set[int] = set()
        for k in parse.having(noun, *deps):
            inside = set(parse.subtree(k))
            before = min(inside) - 1
            if deps == ASIDES and not parse.doc[before].whitespace_:
                continue  # "co-founded"
            if before in apart or parse.lower[before] in (",", "—", "–", "(", "-"):
                apart |= inside  # "Ann Lee, D-Ohio," has three
                apart |= {before} if deps == ASIDES else set()
        return [t for t in tokens if t not in apart]

    def _predicate(self, chain: list[int], first: int) -> list[int]:
        """Return the tokens of the verbs of a chain, without those that another row tells."""
        kept = self._own(chain[0], chain[-1], first)
        root = chain[0]
        for above in chain[1:]:
            if self.parse.dep[root] == "conj":
                if above == self.parse.head[root]:
                    kept = [*self._borrowed(root, above), *kept]
                root = above
                continue
            embedded = set(self.parse.subtree(root))
            kept += [t for t in self._own(above, chain[-1], first) if t not in embedded]
            root = above
        words = self._without_beside(sorted(set(kept)), chain[0])
        while words and self._ends_nothing(words[-1], words):
            words.pop()  # "ordered the army to help and"
        return words

    @rule("events.label_beside", off=lambda _, words, __: words)
    def _without_beside(self, words: list[int], verb: int) -> list[int]:
        """Return the words without a last clause that has a row: "fell while Chad sued Kenya"."""
        parse = self.parse
        for t in words:
            if t <= verb or t not in self.rows or parse.dep[t] != "advcl":
                continue
            opens = not BESIDE.isdisjoint(parse.lower[k] for k in parse.having(t, "mark"))
            named = any(parse.pos[k] in ("NOUN", "PROPN") for k in parse.having(t, *SUBJECTS))
            clause = set(parse.subtree(t))
            if opens and named and verb not in clause and words[-1] in clause:
                return [w for w in words if w < min(clause)]
        return words

    @rule("events.label_once_counted", off=second)
    def _once_counted(self, words: list[int], verb: int) -> list[int]:
        """Return the words of a clause that time is counted from, up to the next count.

        For example "a day after Chad attacked Kenya and a week before the vote", where the vote is
        counted from something else.
        """
        parse = self.parse
        if COUNTED_FROM.isdisjoint(parse.lower[k] for k in parse.having(verb, "mark")):
            return words
        counts = (time.span for time in parse.doc._.times or [] if time.type == "DURATION")
        joining = {
            span.start - 1
            for span in counts
            if parse.lower[span.end : span.end + 1] in (["before"], ["after"])
            and parse.tag[span.start - 1] == "CC"
        }
        end = next((n for n, t in enumerate(words) if t > verb and t in joining), len(words))
        return words[:end]

    @rule("events.label_shared_auxiliary", off=lambda *_: [])
    def _borrowed(self, verb: int, first: int) -> list[int]:
        """Return the auxiliaries that a second verb shares: "was arrested and charged"."""
        parse = self.parse
        alike = parse.tag[verb] == parse.tag[first] and parse.tag[verb] in ("VB", "VBN", "VBG")
        plain = (
            parse.tag[first] == "VB" and parse.lower[verb] == parse.lemma[verb]
        )  # "to be or put"
        shared = alike or plain
        if not shared or parse.having(verb, *HELPING):
            return []
        return [k for k in parse.having(first, *HELPING) if k < first]

    def _own(self, verb: int, opening: int, first: int) -> list[int]:
        """Return the tokens of a verb with its phrases, without its subject."""
        parse, kept = self.parse, [verb]
        for k in parse.kids[verb]:
            ahead = verb == opening and k < min(first, verb) and parse.dep[k] in LEADING
            joined = self._is_another(verb, k)
            if parse.dep[k] in LEFT_OUT or ahead or joined or self._joins(k, verb):
                continue
            joins = parse.dep[k] in ("mark", "cc", "punct") and not self._is_nearly(k)
            if verb == opening and k < verb and joins:
                continue
            if self._sourced(k) or self._dates(k) or self._leads_on(k, verb):
                continue
            kept += parse.subtree(k)
        return kept

    @rule("events.label_leads_on")
    def _leads_on(self, token: int, verb: int) -> bool:
        """Whether it belongs to the next verb: "met the king and, in Oslo, saw" the queen."""
        parse = self.parse
        behind = [k for k in parse.having(verb, "conj") if k > token and self._is_another(verb, k)]
        joining = [k for k in parse.having(verb, "cc") if behind and verb < k < behind[0]]
        return bool(joining) and joining[-1] < token

    def _joins(self, token: int, verb: int) -> bool:
        """Whether it only joins another verb: "and" in "fell and died"."""
        parse = self.parse
        if parse.dep[token] not in ("cc", "punct") or self._is_nearly(token):
            return False
        behind = [k for k in parse.kids[verb] if k > token and parse.dep[k] not in ("cc", "punct")]
        joined = [k for k in behind if self._is_another(verb, k)]
        return token > verb and (not behind or behind[0] in joined)

    @rule("events.label_all_but")
    def _is_nearly(self, token: int) -> bool:
        """Whether it is the "but" of "all but", which is "nearly"."""
        return self.parse.lower[max(0, token - 1) : token + 1] == ["all", "but"]

    def _is_another(self, verb: int, other: int) -> bool:
        """Whether a verb that is joined to this one tells something of its own."""
        joined = self.parse.dep[other] == "conj" and self.parse.is_verb(other)
        return joined and not self._one_deed(verb, other)

    @rule("events.label_one_deed")
    def _one_deed(self, verb: int, other: int) -> bool:
        """Whether two verbs share what stands behind the second: "shot and killed Ann Lee"."""
        parse = self.parse
        between = parse.tag[verb + 1 : other]
        together = "CC" in between and all(tag in ("CC", "RB", "RP", ",") for tag in between)
        alike = parse.tag[verb] == parse.tag[other] or {parse.tag[verb], parse.tag[other]} == PAST
        return together and alike and not parse.having(other, *SUBJECTS)

    def _sourced(self, token: int) -> bool:
        """Whether it says whose word it is, which the row shows apart: "according to"."""
        return self.parse.lower[token] == "according"

    @rule("events.label_time")
    def _dates(self, token: int) -> bool:
        """Whether it only gives the date that the row shows: "on Monday"."""
        parse = self.parse
        below = [t for t in parse.subtree(token) if parse.pos[t] != "PUNCT"]
        dating = [t for t in below if t in self.dating]
        others = [t for t in below if t not in self.dating]
        only = bool(dating) and all(parse.lower[t] in WHEN for t in others)
        return only and not self._is_needed(token, dating[-1])

    @rule("events.label_needed_time")
    def _is_needed(self, token: int, last: int) -> bool:
        """Whether a time is an object, or begins a period: "spent Monday", "May 3 through 9"."""
        parse = self.parse
        spent = parse.lemma[parse.head[token]] == "spend" and parse.tag[token] != "IN"
        if spent or parse.dep[token] == "dobj":
            return True
        leads = parse.lower[last + 1 : last + 2] in ([word] for word in TO_LATER)
        dates = (time for time in parse.doc._.times or [] if time.type == "DATE")
        return leads and any(time.span.start == last + 2 for time in dates)

    @rule("events.label_bare_relative")
    def _tells_of_object(self, verb: int) -> bool:
        """Whether its object is the noun before its subject: "the order Norway signed" in May."""
        parse = self.parse
        subjects = parse.having(verb, "nsubj")
        told = parse.dep[verb] == "acl" and parse.tag[verb] in ("VBD", "VBZ", "VBP")
        told = told and bool(subjects) and not parse.having(verb, "mark")
        return told and parse.head[verb] < subjects[0] < verb

    @rule("events.label_object_ahead", off=lambda _, __, tokens, ___: tokens)
    def _with_object_ahead(self, verb: int, tokens: list[int], objects: Iterable[int]) -> list[int]:
        """Return the tokens with the object behind its verb: "Togo, which Chad attacked"."""
        parse = self.parse
        told = self._tells_of_object(verb)
        missing = missing_object(parse, verb)
        if missing is not None and (missing.verb != verb or missing.noun not in objects):
            return self._with_missing(missing, tokens)
        if parse.dep[verb] != "relcl" and not told:
            return tokens
        noun = parse.head[verb]
        relative = next((t for t in tokens if t < verb and followed(parse, t) != t), None)
        lacking = noun in objects or told
        if relative is None and (not lacking or parse.having(verb, "dobj")):
            return tokens
        words = self.noun(noun, without=verb)
        rest = [t for t in tokens if t != relative]
        preposition = parse.head[relative] if relative is not None else verb
        if relative is not None and parse.dep[relative] == "pobj":
            return [*(t for t in rest if t != preposition), preposition, *words]
        deeds = {verb, *(k for k in parse.having(verb, "conj") if not self._is_another(verb, k))}
        deeds |= {k for k in parse.having(verb, "prep") if k > verb and not parse.kids[k]}
        place = max((n for n, t in enumerate(rest) if t in deeds), default=0) + 1
        return [*rest[:place], *words, *rest[place:]]

    def _with_missing(self, missing: MissingObject, tokens: list[int]) -> list[int]:
        """Return the tokens with the object of a relative clause behind its verb."""
        parse = self.parse
        opening = range(missing.noun + 1, missing.verb)
        rest = [t for t in tokens if t not in opening or parse.lower[t] not in RELATIVES]
        place = place_of_object(parse, missing.verb, rest)
        words = self.noun(missing.noun, without=missing.top)
        words = [t for t in words if not parse.tag[t].startswith("W")]
        article = [t for t in parse.having(missing.noun, "det") if t + 1 == min(words)]
        return [*rest[:place], *article, *words, *rest[place:]]
