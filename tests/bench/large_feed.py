"""One feed of 20,000 summaries and twenty small ones, watched by the real command: what each
round brings, how long it takes, and the memory of the watcher.

    python -m tests.bench.large_feed --items 20000 --small 20 --rounds 2
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from store import Feeds, Store
from tests.conftest import REPOSITORY
from tests.store.intake.fetch.web_server import WebServer, article_page, feed, item

_TEXT = "\n".join(
    f"The council of Port Leon met for the {number}. time on Monday to speak of the bridge over "
    "the Lyre, and put its decision off, because the state had not said what it would pay."
    for number in range(3, 13)
)


def put_feed(web: WebServer, name: str, size: int, host: str) -> str:
    """A feed of summaries whose pages are there; its link."""
    at = f"http://{host}:{web.port}"
    for number in range(size):
        web.put(f"/{name}/{number}", article_page(f"{name} {number}", f"{_TEXT}\n{name} {number}."))
    items = (
        item(f"{at}/{name}/{number}", f"{name} {number}", f"The council met for trip {number}.")
        for number in range(size)
    )
    web.put(f"/{name}", feed(*items, title=name), headers={"ETag": f'"{name}"'})
    return f"{at}/{name}"


def watch(store: Path, *what: str) -> None:
    """One `dateline watch --once`; its lines, its time, and its highest memory."""
    began = time.monotonic()
    command = [sys.executable, "-m", "tui.cli", "--store", str(store), "watch", "--once"]
    running = subprocess.Popen(
        [*command, "--allow-private", "--jobs", "1", *what], cwd=REPOSITORY, env={**os.environ}
    )
    highest = 0
    while running.poll() is None:
        highest = max(highest, _memory(running.pid))
        time.sleep(0.5)
    print(f"status {running.returncode}, {time.monotonic() - began:.0f} s, {highest} MB at most")


def _memory(pid: int) -> int:
    """Resident megabytes of the watcher, without its helpers."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=20_000)
    options.add_argument("--small", type=int, default=20)
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--one-host", action="store_true")
    told = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, WebServer("0.0.0.0") as web:  # noqa: S104
        hosts = ["127.0.0.1" if told.one_host else f"127.0.0.{n + 2}" for n in range(told.small)]
        links = [put_feed(web, "large", told.items, "127.0.0.1")]
        links += [put_feed(web, f"small{n}", 5, host) for n, host in enumerate(hosts)]
        store = Path(folder, "store")
        for number in range(told.rounds):
            print(f"round {number + 1}")
            watch(store, *(links if number == 0 else ()))
            with Store.open(store, readonly=True) as opened:
                kept = {each.url: each for each in Feeds(opened)}
                small = sum(kept[link].articles for link in links[1:])
                large = kept[links[0]]
                print(
                    f"large: {large.articles} articles, {large.left} left; "
                    f"small: {small} of {5 * told.small}; in the store: {len(opened.numbers())}"
                )


if __name__ == "__main__":
    main()
