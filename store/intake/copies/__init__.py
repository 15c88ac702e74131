"""The same words told again: which articles are copies, updates or excerpts of which.

A text's runs of four words are hashed, and those hashes that a fixed rule picks (FracMinHash: of
each hash every process picks the same) stand for it. Texts that share picked hashes are
candidates; what counts is then found from all their words, so that a share is never an estimate.
"""

from __future__ import annotations

from store.intake.copies.differences import Difference as Difference
from store.intake.copies.differences import differences as differences
from store.intake.copies.kinds import Copy as Copy
from store.intake.copies.kinds import copy_of as copy_of
from store.intake.copies.sketches import Sketches as Sketches
from store.intake.copies.words import picked as picked
from store.intake.copies.words import runs as runs
