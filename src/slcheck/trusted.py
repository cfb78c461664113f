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

    ``record`` is a frozen class of many slots; checking what goes into one takes ten times as long as filling it.
    """
    cls = cast("type[Any]", record)
    slots = [(field.name, getattr(cls, field.name).__set__) for field in fields(cls)]
    new = object.__new__

    def make(*_: P.args, **values: P.kwargs) -> T:
        made = new(cls)
        for name, fill in slots:
            fill(made, values[name])
        return cast("T", made)

    return make
