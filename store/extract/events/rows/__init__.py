"""From tellings to rows: one event of several tellings, its label, its rank."""
