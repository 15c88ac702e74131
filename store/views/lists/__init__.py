"""The rows of the panes, a page at a time."""
