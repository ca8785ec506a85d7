"""The templates that contributors copy are valid as they stand."""

import shutil
from pathlib import Path

import pytest
from exercise_library.catalogue.catalogue import Catalogue, load
from exercise_library.catalogue.clinic import Clinic
from exercise_library.catalogue.model import Exercise, Program
from exercise_library.review import figure_problems
from exercise_library.source.files import read_tree
from exercise_library.source.strict_model import StrictModel
from library import real_library, with_figures_of

COPIES = {"exercise.yml": "exercises/heel-raise.yml", "program.yml": "programs/steady.yml"}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The real library with a copy of each template."""
    root = real_library(tmp_path_factory.mktemp("library"))
    for template, copy in COPIES.items():
        shutil.copy(root / "data" / "templates" / template, root / "data" / copy)
    return load(root)


def test_the_copies_are_valid(catalogue: Catalogue) -> None:
    assert catalogue.exercises["heel-raise"].name == "Heel raise"
    assert [entry.id for entry in catalogue.programs["steady"].entries] == ["wall-squat"]


def test_nothing_but_an_unused_exercise_is_mentioned(catalogue: Catalogue) -> None:
    copies = [notice for notice in catalogue.notices if notice.path.removeprefix("data/") in COPIES.values()]
    assert [notice.message for notice in copies] == ["no program uses this exercise."]


@pytest.mark.parametrize("kind", [Exercise, Program])
def test_the_templates_show_every_key(catalogue: Catalogue, kind: type[Exercise] | type[Program]) -> None:
    thing: StrictModel = catalogue.exercises["heel-raise"] if kind is Exercise else catalogue.programs["steady"]
    assert set(kind.model_fields) - thing.model_fields_set <= {"review", "media"}


def test_the_program_shows_every_key_of_an_entry(catalogue: Catalogue) -> None:
    (entry,) = catalogue.programs["steady"].entries
    assert entry.model_fields_set == set(type(entry).model_fields)
    assert entry.dose.model_fields_set == set(type(entry.dose).model_fields)


@pytest.mark.parametrize("template", COPIES)
def test_its_figures_are_sound_and_say_what_they_show(tmp_path: Path, template: str) -> None:
    root = real_library(tmp_path)
    for name, copy in COPIES.items():
        shutil.copy(root / "data" / "templates" / name, root / "data" / copy)
    copied = f"data/{COPIES[template]}"
    told = list(figure_problems(with_figures_of(read_tree(root), copied), root / ".cache/review"))
    assert told == []


def test_the_program_is_a_whole_one_by_itself(tmp_path: Path) -> None:
    root = real_library(tmp_path)
    shutil.copy(root / "data/templates/program.yml", root / "data/programs/steady.yml")
    program = load(root).programs["steady"]
    (entry,) = program.entries
    exercise = load(root).exercises[entry.exercise]
    assert entry.title == exercise.name, "an entry is called as what it shows, and not as another exercise"


def test_a_clinics_own_site_shows_every_key_but_files(tmp_path: Path) -> None:
    root = real_library(tmp_path)
    shutil.copy(root / "data/templates/site.yml", root / "data/site.yml")
    site = load(root).site
    assert site is not None
    assert set(Clinic.model_fields) - site.model_fields_set == {"logo", "icon", "share_picture"}
