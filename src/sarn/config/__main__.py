"""`python -m sarn.config` is the `sarn` command, for processes that start each other."""

import sys

from sarn.config.cli import main

sys.exit(main())
