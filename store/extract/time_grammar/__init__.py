"""The grammar of time expressions: the rules, and what a rule says of the words that it matched."""
