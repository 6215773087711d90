"""How long a scorecard takes with this build and with another one's, and whether they agree.

`python -m tests.benchmarks.scoring_speed --run RUN_FOLDER [--today WORKTREE]`. A finished run is copied, its scorecard
and answers left behind, and measured from nothing, in each build by a process of its own, one after the other. Printed
are the minutes of each part (by what the child said when), their ratio, the most memory, and for each figure whether it
lies within the other build's interval. `--settings` takes amounts as JSON that both builds know, where the usual ones
would take hours; `--settings-today` others for the other build. `--card` names a scorecard that the other build has
written of the same run already, such as a gallery style's: then only this build measures.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.benchmarks.builds import environment_of
from trainer.processes.child import ROOT

NOT_COPIED = ("scorecard.json", "scoring.jsonl", "answers.jsonl", "strengths.jsonl", "answers.key", "checkpoints")
FIGURES = (
    "style.styled",
    "style.few_shot",
    "style.lead",
    "meaning.change",
    "abilities.drift",
    "abilities.kl",
    "abilities.rules.drop",
    "abilities.loyalty.styled",
    "own.change",
    "others.change",
)
"""Those with an interval, by their place in the scorecard's file."""


@dataclass(frozen=True)
class Measured:
    """What one build made of the run."""

    seconds: float
    parts: Mapping[str, float]
    """Seconds by what was said to be going on."""
    peak_mib: int
    card: Mapping[str, Any]


def measured(run: Path, build: Path, settings: str) -> Measured:
    """Measure a copy of the run with a build; its own scorecard and answers are not there."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "runs" / run.name
        shutil.copytree(run, copy, ignore=shutil.ignore_patterns(*NOT_COPIED))
        command = [sys.executable, "-m", "trainer.model.score", str(copy), *([settings] if settings else [])]
        environment = environment_of(build.resolve())
        began = time.monotonic()
        with (copy / "score.log").open("wb") as log:
            child = subprocess.Popen(command, cwd=build, env=environment, stdout=log, stderr=log)
            peak = 0
            while child.poll() is None:
                peak = max(peak, _peak_mib(child.pid))
                time.sleep(0.2)
        seconds = time.monotonic() - began
        if child.returncode:
            raise SystemExit(f"The measuring failed in {build}:\n{(copy / 'score.log').read_text('utf-8')[-2000:]}")
        said = [json.loads(line) for line in (copy / "scoring.jsonl").read_text("utf-8").splitlines()]
        return Measured(seconds, parts(said), peak, json.loads((copy / "scorecard.json").read_text("utf-8")))


def parts(said: list[dict[str, Any]]) -> dict[str, float]:
    """Return the seconds of each phase, from one thing said to the next."""
    found: dict[str, float] = {}
    for one, after in pairwise(said):
        name = str(one.get("name", ""))
        found[name] = found.get(name, 0.0) + float(after["at"]) - float(one["at"])
    return found


def agreement(mine: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each figure: both, and whether each lies within the other's interval."""
    for name in FIGURES:
        one, two = _figure(mine, name), _figure(other, name)
        if one is None or two is None:
            yield f"{name:26} {_said(one):28} {_said(two):28} measured by one only" if one or two else f"{name:26} –"
            continue
        within = two[1] <= one[0] <= two[2], one[1] <= two[0] <= one[2]
        yield f"{name:26} {_said(one):28} {_said(two):28} " + " ".join(
            f"{what} {'within' if inside else 'OUTSIDE'}"
            for what, inside in zip(("this in the other's:", "other in this's:"), within, strict=True)
        )
    for column in ("styled", "base", "few_shot"):
        shares = [(card.get("originality") or {}).get(column, {}).get("coverage") for card in (mine, other)]
        yield f"copied, {column:18} {shares[0]} {shares[1]}"
    yield f"recommended strength       {mine.get('recommended')} {other.get('recommended')}"


def _figure(card: Mapping[str, Any], name: str) -> tuple[float, float, float] | None:
    found: Any = card
    for key in name.split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    if not found:
        return None
    value = found["value"] if "value" in found else found["successes"] / max(1, found["trials"])
    return float(value), float(found["low"]), float(found["high"])


def _said(found: tuple[float, float, float] | None) -> str:
    return "–" if found is None else f"{found[0]:.3f} ({found[1]:.3f} to {found[2]:.3f})"


def _peak_mib(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return 0
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) // 1024 if found else 0


def main() -> None:
    """Measure with both builds and print how they compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--today", type=Path, help="the other build's worktree")
    parser.add_argument("--card", type=Path, help="the other build's scorecard of the same run")
    parser.add_argument("--settings", default="", help="amounts as JSON; without them, the usual ones")
    parser.add_argument("--settings-today", default="", help="the same for the other build; without them, the same")
    options = parser.parse_args()
    mine = measured(options.run.resolve(), ROOT, options.settings)
    other = options.today and measured(
        options.run.resolve(), options.today.resolve(), options.settings_today or options.settings
    )
    print(f"{'minutes':12} {'this':>7}" + (f" {'other':>7} {'ratio':>6}" if other else ""))
    every = {**mine.parts, **(other.parts if other else {})}
    for name, took, took_other in [
        *((name, mine.parts.get(name, 0.0), other.parts.get(name, 0.0) if other else 0.0) for name in every),
        ("in all", mine.seconds, other.seconds if other else 0.0),
    ]:
        line = f"{name:12} {took / 60:7.2f}"
        print(line + (f" {took_other / 60:7.2f} {took / took_other if took_other else 0:6.2f}" if other else ""))
    print(f"{'peak, MiB':12} {mine.peak_mib:7,}" + (f" {other.peak_mib:7,}" if other else ""))
    known = json.loads(options.card.read_text("utf-8")) if options.card else other and other.card
    if known:
        print("\n".join(["", *agreement(mine.card, known)]))


if __name__ == "__main__":
    main()
