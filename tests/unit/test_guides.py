"""The guides for contributors: every example in them is valid, and the pages say what the site says."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from exercise_library import cli
from exercise_library.catalogue.dose import Dose, Measured
from exercise_library.catalogue.guide import HEADINGS, PATHS, example
from exercise_library.catalogue.medium import Medium
from exercise_library.catalogue.model import Correction, Corrections, Entry, Exercise, Program, Retired, Term
from exercise_library.catalogue.schema import FILES
from exercise_library.cli import main
from exercise_library.figures.pose.figure import Figure
from exercise_library.review import figure_problems
from exercise_library.source.files import Tree
from exercise_library.source.problems import Problem
from exercise_library.source.reader import read
from exercise_library.view.dose import entry_dose
from library import edit, our_library, real_library, small_library, with_figures_of
from pydantic import BaseModel

ROOT = Path(__file__).resolve().parents[2]
MESSAGES = our_library().messages
GUIDES = ["CONTRIBUTING.md", *(f"docs/contribute/{name}.md" for name in ("index", "data", "style"))]
FIELDS = (ROOT / "docs/contribute/fields.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def value(text: str) -> dict[str, Any]:
    """Return YAML as we read it."""
    document, problems = read("x.yml", text.encode())
    assert document is not None, text
    assert not problems, [str(problem) for problem in problems]
    return document.value


# --- the guide to every key ---


def parts_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield every class of data that a type speaks of, but for figures, which have a guide of their own."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation is not Figure:
        yield annotation
        for field in annotation.model_fields.values():
            yield from parts_in(field.annotation)
    for inner in getattr(annotation, "__args__", ()):
        yield from parts_in(inner)


@pytest.mark.parametrize("kind", FILES)
def test_every_part_of_a_file_is_in_the_guide(kind: str) -> None:
    parts = set(parts_in(FILES[kind])) - {Corrections}  # a list of nothing but corrections, which have their own
    assert parts <= set(HEADINGS), "Give it a heading in catalogue/guide.py."
    assert parts & set(PATHS)


SECTIONS = dict(re.findall(r"^##+ (.*?)\n(.*?)(?=^##|\Z)", FIELDS, re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("part", HEADINGS)
def test_a_section_has_every_key_with_an_example(part: type[BaseModel]) -> None:
    section = SECTIONS[HEADINGS[part]]
    keys = {field.alias or name for name, field in part.model_fields.items()} - {"slug"}
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == keys
    (block,) = BLOCK.findall(section)
    found = value(block)
    if not issubclass(part, Measured) and keys.isdisjoint(found):
        (found,) = found.values()
    assert set(found) == keys
    if part is Correction:
        del found["exercise"]  # it is of an exercise or of a program
    part.model_validate({**found, "slug": "heel-raise"} if "slug" in part.model_fields else found)


@pytest.mark.parametrize("part", HEADINGS)
def test_a_table_says_what_is_needed(part: type[BaseModel]) -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (yes|no) \|", SECTIONS[HEADINGS[part]], re.MULTILINE))
    for name, field in part.model_fields.items():
        if name not in ("slug", "kind"):
            assert rows[field.alias or name] == ("yes" if field.is_required() else "no")


def test_what_is_needed_is_enough() -> None:
    for part in HEADINGS:
        slug = {"slug": "heel-raise"} if "slug" in part.model_fields else {}
        more: dict[type[BaseModel], dict[str, Any]] = {
            Exercise: {"steps": ["Rise."]},
            Correction: {"program": "steady"},
            Medium: {"still": "still.jpg"},
        }
        part.model_validate({**example(part, whole=False), **slug, **more.get(part, {})})


# --- examples in the guides that are written by hand ---


@pytest.fixture(scope="module")
def templates() -> dict[str, dict[str, Any]]:
    folder = ROOT / "data/templates"
    return {path.stem: value(path.read_text(encoding="utf-8")) for path in folder.iterdir()}


EXAMPLES = [
    pytest.param(block, id=f"{name}-{number}")
    for name in GUIDES
    for number, block in enumerate(BLOCK.findall((ROOT / name).read_text(encoding="utf-8")), 1)
]


def keys_of(part: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in part.model_fields.items()}


@pytest.mark.parametrize("block", EXAMPLES)
def test_an_example_is_valid_where_it_belongs(block: str, templates: dict[str, dict[str, Any]]) -> None:
    found = value(block)
    entry = templates["program"]["sections"][0]["entries"][0]
    variant_in_full = isinstance(found.get("variants", [""])[0], dict) and "variant" in found["variants"][0]
    if found.keys() <= keys_of(Exercise) and not variant_in_full:
        Exercise.model_validate({**templates["exercise"], **found, "slug": "x"})
    elif found.keys() <= keys_of(Dose):
        Dose.model_validate({**entry["dose"], **found})
    elif found.keys() <= keys_of(Entry):
        Entry.model_validate({**entry, **found})
    elif found.keys() == {"corrections"}:
        Corrections.model_validate(found)
    elif all(term.keys() == {"name"} for term in found.values()):
        assert [Retired.model_validate(term) for term in found.values()]
    else:
        assert [Term.model_validate(term) for term in found.values()]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 18


# --- what a dose reads like on the page ---

DATA_GUIDE = (ROOT / "docs/contribute/data.md").read_text(encoding="utf-8")
TOLD = re.findall(r"^```yaml\n([^`]*?)^```\n\nPage:\s+(.*?)\n\n", DATA_GUIDE, re.MULTILINE | re.DOTALL)


def as_page(block: str, templates: dict[str, dict[str, Any]]) -> list[str]:
    """Return the lines of a dose as the page has them, in the marks of the guide."""
    found = value(block)
    program = templates["program"]
    entry = {**program["sections"][0]["entries"][0], **(found if "dose" in found else {"dose": found})}
    made = Program.model_validate({**program, "slug": "x", "sections": [{"entries": [entry]}]})
    exercise = Exercise.model_validate({**templates["exercise"], "slug": "x"})
    told = []
    for line in entry_dose(made, made.entries[0], exercise, MESSAGES.t).lines:
        after = " ".join(filter(None, (r"\_" * 6 if line.blank else "", line.after, line.note)))
        told.append(f"**{line.label}** {' '.join(filter(None, (line.before, after)))}")
    return told


@pytest.mark.parametrize(("block", "page"), TOLD, ids=range(len(TOLD)))
def test_the_page_says_what_the_guide_says(block: str, page: str, templates: dict[str, dict[str, Any]]) -> None:
    expected = [line.rstrip(".") for line in " ".join(page.split()).split("<br> ")]
    found = [line.rstrip(".") for line in as_page(block, templates)]
    assert [line for line in expected if line not in found] == []


def test_doses_of_every_kind_are_told() -> None:
    assert len(TOLD) >= 12


# --- what pages and tools say ---


@pytest.mark.parametrize("page", [page.name for page in (ROOT / "docs").glob("*.md")])
def test_what_a_page_quotes_is_what_the_site_says(page: str) -> None:
    files = (ROOT / "data/interface/en.yml", ROOT / "data/get-help.yml")
    said = " ".join(re.sub(r"[“”\s]+", " ", file.read_text(encoding="utf-8")) for file in files)
    text = re.sub(r"\s+", " ", (ROOT / "docs" / page).read_text(encoding="utf-8"))
    assert [quote for quote in re.findall(r'"([A-Z][^"]{3,}?)\.?"', text) if quote not in said] == []


# --- what the check prints ---


LONG = (
    "You lie on your back and then curl your head, your neck and your upper body up from the floor as far as you can."
)


def test_the_message_in_the_guide_is_what_the_check_prints(tmp_path: Path) -> None:
    guide = (ROOT / "docs/contribute/index.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```text\n(error.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    root = small_library(tmp_path)
    edit(root, "exercises/bridge.yml", "  - hook-lying", "  - hook-lyin")
    edit(root, "exercises/curl-up.yml", "You curl your upper body up.", LONG)
    result = CliRunner().invoke(main, ["check", "--root", str(root)])
    assert result.output == shown


def test_a_template_can_be_copied_as_the_guide_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def figures_of_it(tree: Tree, cache: Path) -> Iterator[Problem]:
        return figure_problems(with_figures_of(tree, "data/exercises/heel-raise.yml"), cache)

    monkeypatch.setattr(cli, "figure_problems", figures_of_it)
    root = real_library(tmp_path)
    shutil.copy(root / "data/templates/exercise.yml", root / "data/exercises/heel-raise.yml")
    result = CliRunner().invoke(main, ["check", "--root", str(root)])
    assert result.exit_code == 0
    assert "data/exercises/heel-raise.yml: 1 notice" in result.output
