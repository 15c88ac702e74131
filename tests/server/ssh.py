"""A real sshd of a test's own: on loopback, with keys made for it, on an unprivileged port."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.journeys.terminal import REPOSITORY, Terminal

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
MISSING = "needs an sshd (Debian: apt install openssh-server)"


class Sshd:
    """Runs while it is entered. Only this user can log in, by the key that it made."""

    def __init__(self, folder: Path) -> None:
        assert SSHD is not None, MISSING
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        for name in ("host", "person"):
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)],
                check=True,
            )
        (folder / "config").write_text(
            f"Port {self.port}\n"
            "ListenAddress 127.0.0.1\n"
            f"HostKey {folder}/host\n"
            f"AuthorizedKeysFile {folder}/person.pub\n"
            "StrictModes no\nUsePAM no\nPasswordAuthentication no\n"
            "PermitRootLogin prohibit-password\nPrintMotd no\nPidFile none\n"
            "MaxStartups 30\nLogLevel ERROR\n"
        )

    def __enter__(self) -> Self:
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        self._log = (self.folder / "log").open("wb")
        self._process = subprocess.Popen(
            [str(SSHD), "-D", "-e", "-f", str(self.folder / "config")],
            stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log,
        )  # fmt: skip
        self._wait_until_it_listens()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._log.close()

    def _wait_until_it_listens(self) -> None:
        until = time.monotonic() + 10
        while time.monotonic() < until and self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError(f"sshd did not start: {(self.folder / 'log').read_text()}")

    def gives_terminals(self) -> bool:
        """False where devpts is mounted so (without gid=5) that only root can hand one on."""
        command = [*self.client(tty=True), "true"]
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False
        ).returncode == 0  # fmt: skip

    def client(self, *, tty: bool) -> list[str]:
        """The ssh command up to the words that are to be run there."""
        return [
            "ssh", "-F", "none", "-tt" if tty else "-T", "-p", str(self.port),
            "-i", str(self.folder / "person"), "-o", "IdentitiesOnly=yes",
            "-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={self.folder}/known",
            "-o", "LogLevel=ERROR", f"{getpass.getuser()}@127.0.0.1",
        ]  # fmt: skip

    def command(self, store: Path, *arguments: str, tty: bool, **variables: str) -> list[str]:
        """dateline on a store, through the line."""
        settings = {"DATELINE_STORE": str(store), "LANG": "C.UTF-8", "XDG_STATE_HOME": "/dev/null"}
        settings |= variables
        there = [f"{name}={value}" for name, value in settings.items()]
        start = f"cd {REPOSITORY} && exec env"
        return [*self.client(tty=tty), start, *there, sys.executable, "-m", "tui.cli", *arguments]

    def dashboard(
        self, store: Path, *arguments: str, columns: int = 80, rows: int = 24,
        variables: Mapping[str, str] | None = None,
    ) -> Terminal:  # fmt: skip
        """A person's terminal with the dashboard on a store at the other end of the line."""
        return Terminal(
            command=self.command(store, *arguments, tty=True, **(variables or {})),
            columns=columns, rows=rows,
        )  # fmt: skip
