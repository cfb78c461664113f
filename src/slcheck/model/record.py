"""What every record has in common: it is frozen, and built from the right types or not at all.

Nothing is converted on the way in. A ``Record`` is there once or a few times in a run; a ``record`` once for each
figure, and takes a quarter of the memory.
"""

from typing import TypeVar, cast, dataclass_transform

from pydantic import BaseModel, ConfigDict
from pydantic.dataclasses import dataclass

T = TypeVar("T")


class Record(BaseModel):
    """A frozen value of which there are few."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Makes ``cls`` a frozen value of which there are many."""
    made = dataclass(cls, frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid", strict=True))
    return cast("type[T]", made)
