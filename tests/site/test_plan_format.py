"""Plans in links: what is written is read back, and nothing else is ever read."""

import gzip
import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

import plan_format_1 as reference
import pytest
from conftest import ROOT, sampled
from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.dose import Dose
from exercise_library.view.dose import entry_dose
from library import our_library
from plan_format_1 import KINDS, LARGEST, SHAPES, SIDES, UNITS, Plan, Quantity, body, number, seal, text
from scripts import DOCS, ScriptError, Scripts, loaded

FROZEN = json.loads((ROOT / "tests/plan_links.json").read_text(encoding="utf-8"))
ADDRESS = "https://clinic.example/exercises/plan/#"
LETTERS = "abcdefghijklmnopqrstuvwxyz"

LOAD = """async ([base, messages]) => {
  const { speak, translator } = await import(base + 'assets/javascripts/common/messages.js');
  speak(translator(messages));
  globalThis.format = await import(base + 'assets/javascripts/plan/format.js');
  globalThis.words = await import(base + 'assets/javascripts/plan/words.js');
}"""

DECODE = "links => links.map(link => format.decode(link))"
# As DECODE, but a plan is told by the link that would be written of it.
REWRITE = """links => links.map(format.decode).map(({kind, plan}) => kind === 'plan' ? format.encode(plan) : kind)"""


@pytest.fixture(scope="module", name="scripts")
def plan_scripts() -> Iterator[Scripts]:
    """The modules of plans in links, and all messages."""
    messages = our_library().messages
    with loaded(LOAD, [DOCS, messages.subset([*messages.messages])]) as found:
        yield found


def line(kind: str = "hold", part: str = "", **quantity: Any) -> dict[str, Any]:
    return {"kind": kind, "part": part, "quantity": {"shape": "exact", "unit": UNITS[kind][0], "amount": 5, **quantity}}


def entry(**parts: Any) -> dict[str, Any]:
    blank = {"code": "bkt", "mark": 51966, "forms": "", "boxes": "", "sides": "", "lines": [], "note": ""}
    return {**blank, **parts}


def plan(*entries: dict[str, Any], **parts: Any) -> Plan:
    blank = {"boneHealth": False, "frequency": None, "clinic": "", "phone": "", "instructions": ""}
    return {**blank, **parts, "entries": list(entries) or [entry()]}


def some_quantity(chance: random.Random, kind: str) -> Quantity:
    unit, shape = chance.choice(UNITS[kind]), chance.choice(SHAPES)
    most = LARGEST[unit or kind]
    runs = shape in ("range", "start-goal")
    amount = chance.choice((1, most - runs, chance.randint(1, most - runs)))
    to = {"to": chance.choice((amount + 1, most, chance.randint(amount + 1, most)))} if runs else {}
    return {"shape": shape, "unit": unit, "amount": amount, **to}


SIGNS = (
    "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 .,:;!?'\"<>&%#=+-/\\()[]{}@*_~`^|$ "
    "äöüßéèñçøåłžğıİ ΑΒΓαβγ АБВабв אבגד عربي हिन्दी ไทย 日本語 中文 한국어 ½°€™†✓♥😀🦵🏽\U0001d4b3\xa0\u3000"
)


def some_text(chance: random.Random, most: int) -> str:
    signs = "".join(chance.choices(SIGNS, k=chance.choice((1, most, chance.randint(1, most)))))
    return unicodedata.normalize("NFC", signs).strip()


def some_letters(chance: random.Random) -> str:
    return "".join(sorted(chance.sample(LETTERS, chance.choice((0, 0, 1, 2, 5, 26)))))


def some_entry(chance: random.Random) -> dict[str, Any]:
    places = [(kind, part) for kind in KINDS for part in ("", *LETTERS)]
    chosen = sorted(chance.sample(range(len(places)), chance.choice((0, 1, 2, 3, 4, 5, 12))))
    return {
        "code": "".join(chance.choices(reference.CONSONANTS, k=3)),
        "mark": chance.choice((0, 65535, chance.randrange(65536))),
        "forms": some_letters(chance),
        "boxes": some_letters(chance),
        "sides": chance.choice(SIDES),
        "lines": [
            {"kind": places[at][0], "part": places[at][1], "quantity": some_quantity(chance, places[at][0])}
            for at in chosen
        ],
        "note": chance.choice(("", "", some_text(chance, 140))),
    }


def some_plan(chance: random.Random) -> Plan:
    phone = "+" + "".join(chance.choices("0123456789 ()-./x#*,", k=20)) + "123"
    made = {
        "boneHealth": chance.random() < 0.5,
        "frequency": chance.choice((None, some_quantity(chance, "frequency"))),
        "clinic": chance.choice(("", some_text(chance, 60))),
        "phone": chance.choice(("", phone)),
        "instructions": chance.choice(("", some_text(chance, 80), some_text(chance, 300))),
        "entries": [some_entry(chance) for _ in range(chance.choice((1, 2, 3, 6)))],
    }
    return made if len(reference.encode(made)) <= 4000 else some_plan(chance)


# --- What was given out opens for ever


def test_links_that_were_given_out_open_as_ever(scripts: Scripts) -> None:
    links = [case["fragment"] for case in FROZEN["plans"]]
    for case, told in zip(FROZEN["plans"], scripts.evaluate(DECODE, links), strict=True):
        assert told == {"kind": "plan", "plan": case["plan"]}, case["about"]
        assert reference.decode(case["fragment"]) == case["plan"], case["about"]


def test_plans_are_written_as_ever(scripts: Scripts) -> None:
    plans = [case["plan"] for case in FROZEN["plans"]]
    written = scripts.evaluate("plans => plans.map(format.encode)", plans)
    assert written == [case["written"] for case in FROZEN["plans"]]


def test_links_that_were_damaged_are_so_for_ever(scripts: Scripts) -> None:
    are_damaged(scripts, reference, FROZEN["damaged"])


def are_damaged(scripts: Scripts, reference: ModuleType, cases: list[dict[str, str]]) -> None:
    """Of each of many links, both readers say that it is damaged."""
    assert len(cases) >= 20
    told = scripts.evaluate(DECODE, [case["fragment"] for case in cases])
    assert [case["about"] for case, one in zip(cases, told, strict=True) if one != {"kind": "damaged"}] == []
    assert {reference.decode(case["fragment"]) for case in cases} == {"damaged"}


def test_an_address_without_a_plan_is_no_damage(scripts: Scripts) -> None:
    empty = ["", " ", "%20", "%0A", "\u200b", "%E2%80%8B", "%25250A", "="]
    assert scripts.evaluate(DECODE, empty) == [{"kind": "none"}] * len(empty)
    assert {reference.decode(link) for link in empty} == {"none"}


# --- There and back


@pytest.mark.parametrize("count", sampled([100, 1000], [100]))
def test_plans_by_chance_come_back(scripts: Scripts, count: int) -> None:
    chance = random.Random(6)
    come_back(scripts, reference, [some_plan(chance) for _ in range(count)], "1")


def come_back(scripts: Scripts, reference: ModuleType, plans: list[Plan], edition: str) -> None:
    """Plans are written by both writers alike, in a format, and read as they were by both readers."""
    links = scripts.evaluate("plans => plans.map(format.encode)", plans)
    assert links == [reference.encode(made) for made in plans]
    assert [reference.decode(link) for link in links] == plans
    assert scripts.evaluate(DECODE, links) == [{"kind": "plan", "plan": made} for made in plans]
    assert scripts.evaluate("plans => plans.flatMap(format.problems)", plans) == []
    assert all(re.fullmatch(f"{edition}[0-9a-hjkmnp-tv-z]+", link) for link in links)


def test_the_order_in_which_lines_and_forms_were_chosen_does_not_matter(scripts: Scripts) -> None:
    lines = [line("frequency"), line("hold", "c"), line("hold", "a"), line("hold"), line("sets")]
    tidy = [lines[3], lines[2], lines[1], lines[4], lines[0]]
    made = scripts.evaluate(
        "made => format.decode(format.encode(made)).plan", plan(entry(lines=lines, forms="cab", boxes="zz"))
    )
    assert made == plan(entry(lines=tidy, forms="abc", boxes="z"))


def typical() -> Plan:
    codes = ("bcd", "fgh", "jkl", "mnp", "qrs", "tvw")
    lines = [
        line("hold", shape="range", amount=20, to=30), line("repetitions", amount=10),
        line("sets", shape="start-goal", amount=1, to=3), line("rest", amount=60),
        line("frequency", unit="days-a-week", shape="range", amount=3, to=5),
    ]  # fmt: skip
    entries = [
        entry(code=code, mark=40000 + at, forms="ac", sides="each", lines=lines) for at, code in enumerate(codes)
    ]
    return plan(*entries, frequency={"shape": "exact", "unit": "times-a-day", "amount": 2})


def test_a_usual_plan_is_short(scripts: Scripts) -> None:
    bare = typical()
    clinic = {"clinic": "Riverside Physical Therapy, Springfield", "phone": "+1 (555) 010-0199 x 12"}
    told = "Stop if pain shoots down your leg. Ice your knee for ten minutes after each session."
    full = {**bare, **clinic, "instructions": f"{told} Bring this plan and all questions to your visits there."}
    assert len(full["instructions"]) == 140
    short, long = scripts.evaluate("plans => plans.map(format.encode)", [bare, full])
    assert len(ADDRESS + short) <= 300
    assert len(ADDRESS + long) <= 600


# --- What mail programs, messengers and people do to links


def wrapped(link: str, sign: str, width: int = 60) -> str:
    return sign.join(link[at : at + width] for at in range(0, len(link), width))


def escaped(link: str, rounds: int) -> str:
    for _ in range(rounds):
        link = "".join(f"%{ord(sign):02X}" for sign in link) if "%" not in link else quote(link, safe="")
    return link


ADDED = (
    "&utm_source=x", "?fbclid=IwAR0123456789", "&utm_source=mail&utm_medium=1&gclid=abc", ".", ")", ").", ">", "]", ",",
    ";", '"', "'", "%22", "%3E", "%27%29", "%253E", "…", "%E2%80%A6", "%", "%E2%80", "</a>", "<br>", "=", "=20",
    "<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "&__proto__=x", "__proto__", ".constructor",
    "\u202e", "%E2%80%AE", " Sent from my phone", "\nSent from my phone", "#1abc", "/", "\\", "u", "abc", "é😀",
)  # fmt: skip
BREAKS = (
    "\n", "\r\n", "=\n", "=\r\n", "%0A", "%0D%0A", "=%0A", "=%0D%0A", " ", "%20", "%2520", "\t", "\xa0", "\u2028",
    "\xad", "%C2%AD", "\u200b", "\u200d", "\u2060", "\ufeff", "%EF%BB%BF",
)  # fmt: skip
Change = Callable[[str], str]


def escaping(rounds: int) -> Change:
    return lambda link: escaped(link, rounds)


def adding(what: str) -> Change:
    return lambda link: link + what


def breaking(sign: str) -> Change:
    return lambda link: wrapped(link, sign)


def leading(sign: str) -> Change:
    return lambda link: sign + link


HARMLESS: dict[str, Change] = {
    "upper": str.upper,
    "title": str.title,
    "o": lambda link: link.replace("0", "o"),
    "O": lambda link: link.replace("0", "O"),
    "i": lambda link: f"1{link[1:].replace('1', 'i')}",
    "L": lambda link: f"1{link[1:].replace('1', 'L')}",
    **{f"escaped {rounds}": escaping(rounds) for rounds in (1, 2, 3)},
    **{f"then {added!r}": adding(added) for added in ADDED},
    **{f"broken by {sign!r}": breaking(sign) for sign in BREAKS},
    **{f"after {sign!r}": leading(sign) for sign in BREAKS},
    "upper, broken and then more": lambda link: f"{wrapped(link.upper(), '=%0D%0A', 76)}%3E&utm_source=x",
}


def some_bases() -> list[str]:
    chance = random.Random(7)
    return [reference.encode(plan())] + [reference.encode(some_plan(chance)) for _ in range(18)] + [
        reference.encode(typical())
    ]  # fmt: skip


BASES = some_bases()


@pytest.mark.parametrize("step", sampled([1, 5], [5]))
def test_harmless_changes_are_survived(scripts: Scripts, step: int) -> None:
    cases = [(name, base, change(base)) for name, change in HARMLESS.items() for base in BASES[::step]]
    assert len(cases) >= 1500 // step
    told = scripts.evaluate(REWRITE, [changed for _, _, changed in cases])
    assert {name for (name, base, _), one in zip(cases, told, strict=True) if one != base} == set()
    assert {name for name, base, changed in cases if reference.decode(changed) != reference.decode(base)} == set()


@pytest.mark.parametrize("step", sampled([1, 5], [5]))
def test_harmless_changes_are_survived_in_the_address_bar(scripts: Scripts, step: int) -> None:
    cases = [(name, base, change(base)) for name, change in HARMLESS.items() for base in BASES[::step]]
    hashes = "links => links.map(link => new URL(`https://clinic.example/plan/#${link}`).hash.slice(1))"
    told = scripts.evaluate(REWRITE, scripts.evaluate(hashes, [changed for _, _, changed in cases]))
    assert {name for (name, base, _), one in zip(cases, told, strict=True) if one != base} == set()


STRANGE = (
    "__proto__", "constructor", "toString", "<script>alert(1)</script>", "\u202e", "\u2066", "\x00", "%00", "-", "u",
    "U", "é", "😀", "%zz", "%ff", "%ED%A0%80", "\u212a", "\u017f", "\uff11", "<br>", ">", "&amp;", "/../", "'", '"',
)  # fmt: skip


def swapped(link: str, chance: random.Random) -> str:
    at = chance.randrange(len(link) - 1)
    return link[:at] + link[at + 1] + link[at] + link[at + 2 :]


def replaced(link: str, chance: random.Random, signs: str, count: int = 1) -> str:
    for _ in range(count):
        at = chance.randrange(len(link))
        link = link[:at] + chance.choice(signs) + link[at + 1 :]
    return link


def flipped(link: str, chance: random.Random) -> str:
    at = chance.randrange(len(link))
    return link[:at] + chr(ord(link[at]) ^ 1 << chance.randrange(8)) + link[at + 1 :]


def inserted(link: str, chance: random.Random, what: str) -> str:
    at = chance.randrange(len(link))
    return link[:at] + what + link[at:]


def without(link: str, chance: random.Random) -> str:
    at, count = chance.randrange(len(link)), chance.randint(1, 8)
    return link[:at] + link[at + count :]


def any_signs(chance: random.Random) -> str:
    points = (chance.randrange(0x110000) for _ in range(chance.randint(1, 300)))
    return "".join(chr(point) for point in points if not 0xD800 <= point < 0xE000)


def spliced(link: str, chance: random.Random) -> str:
    other = chance.choice(BASES)
    at = chance.randrange(10, min(len(link), len(other)))
    return link[:at] + other[at:]


HARM: tuple[Callable[[str, random.Random], str], ...] = (
    lambda link, chance: link[: chance.randrange(len(link))],
    lambda link, chance: link[chance.randrange(1, len(link)) :],
    flipped,
    flipped,
    swapped,
    without,
    spliced,
    lambda link, chance: replaced(link, chance, reference.DIGITS),
    lambda link, chance: replaced(link, chance, reference.DIGITS, count=20),
    lambda link, chance: replaced(link, chance, "-._~:/?[]@!$&'()*+,;%#<>\"{}|\\^` \n"),
    lambda link, chance: inserted(link, chance, chance.choice(STRANGE)),
    lambda link, chance: inserted(link, chance, chance.choice(reference.DIGITS)),
    lambda link, chance: inserted(link, chance, any_signs(chance)),
    lambda link, chance: chance.choice("023456789xz-") + link[1:],
    lambda link, chance: chance.choice(STRANGE) + link,
    lambda _, chance: chance.choice(("1", "")) + chance.choice(STRANGE) + any_signs(chance),
    lambda _, chance: "1" + "".join(chance.choices(reference.DIGITS, k=chance.randint(0, 400))),
    lambda link, chance: escaped(link, chance.randint(4, 5)),
    lambda link, _: link[::-1],
    lambda link, chance: flipped(chance.choice(list(HARMLESS.values()))(link), chance),
)


@pytest.mark.parametrize("count", sampled([1200, 10_000], [1200]))
def test_harmed_links_give_the_plan_or_none(scripts: Scripts, count: int) -> None:
    told = harmed(scripts, reference, BASES, count, random.Random(8))
    assert {"none", "damaged"} < set(told) <= {"none", "damaged", *BASES}
    # Harm that does nothing is rare: a sample need not have it for each of the links.
    assert count < 10_000 or set(BASES) <= set(told)
    assert scripts.evaluate("Object.keys(Object.prototype).length + Object.keys(Array.prototype).length") == 0


def harmed(scripts: Scripts, reference: ModuleType, bases: list[str], count: int, chance: random.Random) -> list[str]:
    """Return what comes of links that are harmed in every way: their own plan or none, by both readers alike."""
    each = count // (len(bases) * len(HARM))
    cases = [(base, harm(base, chance)) for base in bases for harm in HARM for _ in range(each)]
    assert len(cases) == count
    told: list[str] = scripts.evaluate(REWRITE, [link for _, link in cases])
    wrong = [case for case, one in zip(cases, told, strict=True) if one not in (case[0], "none", "damaged")]
    assert wrong == []
    again = [reference.decode(link) for _, link in cases]
    assert told == [one if isinstance(one, str) else reference.encode(one) for one in again]
    return told


def test_a_cut_anywhere_is_damage(scripts: Scripts) -> None:
    cuts = [base[:at] for base in BASES[:6] for at in range(1, len(base))]
    assert set(scripts.evaluate(REWRITE, cuts)) == {"damaged"}


# One wrong letter at each place, tests/javascript/format.test.js has.
@pytest.mark.parametrize("step", sampled([1, 5], [5]))
def test_one_wrong_sign_anywhere_is_damage(scripts: Scripts, step: int) -> None:
    base = reference.encode(typical())
    places = range(0, len(base), step)
    others = [base[:at] + sign + base[at + 1 :] for at in places for sign in reference.DIGITS + "u-é"]
    changed = [one for one in others if one != base]
    assert set(scripts.evaluate(REWRITE, changed)) == {"damaged"}


def test_huge_and_broken_text_is_refused(scripts: Scripts) -> None:
    base = BASES[-1]
    told = scripts.evaluate(
        """base => [
          base + 'a'.repeat(1e6), 'a'.repeat(1e6), '1'.repeat(1e6), '1z'.repeat(1e4) + 'z', '%25'.repeat(4e5),
          '%'.repeat(2e4), '%2525'.repeat(4e3), ' '.repeat(20001), '1' + 'z'.repeat(19999), '1' + '0'.repeat(19999),
          '\\ud800', base.slice(0, 9) + '\\ud800' + base.slice(9), '\\udc00' + base, '1\\ud83d', '1', '10', '11111',
        ].map(link => format.decode(link).kind)""",
        base,
    )
    assert set(told) == {"damaged"}
    most = [base + "-" * (20_000 - len(base)), base + "-" * (20_001 - len(base))]
    assert scripts.evaluate(REWRITE, most) == [base, "damaged"]
    assert scripts.evaluate(REWRITE, [base + "\u202e" * 9]) == [base]
    assert scripts.evaluate("base => format.decode(base + '\\ud800').kind", base) == "plan"


# --- Links that are whole, but say what cannot be


def bounds_of(kind: str, unit: str) -> Iterator[tuple[str, Plan, Plan]]:
    """Yield the name of a bound of a line, a plan at it and one beyond it."""
    most = LARGEST[unit or kind]
    parts = {"kind": kind, "unit": unit}

    def both(name: str, good: dict[str, Any], bad: dict[str, Any]) -> tuple[str, Plan, Plan]:
        made = [plan(entry(lines=[line(**parts, **quantity)])) for quantity in (good, bad)]
        return f"{kind} {unit} {name}", made[0], made[1]

    for shape in SHAPES:
        if shape in ("range", "start-goal"):
            least, largest = {"amount": 1, "to": 2}, {"amount": 1, "to": most}
            yield both(f"{shape} from 0", {"shape": shape, **least}, {"shape": shape, "amount": 0, "to": 2})
            yield both(f"{shape} to", {"shape": shape, **largest}, {"shape": shape, "amount": 1, "to": most + 1})
            yield both(f"{shape} no way", {"shape": shape, **least}, {"shape": shape, "amount": 2, "to": 2})
        else:
            yield both(f"{shape} least", {"shape": shape, "amount": 1}, {"shape": shape, "amount": 0})
            yield both(f"{shape} most", {"shape": shape, "amount": most}, {"shape": shape, "amount": most + 1})


def often(**quantity: Any) -> dict[str, Any]:
    return {"frequency": {"shape": "exact", "unit": "times-a-day", "amount": 1, **quantity}}


def lines_at(*places: tuple[str, str]) -> Plan:
    return plan(entry(lines=[line(kind, part) for kind, part in places]))


def long_plan(size: int) -> Plan:
    """Return a plan whose body has so many bytes."""
    made = plan(*(entry(note="ж" * 140) for _ in range(8)), entry(note="x"), entry(note="x"))
    for last in made["entries"][-2:]:
        last["note"] += "x" * min(139, size - len(body(made)) // 8 - 1)
    assert -(-len(body(made)) // 8) == size
    return made


TWENTY = [entry(mark=at) for at in range(21)]
PARTS = [("hold", part) for part in ("", *"abcdefghijkl")]
BOUNDS: list[tuple[str, Plan, Plan]] = [
    *(bound for kind, units in UNITS.items() for unit in units for bound in bounds_of(kind, unit)),
    ("code", plan(entry(code=7999)), plan(entry(code=8000))),
    ("code, last", plan(entry(code="zzz")), plan(entry(code=8191))),
    ("sides", plan(entry(sides=4)), plan(entry(sides=5))),
    ("sides, last", plan(entry(sides="together")), plan(entry(sides=7))),
    ("kind", lines_at(("frequency", "")), plan(entry(lines=[{**line(), "kind": 6}]))),
    ("kind, last", lines_at(("hold", "")), plan(entry(lines=[{**line(), "kind": 7}]))),
    ("shape", plan(entry(lines=[line(shape=3)])), plan(entry(lines=[line(shape=5)]))),
    ("shape, last", plan(entry(lines=[line(shape=2)])), plan(entry(lines=[line(shape=7)]))),
    ("shape of the whole", plan(**often(shape=3)), plan(**often(shape=6))),
    ("unit of frequency", plan(**often(unit=2)), plan(**often(unit=3))),
    ("unit of a frequency", plan(entry(lines=[line("frequency")])), plan(entry(lines=[line("frequency", unit=3)]))),
    ("amount of the whole", plan(**often(amount=24)), plan(**often(amount=25))),
    ("amount of the whole, least", plan(**often(amount=1)), plan(**often(amount=0))),
    ("part", lines_at(("hold", "z")), plan(entry(lines=[{**line(), "part": 26}]))),
    ("part, last", lines_at(("hold", "a")), plan(entry(lines=[{**line(), "part": 31}]))),
    ("entries", plan(*TWENTY[:20]), plan(*TWENTY)),
    ("entries, far more", plan(*TWENTY[:20]), plan(*TWENTY * 4)),
    ("lines", lines_at(*PARTS[:12]), lines_at(*PARTS)),
    ("kinds in order", lines_at(("hold", ""), ("sets", "")), lines_at(("sets", ""), ("hold", ""))),
    ("kinds once", lines_at(("hold", "")), lines_at(("hold", ""), ("hold", ""))),
    ("parts in order", lines_at(("hold", "a"), ("hold", "b")), lines_at(("hold", "b"), ("hold", "a"))),
    ("parts once", lines_at(("hold", "a")), lines_at(("hold", "a"), ("hold", "a"))),
    ("whole first", lines_at(("hold", ""), ("hold", "a")), lines_at(("hold", "a"), ("hold", ""))),
    *((f"{key}, most", plan(entry(**{key: 2**26 - 1})), plan(entry(**{key: 2**26}))) for key in ("forms", "boxes")),
    *((f"{key}, far more", plan(entry(**{key: 1})), plan(entry(**{key: 2**32 + 1}))) for key in ("forms", "boxes")),
    *((f"{key}, none", plan(entry(**{key: ""})), plan(entry(**{key: 0}))) for key in ("forms", "boxes")),
    *((f"{key}, length", plan(**{key: "🦵" * most}), plan(**{key: "x" * (most + 1)}))
      for key, most in (("clinic", 60), ("instructions", 300))),
    ("note, length", plan(entry(note="🦵" * 140)), plan(entry(note="x" * 141))),
    ("phone, length", plan(phone="1" * 30), plan(phone="1" * 31)),
    ("phone, digits", plan(phone="(1)23"), plan(phone="(12)")),
    ("phone, signs", plan(phone="+1 (2)/3-4.5x6#7*8,9"), plan(phone="1234 ext 5")),
    ("phone, digits of others", plan(phone="123"), plan(phone="١٢٣")),
    *((f"{key}, empty", plan(**{key: "123"}), plan(**{key: b""})) for key in reference.TEXTS),
    ("note, empty", plan(entry(note="x")), plan(entry(note=b""))),
    ("length of all", long_plan(2493), long_plan(2494)),
]  # fmt: skip


def test_whole_links_out_of_bounds_are_damage(scripts: Scripts) -> None:
    good = {name: reference.encode(made) for name, made, _ in BOUNDS}
    bad = {name: reference.encode(made) for name, _, made in BOUNDS}
    assert len(good) == len(BOUNDS) > 150
    told = scripts.evaluate(REWRITE, [*good.values(), *bad.values()])
    assert dict(zip(good, told[: len(good)], strict=True)) == good
    assert dict(zip(bad, told[len(good) :], strict=True)) == dict.fromkeys(bad, "damaged")
    assert [name for name, link in good.items() if reference.decode(link) == "damaged"] == []
    assert [name for name, link in bad.items() if reference.decode(link) != "damaged"] == []


BAD_TEXTS: tuple[str | bytes, ...] = (
    " x", "x ", "x\xa0", "\u3000x", "x\n", "a\nb", "a\rb", "a\tb", "a\x00b", "a\x7fb", "a\x85b", "a\x9fb", "a\xadb",
    "a\u061cb", "a\u200bb", "a\u200cb", "a\u200db", "a\u200eb", "a\u200fb", "a\u2028b", "a\u2029b", "a\u202ab",
    "a\u202eb", "a\u2060b", "a\u2066b", "a\u206fb", "\ufeffab", "a\ufeffb", "a\ufff9b", "a\ufffbb", "e\u0301",
    "\u212b", "\u1100\u1161", " ", "\u200b", b"\xff", b"a\xc3", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80",
)  # fmt: skip


@pytest.mark.parametrize("key", ["clinic", "instructions", "note"])
def test_texts_that_mislead_are_damage(scripts: Scripts, key: str) -> None:
    made = [plan(entry(note=bad)) if key == "note" else plan(**{key: bad}) for bad in BAD_TEXTS]
    links = [reference.encode(one) for one in made]
    told = scripts.evaluate(REWRITE, links)
    assert [bad for bad, one in zip(BAD_TEXTS, told, strict=True) if one != "damaged"] == []
    assert {reference.decode(link) for link in links} == {"damaged"}


def test_a_link_has_only_one_way_to_be_written(scripts: Scripts) -> None:
    bits = body(plan(entry(forms="a")))
    long_count = bits[:5] + "10000000" + bits[9:]
    texts = body(plan(clinic="abc"))
    assert bits[5:9] == number(0) and texts[5:9] == number(3)
    good = seal(bits)
    assert scripts.evaluate(REWRITE, [good]) == [good]
    whole = len(bits) + -len(bits) % 8
    assert whole > len(bits) and (whole + 48) % 5
    forged = [
        seal(long_count), seal(bits.ljust(whole, "1")), seal(bits.ljust(whole, "0") + "0" * 8),
        seal(bits.ljust(whole, "0") + "1" * 8), seal(bits[:-8]), seal(bits, padding="1111"), seal(bits, checksum=0),
        seal(bits, length=whole // 8 - 1), seal(bits, length=whole // 8 + 1), seal(bits, length=0),
        seal(bits, length=65535), seal(""), seal(texts[:5] + "10110000" + texts[9:]),
        seal(texts[:5] + number(2000) + texts[9:]), seal(texts[:5] + "1111" * 40), seal("1" * 4000), seal("0" * 4000),
        "0" + good[1:], "2" + good[1:],
    ]  # fmt: skip
    told = scripts.evaluate(REWRITE, forged)
    assert [at for at, one in enumerate(told) if one != "damaged"] == []
    assert {reference.decode(link) for link in forged} == {"damaged"}


# --- What is refused, and why


def problems(scripts: Scripts, made: Any) -> list[Any]:
    told = scripts.evaluate("made => format.problems(made)", made)
    return [(one["path"], one["message"]) for one in told]


REFUSED: list[tuple[Plan, list[Any], str]] = [
    (plan(entry(lines=[line(amount=601)])), ["entries", 0, "lines", 0], "Hold must be from 1 to 600 seconds."),
    (plan(entry(), entry(lines=[line("sets"), line("rest", amount=0)])), ["entries", 1, "lines", 1],
     "Rest between sets must be from 1 to 600 seconds."),
    (plan(entry(lines=[line(amount=2.5)])), ["entries", 0, "lines", 0],
     "Hold must be a whole number, such as 8, or from one to another, such as 8-12."),
    (plan(entry(lines=[line(shape="range", amount=9, to=9)])), ["entries", 0, "lines", 0],
     "Hold: the second number must be larger than the first."),
    (plan(entry(lines=[line(shape="range", amount=9)])), ["entries", 0, "lines", 0],
     "Hold must be from 1 to 600 seconds."),
    (plan(entry(lines=[line("repetitions", amount=201)])), ["entries", 0, "lines", 0],
     "Repeat must be from 1 to 200 times."),
    (plan(entry(lines=[line("sets", amount=21)])), ["entries", 0, "lines", 0], "Sets must be from 1 to 20 sets."),
    (plan(entry(lines=[line(unit="times-a-day")])), ["entries", 0, "lines", 0], "Hold must be in seconds or minutes."),
    (plan(entry(lines=[line(), line()])), ["entries", 0, "lines", 1], "Hold is given twice."),
    (plan(entry(lines=[line(part="ab")])), ["entries", 0, "lines", 0], "This line is not known."),
    (plan(**often(amount=25)), ["frequency"], "How often must be from 1 to 24 times a day."),
    (plan(**often(unit="days-a-week", amount=8)), ["frequency"], "How often must be from 1 to 7 days a week."),
    (plan(**often(unit="__proto__")), ["frequency"],
     "How often must be in times or days, or every so many days or hours."),
    (plan(clinic="x" * 61), ["clinic"], "At most 60 characters fit here. This is 1 too many."),
    (plan(phone="12"), ["phone"], "A phone number must have at least 3 digits."),
    (plan(phone="123 extension"), ["phone"], "A phone number can have digits, spaces and + - ( ) . , / * # x only."),
    (plan(entry(note="a\nb")), ["entries", 0, "note"],
     "Line ends, spaces at the ends and signs that cannot be seen are not allowed here."),
    (plan(entry(code="aei")), ["entries", 0], "This exercise is not known."),
    (plan(entry(mark=-1)), ["entries", 0], "This exercise is not known."),
    (plan(entry(mark=65536)), ["entries", 0], "This exercise is not known."),
    (plan(entry(mark=0.5)), ["entries", 0], "This exercise is not known."),
    (plan(entry(forms="A")), ["entries", 0], "This exercise is not known."),
    (plan(entry(boxes="a b")), ["entries", 0], "This exercise is not known."),
    (plan(entry(sides="__proto__")), ["entries", 0], "This exercise is not known."),
    ({**plan(), "entries": []}, ["entries"], "A plan must have from 1 to 20 exercises."),
    (plan(*(entry(mark=at) for at in range(21))), ["entries"], "A plan must have from 1 to 20 exercises."),
    (lines_at(*((kind, part) for kind in ("hold", "rest") for _, part in PARTS)), ["entries", 0, "lines"],
     "An exercise can have at most 20 lines."),
    (long_plan(2494), ["link"], "This plan is too long for a link. Print it, shorten the notes or remove exercises."),
    (plan(*(entry(mark=at, note="🦵" * 140) for at in range(20)), instructions="🦵" * 300), ["link"],
     "This plan is too long for a link. Print it, shorten the notes or remove exercises."),
]  # fmt: skip


@pytest.mark.parametrize(("made", "path", "message"), REFUSED, ids=[message for _, _, message in REFUSED])
def test_what_cannot_be_is_refused_with_a_reason(scripts: Scripts, made: Plan, path: list[Any], message: str) -> None:
    assert problems(scripts, made) == [(path, message)]
    with pytest.raises(ScriptError, match=re.escape(f"RangeError: {message}")):
        scripts.evaluate("made => format.encode(made)", made)


def test_every_problem_is_told(scripts: Scripts) -> None:
    made = plan(entry(lines=[line(amount=0), line("sets", amount=99)], note="x" * 141), entry(code="?"), phone="1")
    wanted = [["phone"], ["entries", 0, "lines", 0], ["entries", 0, "lines", 1], ["entries", 0, "note"], ["entries", 1]]
    assert [path for path, _ in problems(scripts, made)] == wanted


def test_what_is_no_plan_is_refused(scripts: Scripts) -> None:
    whole = typical()
    things: list[Any] = [None, 1, "x", [], {}, [whole], {"__proto__": whole}]
    wrong: tuple[Any, ...] = (None, 7, [[]], {"a": 1})
    bare = entry(lines=[line()])
    things += [{**whole, key: bad} for key in whole for bad in wrong if (key, bad) != ("frequency", None)]
    things += [plan({**bare, key: bad}) for key in bare for bad in wrong if (key, bad) != ("mark", 7)]
    things += [plan(entry(lines=[{**line(), key: bad}])) for key in line() for bad in wrong]
    things += [
        plan(entry(lines=[{**line(), "quantity": {**line()["quantity"], key: bad}}]))
        for key in ("shape", "unit", "amount")
        for bad in (None, "7", [7])
    ]
    things += [{key: whole[key] for key in whole if key != left} for left in whole]
    told = scripts.evaluate("things => things.map(thing => format.problems(thing))", things)
    assert [thing for thing, one in zip(things, told, strict=True) if not one] == []
    assert scripts.evaluate("whole => format.problems({...whole, more: 1, toString: null})", whole) == []


def test_typed_text_is_made_fit(scripts: Scripts) -> None:
    typed = {
        "  Rest \n then go. ": "Rest   then go.", "a\r\nb": "a b", "cafe\u0301": "café", "a\u200b\u202eb": "ab",
        "\t": "", "👩\u200d⚕": "👩⚕", "\u0007": "", "e\u200d\u0301": "é", "don't <b>": "don't <b>",
    }  # fmt: skip
    assert scripts.evaluate("texts => texts.map(format.clean)", list(typed)) == list(typed.values())
    assert scripts.evaluate("format.clean('a\\ud800b')") == "ab"
    chance = random.Random(9)
    texts = [any_signs(chance)[:60] for _ in range(500)] + [str(bad) for bad in BAD_TEXTS if isinstance(bad, str)]
    cleaned = scripts.evaluate("texts => texts.map(format.clean)", texts)
    assert scripts.evaluate("texts => texts.map(format.clean)", cleaned) == cleaned
    plans = [plan(instructions=one) for one in cleaned]
    assert scripts.evaluate("plans => plans.flatMap(format.problems)", plans) == []


# --- In words

# How the data names the shapes of a plan, and its amounts.
PYTHON_SHAPES = {
    "exact": ("value", "amount", ""), "range": ("range", "from", "to"), "at-least": ("at-least", "amount", ""),
    "target": ("target", "amount", ""), "start-goal": ("start-goal", "start", "goal"),
}  # fmt: skip
# A handout may give no start. A clinic's plan is not a handout.
OF_HANDOUTS = ". Ask your clinician where to start."


def quantities(kind: str) -> Iterator[Quantity]:
    """Yield every shape and unit with all small amounts, and the largest."""
    for unit in UNITS[kind]:
        most = LARGEST[unit or kind]
        amounts = sorted({*range(1, min(most, 25) + 1), most - 1, most})
        for shape in SHAPES:
            runs = shape in ("range", "start-goal")
            for amount in amounts[:-1] if runs else amounts:
                told: Quantity = {"shape": shape, "unit": unit, "amount": amount}
                yield from ({**told, "to": to} for to in {amount + 1, most}) if runs else [told]


def in_python(catalogue: Catalogue, kind: str, quantity: Quantity) -> tuple[str, str]:
    """Return the label and the words of pages/dose.py."""
    shape, first, second = PYTHON_SHAPES[quantity["shape"]]
    told = {"kind": shape, first: quantity["amount"]} | ({second: quantity["to"]} if second else {})
    told |= {"unit": quantity["unit"]} if quantity["unit"] else {}
    use = catalogue.uses["bridge"][0]
    changed = use.entry.model_copy(update={"dose": Dose.model_validate({kind: told})})
    lines = entry_dose(use.program, changed, catalogue.exercises["bridge"], catalogue.messages.t).lines
    one = next(one for one in lines if one.kind == shape)
    assert not (one.blank or one.after or one.note)
    return one.label, one.before.removesuffix(OF_HANDOUTS)


@pytest.mark.parametrize("kind", KINDS)
def test_words_are_those_of_the_pages(scripts: Scripts, catalogue: Catalogue, kind: str) -> None:
    every = list(quantities(kind))
    are_told_alike(scripts, catalogue, kind, every)
    assert len(every) >= 100


def are_told_alike(scripts: Scripts, catalogue: Catalogue, kind: str, every: list[Quantity]) -> None:
    """The scripts tell each quantity in the words of the pages."""
    told = scripts.evaluate("([kind, every]) => every.map(one => words.lineText(kind, one))", [kind, every])
    label = scripts.evaluate("kind => words.lineLabel(kind)", kind)
    assert [(label, one) for one in told] == [in_python(catalogue, kind, quantity) for quantity in every]


def test_some_words(scripts: Scripts) -> None:
    cases = {
        "5 to 10 seconds": line(shape="range", amount=5, to=10), "1 minute": line(unit="minutes", amount=1),
        "Your goal is 25 times": line("repetitions", shape="target", amount=25), "3 sets": line("sets", amount=3),
        "Every day": line("frequency", unit="days-a-week", amount=7), "Twice a day": line("frequency", amount=2),
        "Every day, at least once": line("frequency", shape="at-least", amount=1),
        "Start with 1 set. Your goal is 3 sets": line("sets", shape="start-goal", amount=1, to=3),
    }  # fmt: skip
    told = scripts.evaluate("lines => lines.map(one => words.lineText(one.kind, one.quantity))", list(cases.values()))
    assert told == list(cases)
    assert scripts.evaluate("words.lineLabel('hold', 'Up')") == "Hold: Up"
    assert scripts.evaluate("words.sidesText('')") == ""


def test_sides_and_the_order_of_lines_are_those_of_the_pages(scripts: Scripts, catalogue: Catalogue) -> None:
    use = catalogue.uses["bridge"][0]
    dose = Dose.model_validate({**dict.fromkeys(("repetitions", "sets"), 3), "sides": "each"}
                               | {kind: {"kind": "value", "amount": 3, "unit": UNITS[kind][0]} for kind in KINDS
                                  if UNITS[kind][0]}
                               | {kind: {"kind": "value", "amount": 3, "unit": unit} for kind, unit in
                                  (("days", "every-days"), ("load", "kg"), ("tempo", "seconds"))}
                               | {"effort": 3})  # fmt: skip
    changed = use.entry.model_copy(update={"dose": dose})
    lines = entry_dose(use.program, changed, catalogue.exercises["bridge"], catalogue.messages.t).lines
    assert scripts.evaluate("words.LINES.map(one => words.lineLabel(one))") == [one.label for one in lines[:-1]]
    assert scripts.evaluate("words.sidesText('each')") == lines[-1].before
    told = scripts.evaluate("['left', 'right', 'together'].map(words.sidesText)")
    assert told == [catalogue.messages.t("dose.sides", sides=it) for it in ("left", "right", "together")]


# --- The files


def test_the_modules_are_small_and_safe(site: Path) -> None:
    folder = site / "assets/javascripts/plan"
    names = ("bits.js", "checks.js", "format.js", "format-1.js", "format-2.js", "words.js")
    sizes = {name: len(gzip.compress((folder / name).read_bytes(), 9)) for name in names}
    assert sum(sizes.values()) <= 8 * 1024, sizes
    for name in sizes:
        assert not re.search(r"innerHTML|insertAdjacent|document|eval|https?:|console", (folder / name).read_text())


def test_what_is_given_is_not_changed(scripts: Scripts) -> None:
    made = plan(entry(lines=[line("sets"), line("hold")], forms="ba"))
    kept = deepcopy(made)
    assert scripts.evaluate("made => (format.encode(made), format.problems(made), made)", made) == kept
    assert text("é") == number(2) + f"{0xC3A9:016b}"
