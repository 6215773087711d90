"""Shared by all commands: owner of runs, progress on a terminal."""

import sys

from trainer.home import default_home
from trainer.hub.progress import Step
from trainer.runs.run import Run
from trainer.texts.reader import Progress

OWNER = "this computer"
"""Owner of the command line's runs."""


def own_run(reference: str) -> Run:
    """Return the command line's run; `run/` before the id is optional.

    Raise RunError where there is none.
    """
    return Run.of(default_home(), reference.removeprefix("run/"), OWNER)


def print_progress(progress: Progress) -> None:
    """Print the progress of a job on one line, terminals only."""
    if sys.stderr.isatty() and progress.of != 1:
        line = f"{progress.done:,} of {progress.of:,}" if progress.of else f"{progress.done:,} parts"
        line = f"{line}  {progress.name}"[:79]
        print(f"\r{line:<79}", end="" if progress.name else "\n", file=sys.stderr, flush=True)


def print_hub_step(step: Step) -> None:
    """Print the step of a transfer on one line, terminals only."""
    if sys.stderr.isatty():
        doing = step.phase.replace("_", " ") + (f" {step.done / 1e6:.1f} of {step.of / 1e6:.1f} MB" if step.of else "")
        print(f"\r{doing:<79}", end="\n" if step.of and step.done == step.of else "", file=sys.stderr, flush=True)
