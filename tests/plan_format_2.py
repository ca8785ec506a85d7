"""Format 2 of a plan in a link, written anew from docs/contribute/plans.md.

What the browser reads and writes is compared with this. It shares nothing with the JavaScript, on purpose. What both
formats have in common, such as how a text is written, it takes from the reference for format 1.
"""

import datetime
import re
import zlib
from typing import Any

import plan_format_1 as one
from plan_format_1 import CONSONANTS, DIGITS, NOTE, TEXTS, DamagedError, Plan, Quantity, number, text

EDITION = 0
KINDS = (
    "hold", "repetitions", "sets", "rest", "rest_between_repetitions", "frequency", "days", "load", "effort", "tempo",
)  # fmt: skip
SHAPES = ("exact", "range", "at-least", "target", "start-goal", "as-many", "to-fatigue", "band")
SIDES = ("", "each", "left", "right", "together", "alternate")
BANDS = (
    "tan", "yellow", "orange", "red", "green", "blue", "purple", "black", "gray", "silver", "gold", "extra-light",
    "light", "medium", "heavy", "extra-heavy",
)  # fmt: skip
_TIMES = ("seconds", "minutes")
UNITS: dict[str, tuple[str, ...]] = {
    "hold": _TIMES, "repetitions": ("",), "sets": ("",), "rest": _TIMES, "rest_between_repetitions": _TIMES,
    "frequency": ("times-a-day", "times-a-week", "days-a-week", "every-days", "every-hours", "every-hours-awake"),
    "days": ("days-a-week", "every-days"), "load": ("kg", "lb"), "effort": ("",), "tempo": ("seconds",),
}  # fmt: skip
WITHIN_A_DAY = ("times-a-day", "every-hours", "every-hours-awake")
# The least and the most, in steps: a step of a load is a quarter.
BOUNDS = {
    "seconds": (1, 600), "minutes": (1, 120), "repetitions": (1, 200), "sets": (1, 20), "times-a-day": (1, 24),
    "times-a-week": (1, 70), "days-a-week": (1, 7), "every-days": (2, 30), "every-hours": (1, 12),
    "every-hours-awake": (1, 12), "kg": (1, 400), "lb": (1, 880), "effort": (0, 10), "tempo": (1, 60),
}  # fmt: skip
FIRST_DAY, LAST_DAY = datetime.date(2020, 1, 1), datetime.date(2099, 12, 31)
ADDED = ("days", "start", "end")


def shapes_of(kind: str, unit: str) -> tuple[str, ...]:
    """Return the shapes that have a number in a line of a kind, by its unit."""
    if kind == "effort" or unit.startswith("every-"):
        return SHAPES[:2]
    return SHAPES[:3] if kind in ("days", "tempo") else SHAPES[:5]


def bounds_of(kind: str, unit: str) -> tuple[int, int]:
    """Return the smallest and the largest amount, in steps."""
    return BOUNDS["tempo" if kind == "tempo" else unit or kind]


def steps(kind: str) -> int:
    """Return how many steps make one."""
    return 4 if kind == "load" else 1


def fits_one(plan: Plan) -> bool:
    """Tell whether format 1 can say all of a plan that is right."""
    quantities = [line["quantity"] for entry in plan["entries"] for line in entry["lines"]]
    quantities += [plan["frequency"]] if plan["frequency"] else []
    return (
        not any(key in plan for key in ADDED)
        and all(entry["sides"] in one.SIDES and len(entry["lines"]) <= 12 for entry in plan["entries"])
        and all(line["kind"] in one.KINDS for entry in plan["entries"] for line in entry["lines"])
        and all(it["shape"] in one.SHAPES and not it["unit"].startswith("every-") for it in quantities)
    )


# --- Writing, with no checks at all.


def _place(value: str | int, of: tuple[str, ...]) -> int:
    return value if isinstance(value, int) else of.index(value)


def quantity_bits(kind: str | int, quantity: Quantity) -> str:
    """Return the bits of a quantity in a line of a kind."""
    shape = quantity["shape"]
    bits = f"{_place(shape, SHAPES):04b}"
    if shape in ("as-many", "to-fatigue"):
        return bits
    if shape == "band":
        return bits + f"{_place(quantity['unit'], BANDS):05b}"
    units = UNITS[kind] if isinstance(kind, str) else _TIMES
    bits += f"{_place(quantity['unit'], units):03b}" if len(units) > 1 else ""
    scale = steps(str(kind))
    bits += number(int(quantity["amount"] * scale))
    return bits + (number(int((quantity["to"] - quantity["amount"]) * scale)) if "to" in quantity else "")


def _line_bits(line: dict[str, Any]) -> str:
    part = line["part"]
    bits = f"{_place(line['kind'], KINDS):04b}{int(part != '')}"
    bits += f"{ord(part) - ord('a'):05b}" if part else ""
    return bits + quantity_bits(line["kind"], line["quantity"])


def _entry_bits(entry: dict[str, Any]) -> str:
    forms, boxes, note = entry["forms"], entry["boxes"], entry["note"]
    first, second, third = (CONSONANTS.index(letter) for letter in entry["code"])
    bits = f"{(first * 20 + second) * 20 + third:013b}{entry['mark']:016b}"
    bits += f"{int(forms != '')}{int(boxes != '')}{int(note != '')}{_place(entry['sides'], SIDES):03b}"
    bits += "".join(number(sum(1 << (ord(it) - ord("a")) for it in codes)) for codes in (forms, boxes) if codes)
    bits += f"{len(entry['lines']):05b}" + "".join(map(_line_bits, entry["lines"]))
    return bits + (text(note) if note != "" else "")


def _day_bits(day: str | int) -> str:
    return f"{day if isinstance(day, int) else (datetime.date.fromisoformat(day) - FIRST_DAY).days:016b}"


def body(plan: Plan, edition: int = EDITION) -> str:
    """Return the bits of a plan, unpadded."""
    bits = f"{edition:04b}{int(plan['boneHealth'])}{int(plan['frequency'] is not None)}"
    bits += "".join(str(int(key in plan)) for key in ADDED) + "".join(str(int(plan[key] != "")) for key in TEXTS)
    bits += quantity_bits("frequency", plan["frequency"]) if plan["frequency"] else ""
    bits += quantity_bits("days", plan["days"]) if "days" in plan else ""
    bits += "".join(_day_bits(plan[key]) for key in ("start", "end") if key in plan)
    bits += "".join(text(plan[key]) for key in TEXTS if plan[key] != "")
    return bits + number(len(plan["entries"]) - 1) + "".join(map(_entry_bits, plan["entries"]))


def seal(bits: str) -> str:
    """Return the fragment of a body."""
    data = bytes(int(bits[at : at + 8].ljust(8, "0"), 2) for at in range(0, len(bits), 8))
    head = len(data).to_bytes(2)
    every = "".join(f"{byte:08b}" for byte in head + data + zlib.crc32(b"\x02" + head + data).to_bytes(4))
    every += "0" * (-len(every) % 5)
    return "2" + "".join(DIGITS[int(every[at : at + 5], 2)] for at in range(0, len(every), 5))


def encode(plan: Plan) -> str:
    """Return the fragment of a plan in format 2, unchecked."""
    return seal(body(plan))


# --- Reading, with every check where it stands in the specification.


def decode(fragment: str) -> Plan | str:
    """Return the plan in what follows the # of a link, in either format, or 'none' or 'damaged'."""
    bare = one.unwrapped(fragment)
    if not bare or not bare.startswith("2"):
        return one.decode(fragment)
    try:
        return _open(bare)
    except DamagedError:
        return "damaged"


def _require(good: bool) -> None:
    if not good:
        raise DamagedError


def _open(bare: str) -> Plan:
    run = re.match("[0-9a-tv-zA-TV-Z]*", bare[1:])
    assert run
    digits = run.group().lower().replace("o", "0").replace("i", "1").replace("l", "1")
    bits = "".join(f"{DIGITS.index(digit):05b}" for digit in digits[:4000])
    _require(len(bits) >= 16)
    length = int(bits[:16], 2)
    count = -(-(length + 6) * 8 // 5)
    _require(count < 4000 and len(digits) >= count)
    every, padding = bits[: (length + 6) * 8], bits[(length + 6) * 8 : count * 5]
    data = bytes(int(every[at : at + 8], 2) for at in range(0, len(every), 8))
    _require("1" not in padding and zlib.crc32(b"\x02" + data[:-4]) == int.from_bytes(data[-4:]))
    reader = _Reader(every[16:-32])
    plan = reader.plan()
    rest = reader.bits[reader.at :]
    _require(len(rest) < 8 and "1" not in rest)
    _require(not fits_one(plan))
    return plan


class _Reader(one.Reader):
    def quantity(self, kind: str) -> Quantity:
        shape = self.one(SHAPES, 4)
        if shape in ("as-many", "to-fatigue"):
            _require(kind in ("hold", "repetitions"))
            return {"shape": shape, "unit": "", "amount": 0}
        if shape == "band":
            _require(kind == "load")
            return {"shape": shape, "unit": self.one(BANDS, 5), "amount": 0}
        units = UNITS[kind]
        unit = self.one(units, 3) if len(units) > 1 else units[0]
        _require(shape in shapes_of(kind, unit))
        least, most = bounds_of(kind, unit)
        amount = self.number()
        _require(least <= amount <= most)
        quantity: Quantity = {"shape": shape, "unit": unit, "amount": amount / steps(kind)}
        if shape in ("range", "start-goal"):
            to = amount + self.number()
            _require(amount < to <= most)
            quantity["to"] = to / steps(kind)
        return quantity

    def line(self) -> dict[str, Any]:
        kind = self.one(KINDS, 4)
        part = self.one(tuple("abcdefghijklmnopqrstuvwxyz"), 5) if self.take(1) else ""
        return {"kind": kind, "part": part, "quantity": self.quantity(kind)}

    def entry(self) -> dict[str, Any]:
        code, mark = self.take(13), self.take(16)
        _require(code <= 7999)
        has_forms, has_boxes, has_note = self.take(1), self.take(1), self.take(1)
        sides = self.one(SIDES, 3)
        forms = self.codes() if has_forms else ""
        boxes = self.codes() if has_boxes else ""
        count = self.take(5)
        _require(count <= 20)
        lines = [self.line() for _ in range(count)]
        places = [(KINDS.index(line["kind"]), line["part"]) for line in lines]
        _require(places == sorted(set(places)))
        often = {line["part"]: line["quantity"] for line in lines if line["kind"] == "frequency"}
        for part in (line["part"] for line in lines if line["kind"] == "days"):
            _require(part in often and often[part]["unit"] in WITHIN_A_DAY)
        letters = (code // 400, code // 20 % 20, code % 20)
        return {
            "code": "".join(CONSONANTS[letter] for letter in letters), "mark": mark, "forms": forms, "boxes": boxes,
            "sides": sides, "lines": lines, "note": self.text(NOTE) if has_note else "",
        }  # fmt: skip

    def day(self) -> str:
        days = self.take(16)
        _require(days <= (LAST_DAY - FIRST_DAY).days)
        return (FIRST_DAY + datetime.timedelta(days)).isoformat()

    def plan(self) -> Plan:
        _require(self.take(4) == EDITION)
        bone, has_frequency, has_days, has_start, has_end, *has = (self.take(1) for _ in range(8))
        frequency = self.quantity("frequency") if has_frequency else None
        added: Plan = {"days": self.quantity("days")} if has_days else {}
        _require(not has_days or (frequency is not None and frequency["unit"] in WITHIN_A_DAY))
        added |= {"start": self.day()} if has_start else {}
        added |= {"end": self.day()} if has_end else {}
        _require(not (has_start and has_end) or added["start"] <= added["end"])
        clinic = self.text(60) if has[0] else ""
        phone = self.phone() if has[1] else ""
        instructions = self.text(300) if has[2] else ""
        count = self.number() + 1
        _require(count <= 20)
        return {
            "boneHealth": bool(bone), "frequency": frequency, **added, "clinic": clinic, "phone": phone,
            "instructions": instructions, "entries": [self.entry() for _ in range(count)],
        }  # fmt: skip
