"""Each quotation is the words of one speaker, and of no other."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from store.reading import Article


def _speakers(reader: Extractor, text: str) -> list[tuple[str, str | None]]:
    """The first words of each quotation, and who says them."""
    doc = reader.nlp(reader.prepare(Article(id="a", text=text)))
    return [
        (
            doc[q.span.start + 1 : q.span.start + 3].text,
            q.statement.source.name if q.statement and q.statement.source else None,
        )
        for q in doc._.quotations
    ]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "``We will close the mine,'' Ann Lee said. ``The men will be paid.'' "
            "Bo Parks, a miner, disagreed.\n\n``They lied to all of us,'' Parks said.",
            [("We will", "Ann Lee"), ("The men", "Ann Lee"), ("They lied", "Bo Parks")],
        ),
        (
            "“We will close the mine,” Ann Lee said.\n\n“The men will be paid until June.”",
            [("We will", "Ann Lee"), ("The men", "Ann Lee")],
        ),
        (
            "Ann Lee said: “We will close the mine.\n\n“The men will be paid until June.”",
            [("We will", "Ann Lee"), ("The men", "Ann Lee")],
        ),
        (
            "'We will close the mine,' Ann Lee said. The miners' union wept.",
            [("We will", "Ann Lee")],
        ),
        (
            "“We will close the mine,” Ann Lee said.\n\nOn the wall was written “No men "
            "without their pay”.",
            [("We will", "Ann Lee"), ("No men", None)],
        ),
    ],
)
def test_each_quotation_has_its_speaker(
    reader: Extractor, text: str, speakers: list[tuple[str, str | None]]
) -> None:
    assert _speakers(reader, text) == speakers


def test_what_stands_in_a_quotation_is_nobody_elses(reader: Extractor) -> None:
    text = (
        "``The rebels attacked Kosti on Friday,'' Ann Lee said. ``They killed two guards.''\n\n"
        "The mayor, Bo Parks, said the town was calm."
    )
    reading = reader.read(Article(id="a", text=text, published="2031-02-03"))
    names = {e.id: e.name for e in reading.entities}
    told = {e.type: [names[i] for i in e.according_to] for e in reading.events}
    assert told["ASSAULT"] == ["Ann Lee"]


def test_who_signs_a_quotation_said_it(reader: Extractor) -> None:
    text = "Voices of the valley.\n\n“We will not leave our homes to the river.” ― Ann Lee\n"
    assert _speakers(reader, text) == [("We will", "Ann Lee")]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Kenyan officials said the dam had burst.", "Kenya"),
        ("A spokesman for Acme Bank said the dam had burst.", "Acme Bank"),
        ("Two men in Kenya said the dam had burst.", None),
        ("The dam burst at night, Ann Lee told the Herald.", "Ann Lee"),
        ("Ann Lee told the forum he was tired of the dam.", "Ann Lee"),
        ("The dam was praised by Ann Lee.", "Ann Lee"),
        ("Lee: The Dam Will Burst Again\n\nThe engineer Ann Lee lives in Oslo.", "Ann Lee"),
        ("Ann Lee added:\n\nThe dam had burst long before we came.", "Ann Lee"),
    ],
)
def test_the_source_of_a_statement(reader: Extractor, text: str, source: str | None) -> None:
    reading = reader.read(Article(id="a", text=text, published="2031-02-03"))
    names = {e.id: e.name for e in reading.entities}
    assert [names.get(s.source or "") for s in reading.statements] == [source]
