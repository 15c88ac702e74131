"""The formats of an export: what each is called, what it carries and what it cannot carry."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from msgspec import Struct

from store.errors import UserError

if TYPE_CHECKING:
    from store.exports.rows import ExportRows

Kind = Literal["articles", "entities", "events", "offices", "relations", "mentions"]
type TextWriter = Callable[[ExportRows], Iterator[str]]
"""Yields the pieces of a text. They are written as they come, in UTF-8."""
type FileWriter = Callable[[ExportRows, Path], None]
"""Writes a new file at a path where there is none."""


class Format(Struct, frozen=True, kw_only=True):
    """A format of an export."""

    id: str
    """What `--as` takes."""
    also: tuple[str, ...] = ()
    """Other names that `--as` takes."""
    name: str
    """What the dialog shows."""
    suffix: str
    """The end of a file's name, with its dot."""
    carries: tuple[Kind, ...]
    lacks: str = ""
    """What is lost in it, as a sentence for the preview. Empty if nothing is."""
    writer: str
    """`module:function`. The module is loaded when the format is used."""
    needs_file: bool = False
    """Whether the writer is a `FileWriter`, for a format that is no stream of text."""
    package: str = ""
    """The package that an extra of dateline installs, if the format needs one."""

    def pieces(self, rows: ExportRows) -> Iterator[str]:
        """Return the pieces of the text. Only for formats that are text.

        Raises:
            UserError: The format's package is not installed.
        """
        return cast("TextWriter", self._loaded())(rows)

    def write_file(self, rows: ExportRows, path: Path) -> None:
        """Write a new file. Only for formats with `needs_file`.

        Raises:
            UserError: The format's package is not installed.
        """
        cast("FileWriter", self._loaded())(rows, path)

    def _loaded(self) -> Any:
        module, _, function = self.writer.partition(":")
        try:
            return getattr(importlib.import_module(module), function)
        except ModuleNotFoundError as error:
            if not self.package:
                raise
            raise UserError(
                f"{self.name} needs the package {self.package}, which is not installed.",
                f"`pip install 'dateline[{self.id}]'` installs it.",
            ) from error


ALL: tuple[Kind, ...] = ("articles", "entities", "events", "offices", "relations", "mentions")

FORMATS: tuple[Format, ...] = (
    Format(
        id="json",
        name="JSON, one document",
        suffix=".json",
        carries=("articles", "entities", "events", "offices", "relations"),
        lacks="The texts of the articles are left out; JSON Lines has them.",
        writer="store.exports.as_json:write",
    ),
)
"""Every format, in the order of the dialog."""


EXPORT_FORMATS = {each.id: each for each in FORMATS}
"""The formats by id."""
