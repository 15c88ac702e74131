"""Five people over SSH at one store, while two adders and a watcher put articles into it.

    python -m tests.server.soak [--seconds 600]

Somebody's line is cut every tenth of the time. In the end nothing may be lost, every screen
must be the one that a session shows that starts then, and nothing may be left running.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from store import Store
from tests.journeys.terminal import REPOSITORY
from tests.server.people import Person, come_to_rest
from tests.server.processes import (
    command_of,
    dashboards,
    nothing_runs_for,
    private_memory,
    running_for,
)
from tests.server.sentences import sentences
from tests.server.ssh import Sshd
from tests.tui.newsroom import fill

_PEOPLE = 5
_CUTS = 10
"""Lines that are cut in all, one after the other."""


class Soak:
    """The store, who works at it, and what was seen of them."""

    def __init__(self, folder: Path, server: Sshd, seconds: float) -> None:
        self.folder = folder
        self.server = server
        self.seconds = seconds
        self.store = fill(folder / "store")
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.people: list[Person] = []
        self.dropped = 0
        """Files that were put where the watcher looks."""

    def run(self) -> None:
        with ExitStack() as ends:
            for number in range(_PEOPLE):
                person = Person(self.server, self.store, self.folder / f"home-{number}", number)
                ends.callback(lambda person=person: person.terminal.child.close(force=True))
                self.people.append(person)
            self.say(f"{_PEOPLE} people have logged in", memory=True)
            until = time.monotonic() + self.seconds
            adders = [self._started("adder", str(number), str(self.seconds)) for number in (1, 2)]
            follower = self._started("follower")
            watcher = self._watcher()
            for process in (*adders, follower, watcher):
                ends.callback(process.kill)
            self._work(until)
            added = sum(int(_output_of(adder)) for adder in adders)
            articles = 5 + added + self.dropped
            self._wait_for(articles)
            watcher.terminate()
            assert watcher.wait(30) == 0
            self.say(f"{added} articles by the adders, {self.dropped} by the watcher", memory=True)
            seen = _output_of(follower).split()
            assert Counter(seen) == Counter(map(str, range(1, articles + 1))), "not whole, or twice"
            self._compare(articles)
            for person in self.people:
                assert person.leaves() == 0
                assert person.terminal.restored
        assert nothing_runs_for(self.store), [command_of(each) for each in running_for(self.store)]
        checked = Store.check(self.store)
        assert checked.is_whole
        assert checked.documents["articles"] == articles
        self.say(f"{checked.commits} commits, whole; nothing is left running")

    def _work(self, until: float) -> None:
        """Everybody reads, files come in for the watcher, and now and then a line is cut."""
        cutting = time.monotonic() + self.seconds / _CUTS
        turn = 0
        dropping = 0.0
        while (now := time.monotonic()) < until:
            for person in self.people:
                person.presses()
            if now > dropping:
                dropping = now + 2
                text = "\n\n".join(sentences(random.Random(f"dropped {self.dropped}"), 6))  # noqa: S311
                (self.inbox / f"{self.dropped}.txt").write_text(text)
                self.dropped += 1
            if now > cutting:
                cutting = now + self.seconds / _CUTS
                person = self.people[turn % _PEOPLE]
                turn += 1
                person.loses_the_line()
                self.say(f"the line of person {person.number} was cut; she is back", memory=True)

    def _started(self, module: str, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", f"tests.server.{module}", str(self.store), *arguments]
        return subprocess.Popen(
            command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=REPOSITORY
        )

    def _watcher(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "tui.cli", "watch", str(self.inbox)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT,
            cwd=REPOSITORY, env={**os.environ, "DATELINE_STORE": str(self.store)},
        )  # fmt: skip

    def _wait_for(self, articles: int) -> None:
        """Until the watcher has read what was put before it."""
        until = time.monotonic() + 120
        with Store.open(self.store, readonly=True) as opened:
            while len(opened.numbers()) < articles:
                assert time.monotonic() < until, f"{len(opened.numbers())} of {articles}"
                for person in self.people:
                    person.terminal.read(0.2)

    def _compare(self, articles: int) -> None:
        """Every screen with that of a session which starts now."""
        with ExitStack() as ends:
            fresh = [ends.enter_context(person.starts_anew()) for person in self.people]
            hers = [person.terminal for person in self.people]
            seen = come_to_rest([*hers, *fresh], articles)
        for screen, anew in zip(seen[:_PEOPLE], seen[_PEOPLE:], strict=True):
            assert screen == anew, "\n".join(["hers:", *screen, "a fresh one:", *anew])
        keys = sum(person.keys for person in self.people)
        self.say(f"{_PEOPLE} screens are those of fresh sessions, after {keys} keys")

    def say(self, words: str, *, memory: bool = False) -> None:
        sizes = [private_memory(each) >> 20 for each in dashboards(self.store)] if memory else []
        seen = f"; private memory of the dashboards in MB: {sizes}" if sizes else ""
        sys.stdout.write(f"{time.strftime('%H:%M:%S')} {words}{seen}\n")
        sys.stdout.flush()


def _output_of(process: subprocess.Popen[str]) -> str:
    output = process.communicate(timeout=120)[0]
    assert process.returncode == 0, process.args
    return output


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        (Path(name) / "keys").mkdir()
        with Sshd(Path(name) / "keys") as server:
            Soak(Path(name), server, asked.seconds).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
