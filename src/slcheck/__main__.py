"""``slcheck`` and ``python -m slcheck``."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from slcheck.cli import main as run

    sys.exit(run())


if __name__ == "__main__":
    main()
