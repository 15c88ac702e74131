"""Read an article: a spaCy pipeline with dateline's own components."""
