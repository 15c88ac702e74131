"""Looking after a journal: checking, repair, compaction, backup."""
