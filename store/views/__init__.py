"""What the panes ask; derived from the journal, and safe to delete."""

from store.views.filters import Filter, Term
from store.views.views import Views

__all__ = ["Filter", "Term", "Views"]
