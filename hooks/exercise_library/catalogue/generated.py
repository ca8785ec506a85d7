"""What is written from the model into the repository: schemas for editors, and the guide to every key."""

import json
from collections.abc import Mapping

from exercise_library.catalogue.guide import guide
from exercise_library.catalogue.schema import FILES, names_in, schema
from exercise_library.catalogue.translation_schema import translation_schema
from exercise_library.interface.schema import messages_schema
from exercise_library.interface.uses import uses
from exercise_library.source.files import INTERFACE, Tree


def generated(tree: Tree) -> Mapping[str, str]:
    """Return the text of each file that is made from the model and from the names in data/, by its path."""
    names = names_in(tree)
    made = {f"data/schema/{kind}.json": schema(kind, names) for kind in FILES}
    made[f"data/schema/{INTERFACE}.json"] = messages_schema(uses())
    made["data/schema/translation.json"] = translation_schema()
    texts = {path: json.dumps(part, indent=2, ensure_ascii=False) + "\n" for path, part in made.items()}
    return {**texts, "docs/contribute/fields.md": guide()}
