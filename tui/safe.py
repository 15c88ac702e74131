"""Text from outside, made safe to show. The exports in `store` use the same functions."""

from __future__ import annotations

from store import STAND_IN, escaped, one_line, safe, shortened

__all__ = ["STAND_IN", "escaped", "one_line", "safe", "shortened"]
