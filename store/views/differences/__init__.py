"""Where articles differ: on one event, and between two sources or periods."""
