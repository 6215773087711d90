"""Another build of the project, in a worktree of its own, measured beside this one."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ASK = "import json; from trainer.processes.child import child_environment; print(json.dumps(child_environment()))"


def environment_of(build: Path, *more: Path) -> dict[str, str]:
    """Return the environment in which a build starts its children, with the build, and more folders, importable."""
    paths = {**os.environ, "PYTHONPATH": str(build), "PYTHONSAFEPATH": "1"}
    return {
        **printed_by(build, ["-c", ASK], paths),
        "PYTHONPATH": os.pathsep.join(map(str, (build, *more))),
        "PYTHONSAFEPATH": "1",
    }


def printed_by(build: Path, command: list[str], environment: dict[str, str]) -> Any:
    """Run Python with some arguments in a build, and return what its last line says as JSON."""
    done = subprocess.run(
        [sys.executable, *command], cwd=build, env=environment, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])
