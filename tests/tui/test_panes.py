"""Where the panes stand, for every size."""

from __future__ import annotations

import pytest

from tui.panes.pane import PaneBox, pane_layout
from tui.view_model.state import LISTS, PANES, PaneName


def cells(box: PaneBox) -> set[tuple[int, int]]:
    return {
        (x, y) for x in range(box.x, box.x + box.width) for y in range(box.y, box.y + box.height)
    }


@pytest.mark.parametrize("focus", PANES)
@pytest.mark.parametrize(("width", "height"), [(40, 10), (80, 22), (100, 30), (120, 38), (200, 48)])
def test_the_boxes_fill_the_space_and_never_overlap(
    width: int, height: int, focus: PaneName
) -> None:
    boxes = pane_layout(width, height, focus)
    covered = [cells(box) for box in boxes.values()]
    assert sum(map(len, covered)) == width * height
    assert set.union(*covered) == cells(PaneBox(0, 0, width, height))
    assert boxes[focus].height > 1
    assert set(LISTS) <= set(boxes)


def test_narrow_folds_two_to_strips() -> None:
    boxes = pane_layout(80, 22, "entities")
    assert boxes["articles"].height == boxes["timeline"].height == 1
    assert boxes["entities"] == PaneBox(0, 1, 80, 20)
    assert "reader" not in boxes


def test_zoomed_is_alone() -> None:
    assert pane_layout(200, 48, "timeline", zoomed=True) == {"timeline": PaneBox(0, 0, 200, 48)}
