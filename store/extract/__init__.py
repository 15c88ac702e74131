"""An article becomes a reading: a spaCy pipeline with our components."""
