"""An export from the dashboard: what of it leaves, and the writing, in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from store import ExportRequest, ExportRows, Format, Totals, Views

CLIPBOARD = 75_000
"""Bytes that fit into a terminal's clipboard: xterm and others take 100,000 in base64."""


class Scope(NamedTuple):
    """A part of the store that can leave: what is shown, or what is starred, marked or chosen."""

    words: str
    request: Callable[[Views], ExportRequest]
    """Makes the request. Runs in the store thread."""


class Preview(NamedTuple):
    """What an export of a scope would hold."""

    request: ExportRequest
    totals: Totals


class ExportStopped(Exception):
    """The user stopped the export."""


def preview(views: Views, scope: Scope) -> Preview:
    """Count what a scope holds. Runs in the store thread; no text is read.

    Raises:
        QueryError: A filter cannot be read.
    """
    from store import ExportRows

    request = scope.request(views)
    return Preview(request, ExportRows(views, request).totals())


class ExportRun:
    """One export. Its thread opens the store for itself, so that the panes work on."""

    def __init__(self, folder: Path, found: Preview, form: Format) -> None:
        from store import ExportProgress

        self._folder = folder
        self._request = found.request
        self._form = form
        self._stop = Event()
        self.progress = ExportProgress(found.totals)

    def stop(self) -> None:
        """Stop at the next record."""
        self._stop.set()

    def to_file(self, path: Path, *, replace: bool) -> int:
        """Write a file, and return the number of records.

        Raises:
            ExportStopped: The user stopped it. A file that was there is as it was.
            FileExists: There is a file, and `replace` is false.
            UserError: The file cannot be written, or the store cannot be read.
        """
        from store import export_to_file

        return self._with_rows(
            lambda rows: export_to_file(rows, self._form, path, replace=replace)
        )[0]

    def to_text(self) -> str:
        """Return the export as text. It is read no further than the clipboard holds.

        Raises:
            UserError: It is longer than a clipboard holds, or the format is no text.
            ExportStopped: The user stopped it.
        """
        from store import UserError

        if self._form.needs_file:
            raise UserError(f"{self._form.name} is no text: write it to a file.")

        def joined(rows: ExportRows) -> str:
            pieces: list[str] = []
            length = 0
            for piece in self._form.pieces(rows):
                pieces.append(piece)
                length += len(piece.encode())
                if length > CLIPBOARD:
                    raise UserError("It is too long for a clipboard: write it to a file.")
            return "".join(pieces)

        return self._with_rows(joined)[1]

    def _with_rows[T](self, use: Callable[[ExportRows], T]) -> tuple[int, T]:
        from store import ExportRows, Store, Views

        with Store.open(self._folder, readonly=True) as store:
            views = Views.open(store)
            try:
                result = use(ExportRows(views, self._request, self._count))
            finally:
                views.close()
        return self.progress.done, result

    def _count(self, kind: str) -> None:
        self.progress.step(kind)
        if self._stop.is_set():
            raise ExportStopped
