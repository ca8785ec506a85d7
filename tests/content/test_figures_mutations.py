"""Spoilt figures and a spoilt solver are noticed: at least nine in ten of a stated set."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

import pytest
from exercise_library.figures.solve import solver, stills
from figure_cases import CASES
from figure_mutations import SOLVER, Patch, Seen, differs, faults, judge, mutants, noticed, seen, solved_once

BAR = 0.90
# A sample is few: by chance, it may have more of those that nobody notices.
SAMPLE_BAR = 0.80
# Of each kind of slip whose size is not a matter of luck, and of the others and each spoilt part of the solver.
CLEAR, LEAST = 0.85, 0.50
BY_LUCK = {"add 70 degrees", "flip a sign", "drop a contact"}


class Before(NamedTuple):
    """A figure as it is: where its bones are seen, and what is noticed about it already."""

    seen: Seen
    faults: dict[str, frozenset[str]]


def spoil_data(before: Mapping[str, Before]) -> dict[str, list[bool]]:
    """Return whether each mutant that can be seen is noticed, by its kind."""
    found: dict[str, list[bool]] = defaultdict(list)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solver, "solve", solved_once(stills.solve))
        for name, case in CASES.items():
            for mutant in mutants(case):
                verdict = judge(case, mutant, before[name].faults)
                if verdict.seen:
                    found[mutant.kind].append(bool(verdict.by))
    return found


def spoil_solver(before: Mapping[str, Before], ways: Mapping[str, Patch]) -> dict[str, list[bool]]:
    """Return whether each spoilt part of the solver is noticed on each figure that looks different with it."""
    found: dict[str, list[bool]] = {}
    for what, (module, name, other) in ways.items():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, name, other)
            patch.setattr(solver, "solve", solved_once(stills.solve))
            changed = {one: CASES[one] for one in before if differs(before[one].seen, seen(CASES[one]))}
            found[what] = [bool(noticed(case, before[one].faults)) for one, case in changed.items()]
    return found


def test_most_of_a_sample_are_noticed() -> None:
    """Two figures, and of their mutants every eighth; the solver is spoilt in two ways."""
    names = list(CASES)[::50]
    noticed = []
    for name in names:
        known = faults(CASES[name])
        found = [judge(CASES[name], mutant, known) for mutant in list(mutants(CASES[name]))[::8]]
        noticed += [bool(verdict.by) for verdict in found if verdict.seen]
    assert len(noticed) > 4
    assert sum(noticed) >= SAMPLE_BAR * len(noticed), f"{sum(noticed)} of {len(noticed)}"
    some = {name: Before(seen(CASES[name]), faults(CASES[name])) for name in names}
    for what in ("knees bend the wrong way", "nothing is lowered to the floor"):
        assert any(spoil_solver(some, {what: SOLVER[what]})[what]), what


@pytest.mark.deep
def test_nine_in_ten_of_the_stated_set_are_noticed() -> None:
    """All of it in one test, so that it is worked out once."""
    before = {name: Before(seen(case), faults(case)) for name, case in CASES.items()}
    data = spoil_data(before)
    code = spoil_solver(before, SOLVER)
    told = {kind: f"{sum(found)} of {len(found)}" for kind, found in {**data, **code}.items()}
    every = [noticed for found in (*data.values(), *code.values()) for noticed in found]
    assert len(every) > 2000
    assert sum(every) >= BAR * len(every), f"{sum(every)} of {len(every)}: {told}"
    for kind, found in data.items():
        assert sum(found) >= (LEAST if kind in BY_LUCK else CLEAR) * len(found), told[kind]
    for what, found in code.items():
        assert len(found) > 2, what
        assert sum(found) > LEAST * len(found), told[what]
