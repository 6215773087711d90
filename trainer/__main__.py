"""Run the command line: python -m trainer."""

from trainer.cli.commands import main

if __name__ == "__main__":
    raise SystemExit(main())
