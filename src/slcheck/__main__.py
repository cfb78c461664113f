"""``slcheck`` and ``python -m slcheck``."""

import contextlib
import gc
import os
import sys

from slcheck import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


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
    _leave(run())


def _leave(exit_code: int) -> "NoReturn":
    """End at once, with all that was written: to take the records apart one by one would be a tenth of the run."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(exit_code)


if __name__ == "__main__":
    main()
