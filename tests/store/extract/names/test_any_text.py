"""Whatever the text, mentions are inside it and every entity is there once."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.extract.pipeline import Extractor
from store.reading import Article

PIECES = [
    "Mr. Ann Lee", "the U.S.-led", "U.S.-Iraq", "Minsk", "Government of Iraq", "(ABC)", "<HAN>",
    "Acme Data Center (ADC)", "Chinese troops", "NATO.A", "HMS Tide", "Hurricane Ada", "D-Va.",
    "[1][2]", "LIMA, March 3 (Reuters) -", "in", "the", "and", "'s", "said", "Georgia", "B.C.",
    "\n", "\n\n", "\u200e", "é\u0301", "上海", "ЛУКАШЕНКО", "Lukashenko", "“Tex”", "-", "(", ")",
    "Inc.", "General", "President", "Beijing- and Moscow-led", "State", "Secretary of State", "x",
]  # fmt: skip


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from([" ", "\n"]))
def test_mentions_are_inside_and_keys_are_unique(
    reader: Extractor, pieces: list[str], joint: str
) -> None:
    reading = reader.read(Article(id="a", text=joint.join(pieces)))
    keys = [entity.key for entity in reading.entities]
    assert len(keys) == len(set(keys))
    for entity in reading.entities:
        assert entity.name.strip() and not entity.key.endswith("/")
        for mention in entity.mentions:
            assert 0 <= mention.start < mention.end <= len(reading.text)
            assert reading.text[mention.start : mention.end].strip()
