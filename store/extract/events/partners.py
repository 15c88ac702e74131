"""Recipients outside the objects of a verb: partners, parties of complements, hosts of visits."""

from __future__ import annotations

from collections.abc import Sequence

from store.extract import lexicon
from store.extract.events.draft import EventDraft
from store.extract.events.participants import Participants
from store.extract.events.sought import PERSON_OR_BODY
from store.extract.extensions import FoundEntity
from store.extract.rules import nothing, rule
from store.extract.syntax.arguments import VerbPhrases, frame
from store.extract.syntax.parse import Parse

COMPLEMENT = "~"
"""The name of the place of a party: a complement."""
MEANT = ("on", "at", "for", "about", "toward", "behind")
"""Prepositions of a verb or its object behind which those stand for whom it is meant."""
PARTNERS = {
    "with": frozenset({"PERSON", "ORG"}),
    "against": frozenset({"PERSON", "ORG", "NORP", "GPE"}),
    "over": frozenset({"PERSON"}),
    "to": frozenset({"PERSON"}),
    "from": frozenset({"PERSON", "ORG", "GPE"}),
    **dict.fromkeys(MEANT, frozenset({"PERSON"})),
}
"""For the prepositions of a verb or of its object, the types of a recipient."""
GROUPS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
"""Types of those for whom an act is meant that a noun names."""
JOINING = ("with", "against")
"""Prepositions of a complement whose object is a party: "plans to merge with Acme"."""
UNDERGOING = frozenset({"PERSON", "ORG"})
"""Types of the party of a complement."""
TOWARD = {
    **dict.fromkeys(JOINING, UNDERGOING),
    **dict.fromkeys(("on", "at", "to"), frozenset({"PERSON"})),
}
"""For the prepositions of its object, the types of a party: "to turn the tables on Lee"."""
CAUSING = lexicon.words("events.causing")
"""Verbs that make somebody do something: "was forced to withdraw"."""
MUTUAL = lexicon.words("events.mutual")
"""Verbs of what people do with each other: "feuded with party leaders"."""
TAKING = lexicon.words("events.taking")
GIVING = lexicon.words("events.giving")
GIVEN = frozenset({"ORG", "GPE"})
FOUNDED = frozenset({"a", "an"})
"""Articles of what somebody wants to be made: "the appointment of a commission"."""
DEPTH = 2
"""How many complements below each other are read."""


class Partners:
    """The partners of the verbs of one document."""

    def __init__(self, parse: Parse, people: Participants) -> None:
        self.parse = parse
        self.people = people

    def of(self, place: str, arguments: VerbPhrases) -> list[FoundEntity]:
        """Return the party at a place: behind a preposition, or in a complement."""
        if place == COMPLEMENT:
            return self.of_complement(arguments.verb)
        return self._behind(place, arguments)

    @rule("events.partner", off=nothing)
    def _behind(self, preposition: str, arguments: VerbPhrases) -> list[FoundEntity]:
        """Return the person or body itself that a preposition of the verb or its object names.

        For example "broke with Ann Lee", "wrote a letter to the chairman, Bo Falk".
        """
        verb = arguments.verb
        beside = [o for p, o in self.parse.prepositions(verb) if p == "with"]
        for holder in (verb, *self.parse.having(verb, "dobj"), *beside):
            for name, token in self.parse.prepositions(holder):
                behind = name == preposition and token > verb
                meant = behind and name != "from"
                if meant and (found := self._meant(name, holder, token)):
                    return found
                named = self.people.named_at(token) if behind else None
                if named is not None and self._is_partner(name, named, arguments):
                    return self.people.of([token], PERSON_OR_BODY)
                if behind and holder == verb and self._is_given(name, token, arguments):
                    return self.people.of([token], PERSON_OR_BODY)
                if behind and self._is_somebody(name, token):
                    return self.people.of([token], PERSON_OR_BODY)
        return []

    @rule("events.meant_by_act", off=nothing)
    def _meant(self, preposition: str, noun: int, token: int) -> list[FoundEntity]:
        """Return those for whom an act is meant that the object names.

        For example "stepped up attacks on Ann Lee's record", "forged a friendship with Chad".
        """
        parse = self.parse
        entry = self.people.book.nouns.get(parse.lemma[noun])
        act = entry is not None and entry.type not in ("-", "OTHER")
        if not act or parse.pos[noun] != "NOUN":
            return []
        owners = parse.having(token, "poss")
        if not owners and self.people.named_at(token) is None:
            return []
        found = self.people.of(owners or [token], PERSON_OR_BODY)
        types = PARTNERS["on"] if preposition in MEANT else GROUPS
        return [e for e in found if e.is_named and e.type in types]

    def _is_partner(self, preposition: str, named: FoundEntity, arguments: VerbPhrases) -> bool:
        if preposition == "from":
            return self._is_source(named, arguments)
        return named.type in PARTNERS[preposition]

    @rule("events.taken_from")
    def _is_source(self, named: FoundEntity, arguments: VerbPhrases) -> bool:
        """Whether something is got from them: "got arms from Chad", not "left from Chad"."""
        taken = self.parse.lemma[arguments.verb] in TAKING and bool(arguments.objects)
        party = named.name.endswith(" Party")  # "took another tack from the Democrats"
        return taken and named.type in PARTNERS["from"] and not party

    @rule("events.given_to_body")
    def _is_given(self, preposition: str, token: int, arguments: VerbPhrases) -> bool:
        """Whether a body or country is given something: "sent the bill to the Senate".

        Nobody in "went to Acme" or "moved its office to Chad".
        """
        named = self.people.entity(token) if self.parse.pos[token] == "PROPN" else None
        given = preposition == "to" and (arguments.passive or bool(arguments.objects))
        giving = self.parse.lemma[arguments.verb] in GIVING
        return (
            given
            and named is not None
            and (named.type == "ORG" or (giving and named.type == "GPE"))
        )

    @rule("events.nameless_partner")
    def _is_somebody(self, preposition: str, token: int) -> bool:
        """Whether people without a name are the partner: "feuded with party leaders"."""
        noun = self.people.book.actors.get(self.parse.lemma[token])
        people = noun is not None and noun.type in ("PERSON", "NORP")
        mutual = self.parse.lemma[self.parse.head[self.parse.head[token]]] in MUTUAL
        return preposition == "with" and mutual and people and self.parse.pos[token] == "NOUN"

    @rule("events.party_of_complement", off=nothing)
    def of_complement(self, verb: int, depth: int = DEPTH) -> list[FoundEntity]:
        """Return the person or body that a complement is about.

        For example "ended up buying Acme", "announced plans to merge with Acme", "agreed to be
        bought by Acme", "responded by dismissing Ann Lee".
        """
        for clause in self._complements(verb):
            below = frame(self.parse, clause)
            heads = list(below.subjects if below.passive else below.objects)
            heads += [o for p, o in self.parse.prepositions(clause) if p in JOINING]
            for head in heads:
                named = self.people.named_at(head) if head > clause else None
                if named is not None and named.type in UNDERGOING:
                    return self.people.of([head], PERSON_OR_BODY)
            toward = self._toward(below.objects)
            if toward:
                return toward
            deeper = depth > 1 and self.parse.dep[clause] == "xcomp"
            found = self.of_complement(clause, depth - 1) if deeper else []
            if found:
                return found
        return []

    @rule("events.toward_party", off=nothing)
    def _toward(self, objects: Sequence[int]) -> list[FoundEntity]:
        """Return those toward whom an object is: "sought to turn the tables on Ann Lee"."""
        for preposition, token in (p for o in objects for p in self.parse.prepositions(o)):
            named = self.people.named_at(token)
            if named is not None and named.type in TOWARD.get(preposition, ()):
                return self.people.of([token], PERSON_OR_BODY)
        return []

    def _complements(self, verb: int) -> list[int]:
        """Return the infinitives and gerunds that complete a verb or its object."""
        parse = self.parse
        found = [k for k in parse.having(verb, "xcomp") if parse.is_verb(k)]
        for noun in parse.having(verb, "dobj"):
            found += [k for k in parse.having(noun, "acl") if self._is_infinitive(k)]
        for by in parse.having(verb, "prep"):
            if parse.lower[by] == "by":
                found += parse.having(by, "pcomp")
        return [k for k in found if parse.tag[k] in ("VB", "VBG", "VBN")]

    def _is_infinitive(self, verb: int) -> bool:
        return any(self.parse.tag[k] == "TO" for k in self.parse.kids[verb])

    @rule("events.made_to_act")
    def made_to_act(self, draft: EventDraft) -> bool:
        """Whether the one who undergoes is the one who acts: "Ann Lee was forced to withdraw"."""
        if draft.type != "OTHER" or draft.actors or not draft.recipients:
            return False
        if self.parse.lemma[draft.verb] not in CAUSING:
            return False
        below = self.parse.having(draft.verb, "xcomp", "ccomp")
        return any(self._is_infinitive(k) for k in below)

    def turn(self, draft: EventDraft) -> None:
        """Make the one who undergoes the one who acts, with the party of the complement."""
        draft.actors = draft.recipients
        draft.recipients = self.of_complement(draft.verb)

    @rule("events.called_for")
    def is_called_for(self, found: list[FoundEntity], draft: EventDraft) -> bool:
        """Whether it is what somebody wants, not whom they ask.

        For example "called for a commission", "urged the appointment of a commission".
        """
        parse = self.parse
        if draft.type != "REQUEST" or any(e.is_named for e in found):
            return False
        holders = {draft.verb, *draft.tokens}
        marks = {
            k for t in holders for k in (t, *parse.having(t, "prep")) if parse.lower[k] == "for"
        }
        wanted = [o for k in marks for o in parse.having(k, "pobj")]
        new = [o for w in wanted for p, o in parse.prepositions(w) if p == "of"]
        new = [o for o in new if any(parse.lower[k] in FOUNDED for k in parse.having(o, "det"))]
        new += [w for w in wanted if not parse.having(w, "poss")]
        spans = [m.span for e in found for m in e.mentions]
        return any(o in span for o in new for span in spans)

    @rule("events.host")
    def hosts(self, draft: EventDraft) -> None:
        """Make the country the recipient of a visit to a town, if the article names it.

        The town becomes the place (PLOVER: the host is the recipient).
        """
        draft.recipients = [host for e in draft.recipients if (host := self._host(e, draft))]

    def _host(self, place: FoundEntity, draft: EventDraft) -> FoundEntity | None:
        """Return the host: the country of a town, and any other place itself.

        None if somebody goes to a town and may be at home there: "The candidate flew to Iowa".
        """
        if not place.country:
            return place
        country = self.people.country_of(place)
        if place in self.people.of(draft.object_tokens):
            return country or place  # "visited Nairobi"
        if country is not None and self._in_sentence(country, draft.verb):
            return country
        roles = self.parse.doc._.roles or []
        homes = {role.of.iso for role in roles if role.of and role.person in draft.actors}
        homes |= {e.iso for e in draft.actors}
        abroad = homes - {None, country.iso if country is not None else None}
        return (country or place) if abroad else None

    def _in_sentence(self, entity: FoundEntity, verb: int) -> bool:
        start, end = self.parse.bounds[self.parse.sentence[verb]]
        return any(start <= m.span.start < end for m in entity.mentions)
