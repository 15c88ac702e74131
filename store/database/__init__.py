"""TinyDB on disk: the journal, the tables, the schema."""
