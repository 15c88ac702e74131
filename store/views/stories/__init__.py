"""Groups articles into stories, and names and lists these."""
