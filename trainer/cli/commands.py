"""The command line: `python -m trainer COMMAND`, and its exit codes.

Errors for the author are one sentence on the error stream and exit code 1; anything else is a bug and shows itself.
"""

import argparse
import sys
from collections.abc import Sequence

from trainer.cli import compare, gallery, hub, texts, training
from trainer.errors import PasticheError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except PasticheError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m trainer", description="Learns a writer's voice from texts.")
    commands = parser.add_subparsers(required=True, metavar="command")
    for group in (texts, training, compare, hub, gallery):
        group.add(commands)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
