"""Four weeks of a diary in a link: what is written is read back, and nothing else is ever read."""

import datetime
import json
import random
from collections.abc import Iterator
from typing import Any

import diary_format_1 as reference
import pytest
from conftest import ROOT, sampled
from diary_format_1 import Shared
from plan_format_1 import CONSONANTS
from scripts import DOCS, Scripts, loaded
from test_plan_format import BAD_TEXTS, HARM, some_text

FROZEN = json.loads((ROOT / "tests/diary_links.json").read_text(encoding="utf-8"))
LOAD = "async base => { globalThis.format = await import(base + 'assets/javascripts/diary/format.js') }"
DECODE = "links => links.map(link => format.decode(link))"
REWRITE = "links => links.map(format.decode).map(({kind, shared}) => kind === 'diary' ? format.encode(shared) : kind)"


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    """The module of diaries in links."""
    with loaded(LOAD, DOCS) as found:
        yield found


def some_named(chance: random.Random) -> dict[str, str]:
    nothing = {"code": "", "exercise": "", "title": ""}
    slug = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789-", k=chance.choice((1, 12, 80))))
    some = {"code": "".join(chance.choices(CONSONANTS, k=3)), "exercise": slug, "title": some_text(chance, 120)}
    kind = chance.choice((*some, "none"))
    return nothing | ({kind: some[kind]} if kind in some else {})


def some_diary(chance: random.Random) -> Shared:
    days = sorted(chance.choices(range(28), k=chance.choice((0, 1, 5, 30, 120))))
    known = {json.dumps(one): one for one in (some_named(chance) for _ in range(12))}
    named: list[dict[str, str]] = list(known.values())
    order: list[int] = []
    rows: list[dict[str, Any]] = []
    for day in days:
        of = chance.randrange(len(named))
        order += [of] if of not in order else []
        most = reference.AMOUNTS
        amount = {key: chance.choice((0, 1, chance.randint(0, most[key]), most[key])) for key in most}
        if rows and chance.random() < 0.5:
            amount = {key: rows[-1][key] for key in most}
        pains = {key: chance.choice((None, 0, 10, chance.randint(0, 10))) for key in ("before", "after")}
        words = some_text(chance, 140) if chance.random() < 0.1 else ""
        rows.append({"day": day, "of": order.index(of), **amount, **pains, "words": words})
    last = reference.FIRST_DAY + datetime.timedelta(days=chance.choice((0, 29_219, chance.randrange(29_220))))
    made = {"last": last.isoformat(), "named": [named[of] for of in order], "rows": rows}
    return made if len(reference.encode(made)) <= 4001 else some_diary(chance)


def test_links_that_were_given_out_open_as_ever(scripts: Scripts) -> None:
    links = [case["fragment"] for case in FROZEN["diaries"]]
    assert len(links) >= 15
    for case, told in zip(FROZEN["diaries"], scripts.evaluate(DECODE, links), strict=True):
        assert told == {"kind": "diary", "shared": case["shared"]}, case["about"]
        assert reference.decode(case["fragment"]) == case["shared"], case["about"]
    assert scripts.evaluate(REWRITE, links) == links


def test_links_that_were_damaged_are_so_for_ever(scripts: Scripts) -> None:
    cases = FROZEN["damaged"]
    assert len(cases) >= 28
    told = scripts.evaluate(DECODE, [case["fragment"] for case in cases])
    assert [case["about"] for case, one in zip(cases, told, strict=True) if one != {"kind": "damaged"}] == []
    assert {reference.decode(case["fragment"]) for case in cases} == {"damaged"}


def test_an_address_without_a_diary_is_no_damage(scripts: Scripts) -> None:
    empty = ["", " ", "%20", "%0A", "\u200b", "%25250A", "="]
    assert scripts.evaluate(DECODE, empty) == [{"kind": "none"}] * len(empty)
    assert {reference.decode(link) for link in empty} == {"none"}


@pytest.mark.parametrize("count", sampled([60, 600], [60]))
def test_diaries_by_chance_come_back(scripts: Scripts, count: int) -> None:
    chance = random.Random(28)
    diaries = [some_diary(chance) for _ in range(count)]
    links = scripts.evaluate("all => all.map(format.encode)", diaries)
    assert links == [reference.encode(made) for made in diaries]
    assert [reference.decode(link) for link in links] == diaries
    assert scripts.evaluate(DECODE, links) == [{"kind": "diary", "shared": made} for made in diaries]


@pytest.mark.parametrize("count", sampled([1500, 15_000], [1500]))
def test_whatever_happens_to_a_link_both_readers_agree(scripts: Scripts, count: int) -> None:
    chance = random.Random(29)
    whole = [case["fragment"] for case in FROZEN["diaries"]]
    hurt = [chance.choice(HARM)(chance.choice(whole), chance) for _ in range(count)]
    told = scripts.evaluate(DECODE, hurt)
    for link, one in zip(hurt, told, strict=True):
        known = reference.decode(link)
        assert one == ({"kind": known} if isinstance(known, str) else {"kind": "diary", "shared": known}), link
        # What still opens means what one of the whole links means: damage never makes another diary.
        assert isinstance(known, str) or any(known == case["shared"] for case in FROZEN["diaries"])
    assert sum(one["kind"] == "damaged" for one in told) > count / 2


def test_a_cut_and_a_wrong_sign_anywhere_are_damage(scripts: Scripts) -> None:
    base = FROZEN["diaries"][9]["fragment"]
    cuts = [base[:at] for at in range(1, len(base))]
    wrong = [base[:at] + sign + base[at + 1 :] for at in range(len(base)) for sign in "0u-é" if base[at] != sign]
    assert set(scripts.evaluate(REWRITE, [*cuts, *wrong])) == {"damaged"}


HARMLESS = ("{}&utm_source=x", "{}.", "{}%3E", " {}", "%0A{}", "{}=", "\u200b{}")


@pytest.mark.parametrize("way", HARMLESS)
def test_what_programs_add_does_no_harm(scripts: Scripts, way: str) -> None:
    links = [case["fragment"] for case in FROZEN["diaries"]]
    changed = [way.format(link) for link in links] + [way.format(link.upper()) for link in links]
    assert scripts.evaluate(REWRITE, changed) == links * 2
    assert [reference.decode(link) for link in changed] == [case["shared"] for case in FROZEN["diaries"]] * 2


def test_words_that_mislead_are_damage(scripts: Scripts) -> None:
    row = {"day": 1, "of": 0, "repetitions": 1, "sets": 1, "seconds": 1, "before": None, "after": None}
    nothing = {"code": "", "exercise": "", "title": ""}
    bad = [
        {"last": "2026-11-26", "named": [{**nothing, "title": title}], "rows": [{**row, "words": words}]}
        for text in BAD_TEXTS for title, words in ((text, ""), ("Walking", text))
    ]  # fmt: skip
    links = [reference.encode(one) for one in bad]
    assert set(scripts.evaluate(REWRITE, links)) == {"damaged"} == {str(reference.decode(link)) for link in links}


def test_what_cannot_be_in_a_link_is_not_written(scripts: Scripts) -> None:
    good: Shared = FROZEN["diaries"][4]["shared"]
    rows: list[dict[str, Any]] = [
        {**good["rows"][0], **more}
        for more in ({"day": 28}, {"day": -1}, {"day": 1.5}, {"before": 11}, {"after": 0.5}, {"repetitions": -1},
                     {"of": 1}, {"words": " x"}, {"words": "x" * 141})
    ]  # fmt: skip
    bad = [{**good, "rows": [row]} for row in rows]
    bad += [{**good, "last": last} for last in ("2019-12-31", "2100-01-01", "2026-02-30", "soon", "")]
    assert scripts.evaluate("all => all.map(format.encode)", [good, *bad]) == [reference.encode(good)] + [None] * len(
        bad
    )


def test_a_newer_link_is_told_from_a_damaged_one(scripts: Scripts) -> None:
    base = FROZEN["diaries"][4]
    edition = reference.seal(reference.body(base["shared"], edition=1))
    links = [
        edition,
        f"d2{base['fragment'][2:]}",
        f"d1{base['fragment'][3:]}",
        base["fragment"],
        "",
        base["fragment"][1:],
    ]
    assert scripts.evaluate("links => links.map(format.isNewer)", links) == [True, True, False, False, False, False]


def test_a_plan_is_no_diary_and_a_diary_is_no_plan(scripts: Scripts) -> None:
    plan = json.loads((ROOT / "tests/plan_links.json").read_text(encoding="utf-8"))["plans"][0]["fragment"]
    assert scripts.evaluate(DECODE, [plan, f"d{plan}"]) == [{"kind": "damaged"}] * 2
    read = "async ([base, link]) => (await import(base + 'assets/javascripts/plan/format.js')).decode(link)"
    assert scripts.evaluate(read, [DOCS, FROZEN["diaries"][4]["fragment"]]) == {"kind": "damaged"}


def test_four_weeks_of_six_exercises_fit_into_a_message_and_a_code() -> None:
    """Below 1,000 characters with the address, which no mail program breaks."""
    [link] = [case["fragment"] for case in FROZEN["diaries"] if case["about"] == "four weeks of six exercises"]
    assert len(link) <= 700
