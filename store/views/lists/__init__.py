"""The rows of the panes: articles, entities, events, and their details."""
