"""Examples of rules: the facts that a rule adds to or removes from the reading of a text.

    python -m store.extract.rule_examples ID TEXT [DAY]

reads TEXT, published on DAY (ISO), with and without the rule, and prints a table for
`assets/rules/`. Check each fact before you keep it.
"""

from __future__ import annotations

import importlib
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from store.asset_files import shipped
from store.extract.events.mentions import NOTED, SURE
from store.extract.pipeline import AFTER_MODEL, BEFORE_PARSER, Extractor
from store.extract.rules import RULES, without
from store.reading import Article, Entity, Event, Reading, Relation, Role

DAY = "2024-07-09"
"""The day of publication of an example without one: a Tuesday."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text, and the facts that hold only with the rule or only without it."""

    rule: str
    text: str
    published: str
    gained: frozenset[str]
    lost: frozenset[str]

    def article(self) -> Article:
        return Article(
            id="example", text=self.text, published=self.published, published_from="given"
        )


@dataclass(frozen=True, slots=True)
class Described:
    """The entry of a rule in `assets/rules/`."""

    rule: str
    source: str
    examples: tuple[Example, ...]


def register_all() -> None:
    """Import every module of the pipeline, so that `RULES` is complete."""
    for _, module in (*BEFORE_PARSER, *AFTER_MODEL):
        importlib.import_module(module)


def described() -> dict[str, Described]:
    """Map each rule id to its source and its examples.

    Raises:
        KeyError: a table lacks a required key.
    """
    found: dict[str, Described] = {}
    for path in sorted(shipped("rules").glob("*.toml")):
        for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            identity = f"{path.stem}.{name}"
            examples = tuple(_example(identity, each) for each in (table, *table.get("more", ())))
            found[identity] = Described(identity, table["source"], examples)
    return found


def _example(identity: str, table: dict[str, Any]) -> Example:
    return Example(
        identity,
        table["text"],
        table.get("published", DAY),
        frozenset(table.get("with", ())),
        frozenset(table.get("without", ())),
    )


def effect(reader: Extractor, example: Example) -> tuple[frozenset[str], frozenset[str]]:
    """Return the facts of the example's text that hold only with the rule, and those only without
    it.
    """
    with_rule = facts(reader.read(example.article()))
    with without(example.rule):
        without_rule = facts(reader.read(example.article()))
    return with_rule - without_rule, without_rule - with_rule


def facts(reading: Reading) -> frozenset[str]:
    """Return every fact as a line: "time: June 5 = DATE 2024-06-05", "event met: actor Xi"."""
    names = {entity.id: entity for entity in reading.entities}
    lines = [*_times(reading), *_relations(reading, names), *_statements(reading, names)]
    for entity in reading.entities:
        lines += _entity(reading, entity)
    for event in reading.events:
        lines += _event(reading, event, names)
    return frozenset(lines)


def _times(reading: Reading) -> Iterator[str]:
    for time in reading.times:
        words = _words(reading, time.start, time.end)
        mod = f" {time.mod}" if time.mod else ""
        yield f"time: {words} = {time.type} {time.value}{mod}"
        if time.from_ or time.to:
            yield f"days: {words} = {time.from_ or ''}..{time.to or ''}"


def _entity(reading: Reading, entity: Entity) -> Iterator[str]:
    yield f"entity: {entity.name} = {entity.type}"
    if entity.iso:
        yield f"country: {entity.name} = {entity.iso}"
    for mention in entity.mentions:
        words = _words(reading, mention.start, mention.end)
        yield f"mention: {words} = {entity.name}, {mention.kind}"


def _relations(reading: Reading, names: dict[str, Entity]) -> Iterator[str]:
    for role in reading.roles:
        of = f" of {names[role.of].name}" if role.of else ""
        yield f"role: {names[role.person].name} = {role.full}{of}{_while(role)}"
    for relation in reading.relations:
        other = names[relation.object].name if relation.object else relation.object_text
        subject = names[relation.subject].name
        yield f"relation: {subject} {relation.predicate} {other}{_while(relation)}"


def _while(fact: Role | Relation) -> str:
    since = f" since {fact.since}" if fact.since else ""
    return f"{since} until {fact.until}" if fact.until else since


def _statements(reading: Reading, names: dict[str, Entity]) -> Iterator[str]:
    for statement in reading.statements:
        cue = f"said {_words(reading, *statement.cue)}"
        if statement.source:
            yield f"{cue}: source {names[statement.source].name}"
        if statement.source_span:
            yield f"{cue}: source words {_words(reading, *statement.source_span)}"
        if statement.content:
            yield f"{cue}: content {_words(reading, *statement.content)}"
        yield f"{cue}: kind {statement.kind}"


def _event(reading: Reading, event: Event, names: dict[str, Entity]) -> Iterator[str]:
    is_mention = (event.confidence, event.salience) == (SURE, NOTED)
    about = f"{'mentioned' if is_mention else 'event'} {_words(reading, *event.evidence[0].verb)}"
    yield f"{about}: {event.type}{f' {event.mode}' if event.mode else ''}"
    yield f"{about}: {event.modality}"
    if event.status is not None and event.status != event.modality:
        yield f"{about}: status {event.status}"
    yield f"{about}: label {event.label}"
    for field, ids in (
        ("actor", event.actors),
        ("recipient", event.recipients),
        ("according to", event.according_to),
        ("place", (event.place,) if event.place else ()),
    ):
        yield from (f"{about}: {field} {names[each].name}" for each in ids)
    if event.from_ or event.to:
        yield f"{about}: {event.from_ or ''}..{event.to or ''} {event.date_basis}"
    for more in event.evidence[1:]:
        yield f"{about}: again {_words(reading, *more.verb)}"


def _words(reading: Reading, start: int, end: int) -> str:
    return " ".join(reading.text[start:end].split())


def _table(example: Example, gained: frozenset[str], lost: frozenset[str]) -> str:
    lines = [
        f"[{example.rule.partition('.')[2]}]",
        'source = ""',
        f"text = {_quoted(example.text)}",
    ]
    if example.published != DAY:
        lines.append(f"published = {_quoted(example.published)}")
    for key, said in (("with", gained), ("without", lost)):
        if said:
            lines.append(f"{key} = [{', '.join(map(_quoted, sorted(said)))}]")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def main(arguments: list[str]) -> int:
    """Print the table for one rule and one text. Return 1 if the rule changes nothing."""
    identity, text, *day = arguments
    reader = Extractor()
    if identity not in RULES:
        sys.stderr.write(f"no rule is called {identity}\n")
        return 2
    example = Example(identity, text, day[0] if day else DAY, frozenset(), frozenset())
    gained, lost = effect(reader, example)
    sys.stdout.write(_table(example, gained, lost))
    return 0 if gained or lost else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
