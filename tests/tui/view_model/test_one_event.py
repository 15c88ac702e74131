"""What speaks against making rows of the timeline one."""

from __future__ import annotations

import pytest

from store import EventRow
from tui.view_model.one_event import contradictions


def row(from_: str | None, to: str | None, precision: str | None = "day") -> EventRow:
    return EventRow(
        id=f"1:{from_}{to}", number=1, event_id="ev1", type="CONSULT", mode=None, label="they meet",
        actors=(), recipients=(), place=None, from_=from_, to=to, precision=precision,
        date_basis=None, modality="asserted", sources=(), sentences=1, voices=1, salience=0.9,
        confidence=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ([("2024-05-01",) * 2, ("2024-06-03",) * 2], ["2024-05-01 and 2024-06-03 cannot both be"]),
        ([("2024-06-03",) * 2, ("2024-05-01",) * 2], ["2024-05-01 and 2024-06-03 cannot both be"]),
        ([("2024-05-01",) * 2] * 3, []),
        ([("2024-05-01", "2024-05-31"), ("2024-05-17",) * 2], []),
        ([("2024-05-01", "2024-05-31"), ("2023-05-17",) * 2],
         ["2023-05-17 and 2024-05 cannot both be"]),
        ([(None, "2024-05-01"), ("2024-05-01",) * 2], []),
        ([(None, "2024-05-01"), ("2024-05-02",) * 2],
         ["before 2024-05-01 and 2024-05-02 cannot both be"]),
        ([("2024-05-01", None), ("2024-05-02",) * 2], []),
        ([(None, None), ("2024-05-02",) * 2], []),
        ([("2024-05-02T09:00", "2024-05-02T10:00"), ("2024-05-02",) * 2], []),
    ],
)  # fmt: skip
def test_dates_without_a_common_day_contradict_each_other(
    dates: list[tuple[str | None, str | None]], said: list[str]
) -> None:
    assert contradictions([row(*each) for each in dates]) == said
