"""x"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tui.safe import one_line


class Adding:
    """One run of `dateline add` on a path, with its own process."""

    def __init__(self, store: Path, path: str) -> None:
        self._command = (sys.executable, "-m", "tui.cli", "--store", str(store), "add", "--", path)
        self._process: asyncio.subprocess.Process | None = None

    async def run(self, say: Callable[[str], None]) -> tuple[int, str]:
        """Start it and pass on each line that it says; its exit status and its last line.

        Both of its streams are read together, so that it never waits for us.
        """
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            limit=1 << 20,
        )
        last = ""
        if self._process.stdout is None:
            return await self._process.wait(), last
        async for line in self._process.stdout:
            if text := one_line(line.decode("utf-8", "replace").rstrip()).strip():
                last = text
                say(text)
        return await self._process.wait(), last

    def stop(self) -> None:
        """End it; what it has committed stays, and the next run resumes."""
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.terminate()
