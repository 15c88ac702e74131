"""Words that say something of the names beside them: first names, last words, titles."""
