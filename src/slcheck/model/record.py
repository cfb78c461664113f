"""What every record has in common: it is frozen, and every part of it is named when it is made.

Three kinds, for start and memory. A ``Record`` is there once or a few times in a run. A ``record`` is there once for
each figure and has slots. Both are made by slcheck out of its own values, whose types mypy has checked. What a reader
makes out of a file is ``validated`` by pydantic too: built from the right types or not at all, and nothing converted.
"""

import inspect
from collections.abc import Mapping
from dataclasses import FrozenInstanceError
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self, TypeVar, cast, dataclass_transform

from slcheck.values import dataclass

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """A frozen value of which there are few. Raises TypeError when a part is missing, or is none of the record's."""

    _parts: ClassVar[dict[str, None]] = {}
    _required: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        own = inspect.get_annotations(cls)
        cls._parts = cls._parts | dict.fromkeys(own)
        cls._required = cls._required.union(own).difference(vars(cls))

    def __init__(self, **values: object) -> None:
        unknown, missing = sorted(values.keys() - self._parts.keys()), sorted(self._required - values.keys())
        if unknown or missing:
            wrong = [
                f"{verb} {', '.join(map(repr, names))}"
                for verb, names in (("has no", unknown), ("needs", missing))
                if names
            ]
            raise TypeError(f"a {type(self).__name__} {', and '.join(wrong)}")
        self.__dict__.update(values)

    def model_dump(self) -> dict[str, Any]:
        """Every part by its name, as pydantic calls it; what is in a part stays as it is."""
        return {name: getattr(self, name) for name in self._parts}

    def model_copy(self, *, update: Mapping[str, object]) -> Self:
        """The same record with other parts, as pydantic calls it."""
        return type(self)(**(self.__dict__ | dict(update)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record) or type(other) is not type(self):
            return NotImplemented
        return self.model_dump() == other.model_dump()

    def __hash__(self) -> int:
        return hash(tuple(self.model_dump().values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={part!r}' for name, part in self.model_dump().items())})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot change '{name}' of a {type(self).__name__}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot take '{name}' from a {type(self).__name__}")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Makes ``cls`` a frozen value of which there are many."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@dataclass_transform(kw_only_default=True, frozen_default=True)
def validated(cls: type[T]) -> type[T]:
    """The same, and what it is made of is held to its types. Raises pydantic's ValidationError where it has others.

    pydantic is imported for the first one that is made so: few runs make one, and it takes longer than to judge a file.
    """

    def __init__(self: T, **values: object) -> None:  # noqa: N807
        from pydantic_core import ArgsKwargs

        _validator(made).validate_python(ArgsKwargs((), values), self_instance=self)

    made: Any = record(cls)
    made.__pydantic_config__ = {"extra": "forbid", "strict": True, "arbitrary_types_allowed": True}
    made.__init__ = __init__
    return cast("type[T]", made)


@cache
def _validator(cls: type) -> "SchemaValidator":
    from pydantic import TypeAdapter

    return cast("SchemaValidator", TypeAdapter(cls).validator)
