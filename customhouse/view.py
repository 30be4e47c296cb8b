"""What all that is told has in common."""

from pydantic import BaseModel, ConfigDict


class View(BaseModel):
    """A part of what is told: it never changes, and a reader keeps what it does not know."""

    # A reader keeps the fields that came after it was written, and hands them on.
    model_config = ConfigDict(extra="allow", frozen=True)
