"""Spoilt figures and a spoilt solver are noticed: at least nine in ten of a stated set."""

import multiprocessing
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor

import pytest
from figure_cases import CASES
from figure_mutations import SOLVER, Told, verdicts

BAR = 0.90
# A sample is few: by chance, it may have more of those that nobody notices.
SAMPLE_BAR = 0.80
# Of each kind of slip whose size is not a matter of luck, and of the others and each spoilt part of the solver.
CLEAR, LEAST = 0.85, 0.50
BY_LUCK = {"add 70 degrees", "flip a sign", "drop a contact"}


def of_figure(name: str) -> tuple[list[Told], list[Told]]:
    """Return what becomes of the mutants of a figure, and of it under a spoilt solver."""
    return verdicts(CASES[name], SOLVER)


def test_most_of_a_sample_are_noticed() -> None:
    """Four figures, and of their mutants every eighth; the solver is spoilt in two ways."""
    ways = {what: SOLVER[what] for what in ("knees bend the wrong way", "nothing is lowered to the floor")}
    found = [verdicts(CASES[name], ways, 8) for name in list(CASES)[::25]]
    noticed = [is_noticed for of_data, _ in found for _, is_noticed in of_data]
    assert len(noticed) > 4
    assert sum(noticed) >= SAMPLE_BAR * len(noticed), f"{sum(noticed)} of {len(noticed)}"
    assert {what for _, of_code in found for what, is_noticed in of_code if is_noticed} == {*ways}


@pytest.mark.deep
def test_nine_in_ten_of_the_stated_set_are_noticed() -> None:
    """All of it in one test, so that it is worked out once, on all processors: it takes longest of all sweeps."""
    data: dict[str, list[bool]] = defaultdict(list)
    code: dict[str, list[bool]] = defaultdict(list)
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        for figure in pool.map(of_figure, CASES):
            for by_kind, told in zip((data, code), figure, strict=True):
                for kind, is_noticed in told:
                    by_kind[kind].append(is_noticed)
    shares = {kind: f"{sum(found)} of {len(found)}" for kind, found in {**data, **code}.items()}
    every = [noticed for found in (*data.values(), *code.values()) for noticed in found]
    assert len(every) > 2000
    assert sum(every) >= BAR * len(every), f"{sum(every)} of {len(every)}: {shares}"
    for kind, found in data.items():
        assert sum(found) >= (LEAST if kind in BY_LUCK else CLEAR) * len(found), shares[kind]
    for what, found in code.items():
        assert len(found) > 2, what
        assert sum(found) > LEAST * len(found), shares[what]
