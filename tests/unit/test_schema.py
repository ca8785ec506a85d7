"""The schemas for editors: up to date, named in each file, and as one with the model."""

import random
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import library
import pytest
import test_check
import test_model
import yaml
from click.testing import CliRunner
from conftest import sampled
from exercise_library.catalogue.catalogue import load
from exercise_library.catalogue.dose import MAX_AMOUNT
from exercise_library.catalogue.generated import generated
from exercise_library.catalogue.schema import FILES, NAMES_OF, Schema, names_in, schema
from exercise_library.catalogue.text import MAX_TEXT
from exercise_library.catalogue.translation_schema import translation_schema
from exercise_library.cli import main
from exercise_library.interface.schema import messages_schema
from exercise_library.interface.uses import uses
from exercise_library.source.files import VOCABULARIES, read_tree
from exercise_library.source.problems import DataError
from exercise_library.source.reader import read
from jsonschema import Draft7Validator
from library import edit, small_library, write

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
TREE = read_tree(ROOT)
GENERATED = generated(TREE)
REAL = {path.relative_to(DATA).as_posix(): path for path in sorted(DATA.rglob("*.yml"))}
INTERFACE = Draft7Validator(messages_schema(uses()))
SCHEMAS = {kind: Draft7Validator(schema(kind, names_in(TREE))) for kind in FILES} | {"interface": INTERFACE}
SCHEMAS["translation"] = Draft7Validator(translation_schema())


def schema_for(path: str) -> str:
    """Return the name of the schema of a data file, or of a template, by its path below data/."""
    folder, _, file = path.rpartition("/")
    if folder.startswith("translations/"):
        return "translation"
    names = {"exercises": "exercise", "programs": "program", "vocabulary": "vocabulary", "interface": "interface"}
    return names.get(folder, file.removesuffix(".yml"))


def faults(root: Path, name: str) -> list[str]:
    """Return what the schema has against a file below data/, or that it cannot be read."""
    document, problems = read(name, (root / "data" / name).read_bytes())
    if document is None or problems:
        return ["cannot be read"]
    validator = SCHEMAS[schema_for(name)] if root == ROOT else _for(root, schema_for(name))
    return [error.message for error in validator.iter_errors(document.value)]


def _for(root: Path, kind: str) -> Draft7Validator:
    return _made(kind, tuple(names_in(read_tree(root)).items()))


@cache
def _made(kind: str, names: tuple[tuple[str, tuple[str, ...]], ...]) -> Draft7Validator:
    return INTERFACE if kind == "interface" else Draft7Validator(schema(kind, dict(names)))


# --- up to date ---


@pytest.mark.parametrize("path", GENERATED)
def test_it_is_up_to_date(path: str) -> None:
    file = ROOT / path
    found = file.read_text(encoding="utf-8") if file.exists() else ""
    assert found == GENERATED[path], f"{path} is stale: the model or the names in data/ changed. Run `make schema`."


def test_no_schema_is_left_over() -> None:
    assert {f"data/schema/{path.name}" for path in (DATA / "schema").iterdir()} == set(GENERATED) - {
        "docs/contribute/fields.md"
    }


def test_the_command_writes_what_is_stale_and_says_so(tmp_path: Path) -> None:
    root = small_library(tmp_path)
    first = CliRunner().invoke(main, ["schema", "--root", str(root)])
    assert first.exit_code == 0
    assert len(first.output.splitlines()) == len(GENERATED)
    assert (root / "docs/contribute/fields.md").read_text() == GENERATED["docs/contribute/fields.md"]
    assert CliRunner().invoke(main, ["schema", "--root", str(root)]).output == ""
    (root / "data/exercises/rest.yml").unlink()
    again = CliRunner().invoke(main, ["schema", "--root", str(root)])
    assert again.output.splitlines() == [
        f"data/schema/{kind}.json is written anew." for kind in ("exercise", "program", "vocabulary", "corrections")
    ]


def test_the_command_writes_nothing_from_files_that_cannot_be_read(tmp_path: Path) -> None:
    root = small_library(tmp_path)
    write(root, "vocabulary/aims.yml", "{")
    result = CliRunner().invoke(main, ["schema", "--root", str(root)])
    assert result.exit_code == 1
    assert "error: data/vocabulary/aims.yml:1" in result.output
    assert not (root / "data/schema").exists()


def test_a_file_names_its_schema_on_its_first_line() -> None:
    for name, path in REAL.items():
        kind = path.stem if name.startswith("templates/") else schema_for(name)
        link = f"{'../' * name.count('/')}schema/{kind}.json"
        first, _, _ = path.read_text(encoding="utf-8").partition("\n")
        assert first == f"# yaml-language-server: $schema={link}", f"This must be the first line of data/{name}."
        assert (path.parent / link).resolve().is_file()


# --- what it accepts ---


@pytest.mark.parametrize("kind", FILES)
def test_it_is_a_schema(kind: str) -> None:
    Draft7Validator.check_schema(schema(kind))
    Draft7Validator.check_schema(SCHEMAS[kind].schema)


def real_faults(name: str) -> list[str]:
    kind = REAL[name].stem if name.startswith("templates/") else schema_for(name)
    document, problems = read(name, REAL[name].read_bytes())
    assert document is not None
    assert not problems
    return [error.message for error in SCHEMAS[kind].iter_errors(document.value)]


def test_a_real_file_fits_it() -> None:
    assert {name: faults for name in REAL if (faults := real_faults(name))} == {}


def _as_editors_do(value: Any) -> Any:
    """Return what an editor makes of a date, which JSON does not have."""
    if isinstance(value, dict):
        return {str(key): _as_editors_do(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_editors_do(inner) for inner in value]
    return value if isinstance(value, str | int | float | None) else str(value)


def test_a_real_file_fits_it_where_an_editor_takes_yes_for_true() -> None:
    for name, path in REAL.items():
        kind = path.stem if name.startswith("templates/") else schema_for(name)
        value = _as_editors_do(yaml.load(path.read_bytes(), yaml.CSafeLoader))
        assert [error.message for error in SCHEMAS[kind].iter_errors(value)] == [], name


def test_the_small_library_fits_it(tmp_path: Path) -> None:
    root = small_library(tmp_path)
    names = [path.relative_to(root / "data").as_posix() for path in sorted((root / "data").rglob("*.yml"))]
    assert {name: faults(root, name) for name in names} == {name: [] for name in names}


MORE_DOSES = [
    "frequency:\n  kind: blank\n  target: 1000",
    "rest:\n  kind: blank\n  unit: unknown\n  target: 1000",
    "hold:\n  kind: not-given",
    "hold:\n  kind: as-program\nsides: not-given",
    "hold:\n  kind: by-part\n  parts:\n    a: as-program\n    b: {kind: lost, unit: minutes}",
    "repetitions:\n  kind: by-part\n  parts: {a: 1, b: blank, c: lost}",
    "frequency:\n  kind: at-least\n  amount: 70\n  unit: times-a-week",
    "repetitions: 200\nsets: 20",
]


@pytest.mark.parametrize("dose", [*test_model.GOOD_DOSES, *MORE_DOSES])
def test_every_kind_of_dose_fits_it(tmp_path: Path, dose: str) -> None:
    root = small_library(tmp_path)
    edit(root, test_model.PROGRAM, test_model.OLD_DOSE, test_model.with_dose(dose))
    assert faults(root, test_model.PROGRAM) == []


TEXTS = ["x" * MAX_TEXT, "x" * MAX_TEXT + "\n", f"  x{' ' * MAX_TEXT}y  ", "膝 😀" * 133, "no"]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_text_fits_it_as_the_model_counts(text: str) -> None:
    (found,) = {len(list(SCHEMAS["vocabulary"].iter_errors({"a": {"name": text, "description": "x"}})))}
    assert found == 0


@pytest.mark.parametrize("text", ["", " ", "\n", "x" * (MAX_TEXT + 1), "x " * (MAX_TEXT // 2 + 1)])
def test_text_that_is_empty_or_too_long_does_not(text: str) -> None:
    assert list(SCHEMAS["vocabulary"].iter_errors({"a": {"name": text, "description": "x"}}))


@pytest.mark.parametrize("seed", sampled(range(60), range(20)))
def test_what_the_model_accepts_fits_it(tmp_path: Path, seed: int) -> None:
    """A slip of the hand that the check lets pass must not be marked by an editor."""
    root = small_library(tmp_path)
    dice = random.Random(seed)
    path = dice.choice(sorted((root / "data").rglob("*.yml")))
    test_check.mutate(path, dice)
    try:
        load(root)
    except DataError:
        return
    name = path.relative_to(root / "data").as_posix()
    assert faults(root, name) == [], path.read_text(encoding="utf-8")


# --- what it refuses ---

# That `check` refuses it, too, test_model.py sees.

# What only the check tells: the words for which editors may take others, what spans two keys, and links in text.
CHECK_ONLY = {"wrong type: true for yes"}
SLIPS_CHECK_ONLY = {
    "impossible frequency", "a day every day", "reversed range", "range of one", "reversed goal", "words with a link",
}  # fmt: skip


@pytest.mark.parametrize("name", test_model.MISTAKES)
def test_a_mistake_is_seen_by_editors_too(tmp_path: Path, name: str) -> None:
    root = small_library(tmp_path)
    mistake = test_model.MISTAKES[name]
    edit(root, mistake.file, mistake.old, mistake.new)
    assert bool(faults(root, mistake.file)) == (name not in CHECK_ONLY)


@pytest.mark.parametrize("name", test_model.SLIPS)
def test_a_slip_in_a_dose_is_seen_by_editors_too(tmp_path: Path, name: str) -> None:
    root = small_library(tmp_path)
    dose = test_model.SLIPS[name].dose.replace(library.MARK, "")
    edit(root, test_model.PROGRAM, test_model.OLD_DOSE, test_model.with_dose(dose))
    assert bool(faults(root, test_model.PROGRAM)) == (name not in SLIPS_CHECK_ONLY)


@pytest.mark.parametrize("name", test_model.MISSING)
def test_a_missing_key_is_seen_by_editors_too(tmp_path: Path, name: str) -> None:
    root = small_library(tmp_path)
    missing = test_model.MISSING[name]
    edit(root, missing.file, missing.old, missing.new)
    assert faults(root, missing.file)


NAMES = {
    "position": ("exercises/bridge.yml", "  - hook-lying", "  - hook-lyin"),
    "equipment": ("exercises/bridge.yml", "  - mat", "  - matt"),
    "region": ("exercises/bridge.yml", "  - hips", "  - hip"),
    "muscle": ("exercises/bridge.yml", "  - gluteus-maximus", "  - gluteus"),
    "aim": ("exercises/bridge.yml", "  - strengthen\n", "  - strength\n"),
    "caution": ("exercises/bridge.yml", "cautions: []", "cautions: [balanse]"),
    "other exercise": ("exercises/bridge.yml", "exercise: curl-up", "exercise: curlup"),
    "source of an exercise": ("exercises/bridge.yml", "  - nhs-back-pain", "  - nhs"),
    "source of a program": ("programs/daily.yml", "source: fairview-bone-health", "source: fairview"),
    "exercise of an entry": ("programs/daily.yml", "exercise: bridge", "exercise: brige"),
    "equipment of an entry": ("programs/daily.yml", "          - mat", "          - matt"),
    "source of the help box": ("get-help.yml", "  - nice-ng59", "  - nice"),
    "key that is ours": ("exercises/bridge.yml", "editorial:\n  - summary", "editorial:\n  - sumary"),
}


@pytest.mark.parametrize("mistake", NAMES.values(), ids=NAMES)
def test_a_misspelt_name_is_seen_by_both(tmp_path: Path, mistake: tuple[str, str, str]) -> None:
    root = small_library(tmp_path)
    edit(root, *mistake)
    assert library.problems(root)
    assert faults(root, mistake[0])


# --- what it offers ---


@pytest.mark.parametrize("name", VOCABULARIES)
def test_an_editor_offers_the_words_of_a_vocabulary(name: str) -> None:
    words = list(TREE.documents[f"data/vocabulary/{name}.yml"].value)
    assert SCHEMAS["exercise"].schema["$defs"][name]["enum"] == words


def test_an_editor_offers_the_exercises_and_sources() -> None:
    offered = SCHEMAS["program"].schema["$defs"]
    assert offered["exercises"]["enum"] == sorted(path.stem for path in (DATA / "exercises").iterdir())
    assert offered["sources"]["enum"] == list(TREE.documents["data/sources.yml"].value)


def test_every_list_of_names_is_there() -> None:
    assert set(NAMES_OF.values()) == set(names_in(TREE))


def _keys(part: Schema, at: str = "") -> Iterator[tuple[str, Schema]]:
    for key, value in part.get("properties", {}).items():
        yield f"{at}.{key}", value
    for name, inner in part.get("$defs", {}).items():
        if name not in ("Detail", "Figure", "Pose"):  # docs/contribute/figures.md explains these
            yield from _keys(inner, name)


@pytest.mark.parametrize("kind", FILES)
def test_an_editor_explains_every_key(kind: str) -> None:
    for at, value in _keys(SCHEMAS[kind].schema, kind):
        if "const" not in value:
            assert value["description"].endswith((".", "?")), at


def test_an_editor_offers_only_the_units_that_fit() -> None:
    definitions = SCHEMAS["program"].schema["$defs"]
    assert definitions["Value-time"]["properties"]["unit"]["enum"] == ["seconds", "minutes"]
    assert definitions["Blank-time"]["properties"]["unit"]["enum"] == ["seconds", "minutes", "unknown"]
    assert "unit" not in definitions["Value-repetitions"]["properties"]
    assert definitions["Value-sets"]["properties"]["amount"]["maximum"] == 20
    assert definitions["Blank-frequency"]["properties"]["target"]["maximum"] == MAX_AMOUNT


def test_a_copy_of_a_template_fits_it(tmp_path: Path) -> None:
    root = small_library(tmp_path)
    shutil.copy(DATA / "templates/exercise.yml", root / "data/exercises/heel-raise.yml")
    shutil.copy(DATA / "templates/exercise.yml", root / "data/exercises/forward-lunge.yml")
    assert faults(root, "exercises/heel-raise.yml") == []
