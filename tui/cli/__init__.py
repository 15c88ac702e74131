"""The commands. Standard output is data; standard error is for the user."""

from tui.cli.start import main as main
