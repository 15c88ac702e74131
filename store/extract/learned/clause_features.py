"""The features of a clause, from which the models decide.

A clause is identified by the token that heads it: a verb, or a noun that names an event. A feature
is a string such as "tag=VBD". A model knows some thousands of them and ignores the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.extensions import entities_by_token
from store.extract.statements.quotations import Quotations
from store.extract.times.clause import time_of

if TYPE_CHECKING:
    from store.extract.events.status import Statuses, Verdict

CLIMB = 3
"""How many governors of a clause give features."""
DEEPEST = 4
"""The highest depth of a clause that is counted."""
HIGHEST = 6
"""How many governors are searched for clauses above."""
LEAD = (0, 1, 3, 8, 20)
"""The sentences at which the next part of an article begins."""
LONG = (8, 16, 28, 45)
"""The lengths in words at which a sentence falls in the next class."""
OBJECTS = frozenset({"dobj", "attr", "acomp", "oprd", "dative", "pobj"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
HELPERS = frozenset({"aux", "auxpass"})
WORDS = frozenset({"advmod", "mark", "neg", "prt", "cc", "preconj", "npadvmod", "intj"})
"""Relations whose words are features themselves."""
GOVERNING = frozenset({"aux", "mark", "neg"})
"""Relations whose words on the clause above are features."""
SPOKEN = ("i", "we", "you", "if", "would", "?")
"""Words of a sentence that show what kind of talk it is."""


class ClauseFeatures:
    """The features of the clauses of one document, after names, times and statements are read."""

    def __init__(self, statuses: Statuses) -> None:
        self.statuses = statuses
        self.parse = statuses.parse
        self.quotations = Quotations(statuses.doc)
        self.entities = entities_by_token(statuses.doc)
        self._sentences: dict[int, list[str]] = {}

    def of(self, token: int) -> list[str]:
        """Return the features of the clause that a token heads."""
        found = ["bias"]
        self._form(token, found)
        self._arguments(token, found)
        self._governors(token, found)
        self._attribution(token, self.statuses.of(token), found)
        found += self._sentence(self.parse.sentence[token])
        return found

    def _form(self, token: int, found: list[str]) -> None:
        parse = self.parse
        tag, dep = parse.tag[token], parse.dep[token]
        helpers = [parse.lower[k] for k in parse.kids[token] if parse.dep[k] in HELPERS]
        found += (f"tag={tag}", f"dep={dep}", f"lemma={parse.lemma[token]}", f"{tag} {dep}")
        found.append(f"form={tag} {' '.join(helpers)}")
        found += [f"aux={word}" for word in helpers]
        found += [
            f"{parse.dep[k]}={parse.lower[k]}" for k in parse.kids[token] if parse.dep[k] in WORDS
        ]
        time = time_of(parse.doc, token)
        found.append(f"time={None if time is None else time.type} {tag}")

    def _arguments(self, token: int, found: list[str]) -> None:
        """Add the kind and the lemma of each argument."""
        parse = self.parse
        deps = {parse.dep[k] for k in parse.kids[token]}
        for k in parse.kids[token]:
            dep = parse.dep[k]
            if dep in SUBJECTS:
                found += (f"subject={self._kind(k)}", f"subject.lemma={parse.lemma[k]}")
            elif dep in OBJECTS:
                found += (f"{dep}={self._kind(k)}", f"object.lemma={parse.lemma[k]}")
            elif dep == "prep":
                found.append(f"prep={parse.lower[k]}")
        found += [f"has={dep}" for dep in sorted(deps)]
        if not deps & SUBJECTS:
            found.append("subject=none")

    def _kind(self, token: int) -> str:
        """Return the type of the entity, the pronoun, or the part of speech of an argument."""
        entity = self.entities.get(token)
        if self.parse.pos[token] == "PRON":
            known = entity is not None and entity.is_named
            return f"{self.parse.lower[token]}{' known' if known else ''}"
        if entity is None:
            return self.parse.tag[token]
        return entity.type if entity.is_named else f"nominal {entity.type}"

    def _governors(self, token: int, found: list[str]) -> None:
        parse = self.parse
        path, depth = parse.dep[token], 0
        for n, above in enumerate(parse.above(token)):
            verb = parse.is_verb(above)
            depth += verb
            if n < CLIMB:
                found += (f"above{n}={parse.lemma[above]} {path}", f"{path} of {parse.tag[above]}")
                path = f"{parse.dep[above]}>{path}"
            if n < CLIMB and verb:
                found += [
                    f"above.{parse.dep[k]}={parse.lower[k]}"
                    for k in parse.kids[above]
                    if parse.dep[k] in GOVERNING
                ]
            if n == HIGHEST or depth == DEEPEST:
                break
        found.append(f"depth={depth}")

    def _attribution(self, token: int, verdict: Verdict, found: list[str]) -> None:
        """Add the status by the rules, the source and its cue, and whether it is quoted."""
        said = f"said={bool(verdict.said)} quoted={self.quotations.at(token) is not None}"
        tag = self.parse.tag[token]
        found += (
            f"talk={said}",
            f"{said} {verdict.status}",
            f"{said} {tag}",
            f"status={verdict.status}",
        )
        if verdict.said:
            innermost = verdict.said[0]
            source = innermost.source.type if innermost.source is not None else None
            found += (
                f"kind={innermost.kind}",
                f"cue={self.parse.lemma[innermost.cue.start]}",
                f"source={source}",
                f"sources={min(len(verdict.said), 3)}",
            )

    def _sentence(self, number: int) -> list[str]:
        known = self._sentences.get(number)
        if known is None:
            parse = self.parse
            first, last = parse.bounds[number]
            inside = parse.lower[first:last]
            root = next((i for i in range(first, last) if parse.head[i] == i), first)
            known = [
                f"part={sum(number > n for n in LEAD)}",
                f"length={sum(last - first > n for n in LONG)}",
                f"first={inside[0]}",
                f"root={parse.tag[root]}",
                *(f"in={word}" for word in SPOKEN if word in inside),
            ]
            self._sentences[number] = known
        return known
