"""Where the checkout is, and the public-domain texts and models beside it, None where there are none."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PLACES = [os.environ.get("PASTICHE_CORPORA"), ROOT / "shared/corpora", ROOT.parent / "shared/corpora"]
MODELS = next((place for place in (ROOT / "shared/models", ROOT.parent / "shared/models") if place.is_dir()), None)
CORPORA = next((Path(place) for place in _PLACES if place and Path(place).is_dir()), None)
