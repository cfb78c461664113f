"""Records made without being checked again, for the few places that make one for each of thousands of figures.

What such a place puts in has the right types already, by its own annotations and by a test that builds every record of
many files a second time, checked. Whatever comes from anywhere else goes through the record itself.
"""

from collections.abc import Callable
from dataclasses import fields
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


def trusting(record: Callable[P, T]) -> Callable[P, T]:
    """A function that makes a ``record`` from its fields as they are. All of them have to be given, defaults too.

    ``record`` is a frozen class of many slots. Its slots can only be filled by a call for each, which takes twice as
    long as to assign to them; so what is made is at first of a class with the same slots that is not frozen.
    """
    cls = cast("type[Any]", record)
    names = [field.name for field in fields(cls)]
    open_to_change = type(cls.__name__, (), {"__slots__": names})
    known: dict[str, Any] = {"_new": object.__new__, "_open": open_to_change, "_cls": cls}
    filled = "".join(f" _made.{name} = {name}\n" for name in names)
    written = f"def make({', '.join(names)}):\n _made = _new(_open)\n{filled} _made.__class__ = _cls\n return _made"
    exec(written, known)  # noqa: S102  (names of fields, and nothing else)
    return cast("Callable[P, T]", known["make"])
