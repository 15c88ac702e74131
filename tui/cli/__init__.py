"""The commands. Standard output is data; standard error is for the person."""

from tui.cli.program import main as main
