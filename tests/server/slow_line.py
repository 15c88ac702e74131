"""A slow line: what goes through is late, and comes no faster than so many bytes a second.

    ssh -o ProxyCommand="python -m tests.server.slow_line PORT DELAY RATE" …

DELAY is in seconds each way, RATE in bytes a second from the server. As on a real line only
little is under way at any time; what is more waits where it came from.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Callable

_PIECE = 512


def carry(
    take: Callable[[int], bytes], give: Callable[[bytes], object], delay: float, rate: float
) -> None:
    """Carry bytes one way until they end."""
    under_way: deque[tuple[float, bytes]] = deque()
    there = threading.Condition()

    def deliver() -> None:
        while True:
            with there:
                there.wait_for(lambda: under_way)
                due, piece = under_way.popleft()
            time.sleep(max(0.0, due - time.monotonic()))
            if not piece:
                return
            give(piece)

    courier = threading.Thread(target=deliver, daemon=True)
    courier.start()
    free = 0.0
    while True:
        piece = take(_PIECE)
        free = max(free, time.monotonic()) + len(piece) / rate
        with there:
            under_way.append((free + delay, piece))
            there.notify()
        if not piece:
            break
        time.sleep(max(0.0, free - time.monotonic()))
    courier.join()


def main() -> None:
    port, delay, rate = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect(("127.0.0.1", port))
        down = threading.Thread(
            target=carry,
            args=(line.recv, lambda piece: os.write(1, piece), delay, rate),
            daemon=True,
        )
        down.start()
        threading.Thread(
            target=carry,
            args=(lambda size: os.read(0, size), line.sendall, delay, rate),
            daemon=True,
        ).start()
        down.join()


if __name__ == "__main__":
    main()
