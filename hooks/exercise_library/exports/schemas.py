"""The JSON Schema of each kind of file, made from its class, so that the two cannot differ."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema

from exercise_library.exports import addresses
from exercise_library.exports.output import Export, Site, to_json_file
from exercise_library.exports.shapes import KINDS


class _Generator(GenerateJsonSchema):
    """Writes schemas of what we publish rather than of what people may write in YAML."""

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        """Every key is always there, also one that may be left out in YAML. Only a drawing leaves keys out."""
        made = super().model_schema(schema)
        if not schema["cls"].__module__.startswith("exercise_library.figures."):
            made["required"] = list(made["properties"])
        return made


def schemas(site: Site) -> Iterator[Export]:
    """Yield the schema of each kind of file."""
    for kind in KINDS:
        file = addresses.schema(kind)
        head = {"$schema": GenerateJsonSchema.schema_dialect}
        if address := site.whole(file):
            head["$id"] = address
        yield to_json_file(file, {**head, **_schema(kind)})


@lru_cache(maxsize=len(KINDS))
def _schema(kind: str) -> dict[str, Any]:
    opened: dict[str, Any] = _opened(KINDS[kind].model_json_schema(mode="serialization", schema_generator=_Generator))
    return opened


def _opened(schema: Any) -> Any:
    """Return a schema that lets unknown keys be, so that a file with more than version 1.0 still fits it."""
    if isinstance(schema, dict):
        kept = schema.items()
        return {key: _opened(it) for key, it in kept if not (key == "additionalProperties" and it is False)}
    return [_opened(it) for it in schema] if isinstance(schema, list) else schema
