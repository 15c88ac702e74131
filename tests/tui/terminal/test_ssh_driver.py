"""A held key keeps the pace of a slow line; a pressed one never waits."""

from __future__ import annotations

from tui.terminal.ssh_driver import Throttle


def sent_in(seconds: float, size: int, gap: float) -> tuple[int, float]:
    """The characters of pictures that are drawn every `gap` seconds, and the longest wait."""
    pace, now, sent, longest = Throttle(), 0.0, 0, 0.0
    while now < seconds:
        wait = pace.wait(now)
        longest = max(longest, wait)
        now += wait
        pace.add(now, size)
        sent += size
        now += gap
    return sent, longest


def test_a_held_key_keeps_the_pace_of_a_slow_line() -> None:
    assert sent_in(0.2, 1_500, 0.05)[1] == 0
    assert sent_in(3, 1_500, 0.05)[0] < 3 * 13_000
    assert sent_in(3, 400, 0.05)[1] == 0


def test_keys_that_are_pressed_never_wait() -> None:
    assert sent_in(20, 20_000, 0.5)[1] == 0
    pace = Throttle()
    for number in range(5):
        assert pace.wait(number / 10) == 0
        pace.add(number / 10, 20_000)


def test_no_wait_is_long() -> None:
    assert 0 < sent_in(10, 100_000, 0.05)[1] <= 0.2
