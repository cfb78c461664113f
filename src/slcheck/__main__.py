"""``slcheck`` and ``python -m slcheck``."""

import contextlib
import gc
import os
import sys

from slcheck import __version__


def main() -> None:
    """Run the command line and leave with its exit code.

    Records are made by the hundred thousand and stay until the end, in no cycles: the collector would walk all of them
    again and again, for a quarter of the time, and find nothing. Plugins of pydantic are not looked for: what a figure
    is held to does not depend on what else is installed. The version is asked for by every script that pins one, so
    nothing is imported for it.
    """
    if sys.argv[1:] == ["--version"]:
        with contextlib.suppress(OSError, AttributeError):  # a full disk, a pipe or stream that is closed: said below
            sys.stdout.write(f"slcheck {__version__}\n")
            sys.stdout.flush()
            return
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from slcheck.cli import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run())


if __name__ == "__main__":
    main()
