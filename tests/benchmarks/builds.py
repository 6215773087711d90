"""Another build of the project, in a worktree of its own, measured beside this one."""

import json
import os
import subprocess
import sys
from pathlib import Path

ASK = "import json; from trainer.worker import child_environment; print(json.dumps(child_environment()))"


def environment_of(build: Path, *more: Path) -> dict[str, str]:
    """Return the environment in which a build starts its children, with the build, and more folders, importable."""
    paths = {**os.environ, "PYTHONPATH": str(build), "PYTHONSAFEPATH": "1"}
    told = subprocess.run([sys.executable, "-c", ASK], cwd=build, env=paths, check=True, capture_output=True, text=True)
    return {**json.loads(told.stdout), "PYTHONPATH": os.pathsep.join(map(str, (build, *more))), "PYTHONSAFEPATH": "1"}
