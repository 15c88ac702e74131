"""What a worker of a Dask cluster does: it passes articles on to a reading process beside it.

A Dask worker may have no children of `multiprocessing`, and runs its tasks in threads, where no
signal can limit a part of the extractor. So each thread has a process of its own
(`store.ingest.cluster_host`), which loads the model once. A worker that is killed takes it along:
the process ends with its standard input.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO

import msgspec

from store.asset_files import shipped
from store.errors import UserError
from store.files import read_file
from store.ingest.languages import ExtractorSettings
from store.ingest.reading_process import WorkerAnswer
from store.ingest.workers import LIMITS, Limits
from store.reading import Article

_CODE = ("extract", "reading.py")
_ASSETS = ("codebook", "gazetteer", "lexicon", "models", "rules")
"""What of `store/` and of `assets/` decides what a reading says."""
_TABLE_BYTES = 20_000_000
"""Of a table of the user's codebook."""
_LENGTH = 8
"""Bytes of the length in front of a message."""


class Fingerprint(msgspec.Struct, frozen=True):
    """What must be the same on every machine, so that all articles are read alike."""

    dateline: str
    code: str
    """A digest of the extractor and its rules and weights."""
    models: tuple[str, ...]
    """The pipelines and their versions."""
    codebook: str
    """A digest of the user's tables; empty without any."""

    def difference(self, other: Fingerprint) -> str | None:
        """Return what is not the same here and in another, in words; None if nothing is."""
        for field, what in (
            ("dateline", "version of dateline"),
            ("models", "model"),
            ("code", "code or rules"),
            ("codebook", "codebook"),
        ):
            here, there = getattr(self, field), getattr(other, field)
            if here != there:
                shown = [
                    ", ".join(each) if isinstance(each, tuple) else each for each in (here, there)
                ]
                return f"the {what} differs: {shown[1] or 'none'} there, {shown[0] or 'none'} here"
        return None


def _shown(value: str | tuple[str, ...]) -> str:
    return (value if isinstance(value, str) else ", ".join(value)) or "none"


class Conditions(msgspec.Struct, frozen=True):
    """How the articles of an import are read, the same for each of its tasks."""

    settings: ExtractorSettings
    tables: tuple[bytes, ...]
    """The content of the user's codebook, since a worker cannot open its files."""
    fingerprint: Fingerprint
    limits: Limits = LIMITS


class ClusterTask(msgspec.Struct, frozen=True):
    """Articles for one worker."""

    conditions: Conditions
    articles: list[Article]


class ClusterAnswer(msgspec.Struct, frozen=True):
    """An answer for each article, in order, or why the worker gives none."""

    answers: list[WorkerAnswer] = []
    refused: str | None = None


def fingerprint(settings: ExtractorSettings, tables: tuple[bytes, ...]) -> Fingerprint:
    """Return what this installation would read with.

    Nothing is loaded for it: it takes some hundredths of a second.
    """
    names = [settings.model, *(settings.pipelines[each] for each in sorted(settings.pipelines))]
    codebook = blake2b(b"".join(tables), digest_size=4).hexdigest() if tables else ""
    return Fingerprint(version("dateline"), _code_digest(), tuple(map(_model, names)), codebook)


def codebook_tables(settings: ExtractorSettings) -> tuple[bytes, ...]:
    """Return the content of the user's codebook.

    Raises:
        UserError: A table cannot be read.
    """
    return tuple(read_file(Path(path), _TABLE_BYTES) for path in settings.codebook)


def _code_digest() -> str:
    package = Path(__file__).parent.parent
    roots = [*(package / each for each in _CODE), *(shipped(each) for each in _ASSETS)]
    digest = blake2b(digest_size=4)
    for root in roots:
        for path in [root] if root.is_file() else sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(root.parent).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _model(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        meta = Path(name) / "meta.json"
        content = meta.read_bytes() if meta.is_file() else b"missing"
        return f"{Path(name).name} {blake2b(content, digest_size=4).hexdigest()}"


def compare(conditions: bytes) -> str | None:
    """Return what is not the same on this worker, in words; None if nothing is. A Dask task."""
    return _difference(msgspec.json.decode(conditions, type=Conditions))


def _difference(wanted: Conditions) -> str | None:
    return wanted.fingerprint.difference(fingerprint(wanted.settings, wanted.tables))


def read_task(task: bytes) -> bytes:
    """Read the articles of a `ClusterTask`, and return a `ClusterAnswer`. A Dask task."""
    order = msgspec.json.decode(task, type=ClusterTask)
    if order.conditions not in _compared:
        if (difference := _difference(order.conditions)) is not None:
            return _refusal(difference)
        _compared.append(order.conditions)
    host = _free_host(order.conditions)
    try:
        answer = host.ask(msgspec.json.encode(order.articles))
    except OSError as error:
        host.end()
        return _refusal(f"its reading process ended ({error})")
    _idle.put(host)
    return answer


def _refusal(why: str) -> bytes:
    return msgspec.json.encode(ClusterAnswer(refused=why))


_compared: list[Conditions] = []
"""The conditions that this worker fulfils."""
_idle: SimpleQueue[_Host] = SimpleQueue()


def _free_host(conditions: Conditions) -> _Host:
    """Return an idle reading process for these conditions, or a new one."""
    while True:
        try:
            host = _idle.get_nowait()
        except Empty:
            return _Host(conditions)
        if host.conditions == conditions:
            return host
        host.end()


class _Host:
    """A reading process, as a Dask worker sees it."""

    def __init__(self, conditions: Conditions) -> None:
        self.conditions = conditions
        self._lock = threading.Lock()
        command = [sys.executable, "-m", "store.ingest.cluster_host"]
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.ask(msgspec.json.encode(conditions))

    def ask(self, message: bytes) -> bytes:
        """Return the answer to a message.

        Raises:
            OSError: The process has ended.
        """
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError("no pipes")
        with self._lock:
            send(self._process.stdin, message)
            return receive(self._process.stdout)

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()


def send(stream: IO[bytes], message: bytes) -> None:
    """Write a message with its length in front."""
    stream.write(len(message).to_bytes(_LENGTH) + message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Read a message.

    Raises:
        OSError: The stream has ended.
    """
    length = stream.read(_LENGTH)
    message = stream.read(int.from_bytes(length)) if len(length) == _LENGTH else b""
    if not message:
        raise OSError("the other side has ended")
    return message


def reported(error: UserError) -> bytes:
    """Return a `ClusterAnswer` that gives the reason of an error, in one line."""
    return _refusal(f"{error.title.rstrip('.')}")
