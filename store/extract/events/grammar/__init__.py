"""What the parse says of a verb, whatever the verb means."""
