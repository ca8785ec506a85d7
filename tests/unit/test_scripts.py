"""Our scripts: the modules that a page asks for at once, and what they go by."""

import re
from pathlib import Path

import pytest
from exercise_library.pages.scripts import modules
from library import ROOT

FOLDER = ROOT / "docs/assets/javascripts"
COMPONENTS = sorted(path.parent.name for path in FOLDER.glob("*/main.js"))

FILES = {
    "a/main.js": 'import { start } from "./a.js";\nstart(document);',
    "a/a.js": "\n".join(
        (
            "// import { no } from './comment.js'",
            'import {\n  find,\n  part,\n} from "../common/dom.js";',
            'import "./side.js";',
            'export { b } from "../b/b.js";',
            'const later = () => import("./later.js");',
            'const text = "from ./text.js";',
            'export const from = "./no.js";',
        )
    ),
    "a/side.js": 'import { find } from "../common/dom.js";\nimport { a } from "./a.js";',
    "b/b.js": "",
    "common/dom.js": "",
}


def test_a_page_asks_at_once_for_all_modules_of_its_script() -> None:
    assert modules("a/main.js", FILES.__getitem__) == (
        "a/main.js",
        "a/a.js",
        "common/dom.js",
        "a/side.js",
        "b/b.js",
    )


def test_a_module_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"a/gone\.js"):
        modules("a/main.js", {"a/main.js": 'import "./gone.js";'}.__getitem__)


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_module_of_a_component_is_found(component: str) -> None:
    """What is imported with 'import' at the start of a line, in any file, is in the list."""
    found = modules(f"{component}/main.js")
    assert len(found) == len(set(found))
    for module in found:
        text = (FOLDER / module).read_text(encoding="utf-8")
        for path in re.findall(r'^(?:import|export|\}) .*"(\.\.?/.+)";$', text, re.MULTILINE):
            assert Path(FOLDER / module).parent.joinpath(path).resolve().relative_to(FOLDER).as_posix() in found


def test_scripts_find_by_data_attributes_alone() -> None:
    """Never by a class. Ids are for labels, hints, messages and anchors, and are asked for by getElementById alone."""
    asked = re.compile(
        r"""(?:querySelector(?:All)?|find|findAll|matches|closest)\([^'"`\n]*(['"`])(?P<selector>.*?)\1"""
    )
    for path in (path for folder in ("common", *COMPONENTS) for path in (FOLDER / folder).glob("*.js")):
        for match in asked.finditer(path.read_text(encoding="utf-8")):
            selector = re.sub(r"\[[^]]*\]", "", match["selector"])
            assert not re.search(r"[.#]\w", selector), f"{path.name}: {match['selector']}"


def test_every_attribute_that_scripts_go_by_is_written_down() -> None:
    told = (ROOT / "docs/contribute/scripts.md").read_text(encoding="utf-8")
    for folder in ("common", *COMPONENTS):
        for path in (FOLDER / folder).glob("*.js"):
            for name in re.findall(r"\[(data-[a-z-]+)", path.read_text(encoding="utf-8")):
                assert f"`{name}" in told, f"{name} in {path.name}"


def test_styles_go_by_classes_and_states_alone() -> None:
    """Never by what scripts go by. Ids are read of the choices how to print, which must work without a script."""
    states = {
        "data-ready",
        "data-open",
        "data-folded",
        "data-scheme",
        "data-dragged",
        "data-drop-above",
        "data-drop-below",
    }
    for path in (ROOT / "docs/assets/stylesheets").glob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"\[(data-[a-z-]+)", text)) <= states, path.name
        ids = {
            name for name in re.findall(r"#([a-z_][\w-]*)(?=[^;}]*\{)", text) if not re.fullmatch("[0-9a-f]{3,6}", name)
        }
        assert ids <= {"with-diary", "layout-large", "layout-compact", "__search"}, path.name
