"""What a filter selects: its conditions, and the articles and events that satisfy it."""
