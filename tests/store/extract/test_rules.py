"""Rules: each is registered, described, and changes what its examples say that it changes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import batched
from pathlib import Path

import pytest
from spacy.tokens import Doc

from store.extract import (
    rule_observers,  # noqa: F401 - registers the observers
    rules,
)
from store.extract.assemble import assemble
from store.extract.parts import Part
from store.extract.pipeline import BATCH, Extractor
from store.extract.rule_examples import Example, described, facts, register_all
from store.extract.rules import RULES, rule, traced, without
from store.reading import Article
from tests.conftest import REPOSITORY

DESCRIBED = described()
EXAMPLES = [example for each in DESCRIBED.values() for example in each.examples]


@pytest.fixture(scope="module", autouse=True)
def registered() -> None:
    register_all()


class ParsedExamples:
    """The examples, parsed by the model in batches: one by one takes three times as long."""

    def __init__(self, reader: Extractor) -> None:
        self._reader = reader
        self._docs: dict[Example, tuple[Doc, ...]] = {}
        pipeline = reader.nlp.pipeline
        self._parts = {name: part for name, part in pipeline if isinstance(part, Part)}
        self._called: set[str] = set()
        """The rules that were called before the parts: they change what the model parses."""

    def facts(self, example: Example) -> frozenset[str]:
        """Return the facts of an example, with the rules that are on now."""
        if example not in self._docs:
            self._parse(example)
        doc, *others = self._docs.pop(example)
        if others:
            self._docs[example] = tuple(others)
        if example.rule in self._called:
            return facts(self._reader.read(example.article()))
        for part in self._parts.values():
            doc = part(doc)
        return facts(assemble(doc, self._reader.extractor))

    def _parse(self, example: Example) -> None:
        """Parse an example and its neighbours, each to be read with a rule and without it."""
        near = next(each for each in batched(EXAMPLES, BATCH, strict=False) if example in each)
        with traced() as trace:
            drafts = (self._reader.prepare(each.article()) for each in near for _ in range(2))
            docs = self._reader.nlp.pipe(drafts, batch_size=2 * BATCH, disable=[*self._parts])
            self._docs |= zip(near, batched(docs, 2, strict=True), strict=True)
        self._called |= trace.calls.keys()


@pytest.fixture(scope="module")
def parsed(reader: Extractor) -> ParsedExamples:
    return ParsedExamples(reader)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule)
def test_a_rule_changes_what_its_example_says(parsed: ParsedExamples, example: Example) -> None:
    assert example.gained or example.lost, "the example says nothing of the rule"
    with traced(example.rule) as trace:
        with_rule = parsed.facts(example)
    assert trace.firings, "the trace does not name the rule"
    assert any(f.tokens for f in trace.firings) or example.rule.startswith("times."), (
        "it names no word"
    )
    with without(example.rule):
        without_rule = parsed.facts(example)
    gained, lost = with_rule - without_rule, without_rule - with_rule
    assert example.gained <= gained, f"only with the rule: {sorted(gained)}"
    assert example.lost <= lost, f"only without it: {sorted(lost)}"


def test_every_rule_is_described_and_every_description_is_of_a_rule() -> None:
    assert sorted(RULES.keys() - DESCRIBED.keys()) == []
    assert sorted(DESCRIBED.keys() - RULES.keys()) == []


def test_every_rule_says_what_it_does() -> None:
    """The dashboard's `w` shows the first paragraph of the docstring."""
    assert [each.id for each in RULES.values() if not each.says()] == []


def test_every_rule_names_its_source() -> None:
    assert [each.rule for each in DESCRIBED.values() if not each.source.strip()] == []


# What looks like a rule: a function that takes what the rules of its room take. Private functions
# (`_half`) are parts of rules.

ROOMS = {
    "store/extract/syntax": ("parse: Columns", "-> None"),
    "store/extract/time_grammar": ("p: TimeTokens, i: int", "-> Match | None"),
    "store/extract/names": ("draft: NamesDraft", "-> None"),
    "store/extract/statements": ("doc: Doc", "-> Iterator[StatementDraft]"),
    "store/extract/events": ("draft: EventDraft", "-> None"),
    "store/extract/events/nearby_times.py": ("self, verb: int", "-> FoundTime | None"),
}
NO_RULES = {
    "dispatch.py": "it looks the rules up",
    "parse_repair.py: repair": "it runs the rules",
    "bodies.py: settle_generic": "a part of find_bodies",
    "draft.py: from_model": "without it there is nothing to change",
    "other_meanings.py: settle_towns_of_states": "an example tells no town from its namesake",
    "confidence.py: set_confidences": "a model, which changes no fact",
    "cues.py: verb_statements": "it runs the rules",
    "cues.py: phrase_statements": "it runs the rules",
    "time_attributes.py: inherit": "a part of the rules that find a time",
}


@pytest.mark.parametrize("room", ROOMS)
def test_what_looks_like_a_rule_is_registered(room: str) -> None:
    first, returned = ROOMS[room]
    alike = [
        (path, function)
        for path in _files(REPOSITORY / room)
        for function in _functions(path)
        if _signature(function).startswith(f"({first}") and _signature(function).endswith(returned)
    ]
    assert alike, "rules look otherwise now; tell ROOMS how"
    unregistered = [
        f"{path.name}: {function.name}"
        for path, function in alike
        if not any("rule(" in ast.unparse(each) for each in function.decorator_list)
    ]
    left = [name for name in unregistered if not {name, name.partition(":")[0]} & NO_RULES.keys()]
    assert left == []


def _files(room: Path) -> Iterator[Path]:
    yield from [room] if room.is_file() else sorted(room.glob("*.py"))


def _functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def _signature(function: ast.FunctionDef) -> str:
    returned = f" -> {ast.unparse(function.returns)}" if function.returns else ""
    return f"({ast.unparse(function.args)}){returned}"


# The registry itself.


def test_two_rules_do_not_share_an_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "RULES", {})
    rule("tests.one")(lambda: None)
    with pytest.raises(ValueError, match=r"tests\.one"):
        rule("tests.one")(lambda: None)


def test_a_rule_that_does_not_exist_cannot_be_switched_off() -> None:
    with pytest.raises(ValueError, match=r"tests\.none"), without("tests.none"):
        pass


def test_rules_are_on_again_after_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "RULES", {})
    double = rule("tests.double", off=rules.unchanged)(lambda number: 2 * number)
    with pytest.raises(RuntimeError), without("tests.double"):
        assert double(4) == 4
        raise RuntimeError
    assert double(4) == 8


def test_a_trace_names_the_rules_that_had_an_effect(reader: Extractor) -> None:
    article = Article(id="a", text="They met on June 5.", published="2024-07-09")
    with traced() as trace:
        reader.read(article)
    assert trace.fired()["times.month_day"] == 1
    assert trace.calls["times.weekday"] == 0
