"""Texts in capitals are read in ordinary case, letter for letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.extract.pipeline import Reader
from store.extract.text_repair import Recaser, in_capitals

REPORT = (
    "LIMA, 3 MAR 88 (AGENCY) -- [TEXT] TWO MEN ATTACKED A BRIDGE ON MONDAY. THE NATIONAL "
    "FRONT (NFX) SAID THAT ITS FIGHTERS HAD NOT BEEN THERE. A SPOKESMAN, OVALDO KREBZ, TOLD "
    "REPORTERS IN THE CAPITAL THAT THE NFX WANTS PEACE."
)


def test_a_report_in_capitals_gets_ordinary_case(reader: Reader) -> None:
    recased = reader.recaser.recase(REPORT)
    assert "two men attacked a bridge on Monday." in recased.replace("Two men", "two men")
    assert "The national front (NFX) said that its fighters had not been there." in recased
    assert "Ovaldo Krebz" in recased
    assert "that the NFX wants peace" in recased


def test_ordinary_text_is_left_alone(reader: Reader) -> None:
    text = "The NATO summit in Washington was the first since the TREATY was signed." * 3
    assert reader.recaser.recase(text) is text
    assert not in_capitals("BREAKING: BRIDGE CLOSED")


@given(st.text(alphabet=st.characters(categories=["Lu", "Nd", "Po", "Zs"]), max_size=300))
def test_the_length_never_changes(text: str) -> None:
    assert len(Recaser({"bridge"}).recase(text)) == len(text)
