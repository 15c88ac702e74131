"""Where the words are kept, and how much of the journal they cover."""

from __future__ import annotations

import json
import os
import shutil
import stat
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from msgspec import Struct

from store.sharing import file_mode, folder_mode
from store.views.locking import held

FORMAT = 2
"""Counted up when what is indexed changes; the folder carries it in its name."""

_COVERS = "covers.json"
_LOCK = "filling.lock"
_OWN = ("meta.json", ".managed.json")
"""What tantivy writes for its user alone, whatever the umask."""


class Covers(Struct, frozen=True):
    version: int = 0
    """Of the journal."""
    top: int = 0
    """The greatest article number; one above it cannot be there yet."""


class TextFiles:
    def __init__(self, views_folder: Path) -> None:
        self.folder = views_folder / f"text-{FORMAT}"

    def copied(self, folder: Path) -> TextFiles:
        """The same words in another folder, for who may not write these."""
        copy = TextFiles(folder)
        if self.exist():
            # The number first: words that come while they are copied are put in once more.
            covers = self.covers()
            shutil.copytree(self.folder, copy.folder)
            copy.say(covers)
        return copy

    def make(self) -> None:
        self.folder.mkdir(mode=folder_mode(self.folder.parent), parents=True, exist_ok=True)

    def empty(self) -> None:
        """Begin anew; the lock file stays, for it may be held."""
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != _LOCK:
                path.unlink(missing_ok=True)

    def exist(self) -> bool:
        """Are they there, and may we read them?"""
        return all(os.access(self.folder / name, os.R_OK) for name in _OWN)

    def share(self) -> None:
        """Give what tantivy wrote to whom the store is shared with, and to nobody else."""
        mode = file_mode(self.folder)
        for path in self.folder.iterdir():
            with suppress(FileNotFoundError):  # tantivy tidies up meanwhile
                status = path.stat()
                if status.st_uid == os.geteuid() and stat.S_IMODE(status.st_mode) != mode:
                    path.chmod(mode)

    def covers(self) -> Covers:
        """What is covered; nothing where that cannot be read."""
        try:
            known = json.loads((self.folder / _COVERS).read_bytes())
            return Covers(int(known["version"]), int(known["top"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Covers()

    def say(self, covers: Covers) -> None:
        """Written after the words themselves are: after a kill in between, they are put in
        again, in place of what is there."""
        path = self.folder / f"{_COVERS}.new"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, file_mode(self.folder))
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"version": covers.version, "top": covers.top}, file)
        path.replace(self.folder / _COVERS)

    def locked(self, *, wait: bool) -> AbstractContextManager[bool]:
        """One process fills; another waits and then finds it done, or is told False."""
        return held(self.folder / _LOCK, wait=wait)
