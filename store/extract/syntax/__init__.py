"""The syntax of verbs and nouns, independent of their meaning."""
