"""Commands that look back and ahead: the log of corrections, what is hidden, suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.main_screen.corrector import Corrector
from tui.main_screen.host import Host
from tui.main_screen.names import Names
from tui.main_screen.reading import ArticleReading
from tui.view_model.log import LogPart
from tui.view_model.store_thread import StoreThread

if TYPE_CHECKING:
    from tui.dialogs.suggestions import SplitCheck


class Review:
    """What was corrected, and what should be."""

    def __init__(
        self,
        host: Host,
        store_thread: StoreThread,
        reading: ArticleReading,
        corrector: Corrector,
        names: Names,
    ) -> None:
        self._host = host
        self._store_thread = store_thread
        self._reading = reading
        self._corrector = corrector
        self._names = names

    async def log(self) -> None:
        """List the corrections; any can be undone."""
        await self._open_log("all")

    async def hidden(self) -> None:
        """List what is hidden, and bring it back."""
        await self._open_log("hidden")

    async def _open_log(self, part: LogPart) -> None:
        from tui.dialogs.log import LogDialog

        await self._host.open_dialog(
            LogDialog(self._store_thread, part, self._corrector.apply), self._open
        )

    def _open(self, number: int | None) -> None:
        if number is not None:
            self._reading.read(number)

    async def suggestions(self) -> None:
        """Go through what may be wrong."""
        from tui.dialogs.suggestions import SuggestionsDialog

        if await self._corrector.refuses():
            return
        dialog = SuggestionsDialog(self._store_thread, self._corrector.apply)
        await self._host.open_dialog(dialog, self._look_at)

    async def _look_at(self, look: SplitCheck | None) -> None:
        """Split a name that looks like two: its sentences are to be marked."""
        if look is not None:
            await self._names.split_key(look.key)
