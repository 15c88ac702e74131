"""Where a warm fork server listens: a private Unix socket in the user's runtime folder.

The name of the socket stands for all that a reading depends on: the code, the settings, the user's
own tables. A server of another version is therefore never found, and ends by itself.
"""

from __future__ import annotations

import os
import socket
import stat
import struct
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import version
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from store.asset_files import shipped
from store.ingest.languages import ExtractorSettings

RUNTIME = "XDG_RUNTIME_DIR"
"""The environment variable that names a folder of the user's own, emptied when he logs out."""
_FOLDER = "dateline"
_LONGEST = 100
"""Bytes of a path; a longer one is no address of a socket."""
_CONNECTING = 2.0
"""Seconds that a server may take to accept a client."""
_WAITING = 16
_CREDENTIALS = struct.Struct("3i")
_SPACES = ("mnt", "pid", "user")
"""The namespaces of Linux in which paths, process ids and users mean the same."""


def socket_of(settings: ExtractorSettings) -> Path | None:
    """Return the socket of a warm server with these settings, or None if there can be none: it is
    switched off, or the user has no runtime folder that is private.
    """
    runtime = os.environ.get(RUNTIME, "")
    if settings.warm_minutes <= 0 or not runtime.startswith("/"):
        return None
    path = Path(runtime) / _FOLDER / f"reader-{_key(settings)}"
    if not _is_private(Path(runtime)) or len(os.fsencode(path)) > _LONGEST:
        return None
    return path


def _is_private(folder: Path) -> bool:
    """Return whether a folder is ours, and nobody else may look into it."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    return (
        stat.S_ISDIR(status.st_mode)
        and status.st_uid == os.geteuid()
        and not stat.S_IMODE(status.st_mode) & 0o077
    )


def _key(settings: ExtractorSettings) -> str:
    """Return a hash of all that the readings of a server depend on."""
    files = sorted({*_code(), *_own_files(settings)})
    stamps = [(str(path), *_stamp(path)) for path in files]
    known = [
        version("dateline"),
        sys.executable,
        sys.version,
        [_space(name) for name in _SPACES],
        [settings.model, settings.codebook, sorted(settings.pipelines.items())],
        os.environ.get("DATELINE_LEXICON", ""),
        stamps,
    ]
    return blake2b(msgspec.json.encode(known), digest_size=12).hexdigest()


def _code() -> Iterator[Path]:
    """Yield our own code and tables, and the folder that changes when a package is installed."""
    yield Path(sysconfig.get_path("purelib"))
    for folder in (Path(__file__).parent.parent, shipped("codebook").parent):
        for above, folders, names in os.walk(folder):
            folders[:] = [name for name in folders if name not in {"__pycache__", "demo"}]
            yield from (Path(above, name) for name in names)


def _own_files(settings: ExtractorSettings) -> Iterator[Path]:
    """Yield the user's own tables and models."""
    lexicon = os.environ.get("DATELINE_LEXICON", "").split(os.pathsep)
    for name in (settings.model, *settings.codebook, *settings.pipelines.values(), *lexicon):
        path = Path(name)
        if name and path.exists():
            yield path
            yield from path.glob("*")


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return -1, -1
    return status.st_size, status.st_mtime_ns


def _space(name: str) -> str:
    try:
        return str(Path(f"/proc/self/ns/{name}").readlink())
    except OSError:
        return ""


def connected(path: Path) -> Connection | None:
    """Return a connection to the server that listens at `path`, or None if there is none."""
    if not _is_private(path.parent):
        return None
    there = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        there.settimeout(_CONNECTING)
        there.connect(os.fspath(path))
        if _user_of(there) == os.geteuid():
            there.settimeout(None)
            return Connection(there.detach())
    except OSError:
        pass
    finally:
        there.close()
    return None


def _user_of(peer: socket.socket) -> int:
    found = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    user: int = _CREDENTIALS.unpack(found)[1]
    return user


class WarmListener:
    """A socket at which a server listens. Its file has mode 0600 in a folder with mode 0700."""

    @classmethod
    def at(cls, path: str) -> WarmListener | None:
        """Listen at a path, or return None where a server listens already or nothing can."""
        place = Path(path)
        with suppress(OSError):
            place.parent.mkdir(mode=0o700, exist_ok=True)
        there = connected(place)
        if there is not None:
            with there:
                if there.poll(_CONNECTING):  # it says that it is ready, so it does not hang
                    return None
        new = place.with_name(f"{place.name}.{os.getpid()}")
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            if not _is_private(place.parent):
                raise PermissionError
            before = os.umask(0o177)
            try:
                listening.bind(os.fspath(new))
            finally:
                os.umask(before)
            listening.listen(_WAITING)
            new.rename(place)  # over what a server left that was killed
            return cls(listening, place)
        except OSError:
            listening.close()
            with suppress(OSError):
                new.unlink()
            return None

    def __init__(self, listening: socket.socket, path: Path) -> None:
        """Use `WarmListener.at` instead."""
        self.socket = listening
        self._path = path
        self._file = path.stat()

    def is_there(self) -> bool:
        """Return whether clients still find this socket: its file was not removed or replaced."""
        try:
            return os.path.samestat(self._path.lstat(), self._file)
        except OSError:
            return False

    def accept(self) -> Connection | None:
        """Return the next client, or None if it has gone or is another user's."""
        try:
            client, _ = self.socket.accept()
        except OSError:
            return None
        try:
            if _user_of(client) == os.geteuid():
                return Connection(client.detach())
        except OSError:
            pass
        finally:
            client.close()
        return None

    def forget(self) -> None:
        """Close the socket in a forked process; the server keeps it."""
        self.socket.close()

    def close(self) -> None:
        """Stop listening, and remove the file."""
        if self.is_there():
            with suppress(OSError):
                self._path.unlink()
        self.socket.close()
