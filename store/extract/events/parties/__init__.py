"""Who takes part: from noun phrases to entities, and who acts on whom."""
