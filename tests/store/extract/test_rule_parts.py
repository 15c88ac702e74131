"""Every function of statements and events is a rule, or a part that some example shows.

A part is replaced by an answer that says nothing; a question by both. Then an example of a rule
must read otherwise, or else a sentence of the part's own in `rule_parts.toml`. A part that nothing
shows decides nothing: delete it, or give it a sentence.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from store.extract.pipeline import Extractor
from store.extract.rule_examples import described, register_all
from tests.store.extract.rule_parts import Parsed, Part, Readings, parts

register_all()
PARTS = parts()
SENTENCES: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("rule_parts.toml").read_text(encoding="utf-8")
)

ONE_ANSWER = {"events.labels.Labels._begins", "events.statement_events._clausal"}
"""Questions whose answer True no short sentence shows."""


@pytest.fixture(scope="module")
def readings(reader: Extractor) -> Readings:
    return Readings(reader)


@pytest.fixture(scope="module")
def examples(readings: Readings) -> list[Parsed]:
    """The examples of all rules, the shortest first."""
    texts = {(e.text, e.published) for rule in described().values() for e in rule.examples}
    return [readings.of(*each) for each in sorted(texts, key=lambda each: (len(each[0]), each))]


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_part_matters(readings: Readings, examples: list[Parsed], part: Part) -> None:
    own = map(readings.of, SENTENCES.get(part.name, ()))
    texts = [*own, *examples]
    for answer in part.answers()[: 1 if part.name in ONE_ANSWER else None]:
        shown = any(readings.shows(parsed, part, answer) for parsed in texts)
        assert shown, f"no example shows {part.name} if it always answers {answer!r}"


def test_sentences_are_of_parts() -> None:
    assert SENTENCES.keys() - {part.name for part in PARTS} == set()
