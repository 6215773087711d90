"""Where the checkout is, and the public-domain texts beside it, None where there are none."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PLACES = [os.environ.get("PASTICHE_CORPORA"), ROOT / "shared/corpora", ROOT.parent / "shared/corpora"]
CORPORA = next((Path(place) for place in _PLACES if place and Path(place).is_dir()), None)
