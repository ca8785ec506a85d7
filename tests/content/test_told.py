"""What the handouts say between the figures: hedges, manners, and the order of what they tell.

hedges.csv was written from the facts of the handouts, before and apart from the data. Each row names what an entry
must tell. `told` holds parts divided by ';', each to be told in one line: ' / ' divides wordings of which one will do,
and ' + ' words that stand in the same line. In an 'order', ' > ' stands between what is told first and what is told
later. A row without a form holds for each form of the entry; one without an entry, for the program.
"""

import csv
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from library import our_library
from shown import Shown, shown

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = our_library()
ENTRIES = {(program.slug, entry.id): entry for program in LIBRARY.programs.values() for entry in program.entries}
ROWS = list(csv.DictReader((ROOT / "data/originals/hedges.csv").read_text(encoding="utf-8").splitlines()))
PLACES = {"start", "steps", "feel", "tips", "any", "order", "instructions", "stop_rules"}


def tells(lines: tuple[str, ...], part: str) -> bool:
    """Say whether one of the lines holds all words of one of the wordings."""
    wordings = [[word.strip().lower() for word in wording.split(" + ")] for wording in part.split(" / ")]
    return any(all(word in line.lower() for word in wording) for line in lines for wording in wordings)


def in_order(lines: tuple[str, ...], told: str) -> bool:
    """Say whether all parts are told, and none for the first time before the part that it follows."""
    text = "\n".join(lines).lower()
    firsts = []
    for part in told.split(" > "):
        words = [word.strip().lower() for word in part.split(" + ")]
        lines_with = [line for line in text.split("\n") if all(word in line for word in words)]
        if not lines_with:
            return False
        firsts.append(text.index(lines_with[0]) + min(lines_with[0].index(word) for word in words))
    return all(one <= two for one, two in pairwise(firsts))


def texts_for(row: dict[str, str]) -> list[Shown]:
    if not row["entry"]:
        program = LIBRARY.programs[row["program"]]
        return [Shown("", {"instructions": program.instructions, "stop_rules": program.stop_rules})]
    entry = ENTRIES[row["program"], row["entry"]]
    found = shown(LIBRARY, entry)
    return [words for words in found if row["form"] in ("", words.form)]


def test_every_entry_has_its_hedges() -> None:
    assert {(row["program"], row["entry"]) for row in ROWS if row["entry"]} == set(ENTRIES)
    assert {row["where"] for row in ROWS} <= PLACES
    assert all(row["fact"] and row["told"] for row in ROWS)


def missing(row: dict[str, str]) -> Iterator[str]:
    """Yield what an entry, or a program, does not tell of a row."""
    texts = texts_for(row)
    if not texts:
        yield "there is no such form"
    for words in texts:
        if row["where"] == "order":
            lines = (*words.at("start"), *words.at("steps"))
            if not in_order(lines, row["told"]):
                yield f"{row['told']} in {lines}"
            continue
        for part in row["told"].split(";"):
            if not tells(words.at(row["where"]), part):
                yield f"{part} in {words.at(row['where'])}"


def test_an_entry_tells_what_the_handout_tells() -> None:
    keys = ("program", "entry", "form", "fact")
    assert [f"{'/'.join(row[key] for key in keys)}: {told}" for row in ROWS for told in missing(row)] == []


def test_the_table_can_say_no() -> None:
    lines = ("Slowly lift your leg.", "Lower it.")
    assert tells(lines, "slowly + lift") and tells(lines, "gently / lower")
    assert not tells(lines, "slowly + lower") and not tells(lines, "comfortable")
    assert in_order(lines, "lift > lower") and not in_order(lines, "lower > lift")
