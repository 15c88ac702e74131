"""The same thing in every article: keys, and the corrections that people make."""
