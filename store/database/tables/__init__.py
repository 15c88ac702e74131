"""The journal in TinyDB's shape, and how articles lie in its tables."""
