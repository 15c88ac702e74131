"""The dashboard by lines: the same views, filters and corrections, each answer as lines of text."""
