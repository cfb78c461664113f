"""Classes of plain values: what ``dataclasses`` makes of them, made in a quarter of the time.

The standard library writes and compiles six functions for a frozen class. slcheck has a hundred such classes and needs
them on every start, where that took longer than to judge the figures of a quarter. Here one function is compiled for a
class, its constructor, and the others are shared. The fields stay those of ``dataclasses``, so that its ``field`` and
``replace`` work as ever, and a type checker is told nothing else.
"""

import dataclasses
import operator
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

__all__ = ["dataclass"]

T = TypeVar("T")
_Field = dataclasses.Field[object]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        *, frozen: bool = False, order: bool = False, slots: bool = False, kw_only: bool = False
    ) -> Callable[[type[T]], type[T]]:
        """A decorator for what ``dataclasses.dataclass`` does, with those of its options that are in use here."""

        def made(cls: type[T]) -> type[T]:
            bare = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(cls)
            fields = dataclasses.fields(bare)
            for name, method in _shared(fields, frozen=frozen, order=order).items():
                if bare.__dict__.get(name) is None:
                    setattr(bare, name, method)
            bare.__init__ = _constructor(bare, fields, slots=slots)
            return bare

        return made


def _shared(fields: Iterable[_Field], *, frozen: bool, order: bool) -> dict[str, object]:
    """The methods of a class that need not be written for it."""
    values = operator.attrgetter(*(field.name for field in fields if field.compare))
    compared = ("eq", "lt", "le", "gt", "ge") if order else ("eq",)
    methods: dict[str, object] = {f"__{name}__": _comparing(values, getattr(operator, name)) for name in compared}
    methods |= {"__repr__": _written, "__hash__": _hashing(values) if frozen else None}
    return methods | {"__setattr__": _refuse, "__delattr__": _refuse} if frozen else methods


def _hashing(values: Callable[[object], object]) -> Callable[[object], int]:
    return lambda self: hash(values(self))


def _comparing(
    values: Callable[[object], object], compare: Callable[[object, object], bool]
) -> Callable[[object, object], bool]:
    def comparing(self: object, other: object) -> bool:
        return compare(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

    return comparing


def _refuse(self: object, name: str, *_: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change '{name}' of a {type(self).__name__}")


def _written(self: object) -> str:
    fields: Iterable[_Field] = type(self).__dict__["__dataclass_fields__"].values()
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in fields if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _constructor(cls: type, fields: Iterable[_Field], *, slots: bool) -> object:
    """``__init__``. It fills slots directly, as the attributes of a frozen class cannot be assigned to."""
    known: dict[str, object] = {"_not_given": dataclasses.MISSING}
    arguments, named, body = ["self"], ["*"], []
    for field in fields:
        name = value = field.name
        if not field.init:
            continue
        if field.default is not dataclasses.MISSING:
            known[f"_default_{name}"] = field.default
            argument = f"{name}=_default_{name}"
        elif field.default_factory is not dataclasses.MISSING:
            known[f"_new_{name}"] = field.default_factory
            argument, value = f"{name}=_not_given", f"_new_{name}() if {name} is _not_given else {name}"
        else:
            argument = name
        (named if field.kw_only else arguments).append(argument)
        if slots:
            known[f"_set_{name}"] = getattr(cls, name).__set__
        body.append(f"_set_{name}(self, {value})" if slots else f"self.__dict__['{name}'] = {value}")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    given = ", ".join(arguments + (named if len(named) > 1 else []))
    exec(f"def __init__({given}):\n " + "\n ".join(body), known)  # noqa: S102  (names of fields, and nothing else)
    return known["__init__"]
