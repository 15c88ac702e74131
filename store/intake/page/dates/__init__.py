"""When a page was published, from all that it says of it."""
