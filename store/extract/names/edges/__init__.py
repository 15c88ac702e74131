"""Where names begin and end, and what is none."""
