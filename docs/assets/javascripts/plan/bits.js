// @ts-check
// How every version writes a plan: bits, a length and a checksum, in base 32. docs/contribute/plans.md specifies it.
// Links to a diary are written in the same way.
// Links that were given out rely on it: what it does may never change.

// The places in these lists are the numbers in a link.
const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
const CONSONANTS = "bcdfghjklmnpqrstvwxz";
export const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];
export const MAX_LENGTH = 4000;

// Longer than anything that we write. It is refused unread.
export const TOO_LONG = 20_000;

/**
 * Undoes what programs for mail and messages do to a link: escapes, broken lines and signs that cannot be seen.
 * @param {string} fragment
 * @returns {string}
 */
export function unwrap(fragment) {
  let text = fragment;
  for (let round = 0; round < 3 && text.includes("%"); round++) {
    try {
      text = decodeURIComponent(text);
    } catch {
      break;
    }
  }
  // Mail marks a broken line with '=' before its end. A browser drops the line end from an address, but not the '='.
  return text.replace(/[\s=\u00ad\u200b-\u200d\u2060\ufeff]/g, "");
}

const UNSEEN = /[\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\p{Cs}]/gu;

/** @param {string} text as typed @returns {string} as a link can hold it: one line, no unseen signs */
export const clean = (text) =>
  text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").replace(UNSEEN, "").normalize("NFC").trim();

/** @typedef {(value: number, width: number) => number} Field */

/** @param {number[]} bits @returns {Field} that adds a value to them, most significant bit first */
const writer = (bits) => (value, width) => {
  for (let at = width - 1; at >= 0; at--) bits.push((value >>> at) & 1);
  return value;
};

/** @param {number[]} bits @returns {Field} that reads a value from them, and zeros after the last */
function reader(bits) {
  let at = 0;
  return (_, width) => {
    let value = 0;
    for (const end = at + width; at < end; at++) value = value * 2 + (bits[at] ?? 0);
    return value;
  };
}

/**
 * The ways to write what plans are made of. Each is given what to write, and returns what was written or read.
 * @param {Field} field of a writer; a reader does not look at what it is given
 */
export function waysOf(field) {
  /** @param {string[]} list @param {string} value @param {number} width @returns {string} by its place in the list */
  const one = (list, value, width) => list[field(list.indexOf(value), width)] ?? "?";

  /** @param {boolean} value */
  const flag = (value) => field(Number(value), 1) === 1;

  /** @param {number} value below 2^27 @returns {number} in groups of three bits, the lowest first */
  const number = (value) => {
    let told = 0;
    for (let at = 0, more = true; more && at < 27; at += 3) {
      more = flag(value >> at > 7);
      told |= field((value >> at) & 7, 3) << at;
    }
    return told;
  };

  /** @param {string} value */
  const text = (value) => {
    const bytes = new TextEncoder().encode(value);
    const length = Math.min(number(bytes.length), MAX_LENGTH);
    const told = Uint8Array.from({ length }, (_, at) => field(bytes[at], 8));
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(told);
  };

  /** @param {string} value codes @returns {string} by a bit for each letter */
  const letters = (value) => {
    const mask = number(LETTERS.reduce((bits, letter, at) => bits | (Number(value.includes(letter)) << at), 0));
    return LETTERS.filter((_, at) => mask & (1 << at)).join("");
  };

  /** @param {string} value the code of an entry */
  const code = (value) => {
    const place = field([...value].reduce((sum, letter) => sum * 20 + CONSONANTS.indexOf(letter), 0), 13);
    return [place / 400, (place / 20) % 20, place % 20].map((at) => CONSONANTS[Math.floor(at)] ?? "?").join("");
  };

  return { field, one, flag, number, text, letters, code };
}

/** @typedef {ReturnType<typeof waysOf>} Ways */

/** @param {number[]} bits of whole bytes @returns {number} their CRC-32, as zlib has it */
function checksum(bits) {
  let sum = -1;
  for (let at = 0; at < bits.length; at++) {
    sum = (sum >>> 1) ^ ((sum ^ bits[(at & ~7) + 7 - (at & 7)]) & 1 ? 0xedb88320 : 0);
  }
  return ~sum;
}

/** @param {number} version of one digit @param {(field: Field) => unknown} walk that writes a body @returns {string} the fragment */
export function sealed(version, walk) {
  /** @type {number[]} */
  const body = [];
  walk(writer(body));
  while (body.length % 8) body.push(0);
  /** @type {number[]} */
  const bits = [];
  const put = writer(bits);
  put(version, 8);
  put(body.length / 8, 16);
  for (const bit of body) bits.push(bit);
  put(checksum(bits), 32);
  const take = reader(bits.slice(8));
  return `${version}${Array.from({ length: Math.ceil((bits.length - 8) / 5) }, () => DIGITS[take(0, 5)]).join("")}`;
}

/**
 * @param {string} text that starts with a version; what follows the plan is not looked at
 * @returns {{needed: string, take: Field, body: number[]}} the fragment that it must be, a reader of the body, and its bits
 */
export function opened(text) {
  const run = /^\d[0-9a-tv-z]*/i.exec(text.slice(0, MAX_LENGTH))?.[0].toLowerCase() ?? "";
  const digits = run.replaceAll("o", "0").replace(/[il]/g, "1");
  /** @type {number[]} */
  const bits = [];
  const put = writer(bits);
  for (const digit of digits.slice(1)) put(DIGITS.indexOf(digit), 5);
  const take = reader(bits);
  const length = take(0, 16);
  return { needed: digits.slice(0, 1 + Math.ceil(((length + 6) * 8) / 5)), take, body: bits.slice(16, 16 + length * 8) };
}
