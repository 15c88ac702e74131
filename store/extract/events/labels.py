"""A row's own words: a short clause that a person can read, "Ghana recalls its envoy"."""

from __future__ import annotations

from store.extract.events.drafts import Draft
from store.extract.events.parse import Parse
from store.extract.events.participants import PLACES
from store.extract.found import FoundEntity, Tokens
from store.extract.references.humans import is_human

DEEP = 10
"""Phrases within phrases that a label goes into."""
WORDS = 11
"""Words after the verb, at most."""
SAID = 14
"""Words of what was said, at most."""
LEFT_OUT = frozenset(
    "nsubj nsubjpass csubj aux auxpass advcl relcl punct cc ccomp mark parataxis dep intj appos "
    "agent advmod meta preconj neg expl".split()
)
CONJUNCTS_OF = frozenset("dobj pobj attr amod compound poss conj xcomp nsubj nsubjpass".split())
DANGLING = frozenset("IN TO DT CC PRP$ POS , : -LRB- RB".split())
PLURAL = frozenset({"police", "people", "troops", "forces", "gunmen", "men", "women", "children"})
IRREGULAR = {"be": "is", "have": "has", "do": "does"}


class Labels:
    def __init__(self, parse: Parse, timed: set[int]) -> None:
        self.parse = parse
        self.timed = timed
        """Tokens of time expressions, which the row shows in their own column."""
        self.meant = _meant(parse)

    def label(self, draft: Draft) -> str:
        if draft.said is not None:
            words = f"{listed(draft.actors)}: {self._quoted(draft.said)}"
        else:
            words = self._phrase(draft.verb) if draft.nominal else self._clause(draft)
        text = " ".join(words.split())
        return text[:1].upper() + text[1:]

    def _clause(self, draft: Draft) -> str:
        parse, verb = self.parse, draft.verb
        tail = self._tail(draft)
        who = self._who(draft)
        whom = self._whom(draft)
        if draft.passive and _undergo(draft):
            whom = listed(draft.actors)
            who = self._phrase(draft.subject_tokens[0]) if draft.subject_tokens else ""
        if draft.demanded:
            passive = "be " if self.parse.having(verb, "auxpass") else ""
            word = parse.doc[verb].text if passive else parse.lemma[verb]
            return (
                f"{who} {'demand' if draft.many else 'demands'} that {whom} {passive}{word} {tail}"
            )
        if draft.passive and not who:
            return f"{whom} {parse.doc[verb].text} {tail}"
        if draft.passive:
            tail = f"{whom} {tail}"
        elif not tail or tail.endswith("-"):
            tail = whom
        elif self._ahead(draft):
            tail = f"{whom} {tail}"
        return f"{who or ''} {self._verb(draft) if who else parse.doc[verb].text} {tail}"

    def _ahead(self, draft: Draft) -> bool:
        """The object stands before its verb ("the town, which Chad attacked")."""
        first = max(draft.object_tokens, default=draft.verb)
        return first < draft.verb and self.parse.dep[draft.verb] == "relcl" and not draft.swapped

    def _who(self, draft: Draft) -> str:
        """Those who act, as they are called; or the subject's own words, when it has no name
        or is a thing of theirs ("the size of NATO forces grows")."""
        subject = draft.subject_tokens[0] if draft.subject_tokens else None
        if subject is not None and self.parse.pos[subject] in ("NOUN", "PROPN"):
            unnamed = all(e.key.startswith("nominal/") for e in draft.actors)
            own = unnamed and len(draft.actors) < 2
            own = own or subject in draft.tokens or draft.swapped or self._holder(draft, subject)
            if own:
                plural = self.parse.lower[subject] in PLURAL
                draft.many = plural or self.parse.tag[subject] in ("NNS", "NNPS")
                return self._phrase(subject)
        if not draft.actors or draft.leading == 0:
            return self._somebody(draft)
        leading = draft.actors[: draft.leading]
        draft.many = len(leading) > 1 or _plural(draft.actors[0])
        return listed(leading or draft.actors)

    def _somebody(self, draft: Draft) -> str:
        """The text's own "he" or "they", where nobody knows who that is."""
        subject = draft.subject_tokens[0] if draft.subject_tokens else draft.verb
        word = self.parse.lower[subject]
        draft.many = word == "they"
        return word if word in ("he", "she", "they") and not draft.passive else ""

    def _holder(self, draft: Draft, subject: int) -> bool:
        """A person who acts for the country or body in her title ("the Kenyan president")."""
        return (
            self.parse.tag[subject] == "NN"
            and len(draft.actors) == 1
            and draft.actors[0].type != "PERSON"
            and not _mentioned(draft.actors[0], subject)
            and is_human(self.parse.doc[subject])
        )

    def _whom(self, draft: Draft) -> str:
        """To whom it is done, the number of those without a name included."""
        tokens = draft.object_tokens
        if len(tokens) == 1 and self._only_there(draft, tokens[0]):
            return self._phrase(tokens[0])
        unnamed = all(e.key.startswith("nominal/") for e in draft.recipients)
        if len(tokens) == 1 and unnamed and self.parse.pos[tokens[0]] in ("NOUN", "PROPN"):
            return self._phrase(tokens[0])
        return listed(draft.recipients)

    def _only_there(self, draft: Draft, token: int) -> bool:
        """Those to whom something was done are not the country, they are of it ("three
        Russians were freed") or only in it."""
        if not draft.passive or draft.actors or len(draft.recipients) != 1:
            return False
        recipient = draft.recipients[0]
        several = self.parse.tag[token] == "NNPS" and self.parse.having(token, "nummod")
        return recipient.type in PLACES and (bool(several) or not _mentioned(recipient, token))

    def _quoted(self, said: Tokens) -> str:
        """The beginning of what was said."""
        words = self.parse.doc[said.start : min(said.end, said.start + SAID)].text.strip(
            " \"“”'‘’,."
        )
        words = words.removeprefix("that ")
        return f"{words} …" if len(said) > SAID else words

    def _phrase(self, noun: int) -> str:
        """A noun with what stands before it, and its first phrases."""
        kept = [noun]
        for k in self.parse.kids[noun]:
            if self.parse.dep[k] not in ("det", "relcl", "acl", "conj") and (
                self.parse.tag[k] != "WP$"
            ):
                self._collect(k, kept)
        return self._text(sorted(kept)[:WORDS])

    def _verb(self, draft: Draft) -> str:
        lemma = self.parse.lemma[draft.verb]
        plural = draft.many
        if draft.modality == "planned":
            return f"to {lemma}"
        if draft.modality == "hypothetical":
            return f"may {lemma}"
        if (draft.modality == "negated" or draft.refused) and self.parse.having(draft.verb, "neg"):
            return f"{'do' if plural else 'does'} not {lemma}"
        return lemma if plural and lemma != "be" else third_person(lemma)

    def _tail(self, draft: Draft) -> str:
        kept: list[int] = []
        for k in self.parse.kids[draft.verb]:
            if k == draft.complement and self.parse.dep[k] == "ccomp":
                kept += [t for t in self.parse.subtree(k) if t not in self.timed]
            elif k > draft.verb and self.parse.dep[k] != "conj":
                self._collect(k, kept)
        for t in draft.tokens:
            if t not in kept and t != draft.verb and self.parse.head[t] == draft.verb:
                kept += [t, *self._below(t)]
        tail = self._text(sorted(t for t in kept if t > draft.verb)[:WORDS])
        if draft.noun is not None and draft.noun < draft.verb and not draft.passive:
            tail = f"{self._phrase(draft.noun)} {tail}"
        return tail

    def _below(self, complement: int) -> list[int]:
        """The words under a verb of the phrase that is no argument in the parse ("called on
        them to work"), its "to" included."""
        kept: list[int] = []
        if self.parse.tag[complement] == "VB":
            for k in self.parse.kids[complement]:
                if self.parse.tag[k] == "TO":
                    kept.append(k)
                elif k > complement:
                    self._collect(k, kept)
        return kept

    def _collect(self, token: int, kept: list[int], depth: int = DEEP) -> None:
        """The words of a phrase, without times and what only explains."""
        parse = self.parse
        if not depth or self._left_out(token):
            return
        below = [k for k in parse.kids[token] if parse.dep[k] != "punct"]
        if parse.dep[token] == "prep" and below and all(k in self.timed for k in below):
            return
        kept.append(token)
        for k in parse.kids[token]:
            joins = parse.dep[token] in CONJUNCTS_OF
            if parse.dep[k] == "nsubj" and parse.pos[token] == "ADJ":
                kept += [t for t in parse.subtree(k) if t not in self.timed]
            if parse.dep[k] in ("cc", "aux", "punct"):
                if (
                    parse.lower[k] == "-"
                    or parse.tag[k] in ("TO", "VBG")
                    or (parse.dep[k] == "cc" and joins)
                ):
                    kept.append(k)
            elif parse.dep[k] != "conj" or joins:
                self._collect(k, kept, depth - 1)

    def _left_out(self, token: int) -> bool:
        parse = self.parse
        if token in self.timed or parse.lower[token] == "according":
            return True
        if parse.dep[token] == "prep" and parse.having(token, "neg"):
            return True  # "to Riga and not to Oslo"
        adjective = parse.dep[token] == "ccomp" and parse.pos[token] == "ADJ"
        return parse.dep[token] in LEFT_OUT and parse.tag[token] != "WRB" and not adjective

    def _in_brackets(self, token: int) -> bool:
        """A short name in brackets after the long one."""
        words = self.parse.lower
        return 0 < token < len(words) - 1 and words[token - 1] == "(" and words[token + 1] == ")"

    def _text(self, tokens: list[int]) -> str:
        while len(tokens) > 1 and self.parse.tag[tokens[-1]] in DANGLING:
            tokens = tokens[:-1]
        tokens = [t for t in tokens if not self._in_brackets(t)] or tokens
        pieces = []
        for n, token in enumerate(tokens):
            word = self.parse.doc[token]
            follows = n + 1 < len(tokens) and tokens[n + 1] == token + 1
            text = self.meant.get(token, word.text)
            pieces.append(text + (word.whitespace_ if follows else " "))
        return "".join(pieces).strip()


def listed(entities: list[FoundEntity]) -> str:
    """ "A", "A and B", "A, B and others"."""
    names = [entity.name for entity in entities]
    if len(names) > 2:
        return f"{names[0]}, {names[1]} and others"
    return " and ".join(names)


def _meant(parse: Parse) -> dict[int, str]:
    """The name for each "him", "her" and "them" of one entity alone."""
    found: dict[int, list[str]] = {}
    for entity in parse.doc._.entities or []:
        for mention in entity.mentions:
            start = mention.span.start
            if parse.tag[start] == "PRP" and parse.lower[start] in ("him", "her", "them"):
                found.setdefault(start, []).append(entity.name)
    return {token: names[0] for token, names in found.items() if len(names) == 1}


def _undergo(draft: Draft) -> bool:
    """The actors are those to whom the verb is done ("Kenya was admitted to ...")."""
    return any(_mentioned(e, t) for e in draft.actors for t in draft.object_tokens)


def _mentioned(entity: FoundEntity, token: int) -> bool:
    return any(m.span.start <= token < m.span.end for m in entity.mentions)


def third_person(lemma: str) -> str:
    """ "meets", "carries", "clashes"."""
    if lemma in IRREGULAR:
        return IRREGULAR[lemma]
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{lemma}es"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return f"{lemma[:-1]}ies"
    return f"{lemma}s"


def _plural(entity: FoundEntity) -> bool:
    last = entity.name.split()[-1].lower() if entity.name else ""
    if last.endswith(("us", "is")):
        return False
    nominal = entity.key.startswith("nominal/")
    return last in PLURAL or (nominal and last.endswith("s") and not last.endswith("ss"))
