"""The command palette: every command of the key table, by name."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.keyboard import shown
from tui.keys import KEYS, Key


class Commands(Provider):
    """Finds commands by what they are called and by what they do."""

    async def discover(self) -> Hits:
        for key in KEYS:
            yield DiscoveryHit(Content(_words(key)), partial(self._run, key), _words(key), key.tip)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for key in KEYS:
            words = _words(key)
            score = max(matcher.match(words), matcher.match(key.tip) * 0.8)
            if score > 0:
                yield Hit(score, Content(words), partial(self._run, key), words, key.tip)

    async def _run(self, key: Key) -> None:
        await self.screen.run_action(key.action)


def _words(key: Key) -> str:
    return f"{key.name} ({shown(key.keys)})"
