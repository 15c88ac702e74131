"""What the parse says of a verb or a noun, whatever it means."""
