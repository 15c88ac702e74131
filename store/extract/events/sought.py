"""Which participants to look for in a noun phrase."""

from __future__ import annotations

from dataclasses import dataclass, replace

from store.extract.syntax.parse import DEEP


@dataclass(frozen=True, slots=True)
class Sought:
    """Which participants to look for.

    `acting` excludes those whom an attack is "on". `things` includes buildings and towns without a
    name.
    """

    acting: bool = False
    things: bool = True
    where: bool = True
    """Whether a place of what somebody wants or does counts: Chad in "peace in Chad"."""
    depth: int = DEEP
    """How many levels of nested phrases to read."""
    harmed: bool = False
    """Whether one person undergoes it, for whom no country stands: "jailed a Chadian officer"."""

    def deeper(self) -> Sought:
        return replace(self, depth=self.depth - 1)


ANYBODY = Sought()
ACTOR = Sought(acting=True, things=False)
PERSON_OR_BODY = Sought(things=False)
NOT_WHERE = Sought(things=False, where=False)
