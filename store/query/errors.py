"""A query that cannot be read, and where it breaks."""

from __future__ import annotations

from store.trouble import Trouble


class QueryError(Trouble):
    """`message` is a plain sentence; `position` counts code points from the query's start."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"The query breaks at character {position + 1}: {message}", status=2)
        self.message = message
        self.position = position
