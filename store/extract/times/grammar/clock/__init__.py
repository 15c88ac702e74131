"""Times of the day, and its parts."""
