"""The command line. click lives here and nowhere else."""

from slcheck.cli.main import main

__all__ = ["main"]
