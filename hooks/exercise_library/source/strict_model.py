"""The base of every class that data is read into."""

from pydantic import BaseModel, ConfigDict


class StrictModel(BaseModel):
    """A piece of data: no unknown keys, and never changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)
