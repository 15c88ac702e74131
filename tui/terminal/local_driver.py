"""The driver for a terminal here: what is sent to it, how keys are read, how it stops."""

from __future__ import annotations

import os
import select
import signal
from codecs import getincrementaldecoder
from types import FrameType
from typing import Any

from textual.drivers.linux_driver import LinuxDriver

from tui.terminal.screen_diff import ScreenDiff
from tui.terminal.terminal import can_be_resumed, is_ending
from tui.terminal.textual_internals import EscapeParser

_TICK = 0.1
"""Seconds after which an Escape that nothing follows is the key; also to hear of the end."""


_PIECE = 4096
"""Bytes read at once."""


class LocalDriver(LinuxDriver):
    """Textual's driver with a reader of keys of its own, and a way of its own to be stopped.

    It sends only what differs from what the terminal shows: Textual sends each changed row whole,
    and some of them twice. What runs in tmux here is often read over SSH elsewhere.
    Textual stops its process alone, and so leaves a shell waiting for the script or the `make`
    around it; and at every SIGCONT it starts anew, though it was never stopped, or is ending.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._diff = ScreenDiff()
        super().__init__(*arguments, **options)
        self._is_stopped = False
        self._is_drawing = False
        signal.signal(signal.SIGTSTP, self._stop)
        signal.signal(signal.SIGCONT, self._go_on)

    @property
    def can_suspend(self) -> bool:
        return can_be_resumed()

    def start_application_mode(self) -> None:
        self._diff.forget()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._is_drawing = True
        resized = signal.getsignal(signal.SIGWINCH)

        def forget_and_resize(number: int, frame: FrameType | None) -> None:
            self._diff.forget()
            if callable(resized):
                resized(number, frame)

        signal.signal(signal.SIGWINCH, forget_and_resize)

    def write(self, data: str) -> None:
        changed = self._diff.changed(data)
        if changed is None:
            super().write(data)
        elif changed:
            self.send_frame(changed)

    def send_frame(self, changed: str) -> None:
        """Send what changes the terminal to the next frame."""
        super().write(changed)

    def disable_input(self) -> None:
        if not self._is_stopped:  # else the terminal is the shell's: to touch it would stop us
            super().disable_input()

    def stop_application_mode(self) -> None:
        self._is_drawing = False
        if not self._is_stopped:
            super().stop_application_mode()

    def _stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a handler's
        """Give the terminal back, and stop with everybody in our group, as a terminal does it."""
        if self.can_suspend:
            self.suspend_application_mode()
            self._is_stopped = True
            os.killpg(0, signal.SIGSTOP)

    def _go_on(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a handler's
        """Draw again, whether we stopped ourselves or somebody else did it."""
        if is_ending():
            return
        if self._is_stopped:
            self.resume_application_mode()  # in the background that stops us, and this comes again
            self._is_stopped = False
        elif self._is_drawing:
            signal.raise_signal(signal.SIGWINCH)
        else:
            return
        self.process_message(self.SignalResume())

    def run_input_thread(self) -> None:
        """Read keys until the driver is told to end, or nobody is at the terminal any more.

        A byte that is no UTF-8, as from a terminal of eight bits, is U+FFFD.
        """
        parser = EscapeParser()
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            if select.select([self.fileno], [], [], _TICK)[0]:
                try:
                    piece = os.read(self.fileno, _PIECE)
                except OSError:
                    return
                if not piece:
                    return
                if typed := decode(piece):  # not half a letter, and nothing would be the end
                    for event in parser.feed(typed):
                        self.process_message(event)
            for event in parser.tick():
                self.process_message(event)
