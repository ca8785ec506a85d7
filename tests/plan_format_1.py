"""Format 1 of a plan in a link, written anew from docs/contribute/plans.md.

What the browser reads and writes is compared with this. It shares nothing with the JavaScript, on purpose.
"""

import re
import unicodedata
import zlib
from collections.abc import Callable
from typing import Any

Plan = dict[str, Any]
Quantity = dict[str, Any]

DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
CONSONANTS = "bcdfghjklmnpqrstvwxz"
KINDS = ("hold", "repetitions", "sets", "rest", "rest_between_repetitions", "frequency")
SHAPES = ("exact", "range", "at-least", "target", "start-goal")
SIDES = ("", "each", "left", "right", "together")
_TIMES = ("seconds", "minutes")
UNITS: dict[str, tuple[str, ...]] = {
    "hold": _TIMES, "repetitions": ("",), "sets": ("",), "rest": _TIMES, "rest_between_repetitions": _TIMES,
    "frequency": ("times-a-day", "times-a-week", "days-a-week"),
}  # fmt: skip
LARGEST = {
    "seconds": 600, "minutes": 120, "repetitions": 200, "sets": 20,
    "times-a-day": 24, "times-a-week": 70, "days-a-week": 7,
}  # fmt: skip
TEXTS = {"clinic": 60, "phone": 30, "instructions": 300}
NOTE = 140
# White space as JavaScript has it.
SPACE = "\t\n\v\f\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
# What a text cannot hold: control characters, line ends, direction and zero width, halves of a pair.
BANNED = re.compile(
    "[\0-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


class DamagedError(Exception):
    """A link that means nothing."""


# --- Writing, with no checks at all, so that tests can forge what no tool of ours would write.


def number(value: int) -> str:
    """Return the bits of a number."""
    low, rest = value % 8, value // 8
    return f"{int(rest > 0)}{low:03b}" + (number(rest) if rest else "")


def text(value: str | bytes) -> str:
    """Return the bits of a text, or of bytes that are to stand for one."""
    data = value if isinstance(value, bytes) else value.encode()
    return number(len(data)) + "".join(f"{byte:08b}" for byte in data)


def _place(value: str | int, of: tuple[str, ...]) -> int:
    """Return where a word stands in a list. A number stands for itself: a forged one may be in no list."""
    return value if isinstance(value, int) else of.index(value)


def _mask(codes: str | int) -> int:
    return codes if isinstance(codes, int) else sum(1 << (ord(code) - ord("a")) for code in codes)


def quantity_bits(kind: str | int, quantity: Quantity) -> str:
    """Return the bits of a quantity in a line of a kind."""
    units = UNITS[kind] if isinstance(kind, str) else _TIMES
    width = len(units) - 1
    bits = f"{_place(quantity['shape'], SHAPES):03b}"
    bits += f"{_place(quantity['unit'], units):0{width}b}" if width else ""
    bits += number(quantity["amount"])
    return bits + (number(quantity["to"] - quantity["amount"]) if "to" in quantity else "")


def _line_bits(line: dict[str, Any]) -> str:
    part = line["part"]
    bits = f"{_place(line['kind'], KINDS):03b}{int(part != '')}"
    if part != "":
        bits += f"{part if isinstance(part, int) else ord(part) - ord('a'):05b}"
    return bits + quantity_bits(line["kind"], line["quantity"])


def _entry_bits(entry: dict[str, Any]) -> str:
    code, forms, boxes, note = entry["code"], entry["forms"], entry["boxes"], entry["note"]
    if isinstance(code, str):
        first, second, third = (CONSONANTS.index(letter) for letter in code)
        code = (first * 20 + second) * 20 + third
    bits = f"{code:013b}{entry['mark']:016b}{int(forms != '')}{int(boxes != '')}{int(note != '')}"
    bits += f"{_place(entry['sides'], SIDES):03b}"
    bits += "".join(number(_mask(codes)) for codes in (forms, boxes) if codes != "")
    bits += f"{len(entry['lines']):04b}" + "".join(map(_line_bits, entry["lines"]))
    return bits + (text(note) if note != "" else "")


def body(plan: Plan) -> str:
    """Return the bits of a plan, unpadded."""
    frequency = plan["frequency"]
    bits = f"{int(plan['boneHealth'])}{int(frequency is not None)}"
    bits += "".join(str(int(plan[key] != "")) for key in TEXTS)
    bits += quantity_bits("frequency", frequency) if frequency else ""
    bits += "".join(text(plan[key]) for key in TEXTS if plan[key] != "")
    return bits + number(len(plan["entries"]) - 1) + "".join(map(_entry_bits, plan["entries"]))


def seal(bits: str, length: int | None = None, checksum: int | None = None, padding: str = "") -> str:
    """Return the fragment of a body, with a length, checksum or last bits that may be forged."""
    data = bytes(int(bits[at : at + 8].ljust(8, "0"), 2) for at in range(0, len(bits), 8))
    head = (len(data) if length is None else length).to_bytes(2)
    crc = zlib.crc32(b"\x01" + head + data) if checksum is None else checksum
    every = "".join(f"{byte:08b}" for byte in head + data + crc.to_bytes(4))
    missing = -len(every) % 5
    every += padding.ljust(missing, "0")[:missing]
    return "1" + "".join(DIGITS[int(every[at : at + 5], 2)] for at in range(0, len(every), 5))


def encode(plan: Plan) -> str:
    """Return the fragment of a plan, unchecked."""
    return seal(body(plan))


# --- Reading, with every check where it stands in the specification.


def _require(good: bool) -> None:
    if not good:
        raise DamagedError


def _unescape(escaped: str) -> str | None:
    """Return what decodeURIComponent makes of it; None where that throws."""
    parts = re.split(r"((?:%[0-9a-fA-F]{2})+)", escaped)
    if any("%" in part for part in parts[::2]):
        return None
    try:
        return "".join(
            bytes.fromhex(part.replace("%", "")).decode() if at % 2 else part for at, part in enumerate(parts)
        )
    except UnicodeDecodeError:
        return None


def unwrapped(fragment: str) -> str | None:
    """Return the characters of a fragment that count; None where there are too many."""
    if len(fragment.encode("utf-16-le", "surrogatepass")) // 2 > 20_000:
        return None
    for _ in range(3):
        unescaped = _unescape(fragment) if "%" in fragment else None
        fragment = fragment if unescaped is None else unescaped
    return re.sub(f"[={SPACE}\xad\u200b-\u200d\u2060]", "", fragment)


def decode(fragment: str) -> Plan | str:
    """Return the plan in what follows the # of a link, or 'none' or 'damaged'."""
    bare = unwrapped(fragment)
    if bare is None:
        return "damaged"
    if not bare:
        return "none"
    try:
        return _open(bare)
    except DamagedError:
        return "damaged"


def _open(bare: str) -> Plan:
    _require(bare.startswith("1"))
    run = re.match("[0-9a-tv-zA-TV-Z]*", bare[1:])
    assert run
    digits = run.group().lower().replace("o", "0").replace("i", "1").replace("l", "1")
    bits = "".join(f"{DIGITS.index(digit):05b}" for digit in digits[:4000])
    _require(len(bits) >= 16)
    length = int(bits[:16], 2)
    count = -(-(length + 6) * 8 // 5)
    _require(count < 4000 and len(digits) >= count)
    bits = bits[: count * 5]
    every, padding = bits[: (length + 6) * 8], bits[(length + 6) * 8 :]
    data = bytes(int(every[at : at + 8], 2) for at in range(0, len(every), 8))
    _require("1" not in padding and zlib.crc32(b"\x01" + data[:-4]) == int.from_bytes(data[-4:]))
    reader = Reader(every[16:-32])
    plan = reader.plan()
    rest = reader.bits[reader.at :]
    _require(len(rest) < 8 and "1" not in rest)
    return plan


class Reader:
    def __init__(self, bits: str) -> None:
        self.bits = bits
        self.at = 0

    def take(self, width: int) -> int:
        _require(self.at + width <= len(self.bits))
        self.at += width
        return int(self.bits[self.at - width : self.at], 2) if width else 0

    def one(self, of: tuple[str, ...], width: int) -> str:
        place = self.take(width)
        _require(place < len(of))
        return of[place]

    def number(self) -> int:
        value, shift, more, group = 0, 0, 1, 0
        while more:
            more, group = self.take(1), self.take(3)
            value += group << shift
            shift += 3
        _require(group > 0 or shift == 3)
        return value

    def text(self, most: int) -> str:
        length = self.number()
        _require(0 < length <= 4 * most)
        try:
            value = bytes(self.take(8) for _ in range(length)).decode()
        except UnicodeDecodeError:
            raise DamagedError from None
        _require(len(value) <= most and not BANNED.search(value))
        _require(unicodedata.is_normalized("NFC", value) and not re.search(f"^[{SPACE}]|[{SPACE}]$", value))
        return value

    def phone(self) -> str:
        value = self.text(30)
        _require(bool(re.fullmatch(r"[0-9+()./ #*x,-]{3,30}", value)) and len(re.findall("[0-9]", value)) >= 3)
        return value

    def codes(self) -> str:
        mask = self.number()
        _require(0 < mask < 1 << 26)
        return "".join(chr(ord("a") + bit) for bit in range(26) if mask >> bit & 1)

    def quantity(self, kind: str) -> Quantity:
        shape = self.one(SHAPES, 3)
        unit = self.one(UNITS[kind], len(UNITS[kind]) - 1)
        amount = self.number()
        quantity: Quantity = {"shape": shape, "unit": unit, "amount": amount}
        _require(1 <= amount <= LARGEST[unit or kind])
        if shape in ("range", "start-goal"):
            quantity["to"] = amount + self.number()
            _require(amount < quantity["to"] <= LARGEST[unit or kind])
        return quantity

    def line(self) -> dict[str, Any]:
        kind = self.one(KINDS, 3)
        part = self.one(tuple("abcdefghijklmnopqrstuvwxyz"), 5) if self.take(1) else ""
        return {"kind": kind, "part": part, "quantity": self.quantity(kind)}

    def entry(self) -> dict[str, Any]:
        code, mark = self.take(13), self.take(16)
        _require(code <= 7999)
        has_forms, has_boxes, has_note = self.take(1), self.take(1), self.take(1)
        sides = self.one(SIDES, 3)
        forms = self.codes() if has_forms else ""
        boxes = self.codes() if has_boxes else ""
        count = self.take(4)
        _require(count <= 12)
        lines = [self.line() for _ in range(count)]
        places = [(KINDS.index(line["kind"]), line["part"]) for line in lines]
        _require(places == sorted(set(places)))
        letters = (code // 400, code // 20 % 20, code % 20)
        return {
            "code": "".join(CONSONANTS[letter] for letter in letters), "mark": mark, "forms": forms, "boxes": boxes,
            "sides": sides, "lines": lines, "note": self.text(NOTE) if has_note else "",
        }  # fmt: skip

    def plan(self) -> Plan:
        bone, has_frequency, *has = (self.take(1) for _ in range(5))
        frequency = self.quantity("frequency") if has_frequency else None
        readers: tuple[Callable[[], str], ...] = (lambda: self.text(60), self.phone, lambda: self.text(300))
        clinic, phone, instructions = (read() if held else "" for read, held in zip(readers, has, strict=True))
        count = self.number() + 1
        _require(count <= 20)
        return {
            "boneHealth": bool(bone), "frequency": frequency, "clinic": clinic, "phone": phone,
            "instructions": instructions, "entries": [self.entry() for _ in range(count)],
        }  # fmt: skip
