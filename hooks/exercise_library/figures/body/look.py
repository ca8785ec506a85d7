"""Who is drawn: build, age, hair and tones. What a figure does never depends on it beyond where the skin is."""

from dataclasses import dataclass
from typing import Literal

Build = Literal["slim", "average", "sturdy"]
Age = Literal["younger", "older"]
Hair = Literal["short", "bob", "bun", "receding"]
HairTone = Literal["black", "brown", "fair", "grey"]
SkinTone = Literal["light", "tan", "brown", "deep"]


@dataclass(frozen=True)
class Look:
    """A person to draw. Without a tone of hair, younger people have brown and older people grey hair."""

    build: Build = "slim"
    age: Age = "younger"
    hair: Hair = "short"
    hair_tone: HairTone | None = None
    skin: SkinTone = "light"
    glasses: bool = False

    @property
    def tone_of_hair(self) -> HairTone:
        """The tone that was chosen, or the one that goes with the age."""
        return self.hair_tone or ("grey" if self.age == "older" else "brown")

    @property
    def body(self) -> str:
        """The name of the mesh that is drawn: a woman's where the hair is long."""
        return f"{'woman' if self.hair in ('bob', 'bun') else 'man'}-{self.build}-{self.age}"


LOOKS: tuple[Look, ...] = (
    Look(build="average", skin="light", hair="short", hair_tone="brown"),
    Look(build="sturdy", age="older", hair="receding", skin="tan", glasses=True),
    Look(skin="deep", hair="bun", hair_tone="black"),
    Look(build="sturdy", hair="bob", hair_tone="black", skin="brown"),
    Look(age="older", hair="bun", skin="light"),
    Look(build="sturdy", age="older", hair="short", skin="deep"),
    Look(build="average", hair="bob", hair_tone="fair", skin="tan"),
)
"""A spread of people, so that a library shows more than one: take them in turn."""
