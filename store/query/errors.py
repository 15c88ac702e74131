"""A query that cannot be read, and where it breaks."""

from __future__ import annotations


class QueryError(ValueError):
    """`message` is a plain sentence; `position` counts code points from the query's start."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position
