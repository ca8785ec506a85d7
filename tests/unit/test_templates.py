"""The templates that contributors copy are valid as they stand."""

import shutil

import pytest
from exercise_library.catalogue.catalogue import Catalogue, load
from exercise_library.catalogue.model import Exercise, Program
from exercise_library.source.strict_model import StrictModel
from library import real_library

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
    assert [entry.id for entry in catalogue.programs["steady"].entries] == ["heel-raise"]


def test_nothing_but_an_unused_exercise_is_mentioned(catalogue: Catalogue) -> None:
    copies = [notice for notice in catalogue.notices if notice.path.removeprefix("data/") in COPIES.values()]
    assert [notice.message for notice in copies] == ["no program uses this exercise."]


@pytest.mark.parametrize("kind", [Exercise, Program])
def test_the_templates_show_every_key(catalogue: Catalogue, kind: type[Exercise] | type[Program]) -> None:
    thing: StrictModel = catalogue.exercises["heel-raise"] if kind is Exercise else catalogue.programs["steady"]
    assert set(kind.model_fields) - thing.model_fields_set <= {"review"}


def test_the_program_shows_every_key_of_an_entry(catalogue: Catalogue) -> None:
    (entry,) = catalogue.programs["steady"].entries
    assert entry.model_fields_set == set(type(entry).model_fields)
    assert entry.dose.model_fields_set == set(type(entry.dose).model_fields)
