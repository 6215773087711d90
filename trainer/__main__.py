"""Run the command line: python -m trainer."""

import sys

from trainer.cli.commands import main

sys.exit(main())
