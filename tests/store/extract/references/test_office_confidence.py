"""How sure an office is: one that likely misses its body is less sure than one that has it."""

from __future__ import annotations

from store.extract.pipeline import Extractor
from store.reading import Article
from store.shown_events import SURE_OFFICE


def _sure(reader: Extractor, text: str) -> dict[str, float]:
    reading = reader.read(Article(id="a", text=text))
    return {role.role: role.confidence or 0.0 for role in reading.roles}


def test_an_office_with_its_body_is_sure(reader: Extractor) -> None:
    sure = _sure(reader, "Norwegian President Ann Lee met Sen. Bo Falk of Ohio in Oslo.")
    assert min(sure["President"], sure["Senator"]) > SURE_OFFICE


def test_an_office_that_needs_a_body_and_has_none_is_not(reader: Extractor) -> None:
    sure = _sure(reader, "Orvis Bank lost money. Kim Roe, a vice president, was in Oslo.")
    assert sure["Vice President"] < SURE_OFFICE


def test_a_body_without_a_name_makes_it_less_sure(reader: Extractor) -> None:
    named = _sure(reader, "Ann Lee, a senior adviser to Orvis Bank, was in Oslo.")
    told = _sure(reader, "Ann Lee, a senior adviser to the group, was in Oslo.")
    assert max(told.values()) < max(named.values())
