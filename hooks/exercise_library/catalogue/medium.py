"""Photos and films of a clinic's own, which stand beside a drawing or in place of one."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, StrictStr, model_validator

from exercise_library.catalogue.text import Text
from exercise_library.source.problems import problem, shown
from exercise_library.source.strict_model import StrictModel

FILMS = (".mp4", ".webm")
PHOTOS = (".jpg", ".jpeg", ".png", ".webp")
_FILE = re.compile(r"[a-z0-9]+([-.][a-z0-9]+)*\.[a-z0-9]{3,4}")


def check_file(value: str) -> str:
    """Return the name of a file in data/site/. It is part of an address, so it holds no capitals and no spaces."""
    if not _FILE.fullmatch(value):
        tip = "rename the file: small letters, digits and single hyphens, such as heel-raise.jpg."
        raise problem(f"{shown(value)} is not the name of a file in data/site/.", tip)
    return value


FileName = Annotated[
    StrictStr, AfterValidator(check_file), Field(json_schema_extra={"pattern": f"^{_FILE.pattern}$", "maxLength": 60})
]
"""The name of a file in data/site/."""


class Medium(StrictModel):
    """A photo or a film of your own, in data/site/. Without `figure:` it stands in place of the drawing."""

    file: FileName = Field(
        description="The photo or the film: a file in data/site/. A film has no sound, or `captions`.",
        examples=["heel-raise.mp4"],
    )
    still: FileName | None = Field(
        None,
        description="The photo that stands for a film before it plays, and on paper. Needed for a film.",
        examples=["heel-raise-still.jpg"],
    )
    captions: FileName | None = Field(
        None,
        description="What is said in a film, as a WebVTT file. Needed if anybody speaks in it.",
        examples=["heel-raise.vtt"],
    )
    alt: Text = Field(
        description="What it shows, for people who cannot see it: position, movement and side.",
        examples=["A woman rises onto her toes behind a chair."],
    )
    caption: Text | None = Field(None, description="What stands below it.", examples=["Rise onto your toes"])
    rights: Text = Field(
        description="Who made it and who may use it. It stands below it.",
        examples=["Photo: Riverside Physiotherapy. All rights reserved."],
    )
    consent: Text = Field(
        description="How the people in it agreed that it is published; or that nobody can be recognized. Name nobody.",
        examples=["The person agreed in writing on 2026-05-01."],
    )

    @property
    def is_film(self) -> bool:
        """Whether it is a film rather than a photo."""
        return self.file.endswith(FILMS)

    @property
    def picture(self) -> str:
        """The photo that shows it, also on paper."""
        return self.still or self.file

    @model_validator(mode="after")
    def _is_whole(self) -> "Medium":
        if not self.file.endswith((*FILMS, *PHOTOS)):
            raise problem(f"{self.file} is no photo and no film.", f"use {', '.join((*PHOTOS, *FILMS))}.", "file")
        if self.is_film and self.still is None:
            raise problem("a film needs 'still:'.", "add a photo of it, for before it plays and for paper.", "file")
        if not self.is_film and (self.still or self.captions):
            raise problem(
                "a photo has no still and no captions.", "remove these lines.", "still" if self.still else "captions"
            )
        return self
