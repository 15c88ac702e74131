"""What bars, headings and empty lists say of a story."""

from __future__ import annotations

from collections.abc import Mapping

from tui.panes.plan import PaneName
from tui.safe import one_line
from tui.story.place import ORDER_WORDS, Place
from tui.story.telling import Story
from tui.story.terms import words
from tui.widgets.roles import Piece, Role

_EMPTY_STORE = (
    "No articles yet.",
    "",
    "Press a to add a file or a folder,",
    "or in a shell: dateline add PATH",
    "",
    "? shows the keys, q leaves.",
)
_NONE_YET = ("No articles yet.",)
_COMING = ("The index is being made.", "What is read stands here in a moment.")
_NOTHING = ("Nothing matches all of this.", "Backspace drops the last filter.")


def words_for_nothing(story: Story, name: PaneName) -> tuple[str, ...]:
    """What a list without rows says: what to do next."""
    if story.empty:
        return _EMPTY_STORE if name == "articles" else _NONE_YET
    return _COMING if story.coming and not story.counts[name][1] else _NOTHING


def order_words(story: Story, name: PaneName) -> str:
    """What stands at the right of a heading: how the list is sorted."""
    if name != "timeline":
        return ORDER_WORDS[story.place.order_of(name)]
    until = f"news to {one_line(story.today[:10])}, " if story.today else ""
    faint = "" if story.place.faint else "minor hidden, "
    return f"{until}{faint}by {story.place.zoom}"


def filter_pieces(place: Place, names: Mapping[str, str]) -> list[Piece]:
    """The filter bar: every condition in the order in which it was made.

    `names` gives an entity's name by its key.
    """
    pieces: list[Piece] = [(" dateline ", "strong")]
    for term in place.filter.terms:
        role: Role = "warn" if term.exclude else "accent"
        pieces += [("› ", "dim"), (words(term, names) + " ", role)]
    return pieces if place.filter else [*pieces, ("everything", "dim")]
