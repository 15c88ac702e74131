"""What rules cannot weigh: small models over many weak signs.

`clauses` says how likely each status and each worth of a clause is, `event_times` which time of its
sentence says when an event happened, `confidence` how likely a row of the timeline is right. The
first three are multinomial logistic models, the last is a forest of trees over numbers; numpy runs
them all, and they are stored in `assets/models/`.
`make models` fits them from the labels in `tests/assets/labels/` and prints what rules, models and
both reach on articles that were left out of the fit.
"""
