"""What tells an event: a verb, a noun, somebody's words."""
