"""What the panes tell: where the reader is, what is shown there, and the thread that asks."""
