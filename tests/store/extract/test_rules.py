"""Rules: each is registered, described, and changes what its examples say that it changes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.extract import (
    rule_observers,  # noqa: F401 - registers the observers
    rules,
)
from store.extract.pipeline import Extractor
from store.extract.rule_examples import Described, Example, described, facts, register_all
from store.extract.rules import RULES, rule, traced, without
from store.reading import Article
from tests.conftest import REPOSITORY

DESCRIBED = described()
EXAMPLES = [example for each in DESCRIBED.values() for example in each.examples]


@pytest.fixture(scope="module", autouse=True)
def registered() -> None:
    register_all()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule)
def test_a_rule_changes_what_its_example_says(reader: Extractor, example: Example) -> None:
    assert example.gained or example.lost, "the example says nothing of the rule"
    with traced(example.rule) as trace:
        with_rule = facts(reader.read(example.article()))
    assert trace.firings, "the trace does not name the rule"
    assert any(f.tokens for f in trace.firings) or example.rule.startswith("times."), (
        "it names no word"
    )
    with without(example.rule):
        without_rule = facts(reader.read(example.article()))
    gained, lost = with_rule - without_rule, without_rule - with_rule
    assert example.gained <= gained, f"only with the rule: {sorted(gained)}"
    assert example.lost <= lost, f"only without it: {sorted(lost)}"


def test_every_rule_is_described_and_every_description_is_of_a_rule() -> None:
    assert sorted(RULES.keys() - DESCRIBED.keys()) == []
    assert sorted(DESCRIBED.keys() - RULES.keys()) == []


def test_every_rule_says_what_it_does() -> None:
    """The dashboard's `w` shows the first paragraph of the docstring."""
    assert [each.id for each in RULES.values() if not each.says()] == []


@pytest.mark.parametrize("each", DESCRIBED.values(), ids=lambda each: each.rule)
def test_a_rule_names_its_source(each: Described) -> None:
    assert each.source.strip()


# What looks like a rule: a function that takes what the rules of its room take. Private functions
# (`_half`) are parts of rules.

ROOMS = {
    "store/extract/syntax/parse_repair.py": ("parse: Columns", "-> None"),
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
