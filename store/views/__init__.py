"""What the panes ask; derived from the journal, and safe to delete."""
