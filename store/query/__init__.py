"""The search language: parses a query into a tree, or reports the position of the error."""
