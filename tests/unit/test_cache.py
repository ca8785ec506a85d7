"""What one build keeps for the next: the same comes out with it and without, and harm to it costs time only."""

import os
from pathlib import Path

from exercise_library import cache
from exercise_library.exports import Site
from exercise_library.exports.schemas import _cached, schemas
from exercise_library.pages.environment import keep_compiled
from jinja2 import DictLoader, Environment


def test_other_values_and_other_code_have_another_mark(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text("one")
    marks = {cache.mark("a", code=[code]), cache.mark("b", code=[code])}
    assert cache.mark("a", code=[code]) in marks
    code.write_text("two")
    assert len(marks | {cache.mark("a", code=[code])}) == 3


def test_kept_schemas_are_those_made_anew(tmp_path: Path) -> None:
    def texts(folder: Path | None = None) -> dict[str, str]:
        return {it.file: it.make() for it in schemas(Site(), folder)}

    fresh = texts()
    assert texts(tmp_path) == fresh
    (file,) = tmp_path.iterdir()
    for harm in (None, "", "{", "[]", '{"exercise": 1}'):
        if harm is not None:
            file.write_text(harm)
        _cached.cache_clear()
        assert texts(tmp_path) == fresh, harm
    _cached.cache_clear()


def test_kept_templates_are_used_until_their_text_or_settings_change(tmp_path: Path) -> None:
    def shown(text: str, **settings: bool) -> str:
        templates = Environment(loader=DictLoader({"a": text}), **settings)  # type: ignore[arg-type]
        keep_compiled(templates, tmp_path)
        return templates.get_template("a").render(x="<")

    assert shown("{{ x }}") == shown("{{ x }}") == "<"
    assert shown("{{ x }}", autoescape=True) == "&lt;"
    assert shown("{{ x }}!") == "<!"
    assert sum(len(files) for _, _, files in os.walk(tmp_path)) == 2


def test_a_folder_that_cannot_be_written_does_no_harm() -> None:
    templates = Environment(loader=DictLoader({"a": "b"}))
    keep_compiled(templates, Path("/dev/null/no"))
    assert templates.get_template("a").render() == "b"
