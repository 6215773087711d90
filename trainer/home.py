"""The folder of Pastiche's data on this computer."""

import os
from pathlib import Path

from platformdirs import user_data_path


def default_home() -> Path:
    """Return `PASTICHE_HOME`, or /data on a Space, or the user's data directory.

    /data is where a Space mounts its bucket.
    """
    if named := os.environ.get("PASTICHE_HOME"):
        return Path(named)
    bucket = Path("/data")
    if os.environ.get("SPACE_ID") and os.access(bucket, os.W_OK):
        return bucket / "pastiche"
    return user_data_path("pastiche", appauthor=False)
