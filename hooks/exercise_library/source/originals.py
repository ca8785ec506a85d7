"""What the originals say, as tables of facts: numbers, and limits and manners. No sentence of an original is in them.

They were written before and apart from the rest of data/, and are what a reviewer compares a page with.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from exercise_library.source.problems import Problem

FOLDER = "originals"
_DOSES, _HEDGES = "doses.csv", "hedges.csv"
DOSE_COLUMNS = (
    "hold", "repetitions", "sets", "rest", "rest_between_repetitions", "sides", "frequency", "session", "progression",
    "figures_in_words",
)  # fmt: skip
_COLUMNS = {
    _DOSES: ("entry", *DOSE_COLUMNS),
    _HEDGES: ("program", "entry", "form", "fact", "where", "told"),
}


class DoseRow(NamedTuple):
    """The numbers that an original gives an entry, or, with an empty `entry`, all of a program, by column."""

    program: str
    entry: str
    told: dict[str, str]
    line: int


class Hedge(NamedTuple):
    """A limit or a manner that an original sets. `where` is the part of the entry in which it belongs.

    `form` is empty where it holds for each form, and `entry` where it holds for the program.
    """

    program: str
    entry: str
    form: str
    fact: str
    where: str
    line: int


@dataclass(frozen=True)
class Originals:
    """Both tables, in the order of the originals. A library need not have them."""

    doses: tuple[DoseRow, ...] = ()
    hedges: tuple[Hedge, ...] = ()

    def dose(self, program: str, entry: str = "") -> dict[str, str]:
        """Return what an original gives an entry, by column; what it does not give is left out."""
        return next((row.told for row in self.doses if (row.program, row.entry) == (program, entry)), {})

    def hedges_of(self, program: str, entry: str = "") -> tuple[Hedge, ...]:
        """Return the limits and manners of an entry, or of the program as a whole."""
        return tuple(row for row in self.hedges if (row.program, row.entry) == (program, entry))


def read_originals(data: Path) -> tuple[Originals, list[Problem]]:
    """Return the tables of data/, and what is wrong with them."""
    problems: list[Problem] = []
    rows = {name: list(_rows(data / FOLDER / name, problems)) for name in _COLUMNS}
    for path in sorted((data / FOLDER).glob("*")):
        if path.name not in _COLUMNS and not path.name.startswith("."):
            tip = f"there are {_DOSES} and {_HEDGES}; move it out of data/."
            problems.append(Problem(f"data/{FOLDER}/{path.name}", 1, "", "this file has no place here.", tip))
    doses = tuple(
        DoseRow(*_apart(row["entry"]), {key: row[key] for key in DOSE_COLUMNS if row[key]}, line)
        for line, row in rows[_DOSES]
    )
    hedges = tuple(
        Hedge(row["program"], row["entry"], row["form"], row["fact"], row["where"], line) for line, row in rows[_HEDGES]
    )
    return Originals(doses, hedges), problems


def _apart(entry: str) -> tuple[str, str]:
    program, _, id_ = entry.partition("/")
    return program, id_


def _rows(path: Path, problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row of a table with its line. A table that is not there has none."""
    name = f"data/{FOLDER}/{path.name}"
    if not path.exists():
        return
    try:
        reader = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError):
        problems.append(Problem(name, 1, "", "this file cannot be read.", "save it as UTF-8."))
        return
    columns = _COLUMNS[path.name]
    if tuple(reader.fieldnames or ()) != columns:
        tip = f"the first line is: {','.join(columns)}"
        problems.append(Problem(name, 1, "", "the columns are not as they should be.", tip))
        return
    for row in reader:
        if None in row or None in row.values():
            tip = "put double quotes around what holds a comma."
            problems.append(Problem(name, reader.line_num, "", f"this line has not {len(columns)} cells.", tip))
            continue
        yield reader.line_num, row
