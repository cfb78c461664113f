"""slcheck: probation service levels checked against their declared targets, exactly.

From Python: ``slcheck.check(path)`` gives a ``Report``. Nothing is imported before it is asked for.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from slcheck.api import Report, check
    from slcheck.errors import SlcheckError, WrongDeclarations, WrongUse

__version__ = "0.1.0"

SCHEMA_VERSION = "3.0"
"""Of the JSON of results. A change of shape changes it."""

__all__ = ["SCHEMA_VERSION", "Report", "SlcheckError", "WrongDeclarations", "WrongUse", "__version__", "check"]

_HOMES = {
    "Report": "api",
    "check": "api",
    "SlcheckError": "errors",
    "WrongDeclarations": "errors",
    "WrongUse": "errors",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'slcheck' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(f"slcheck.{_HOMES[name]}"), name)
