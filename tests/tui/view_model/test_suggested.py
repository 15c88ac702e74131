"""A suggestion on the screen."""

from __future__ import annotations

from pathlib import Path

from store import Store, Suggestion, Views
from store.views import Filter
from tui.view_model.suggested import suggestion_page


def test_a_month_is_not_told_as_its_first_day(newsroom_store: Path) -> None:
    with Store.open(newsroom_store) as store:
        views = Views.open(store)
        views.update()
        row = next(row for row in views.events(Filter()) if row.to == "2024-06-30")
        page = suggestion_page(views, Suggestion("unsure", 1.0, "may be right", rows=(row.id,)))
        views.close()
    assert page is not None
    assert page.lines[0] == f"2024-06  {row.label}"
