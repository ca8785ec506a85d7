"""Spoilt figures and a spoilt solver are noticed: at least nine in ten of a stated set, without the hashes' help."""

import functools
from collections import Counter

import pytest
from figure_cases import CASES
from figure_hashes import hashes
from figure_mutations import SOLVER, Verdict, differs, faults, judge, mutants, seen

BAR = 0.90


@functools.cache
def verdicts() -> tuple[tuple[str, Verdict], ...]:
    """Return what became of every mutant of every figure."""
    found = []
    for name, case in CASES.items():
        known = faults(case)
        found += [(name, judge(case, mutant, known)) for mutant in mutants(case)]
    return tuple(found)


def score(kind: str = "") -> tuple[int, int]:
    """Return how many mutants that can be seen were noticed, and how many there are."""
    judged = [verdict for _, verdict in verdicts() if verdict.seen and kind in ("", verdict.mutant.kind)]
    return sum(bool(verdict.by) for verdict in judged), len(judged)


def test_spoilt_data_is_noticed() -> None:
    noticed, all_of_them = score()
    missed = Counter(verdict.mutant.kind for _, verdict in verdicts() if verdict.seen and not verdict.by)
    assert all_of_them > 1500
    assert noticed >= BAR * all_of_them, f"{noticed} of {all_of_them}; missed: {dict(missed)}"


KINDS = {
    "drop a prop", "drop the arrows", "drop the last frame", "change the base", "exchange two frames",
    "leave the last frame as the start", "swap left and right in poses", "swap left and right in arrows",
    "swap left and right in words",
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_of_slip_but_those_of_amount_is_noticed(kind: str) -> None:
    noticed, all_of_them = score(kind)
    assert all_of_them
    assert noticed >= BAR * all_of_them


@pytest.mark.parametrize("what", SOLVER)
def test_a_spoilt_solver_is_noticed(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On nine in ten of the figures that then look different."""
    before = {name: (seen(case), faults(case)) for name, case in CASES.items()}
    module, name, other = SOLVER[what]
    monkeypatch.setattr(module, name, other)
    changed = {one: case for one, case in CASES.items() if differs(before[one][0], seen(case))}
    assert len(changed) > 2
    noticed = {
        one: case
        for one, case in changed.items()
        if any(found - before[one][1][by] for by, found in faults(case).items())
    }
    assert len(noticed) >= BAR * len(changed), sorted({*changed} - {*noticed})


def test_with_the_hashes_none_is_missed() -> None:
    """Whatever can be seen in a picture has another hash; words have none."""
    missed = [(name, verdict.mutant) for name, verdict in verdicts() if verdict.seen and not verdict.by]
    for name, mutant in missed[::10]:
        if not mutant.words:
            case = CASES[name]
            spoilt = case._replace(figure=type(case.figure).model_validate(mutant.data))
            assert hashes({name: case}) != hashes({name: spoilt}), (name, mutant.kind, mutant.what)
