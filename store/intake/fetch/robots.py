"""Parses robots.txt (RFC 9309), in time linear in its rules.

The standard library's parser does not support wildcards. Protego converts them to regular
expressions, which a hostile file can make extremely slow.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from store.intake.answers import Unfetched
from store.intake.links import Link

if TYPE_CHECKING:
    from store.intake.fetch.client import Client

NAME = "dateline"
FILE_BYTES = 500_000
"""RFC 9309 requires at least 500 KiB to be parsed. A larger file counts as unreadable."""
_KEPT_SECONDS = 3600.0
_KEPT_HOSTS = 1_000
_LINE = re.compile(r"\s*(user-agent|allow|disallow)\s*:\s*([^#]*)", re.IGNORECASE)
_RULES = 5_000


@dataclass(frozen=True, slots=True)
class RobotsRule:
    """A path that is allowed or disallowed. `*` matches anything, `$` matches the end."""

    allows: bool
    path: str

    def fits(self, target: bytes) -> bool:
        """Return whether the rule matches this target. Pieces are matched from the left, without
        backtracking.
        """
        ends = self.path.endswith("$")
        first, *pieces = (unquote_to_bytes(piece) for piece in self.path.rstrip("$").split("*"))
        if not target.startswith(first):
            return False
        at = len(first)
        last = pieces.pop() if ends and pieces else None
        for piece in pieces:
            found = target.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        if last is not None:
            return len(target) - len(last) >= at and target.endswith(last)
        return not ends or at == len(target)


def rules_for(text: str, name: str = NAME) -> list[RobotsRule]:
    """Return the rules of a robots.txt for the robot of this name, or else those for all robots."""
    matched = filter(None, map(_LINE.match, text.splitlines()))
    lines = [(found[1].lower(), found[2].strip()) for found in matched]
    own: list[RobotsRule] = []
    others: list[RobotsRule] = []
    is_own = is_named = for_all = False
    for is_agents, block in groupby(lines, key=lambda line: line[0] == "user-agent"):
        if is_agents:
            agents = {value.lower() for _, value in block}
            is_own = any(re.match(r"[a-z_-]*", agent)[0] == name for agent in agents)  # type: ignore[index]
            is_named, for_all = is_named or is_own, "*" in agents
            continue
        rules = [RobotsRule(kind == "allow", path) for kind, path in block if path]
        if is_own:
            own += rules
        elif for_all:
            others += rules
    return (own if is_named else others)[:_RULES]


def allowed(rules: list[RobotsRule], target: str) -> bool:
    """Return whether a target is allowed. The longest matching rule decides; of two equally long
    ones, the one that allows. The rules must allow the target both as it is sent and as a server
    resolves it.
    """
    sent = unquote_to_bytes(target)
    return all(_decided(rules, each) for each in {sent, _resolved(sent)})


def _resolved(target: bytes) -> bytes:
    """Resolve `.`, `..` and repeated slashes in the path of a target."""
    path, sign, query = target.partition(b"?")
    steps: list[bytes] = []
    for step in path.split(b"/"):
        if step == b"..":
            del steps[-1:]
        elif step not in {b"", b"."}:
            steps.append(step)
    is_folder = path.endswith((b"/", b"/.", b"/..")) and steps
    return b"/" + b"/".join(steps) + (b"/" if is_folder else b"") + sign + query


def _decided(rules: list[RobotsRule], sent: bytes) -> bool:
    fitting = [rule for rule in rules if rule.fits(sent)]
    best = max(fitting, key=lambda rule: (len(rule.path), rule.allows), default=None)
    return best is None or best.allows


class Robots:
    """The rules of hosts, each fetched once an hour."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: dict[str, tuple[float, list[RobotsRule]]] = {}

    def permit(self, link: Link) -> None:
        """Raise `Unfetched` for a page that its host disallows."""
        if not allowed(self._rules(link.origin), link.target):
            raise Unfetched("the host asks robots not to read it (robots.txt)", final=True)

    def _rules(self, origin: str) -> list[RobotsRule]:
        known = self._known.get(origin)
        if known is not None and time.monotonic() - known[0] < _KEPT_SECONDS:
            return known[1]
        rules = self._asked(origin)
        now = time.monotonic()
        if len(self._known) > _KEPT_HOSTS:
            self._known = {
                other: kept for other, kept in self._known.items() if now - kept[0] < _KEPT_SECONDS
            }
        self._known[origin] = now, rules
        return rules

    def _asked(self, origin: str) -> list[RobotsRule]:
        """Return the rules of a host. A missing file allows everything, an unreachable one nothing
        (RFC 9309, 2.3.1.3 and 2.3.1.4).
        """
        try:
            answer = self._client.get(f"{origin}/robots.txt", limit=FILE_BYTES)
        except Unfetched as failed:
            if failed.status is not None and 400 <= failed.status < 500 and failed.status != 429:
                return []
            raise Unfetched(f"its robots.txt cannot be had: {failed}", wait=failed.wait) from failed
        return rules_for(answer.body.decode("utf-8", "replace"))
