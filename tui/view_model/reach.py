"""How far a correction of a name reaches: this mention, this article, everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.view_model.article import Stop
from tui.view_model.targets import words_of_article

if TYPE_CHECKING:
    from store import ArticleRef, SpanRef, Views

type At = Callable[[Views], tuple[ArticleRef | SpanRef, ...]]
"""Makes the place of a correction; runs in the store thread."""


class Reach(Struct, frozen=True):
    """The article that is open beside a name, and the mention under the cursor in it, if any."""

    number: int | None = None
    stop: Stop | None = None

    def scopes(self, views: Views, key: str) -> list[tuple[str, str]]:
        """Return the scopes that are possible here, widest first, each with its words.

        Runs in the store thread.
        """
        scopes = [("everywhere", "everywhere")]
        if self.number is not None and views.mentions(self.number, key):
            scopes.append(("article", f"in this article, #{self.number}"))
            if self.stop is not None:
                scopes.append(("mention", "this mention"))
        return scopes


def reaches(scope: str, reach: Reach) -> At:
    """Return what makes the place of a correction with this scope."""

    def at(views: Views) -> tuple[ArticleRef | SpanRef, ...]:
        stop = reach.stop
        if scope == "mention" and stop is not None:
            return (words_of_article(views, stop.number, (stop.start, stop.end)),)
        if scope == "article" and reach.number is not None:
            return (views.corrections.article_ref(reach.number),)
        return ()

    return at
