"""The grammar of time expressions: a room for each kind of thing that is told (days, years, the
clock, feasts, amounts), and the dispatch to their rules.

A rule is a function of the pieces and a place in them; it gives a `Match`, or None. It
looks at a bounded number of pieces, and what its match means is worked out later, when
the context is known.
"""
