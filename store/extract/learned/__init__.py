"""What rules cannot weigh: small models over many weak signs.

`clauses` says how likely each status and each worth of a clause is, `event_times` which time of its
sentence says when an event happened, `salience` how likely an analyst would note a row of the
timeline, `confidence` how likely it is right. The last is a forest of trees over numbers, the
others are logistic models; numpy runs them all, and they are stored in `assets/models/`.
`make models` fits them from the labels in `tests/assets/labels/` and prints what rules, models and
both reach on articles that were left out of the fit. `doubtful_dates` asks for the confidence of a
row with and without its day.
"""
