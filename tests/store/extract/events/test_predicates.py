"""Who did what to whom, from plain sentences of our own."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Reader
from tests.store.extract.events.told import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brazil accused Chile of dumping steel.", ("ACCUSE", ["Brazil"], ["Chile"])),
        ("Chile was accused by Brazil of dumping steel.", ("ACCUSE", ["Brazil"], ["Chile"])),
        ("Norway imposed sanctions on Iran.", ("SANCTION", ["Norway"], ["Iran"])),
        ("Norway has lifted its sanctions on Iran.", ("CONCEDE", ["Norway"], ["Iran"])),
        ("Kenya threatened to expel Somalia.", ("THREATEN", ["Kenya"], ["Somalia"])),
        ("Peru refused to extradite him to Japan.", ("REJECT", ["Peru"], ["Japan"])),
        ("France urged Mali to hold talks.", ("REQUEST", ["France"], ["Mali"])),
        ("Poland agreed to shelter Ukraine.", ("AGREE", ["Poland"], ["Ukraine"])),
    ],
)
def test_verb_and_its_parties(
    reader: Reader, text: str, expected: tuple[str, list[str], list[str]]
) -> None:
    assert expected in told(reader, text)


def test_conjoined_verbs_share_their_subject(reader: Reader) -> None:
    events = told(reader, "Turkey condemned Greece and expelled two diplomats from Cyprus.")
    assert [(kind, actors) for kind, actors, _ in events] == [
        ("ACCUSE", ["Turkey"]),
        ("SANCTION", ["Turkey"]),
    ]


def test_nominal_actor_is_an_entity_of_the_article(reader: Reader) -> None:
    assert ("ASSAULT", ["Rebels"], ["Chad"]) in told(reader, "Rebels attacked Chad.")
