"""Everything below the screen."""
