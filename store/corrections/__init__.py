"""The log of corrections: what people changed in what the machine read, and how it is applied.

The table `corrections` of the store is append-only. What the panes show is the machine's reading
with the log applied to it (`applying.py`), so that undoing restores exactly what was.
"""
