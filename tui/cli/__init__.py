"""The commands. Standard output is data; standard error is for the person."""

from tui.cli.start import main as main
