"""The clinic whose site this is: data/site.yml, which the shared repository does not hold."""

import re
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, StrictStr

from exercise_library.catalogue.colors import check_color
from exercise_library.catalogue.medium import FileName
from exercise_library.catalogue.model import Lines, Slugs, Source
from exercise_library.catalogue.text import Slug, Text, Url
from exercise_library.source.problems import problem, shown
from exercise_library.source.strict_model import StrictModel

_EMAIL = re.compile(r"[\w.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE | re.ASCII)
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{2,29}")


def check_email(value: str) -> str:
    """Return an address for mail."""
    if not _EMAIL.fullmatch(value):
        raise problem(f"{shown(value)} is not an address for mail.", "write it as desk@clinic.example.")
    return value


def check_phone(value: str) -> str:
    """Return a telephone number: digits, and what parts them."""
    if not _PHONE.fullmatch(value):
        tip = "write digits and spaces in quotes, such as \"020 7946 0000\"; words go to 'lines:'."
        raise problem(f"{shown(value)} is not a telephone number.", tip)
    return value


class Contact(StrictModel):
    """How people reach the clinic."""

    lines: Lines = Field((), description="Your address, or when you are open.", examples=[["1 High Street, Riverside"]])
    phone: Annotated[StrictStr, AfterValidator(check_phone)] | None = Field(
        None, description="Your telephone number.", examples=["020 7946 0000"]
    )
    email: Annotated[StrictStr, AfterValidator(check_email)] | None = Field(
        None, description="Your address for mail.", examples=["desk@clinic.example"]
    )
    website: Url | None = Field(None, description="Your own website.", examples=["https://clinic.example/"])

    @property
    def calls(self) -> str:
        """The telephone number as a link has it."""
        return re.sub(r"[^+0-9]", "", self.phone or "")


class Clinic(StrictModel):
    """The site of a clinic. What it says here stands in place of what mkdocs.yml and our pages say."""

    FILES: ClassVar = ("logo", "icon", "share_picture")

    name: Text = Field(
        description="The name of the site: at its top, on paper and in the title of the window.",
        examples=["Riverside Physiotherapy"],
    )
    description: Text | None = Field(
        None,
        description="What search engines show. The intro, if it is left out.",
        examples=["Exercises for patients of Riverside Physiotherapy."],
    )
    intro: Lines = Field(
        (),
        description="What stands at the top of the home page and of About, one line a paragraph.",
        examples=[["Exercises for our patients, to read or to print."]],
    )
    languages: Slugs = Field(
        (),
        description="The languages of the site, of those that there are. All, if it is left out.",
        examples=[["en", "es"]],
    )
    logo: FileName | None = Field(
        None, description="Your logo, beside the name: an SVG or PNG file in data/site/.", examples=["logo.svg"]
    )
    icon: FileName | None = Field(
        None,
        description="The small square sign in the browser's tab. Without it, the first letter in your color.",
        examples=["icon.png"],
    )
    share_picture: FileName | None = Field(
        None,
        description="What is shown when someone shares a link, best 1200 by 630 pixels. Without it, nothing is.",
        examples=["share.png"],
    )
    color: Annotated[StrictStr, AfterValidator(check_color)] | None = Field(
        None,
        description="The color of the bar, of links and of buttons: dark enough to be read, with 7 to 1 on white.",
        examples=["#6b1f4f"],
    )
    contact: Contact | None = Field(None, description="How people reach you: on About, on the home page and on paper.")
    own: Slugs = Field(
        (),
        description="Programs that are your own. Their pages do not say that your patients lack your permission.",
        examples=[["riverside-knee"]],
    )
    programs: Slugs = Field(
        (),
        description="The programs that your site shows, in this order. All, if it is left out.",
        examples=[["riverside-knee", "bone-health"]],
    )
    exercises: Literal["all", "in-use"] = Field(
        "all", description="'in-use': only the exercises of the programs that are shown.", examples=["in-use"]
    )
    sources: dict[Slug, Source] = Field(
        {}, description="Where your own programs come from, as in data/sources.yml.",
        examples=[{"riverside": {"kind": "handout", "title": "Knee plan"}}],
    )  # fmt: skip

    @property
    def summary(self) -> str:
        """What the site is, in one line."""
        return self.description or " ".join(self.intro) or self.name

    @property
    def files(self) -> dict[str, str]:
        """The files of data/site/ that it names, by their key."""
        named = {key: getattr(self, key) for key in self.FILES}
        return {key: name for key, name in named.items() if name}
