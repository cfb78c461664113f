"""What every record has in common."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen value. Built from the right types or not at all: nothing is converted on the way in."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
