"""Names for descriptions in labels: "Acme grew" for "The company grew", "sued Acme"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from store.extract.events.draft import EventDraft
from store.extract.events.nominals import shared_by_token
from store.extract.events.wording import possessive
from store.extract.extensions import FoundEntity, FoundMention, Tokens
from store.extract.rules import rule
from store.extract.syntax.parse import Parse

DEFINITE = frozenset({"the", "this", "that"})
SHORT = 3
"""How many words a description of anybody has at most, for which a name stands."""
LONG = 5
"""How many words a description of a party to the event has at most."""
PLAIN = frozenset({"DT", "NN", "JJ", "HYPH"})
"""Tags of the words of a description without a name in it."""
TITLED = PLAIN | {"NNP", "IN", "VBN", "JJS", "RB"}
"""Tags of the words of a longer one: "the former Utah secretary of state"."""
BEHIND = frozenset({"prep", "appos", "acl", "conj", "cc"})
"""Relations of what goes on behind a description, which would not fit the name."""
BEFORE_NOUN = frozenset({"compound", "amod", "nmod"})
ROLES = frozenset({"attr", "oprd", "appos"})
"""Relations of a noun that says what somebody is or becomes: "became the nominee"."""
COMPARING = frozenset({"as", "like", "than"})
UNNAMED = frozenset({"nominal", "pronoun"})
PLACES = frozenset({"GPE", "LOC"})
BODIES = frozenset(
    "agency army board commission committee council court department government military party "
    "senate states union".split()
)
"""Last words of names that have "the" before them."""


class NamedDescription(NamedTuple):
    entity: FoundEntity
    head: int
    span: Tokens


class LabelNames:
    """Finds descriptions in the tokens of a label. `changed` are the words for its pronouns."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        entities = [e for e in parse.doc._.entities or [] if e.is_named or e.is_owned]
        several = shared_by_token(entities)
        self._by_head = {
            found.head: found
            for entity in entities
            if entity.type != "NORP"
            for mention in entity.mentions
            if mention.kind == "nominal" and (found := self._description(entity, mention))
            if found.head not in several
        }
        self._names = {
            token: entity
            for entity in entities
            for mention in entity.mentions
            if mention.kind not in UNNAMED
            for token in range(mention.span.start, mention.span.end)
        }

    def _description(self, entity: FoundEntity, mention: FoundMention) -> NamedDescription | None:
        span = mention.span
        heads = [t for t in range(span.start, span.end) if self.parse.head[t] not in span]
        roots = [t for t in range(span.start, span.end) if self.parse.head[t] == t]
        tops = [*heads, *roots]
        return NamedDescription(entity, tops[0], span) if len(tops) == 1 else None

    @rule("events.label_described", off=lambda *_, **__: {})
    def named(
        self, tokens: list[int], changed: dict[int, str], draft: EventDraft, *, spoken: bool = False
    ) -> dict[int, str]:
        """Return the names for descriptions, and "" for words of theirs that are left out.

        For example "Acme grew" for "The company grew". What is `spoken` keeps the descriptions in
        quotation marks, and those of the speaker.
        """
        told = {self._names[t].name for t in tokens if t in self._names} | set(changed.values())
        if spoken:
            told |= {e.name for e in draft.actors}
        else:
            told |= {e.name for e in draft.according_to if e.type == "PERSON"}
        parties = [*draft.actors, *draft.recipients]
        names: dict[int, str] = {}
        for found in self._among(tokens, spoken=spoken):
            name = found.entity.name
            if {name, possessive(name)} & told or found.head in changed:
                continue
            titled = found.entity in parties and self._is_titled(found)
            if titled or self._is_plain(found):
                told.add(name)
                names |= dict.fromkeys(self._words(found), "") | self._written(found)
        return names

    def _words(self, found: NamedDescription) -> set[int]:
        """Return the words of a description, with its article unless the name keeps it."""
        words = {*range(found.span.start, found.span.end), *self._articles(found)}
        kept = self._articles(found) if self._has_article(found) else []
        return words - {found.head, *kept}

    def _written(self, found: NamedDescription) -> dict[int, str]:
        """Return the name at the noun, with the mark behind it if it is another one: "Wales'"."""
        name, behind = found.entity.name, found.span.end
        mark = possessive(name).removeprefix(name)
        marked = self.parse.tag[behind : behind + 1] == ["POS"] and mark == "'"
        return {found.head: name} | ({behind: mark} if marked else {})

    @rule("events.label_name_article")
    def _has_article(self, found: NamedDescription) -> bool:
        """Whether "the" stands before a name, here or elsewhere: "the FBI", not "Acme"."""
        parse, entity = self.parse, found.entity
        if entity.type == "PERSON" or entity.is_owned:
            return False
        if not all(parse.lower[t] == "the" for t in self._articles(found)):
            return False
        names = [m.span for m in entity.mentions if m.kind in ("name", "acronym")]
        alone = [s for s in names if parse.dep[s.end - 1] not in BEFORE_NOUN]
        written = any("the" in parse.lower[max(0, s.start - 1) : s.start + 1] for s in alone)
        return written or entity.name.split()[-1].lower() in BODIES

    def _among(self, tokens: Collection[int], *, spoken: bool) -> Iterator[NamedDescription]:
        """Yield the definite descriptions among the tokens, in text order."""
        parse, quoted = self.parse, False
        for token in tokens:
            quoted ^= parse.doc[token].is_quote
            found = self._by_head.get(token)
            if found is None or (spoken and quoted) or not self._articles(found):
                continue
            unfit = self._is_inside(found) or self._is_role(token) or self._is_elsewhere(found)
            if not unfit:
                yield found

    @rule("events.label_inside_description")
    def _is_inside(self, found: NamedDescription) -> bool:
        """Whether a description is a part of a longer one, or holds a part of the name.

        For example "the bank chief", "the governor of the bank", "the Chilean army".
        """
        parse, last = self.parse, found.span.end
        near = [k for k in parse.having(found.head, *BEHIND) if k <= last + 1]
        goes_on = any(max(parse.subtree(k)) >= last for k in near)
        words = {parse.doc[t].text for t in range(found.span.start, last)}
        own = any(word.istitle() for word in words.intersection(found.entity.name.split()))
        return goes_on or own or parse.dep[found.head] in BEFORE_NOUN

    @rule("events.label_role_kept")
    def _is_role(self, head: int) -> bool:
        """Whether the noun says what somebody is: "became the nominee", "seen as the leader"."""
        parse, above = self.parse, self.parse.head[head]
        compared = parse.dep[head] == "pobj" and parse.lower[above] in COMPARING
        return parse.dep[head] in ROLES or compared

    @rule("events.label_other_place")
    def _is_elsewhere(self, found: NamedDescription) -> bool:
        """Whether another place was named last before "the city", which may be that one."""
        if found.entity.type not in PLACES:
            return False
        before = (self._names.get(t) for t in range(found.span.start - 1, -1, -1))
        places = (e for e in before if e is not None and e.type in PLACES)
        return next(places, None) is not found.entity

    def _articles(self, found: NamedDescription) -> list[int]:
        """Return where "the" stands, in the description or right before it."""
        places = (found.span.start, found.span.start - 1)
        return [t for t in places if t >= 0 and self.parse.lower[t] in DEFINITE][:1]

    def _is_plain(self, found: NamedDescription) -> bool:
        tags = self.parse.tag[found.span.start : found.span.end]
        return len(tags) <= SHORT and PLAIN.issuperset(tags) and found.head == found.span.end - 1

    @rule("events.label_title")
    def _is_titled(self, found: NamedDescription) -> bool:
        """Whether a longer description is that of a person: "The Utah senator"."""
        tags = self.parse.tag[found.span.start : found.span.end]
        return len(tags) <= LONG and TITLED.issuperset(tags)
