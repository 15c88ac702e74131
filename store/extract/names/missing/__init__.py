"""Names that the model did not see."""
