"""The search language: text becomes a tree, or a message that points at the place."""
