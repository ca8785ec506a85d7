"""Make a project of any size: copies of the real exercises under new names, and programs of 26 that use them.

Each figure is confirmed, as in the real library, but shows the person of the original.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from exercise_library.catalogue.catalogue import load
from exercise_library.catalogue.text import code_of
from exercise_library.catalogue.texts import mark_of
from exercise_library.drawings import confirmable, leftover
from exercise_library.figures.draw import stored
from exercise_library.source.reader import read
from exercise_library.view.pictures import NamedFigure

ENTRIES = 26
# What a build reads.
INPUTS = ("data", "docs", "hooks", "overrides", "mkdocs.yml")
# What a copy does not take over: former names lead to one page only.
_ONCE = ("formerly", "see_also")

Data = dict[str, Any]


def copy(root: Path, to: Path) -> None:
    """Copy the project at `root`: all that a build reads, with what Python has compiled of it."""
    to.mkdir(parents=True, exist_ok=True)
    for name in INPUTS:
        if (root / name).is_dir():
            shutil.copytree(root / name, to / name, ignore=shutil.ignore_patterns("*.egg-info"))
        else:
            shutil.copy(root / name, to / name)


def generate(root: Path, to: Path, count: int) -> None:
    """Make a project with `count` exercises out of the one at `root`."""
    copy(root, to)
    exercises = _exercises(_read(root / "data/exercises"), count)
    programs = _programs(_read(root / "data/programs"), list(exercises))
    vocabulary = {name: _alone(terms) for name, terms in _read(root / "data/vocabulary").items()}
    for name in ("conditions.yml", "published.yml"):  # which name the real programs and their codes
        (to / "data" / name).unlink()
    for folder, made in (("exercises", exercises), ("programs", programs), ("vocabulary", vocabulary)):
        _write(to / "data" / folder, made)
    for language in (to / "data/translations").iterdir():
        (language / "conditions.yml").unlink()
        told = _read(language / "programs")
        _write(language / "exercises", _translated(exercises, _read(language / "exercises")))
        _write(language / "programs", _translated(programs, told, dict(_told_entries(told))))
    _confirm(root, to)


def _write(folder: Path, made: dict[str, Data]) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    for slug, value in made.items():
        text = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=1000)
        (folder / f"{slug}.yml").write_text(text, encoding="utf-8")


def _translated(made: dict[str, Data], told: dict[str, Data], entries: Data | None = None) -> dict[str, Data]:
    """Return a language's files for copies: those of the originals, with the names of the copies."""
    found = {}
    for name, value in made.items():
        slug, _, turn = name.rpartition("-")
        (own,) = told[slug]["name"].values()
        found[name] = {**told[slug], "name": {mark_of(value["name"]): f"{own} {turn}"}}
        if entries:
            used = (entry["id"] for entry in value["sections"][0]["entries"])
            shown = {id_: entries[id_.rpartition("-")[0]] for id_ in used}
            found[name]["sections"] = {"entries": {id_: it for id_, it in shown.items() if it}}
    return found


def _told_entries(told: dict[str, Data]) -> Iterator[tuple[str, Data]]:
    """Yield what a language says of each entry, by its exercise: in most, an entry has the id of its exercise."""
    for program in told.values():
        yield from program["sections"]["entries"].items()


def _confirm(root: Path, to: Path) -> None:
    """Confirm the figures of a made-up library by the files of those that they are copies of."""
    real = {(Path(name).suffix, _pose(one)): name for name, one in confirmable(load(root)).items()}
    library = load(to)
    for name in leftover(library, to):
        (to / name).unlink()
    for name, one in confirmable(library).items():
        text = (root / real[Path(name).suffix, _pose(one)]).read_text(encoding="utf-8")
        (to / name).write_text(
            text.replace(stored.mark_in(text), stored.mark_of(one.figure, one.look), 1), encoding="utf-8"
        )


def _pose(one: NamedFigure) -> str:
    return one.figure.model_dump_json()


def _read(folder: Path) -> dict[str, Data]:
    documents = {path.stem: read(path.name, path.read_bytes())[0] for path in sorted(folder.iterdir())}
    return {slug: document.value for slug, document in documents.items() if document is not None}


def _exercises(real: dict[str, Data], count: int) -> dict[str, Data]:
    """Return copies of the real exercises, round after round. A copy is related to the copies of its own round."""
    turns = ((f"{slug}-{turn}", slug, turn) for turn in range(1, count + 1) for slug in real)
    copies = {name: (slug, turn) for (name, slug, turn), _ in zip(turns, range(count), strict=False)}
    made = {}
    for name, (slug, turn) in copies.items():
        relations = [
            {**one, "exercise": f"{one['exercise']}-{turn}"}
            for one in real[slug].get("relations", [])
            if "program" not in one
        ]
        made[name] = {
            **_without(real[slug]),
            "name": f"{real[slug]['name']} {turn}",
            "relations": [relation for relation in relations if relation["exercise"] in copies],
        }
    return made


def _programs(real: dict[str, Data], exercises: list[str]) -> dict[str, Data]:
    """Return programs that use each exercise once, with all that an entry of a real program says of it."""
    entries = {entry["exercise"]: _without(entry) for entry in _entries(real)}
    slugs = list(real)
    made = {}
    for number, start in enumerate(range(0, len(exercises), ENTRIES)):
        slug, turn = slugs[number % len(slugs)], number // len(slugs) + 1
        used = [
            {**entries[name.rpartition("-")[0]], "id": name, "code": code_of(place), "exercise": name}
            for place, name in enumerate(exercises[start : start + ENTRIES], start)
        ]
        made[f"{slug}-{turn}"] = {
            **_without(real[slug]),
            "name": f"{real[slug]['name']} {turn}",
            "order": number + 1,
            "sections": [{"entries": used}],
        }
    return made


def _entries(programs: dict[str, Data]) -> Iterator[Data]:
    for program in programs.values():
        for section in program["sections"]:
            yield from section["entries"]


def _alone(terms: Data) -> Data:
    """Return a vocabulary without the real exercises that its words suit."""
    told = ("suits", "editorial")
    return {
        slug: {key: kept for key, kept in term.items() if "suits" not in term or key not in told}
        for slug, term in terms.items()
    }


def _without(value: Data) -> Data:
    return {key: kept for key, kept in value.items() if key not in _ONCE}


if __name__ == "__main__":
    folder, size = Path(sys.argv[1]), sys.argv[2]
    root = Path(__file__).resolve().parent.parent
    if size == "real":
        copy(root, folder)
    else:
        generate(root, folder, int(size))
