"""The grammar of time expressions: rules that match words and give their meaning."""
