"""What became of each input of an import, and the sums of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

State = Literal["new", "same", "failed", "passed over"]


@dataclass(frozen=True, slots=True)
class Item:
    """One input and what became of it."""

    name: str
    state: State
    reason: str | None = None
    article_id: str | None = None
    undated: bool = False

    def document(self, at: str) -> dict[str, object]:
        """The record that the store keeps of it; `at` is the time in ISO 8601."""
        return {
            "name": self.name,
            "state": self.state,
            "reason": self.reason,
            "article": self.article_id,
            "undated": self.undated,
            "at": at,
        }


@dataclass(slots=True)
class Report:
    """The sums of an import, and every input that failed or was passed over."""

    counts: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    failures: list[Item] = field(default_factory=list)
    passed_over: list[Item] = field(default_factory=list)

    def take(self, item: Item) -> None:
        self.counts[item.state] += 1
        self.undated += item.undated
        if item.state == "failed":
            self.failures.append(item)
        elif item.state == "passed over":
            self.passed_over.append(item)

    @property
    def failed(self) -> bool:
        return bool(self.failures)

    def summary(self) -> str:
        """One line: "24 new, 1 same, 0 failed; 1 undated"."""
        line = ", ".join(f"{self.counts[state]:,} {state}" for state in ("new", "same", "failed"))
        if self.passed_over:
            line += f", {len(self.passed_over):,} passed over"
        return f"{line}; {self.undated:,} undated" if self.undated else line
