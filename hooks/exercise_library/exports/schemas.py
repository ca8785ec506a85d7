"""The JSON Schema of each kind of file, made from its class, so that the two cannot differ."""

import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

import pydantic
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema

from exercise_library import cache
from exercise_library.exports import addresses
from exercise_library.exports.output import Export, Site, to_json_text
from exercise_library.exports.shapes import KINDS

_PACKAGE = Path(__file__).parents[1]


class _Generator(GenerateJsonSchema):
    """Writes schemas of what we publish rather than of what people may write in YAML."""

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        """Every key is always there, also one that may be left out in YAML. Only a drawing leaves keys out."""
        written = super().model_schema(schema)
        if not schema["cls"].__module__.startswith("exercise_library.figures."):
            written["required"] = list(written["properties"])
        return written


def schemas(site: Site, folder: Path | None = None) -> Iterator[Export]:
    """Yield the schema of each kind of file. What takes time of it is kept in `folder`, if one is given."""
    for kind in KINDS:
        yield Export(addresses.schema(kind), partial(_schema, site, kind, folder))


def _schema(site: Site, kind: str, folder: Path | None) -> str:
    head = {"$schema": GenerateJsonSchema.schema_dialect}
    if address := site.whole(addresses.schema(kind)):
        head["$id"] = address
    bodies = _cached(folder) if folder else _bodies()
    return to_json_text({**head, **bodies[kind]})


@lru_cache(maxsize=1)
def _bodies() -> Mapping[str, Any]:
    return {
        kind: _opened(shape.model_json_schema(mode="serialization", schema_generator=_Generator))
        for kind, shape in KINDS.items()
    }


@lru_cache(maxsize=1)
def _cached(folder: Path) -> Mapping[str, Any]:
    """Return the bodies that the same code made before: pydantic takes as long for them as for the whole model."""
    code = chain.from_iterable((_PACKAGE / room).rglob("*.py") for room in ("source", "figures/pose", "catalogue"))
    own = Path(__file__).parent.glob("*.py")
    path = folder / f"{cache.mark(pydantic.VERSION, sys.version_info[:2], code=chain(code, own))}.json"
    try:
        kept = cache.read(path)
        return {kind: dict(kept[kind]) for kind in KINDS}
    except (OSError, ValueError, TypeError, KeyError):
        bodies = _bodies()
        cache.write(path, bodies)
        return bodies


def _opened(schema: Any) -> Any:
    """Return a schema that lets unknown keys be, so that a file with more than version 1.0 still fits it."""
    if isinstance(schema, dict):
        kept = schema.items()
        return {key: _opened(it) for key, it in kept if not (key == "additionalProperties" and it is False)}
    return [_opened(it) for it in schema] if isinstance(schema, list) else schema
