"""The grammar of time expressions: a file for each kind, and the dispatch to their rules.

A rule is a function of the pieces and a place in them; it gives a `Match`, or None. It
looks at a bounded number of pieces, and what its match means is worked out later, when
the context is known.
"""
