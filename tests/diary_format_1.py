"""Format 1 of a diary in a link, written anew from docs/contribute/diary.md.

What the browser reads and writes is compared with this. It shares nothing with the JavaScript, on purpose. How bits,
numbers and texts are written is that of plans: it takes these from the reference for plans.
"""

import datetime
import re
import zlib
from typing import Any

from plan_format_1 import BANNED, CONSONANTS, DIGITS, DamagedError, Reader, number, text, unwrapped

Shared = dict[str, Any]

DAYS, MAX_NAMED, MAX_ROWS = 28, 60, 400
AMOUNTS = {"repetitions": 9999, "sets": 999, "seconds": 86_400}
TITLE, WORDS = 120, 140
FIRST_DAY, LAST_DAY = datetime.date(2020, 1, 1), datetime.date(2099, 12, 31)
KINDS = ("code", "exercise", "title", "none")

__all__ = ["BANNED", "body", "decode", "encode", "seal"]


# --- Writing, with no checks at all, so that tests can forge what no tool of ours would write.


def _named_bits(named: dict[str, str]) -> str:
    if code := named["code"]:
        first, second, third = (CONSONANTS.index(letter) for letter in code)
        return f"00{(first * 20 + second) * 20 + third:013b}"
    if exercise := named["exercise"]:
        return f"01{text(exercise)}"
    return f"10{text(named['title'])}" if named["title"] else "11"


def _pain_bits(pain: int | None) -> str:
    return "0" if pain is None else f"1{pain:04b}"


def _row_bits(rows: list[dict[str, Any]], at: int) -> str:
    row, before = rows[at], rows[at - 1]["day"] if at else 0
    bits = "1" if row["day"] == before else f"0{row['day']:05b}"
    bits += number(row["of"])
    earlier = [one for one in rows[:at] if one["of"] == row["of"]]
    same = bool(earlier) and all(earlier[-1][key] == row[key] for key in AMOUNTS)
    bits += str(int(same)) if earlier else ""
    bits += "" if same else "".join(number(row[key]) for key in AMOUNTS)
    bits += _pain_bits(row["before"]) + _pain_bits(row["after"])
    return bits + (f"1{text(row['words'])}" if row["words"] else "0")


def body(shared: Shared, edition: int = 0) -> str:
    """Return the bits of a diary, unpadded."""
    last, rows = datetime.date.fromisoformat(shared["last"]), shared["rows"]
    bits = f"{edition:04b}{(last - FIRST_DAY).days:016b}"
    bits += number(len(shared["named"])) + "".join(map(_named_bits, shared["named"]))
    return bits + number(len(rows)) + "".join(_row_bits(rows, at) for at in range(len(rows)))


def seal(bits: str) -> str:
    """Return the fragment of a body."""
    data = bytes(int(bits[at : at + 8].ljust(8, "0"), 2) for at in range(0, len(bits), 8))
    head = len(data).to_bytes(2)
    every = "".join(f"{byte:08b}" for byte in head + data + zlib.crc32(b"\x01" + head + data).to_bytes(4))
    every += "0" * (-len(every) % 5)
    return "d1" + "".join(DIGITS[int(every[at : at + 5], 2)] for at in range(0, len(every), 5))


def encode(shared: Shared) -> str:
    """Return the fragment of a diary, unchecked."""
    return seal(body(shared))


# --- Reading, with every check where it stands in the specification.


def _require(good: bool) -> None:
    if not good:
        raise DamagedError


def decode(fragment: str) -> Shared | str:
    """Return the diary in what follows the # of a link, or 'none' or 'damaged'."""
    bare = unwrapped(fragment)
    if not bare:
        return "damaged" if bare is None else "none"
    try:
        return _open(bare)
    except DamagedError:
        return "damaged"


def _open(bare: str) -> Shared:
    _require(bare[:2] in ("d1", "D1"))
    run = re.match("[0-9a-tv-zA-TV-Z]*", bare[2:])
    assert run
    digits = run.group().lower().replace("o", "0").replace("i", "1").replace("l", "1")
    bits = "".join(f"{DIGITS.index(digit):05b}" for digit in digits[:4000])
    _require(len(bits) >= 16)
    length = int(bits[:16], 2)
    count = -(-(length + 6) * 8 // 5)
    _require(count < 4000 and len(digits) >= count)
    every, padding = bits[: (length + 6) * 8], bits[(length + 6) * 8 : count * 5]
    data = bytes(int(every[at : at + 8], 2) for at in range(0, len(every), 8))
    _require("1" not in padding and zlib.crc32(b"\x01" + data[:-4]) == int.from_bytes(data[-4:]))
    reader = Reader(every[16:-32])
    shared = _shared(reader)
    rest = reader.bits[reader.at :]
    _require(len(rest) < 8 and "1" not in rest)
    return shared


def _shared(reader: Reader) -> Shared:
    _require(reader.take(4) == 0)
    last = FIRST_DAY + datetime.timedelta(days=reader.take(16))
    _require(last <= LAST_DAY)
    count = reader.number()
    _require(count <= MAX_NAMED)
    named = [_named(reader) for _ in range(count)]
    known = [tuple(one.values()) for one in named if any(one.values())]
    _require(len(known) == len(set(known)))
    count = reader.number()
    _require(count <= MAX_ROWS)
    rows: list[dict[str, Any]] = []
    for _ in range(count):
        rows.append(_row(reader, rows))
    used = list(dict.fromkeys(row["of"] for row in rows))
    _require(used == list(range(len(named))))
    return {"last": last.isoformat(), "named": named, "rows": rows}


def _named(reader: Reader) -> dict[str, str]:
    nothing = {"code": "", "exercise": "", "title": ""}
    kind = reader.one(KINDS, 2)
    if kind == "code":
        place = reader.take(13)
        _require(place < 8000)
        return nothing | {"code": "".join(CONSONANTS[it] for it in (place // 400, place // 20 % 20, place % 20))}
    if kind == "exercise":
        slug = reader.text(80)
        _require(bool(re.fullmatch("[a-z0-9-]{1,80}", slug)))
        return nothing | {"exercise": slug}
    return nothing | ({"title": reader.text(TITLE)} if kind == "title" else {})


def _pain(reader: Reader) -> int | None:
    if not reader.take(1):
        return None
    pain = reader.take(4)
    _require(pain <= 10)
    return pain


def _row(reader: Reader, rows: list[dict[str, Any]]) -> dict[str, Any]:
    day = before = rows[-1]["day"] if rows else 0
    if not reader.take(1):
        day = reader.take(5)
        _require(before < day < DAYS)
    of = reader.number()
    earlier = [row for row in rows if row["of"] == of]
    if earlier and reader.take(1):
        amounts = {key: earlier[-1][key] for key in AMOUNTS}
    else:
        amounts = {key: reader.number() for key in AMOUNTS}
        _require(all(amounts[key] <= most for key, most in AMOUNTS.items()))
        _require(not earlier or any(amounts[key] != earlier[-1][key] for key in AMOUNTS))
    pains = {"before": _pain(reader), "after": _pain(reader)}
    return {"day": day, "of": of, **amounts, **pains, "words": reader.text(WORDS) if reader.take(1) else ""}
