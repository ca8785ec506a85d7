"""Plans in links of format 2: what format 1 cannot say is read back, and nothing else is ever read."""

import json
import random
import re
from collections.abc import Iterator
from typing import Any

import plan_format_1
import plan_format_2 as reference
import pytest
from conftest import ROOT, sampled
from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.dose import Dose
from exercise_library.view.dose import entry_dose
from plan_format_1 import Plan, Quantity
from plan_format_2 import BANDS, BOUNDS, KINDS, SHAPES, SIDES, UNITS, bounds_of, shapes_of, steps
from scripts import DOCS, ScriptError, Scripts
from test_plan_format import (
    BAD_TEXTS,
    DECODE,
    HARMLESS,
    LETTERS,
    REWRITE,
    are_damaged,
    are_told_alike,
    come_back,
    entry,
    harmed,
    plan,
    plan_scripts,  # noqa: F401, a fixture
    problems,
    some_letters,
    some_text,
)
from test_plan_format import some_plan as some_plan_1

FROZEN = json.loads((ROOT / "tests/plan_links_2.json").read_text(encoding="utf-8"))
NEWER = "links => links.map(format.isNewer)"


def line(kind: str = "load", part: str = "", **quantity: Any) -> dict[str, Any]:
    return {"kind": kind, "part": part, "quantity": {"shape": "exact", "unit": UNITS[kind][0], "amount": 5, **quantity}}


def bare(kind: str, shape: str, unit: str = "") -> dict[str, Any]:
    """Return a line that has no number."""
    return {"kind": kind, "part": "", "quantity": {"shape": shape, "unit": unit, "amount": 0}}


DAILY: Quantity = {"shape": "exact", "unit": "times-a-day", "amount": 2}
WEEKDAYS: Quantity = {"shape": "exact", "unit": "days-a-week", "amount": 5}


def some_quantity(chance: random.Random, kind: str) -> Quantity:
    if kind == "load" and chance.random() < 0.3:
        return {"shape": "band", "unit": chance.choice(BANDS), "amount": 0}
    if kind in ("hold", "repetitions") and chance.random() < 0.3:
        return {"shape": chance.choice(("as-many", "to-fatigue")), "unit": "", "amount": 0}
    unit = chance.choice(UNITS[kind])
    shape = chance.choice(shapes_of(kind, unit))
    least, most = bounds_of(kind, unit)
    runs = shape in ("range", "start-goal")
    amount = chance.choice((least, most - runs, chance.randint(least, most - runs)))
    to = {"to": chance.choice((amount + 1, most, chance.randint(amount + 1, most))) / steps(kind)} if runs else {}
    return {"shape": shape, "unit": unit, "amount": amount / steps(kind), **to}


def some_lines(chance: random.Random) -> list[dict[str, Any]]:
    places = [(kind, part) for kind in KINDS for part in ("", *LETTERS)]
    chosen = [places[at] for at in sorted(chance.sample(range(len(places)), chance.choice((0, 1, 3, 5, 12, 20))))]
    lines = [{"kind": kind, "part": part, "quantity": some_quantity(chance, kind)} for kind, part in chosen]
    often = {it["part"] for it in lines if it["kind"] == "frequency"
             and it["quantity"]["unit"] in reference.WITHIN_A_DAY}  # fmt: skip
    return [it for it in lines if it["kind"] != "days" or it["part"] in often]


def some_entry(chance: random.Random) -> dict[str, Any]:
    return entry(
        code="".join(chance.choices(plan_format_1.CONSONANTS, k=3)),
        mark=chance.choice((0, 65535, chance.randrange(65536))),
        forms=some_letters(chance),
        boxes=some_letters(chance),
        sides=chance.choice(SIDES),
        lines=some_lines(chance),
        note=chance.choice(("", "", some_text(chance, 140))),
    )


def some_plan(chance: random.Random) -> Plan:
    frequency = chance.choice((None, some_quantity(chance, "frequency")))
    made = plan(
        *(some_entry(chance) for _ in range(chance.choice((1, 2, 3, 6)))),
        boneHealth=chance.random() < 0.5,
        frequency=frequency,
        clinic=chance.choice(("", some_text(chance, 60))),
        phone=chance.choice(("", "+44 20 1234")),
        instructions=chance.choice(("", some_text(chance, 300))),
    )
    if frequency and frequency["unit"] in reference.WITHIN_A_DAY and chance.random() < 0.5:
        made["days"] = some_quantity(chance, "days")
    days = sorted(chance.choice(("2020-01-01", "2024-02-29", "2026-12-01", "2099-12-31")) for _ in range(2))
    made |= {key: day for key, day in zip(("start", "end"), days, strict=True) if chance.random() < 0.5}
    good = len(reference.encode(made)) <= 4000 and not reference.fits_one(made)
    return made if good else some_plan(chance)


def some_bases() -> list[str]:
    chance = random.Random(12)
    return [reference.encode(plan(entry(sides="alternate")))] + [
        reference.encode(some_plan(chance)) for _ in range(19)
    ]  # fmt: skip


BASES = some_bases()


# --- What was given out opens for ever


def test_links_that_were_given_out_open_as_ever(scripts: Scripts) -> None:
    links = [case["fragment"] for case in FROZEN["plans"]]
    assert len(links) >= 15
    for case, told in zip(FROZEN["plans"], scripts.evaluate(DECODE, links), strict=True):
        assert told == {"kind": "plan", "plan": case["plan"]}, case["about"]
        assert reference.decode(case["fragment"]) == case["plan"], case["about"]
    assert scripts.evaluate("plans => plans.map(format.encode)", [case["plan"] for case in FROZEN["plans"]]) == links


def test_links_that_were_damaged_are_so_for_ever(scripts: Scripts) -> None:
    are_damaged(scripts, reference, FROZEN["damaged"])


# --- There and back


@pytest.mark.parametrize("count", sampled([100, 1000], [100]))
def test_plans_by_chance_come_back(scripts: Scripts, count: int) -> None:
    chance = random.Random(13)
    come_back(scripts, reference, [some_plan(chance) for _ in range(count)], "2")


def test_what_format_1_can_say_is_written_in_it_and_in_no_other(scripts: Scripts) -> None:
    chance = random.Random(14)
    plans = [some_plan_1(chance) for _ in range(100)]
    old = [plan_format_1.encode(made) for made in plans]
    assert scripts.evaluate("plans => plans.map(format.encode)", plans) == old
    in_two = [reference.encode(made) for made in plans]
    assert set(scripts.evaluate(REWRITE, in_two)) == {"damaged"}
    assert {reference.decode(link) for link in in_two} == {"damaged"}
    # Each thing that is new, alone, makes a difference.
    for more in (
        plan(start="2026-12-01"), plan(end="2026-12-01"), plan(frequency=DAILY, days=WEEKDAYS),
        plan(entry(sides="alternate")), plan(entry(lines=[bare("hold", "as-many")])),
        plan(entry(lines=[line("frequency", unit="every-days")])), plan(entry(lines=[line("effort")])),
        plan(entry(lines=[{**line("hold"), "part": letter} for letter in LETTERS[:13]])),
    ):  # fmt: skip
        assert scripts.evaluate("made => format.encode(made)", more) == reference.encode(more)


def test_the_order_in_which_lines_were_chosen_does_not_matter(scripts: Scripts) -> None:
    lines = [line("tempo"), line("days"), line("frequency"), line("load")]
    made = scripts.evaluate("made => format.decode(format.encode(made)).plan", plan(entry(lines=lines)))
    assert made == plan(entry(lines=[lines[2], lines[1], lines[3], lines[0]]))


# --- What happens to links on their way


@pytest.mark.parametrize("step", sampled([1, 5], [5]))
def test_harmless_changes_are_survived(scripts: Scripts, step: int) -> None:
    bases = BASES[::step]

    def changed(base: str, change: Any) -> str:
        # What stands for the first digit in format 1 is no digit here.
        return str(change(f"1{base[1:]}")).replace("1", "2", 1)

    names = [name for name in HARMLESS if "escaped" not in name and "after" not in name]
    cases = [(name, base, changed(base, HARMLESS[name])) for name in names for base in bases]
    cases += [(name, base, HARMLESS[name](base)) for name in HARMLESS if name not in names for base in bases]
    told = scripts.evaluate(REWRITE, [link for _, _, link in cases])
    assert {name for (name, base, _), one in zip(cases, told, strict=True) if one != base} == set()
    assert {name for name, base, link in cases if reference.decode(link) != reference.decode(base)} == set()


@pytest.mark.parametrize("count", sampled([2000, 20_000], [2000]))
def test_harmed_links_give_the_plan_or_none(scripts: Scripts, count: int) -> None:
    # One of the harms joins two links, and takes the second of them from format 1: it must not come through either.
    harmed(scripts, reference, BASES, count, random.Random(15))


@pytest.mark.parametrize("count", sampled([6, 2], [2]))
def test_a_cut_anywhere_is_damage(scripts: Scripts, count: int) -> None:
    cuts = [base[:at] for base in BASES[:count] for at in range(1, len(base))]
    assert set(scripts.evaluate(REWRITE, cuts)) == {"damaged"}
    assert not any(scripts.evaluate(NEWER, cuts))


@pytest.mark.parametrize("step", sampled([1, 11], [11]))
def test_one_wrong_sign_anywhere_is_damage(scripts: Scripts, step: int) -> None:
    base = next(base for base in BASES if 150 < len(base) < 500)
    others = [
        base[:at] + sign + base[at + 1 :] for at in range(0, len(base), step) for sign in plan_format_1.DIGITS + "u-é"
    ]
    changed = [one for one in others if one != base and (one[0], one[1:]) != ("1", base[1:])]
    assert set(scripts.evaluate(REWRITE, changed)) == {"damaged"}
    assert scripts.evaluate(DECODE, [f"1{base[1:]}"]) == [{"kind": "damaged"}]


# --- Links that are whole, but say what cannot be


def bounds(kind: str, unit: str) -> Iterator[tuple[str, Plan, Plan]]:
    """Yield the name of a bound of a line, a plan at it and one beyond it."""
    least, most = bounds_of(kind, unit)

    def made(**steps_: Any) -> Plan:
        told = {key: value / steps(kind) if key in ("amount", "to") else value for key, value in steps_.items()}
        mine = line(kind, unit=unit, **told)
        beside = [line("frequency")] if kind == "days" else []
        # What makes it a plan of format 2, whatever the line is.
        return plan(entry(sides="alternate", lines=[*beside, mine]))

    for shape in SHAPES[:5]:
        if shape not in shapes_of(kind, unit):
            forged = made(shape=shape, amount=most - 1, **({"to": most} if shape in ("range", "start-goal") else {}))
            yield f"{kind} {unit} {shape}", made(shape="exact", amount=most), forged
        elif shape in ("range", "start-goal"):
            yield f"{kind} {unit} {shape} to", made(shape=shape, amount=least, to=most), made(
                shape=shape, amount=least, to=most + 1
            )  # fmt: skip
            yield f"{kind} {unit} {shape} no way", made(shape=shape, amount=least, to=least + 1), made(
                shape=shape, amount=least, to=least
            )  # fmt: skip
        else:
            below = made(shape=shape, amount=least - 1) if least else made(shape=shape, amount=most + 1)
            yield f"{kind} {unit} {shape} least", made(shape=shape, amount=least), below
            yield f"{kind} {unit} {shape} most", made(shape=shape, amount=most), made(shape=shape, amount=most + 1)


MANY = [{**line("hold"), "part": letter} for letter in LETTERS]
BEYOND: list[tuple[str, Plan, Plan]] = [
    *(bound for kind, units in UNITS.items() for unit in units for bound in bounds(kind, unit)),
    *((f"{shape} of {kind}", plan(entry(lines=[bare("hold", shape)])), plan(entry(lines=[bare(kind, shape)])))
      for shape in ("as-many", "to-fatigue") for kind in KINDS if kind not in ("hold", "repetitions")),
    *((f"band of {kind}", plan(entry(lines=[bare("load", "band", "gold")])),
       plan(entry(lines=[bare(kind, "band", "gold")]))) for kind in KINDS if kind != "load"),
    ("band", plan(entry(lines=[bare("load", "band", BANDS[-1])])),
     plan(entry(lines=[{**bare("load", "band"), "quantity": {"shape": "band", "unit": len(BANDS), "amount": 0}}]))),
    ("kind", plan(entry(lines=[line("tempo")])), plan(entry(lines=[{**line("hold"), "kind": 10}]))),
    ("shape", plan(entry(lines=[bare("load", "band", "tan")])), plan(entry(lines=[line("hold", shape=8)]))),
    ("unit", plan(entry(lines=[line("frequency", unit=5)])), plan(entry(lines=[line("frequency", unit=6)]))),
    ("unit of load", plan(entry(lines=[line("load", unit=1)])), plan(entry(lines=[line("load", unit=2)]))),
    ("sides", plan(entry(sides=5)), plan(entry(sides=6))),
    ("lines", plan(entry(lines=MANY[:20])), plan(entry(lines=MANY[:21]))),
    ("days alone", plan(frequency=DAILY, days=WEEKDAYS), plan(days=WEEKDAYS)),
    ("days twice", plan(frequency=DAILY, days=WEEKDAYS), plan(frequency=WEEKDAYS, days=WEEKDAYS)),
    ("days of a line alone", plan(entry(lines=[line("frequency"), line("days")])), plan(entry(lines=[line("days")]))),
    ("days of a line twice", plan(entry(lines=[line("frequency", unit="every-hours"), line("days")])),
     plan(entry(lines=[line("frequency", unit="every-days"), line("days")]))),
    ("days of another part", plan(entry(lines=[line("frequency", "a"), line("days", "a")])),
     plan(entry(lines=[line("frequency", "a"), line("days", "b")]))),
    ("first day", plan(start=0), plan(start=29_220)),
    ("last day", plan(end=29_219), plan(end=65_535)),
    ("end before start", plan(start=2, end=2), plan(start=3, end=2)),
    ("lines in order", plan(entry(lines=[line("load"), line("effort")])),
     plan(entry(lines=[line("effort"), line("load")]))),
    ("lines once", plan(entry(lines=[line("load")])), plan(entry(lines=[line("load"), line("load")]))),
]  # fmt: skip


def test_whole_links_out_of_bounds_are_damage(scripts: Scripts) -> None:
    good = {name: reference.encode(made) for name, made, _ in BEYOND}
    bad = {name: reference.encode(made) for name, _, made in BEYOND}
    assert len(good) == len(BEYOND) > 200
    told = scripts.evaluate(REWRITE, [*good.values(), *bad.values()])
    assert dict(zip(good, told[: len(good)], strict=True)) == good
    assert dict(zip(bad, told[len(good) :], strict=True)) == dict.fromkeys(bad, "damaged")
    assert [name for name, link in good.items() if isinstance(reference.decode(link), str)] == []
    assert [name for name, link in bad.items() if reference.decode(link) != "damaged"] == []
    assert not any(scripts.evaluate(NEWER, [*good.values(), *bad.values()]))


@pytest.mark.parametrize("key", ["clinic", "instructions", "note"])
def test_texts_that_mislead_are_damage(scripts: Scripts, key: str) -> None:
    new = {"start": "2026-12-01"}
    made = [plan(entry(note=bad), **new) if key == "note" else plan(**{key: bad}, **new) for bad in BAD_TEXTS]
    links = [reference.encode(one) for one in made]
    assert set(scripts.evaluate(REWRITE, links)) == {"damaged"}
    assert {reference.decode(link) for link in links} == {"damaged"}


def test_a_later_edition_is_damage_that_may_be_newer(scripts: Scripts) -> None:
    later = [reference.seal(reference.body(plan(start="2026-12-01"), edition)) for edition in (1, 15)]
    assert scripts.evaluate(REWRITE, later) == ["damaged", "damaged"]
    assert {reference.decode(link) for link in later} == {"damaged"}
    assert scripts.evaluate(NEWER, [*later, later[0][:-1], reference.seal("1"), "2", "3abc", BASES[0]]) == [
        True, True, False, True, False, True, False
    ]  # fmt: skip


# --- What is refused, and why

REFUSED: list[tuple[Plan, list[Any], str]] = [
    (plan(start="2026-02-30"), ["start"], "Choose a day from the years 2020 to 2099."),
    (plan(start="2019-12-31"), ["start"], "Choose a day from the years 2020 to 2099."),
    (plan(end="2100-01-01"), ["end"], "Choose a day from the years 2020 to 2099."),
    (plan(end="tomorrow"), ["end"], "Choose a day from the years 2020 to 2099."),
    (plan(start="2026-12-02", end="2026-12-01"), ["end"], "The last day must not be before the first."),
    (plan(days=WEEKDAYS), ["days"], "Days: fill in how often in a day first."),
    (plan(frequency=DAILY, days={**WEEKDAYS, "amount": 8}), ["days"], "Days must be from 1 to 7 days a week."),
    (plan(entry(lines=[line("days")])), ["entries", 0, "lines", 0], "Days: fill in how often in a day first."),
    (plan(entry(lines=[line(amount=2.3)])), ["entries", 0, "lines", 0],
     "Weight or band must be a number such as 2, 2.5 or 2.25."),
    (plan(entry(lines=[line(amount=101)])), ["entries", 0, "lines", 0],
     "Weight or band must be from 0.25 to 100 kg."),
    (plan(entry(lines=[line("effort", amount=11)])), ["entries", 0, "lines", 0], "Effort must be from 0 to 10."),
    (plan(entry(lines=[line("tempo", amount=61)])), ["entries", 0, "lines", 0],
     "Time for each one must be from 1 to 60 seconds."),
    (plan(entry(lines=[line("frequency", unit="every-hours", amount=13)])), ["entries", 0, "lines", 0],
     "How often must be every 1 to 12 hours."),
    (plan(entry(lines=[bare("load", "band", "__proto__")])), ["entries", 0, "lines", 0],
     "Weight or band must be in kg or lb, or a band."),
    (plan(entry(lines=[{**line("hold"), "quantity": {"shape": "as-many", "unit": "", "amount": 5}}])),
     ["entries", 0, "lines", 0], "Hold must be from 0 to 0."),
]  # fmt: skip


@pytest.mark.parametrize(("made", "path", "message"), REFUSED)
def test_what_cannot_be_is_refused_with_a_reason(scripts: Scripts, made: Plan, path: list[Any], message: str) -> None:
    assert problems(scripts, made) == [(path, message)]
    with pytest.raises(ScriptError, match=re.escape(f"RangeError: {message}")):
        scripts.evaluate("made => format.encode(made)", made)


def test_what_is_no_plan_is_refused(scripts: Scripts) -> None:
    wrong: tuple[Any, ...] = (None, 7, [], {})
    things = [plan(**{key: bad}) for key in ("days", "start", "end") for bad in wrong]
    told = scripts.evaluate("things => things.map(thing => format.problems(thing))", things)
    assert [thing for thing, one in zip(things, told, strict=True) if not one] == []
    assert set(BOUNDS) >= {unit for units in UNITS.values() for unit in units if unit}


# --- In words


def counted(kind: str) -> Iterator[Quantity]:
    """Yield every shape and unit of a line with some amounts that the data can have too, which are whole and not 0."""
    for unit in UNITS[kind]:
        least, most = (-(-bound // steps(kind)) or 1 for bound in bounds_of(kind, unit))
        for shape in shapes_of(kind, unit):
            for amount in sorted({least, least + 1, (least + most) // 2, most - 1}):
                yield {"shape": shape, "unit": unit, "amount": amount} | (
                    {"to": most} if shape in ("range", "start-goal") else {}
                )


@pytest.mark.parametrize("kind", KINDS)
def test_words_are_those_of_the_pages(scripts: Scripts, catalogue: Catalogue, kind: str) -> None:
    every = list(counted(kind))
    are_told_alike(scripts, catalogue, kind, every)
    assert len(every) >= 5


@pytest.mark.parametrize(
    ("kind", "given", "quantity"),
    [
        *(
            (kind, shape, {"shape": shape, "unit": "", "amount": 0})
            for kind in ("hold", "repetitions")
            for shape in ("as-many", "to-fatigue")
        ),
        *(("load", {"kind": "band", "band": band}, {"shape": "band", "unit": band, "amount": 0}) for band in BANDS),
    ],
)
def test_what_has_no_number_has_the_words_of_the_pages(
    scripts: Scripts, catalogue: Catalogue, kind: str, given: Any, quantity: Quantity
) -> None:
    use = catalogue.uses["bridge"][0]
    changed = use.entry.model_copy(update={"dose": Dose.model_validate({kind: given})})
    lines = entry_dose(use.program, changed, catalogue.exercises["bridge"], catalogue.messages.t).lines
    told = scripts.evaluate("([kind, one]) => words.lineText(kind, one)", [kind, quantity])
    assert told in [one.before for one in lines if one.line == kind]


def test_the_code_of_a_plan_in_format_2_is_read(scripts: Scripts) -> None:
    link = f"https://clinic.example/care/plan/#{FROZEN['plans'][-1]['fragment']}"
    svg = scripts.evaluate(
        "async ([base, link]) => (await import(base + 'assets/javascripts/plan/qr.js')).qr(link).size", [DOCS, link]
    )
    assert svg <= 77  # version 15: small enough for a corner of a page
