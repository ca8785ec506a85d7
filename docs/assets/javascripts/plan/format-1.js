// @ts-check
// Format 1 of a plan in a link. Links are kept on paper for years: what a link means here may never change.
// docs/contribute/plans.md is the specification, and tests/plan_links.json holds links that must always open.

import { t } from "../common/messages.js";
import { lineLabel } from "./words.js";

/** @typedef {{shape: string, unit: string, amount: number, to?: number}} Quantity unit: "" where a line only counts */
/** @typedef {{kind: string, part: string, quantity: Quantity}} Line part: "", or the code of a form or phase */
/** @typedef {{code: string, mark: number, forms: string, boxes: string, sides: string}} Choice mark: of the wording */
/** @typedef {Choice & {lines: Line[], note: string}} Entry forms, boxes: the codes of those chosen, in order */
/** @typedef {{clinic: string, phone: string, instructions: string}} Texts */
/** @typedef {Texts & {boneHealth: boolean, frequency: Quantity | null, entries: Entry[]}} Plan */
/** @typedef {{path: (string | number)[], message: string}} Problem path: such as ["entries", 0, "note"] */

// The places in these lists are the numbers in a link.
const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
const CONSONANTS = "bcdfghjklmnpqrstvwxz";
const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];
const KINDS = ["hold", "repetitions", "sets", "rest", "rest_between_repetitions", "frequency"];
const SHAPES = ["exact", "range", "at-least", "target", "start-goal"];
export const SIDES = ["", "each", "left", "right", "together"];
const DURATIONS = ["seconds", "minutes"];
const FREQUENCIES = ["times-a-day", "times-a-week", "days-a-week"];

const LARGEST = new Map([
  ["seconds", 600],
  ["minutes", 120],
  ["repetitions", 200],
  ["sets", 20],
  ["times-a-day", 24],
  ["times-a-week", 70],
  ["days-a-week", 7],
]);
export const MAX_ENTRIES = 20;
const MAX_LINES = 12;
const MAX_TEXT = { clinic: 60, phone: 30, instructions: 300, note: 140 };
const MAX_LENGTH = 4000;

const TEXTS = /** @type {const} */ (["clinic", "phone", "instructions"]);
/** @type {Quantity} */
const QUANTITY = { shape: "", unit: "", amount: 0 };
/** @type {Line} */
const LINE = { kind: "", part: "", quantity: QUANTITY };
/** @type {Entry} */
const ENTRY = { code: "", mark: 0, forms: "", boxes: "", sides: "", lines: [], note: "" };
/** @type {Plan} */
const PLAN = { boneHealth: false, frequency: QUANTITY, clinic: "", phone: "", instructions: "", entries: [] };

/** @param {string} kind of a line @returns {string[]} the units it can have; one without a name where it only counts */
export function unitsOf(kind) {
  if (kind === "frequency") return FREQUENCIES;
  return kind === "repetitions" || kind === "sets" ? [""] : DURATIONS;
}

/** @param {string} kind of a line @param {string} unit @returns {number} the largest amount that can be meant */
const largest = (kind, unit) => LARGEST.get(unit || kind) ?? 0;

const UNSEEN = /[\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\p{Cs}]/gu;

/** @param {string} text as typed @returns {string} as a plan can hold it: one line, no unseen signs */
export const clean = (text) =>
  text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").replace(UNSEEN, "").normalize("NFC").trim();

/** @param {Quantity} quantity @returns {boolean} whether it goes from one amount to another */
const runs = ({ shape }) => shape === "range" || shape === "start-goal";

/** @param {Line} line @returns {number} its place among the lines of an entry */
const rank = ({ kind, part }) => KINDS.indexOf(kind) * 32 + LETTERS.indexOf(part);

/** @param {unknown} value @param {object} model @returns {boolean} whether it has all that the model has */
function like(value, model) {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(model).every(([key, part]) => {
    const own = Reflect.get(value, key);
    return typeof own === typeof part && Array.isArray(own) === Array.isArray(part);
  });
}

/** @param {Plan} plan or anything else, such as what a file holds @returns {boolean} */
const isPlan = (plan) =>
  like(plan, PLAN) &&
  (plan.frequency === null || like(plan.frequency, QUANTITY)) &&
  plan.entries.every(
    (entry) => like(entry, ENTRY) && entry.lines.every((line) => like(line, LINE) && like(line.quantity, QUANTITY)),
  );

/** @param {string} kind of a line @param {Quantity} quantity @returns {string} what is wrong with it, or nothing */
function wrongQuantity(kind, quantity) {
  const { shape, unit, amount, to = 0 } = quantity;
  const line = lineLabel(kind);
  const units = unitsOf(kind);
  const amounts = runs(quantity) ? [amount, to] : [amount];
  const most = largest(kind, unit);
  const beyond = amounts.some((one) => one < 1 || one > most);
  if (!SHAPES.includes(shape)) return t("wrong.shape", { line });
  if (!units.includes(unit)) return t("wrong.unit", { kind, line });
  if (!amounts.every(Number.isInteger)) return t("wrong.whole", { line });
  if (beyond) return t("wrong.amount", { unit: unit || kind, line, most });
  return runs(quantity) && to <= amount ? t("wrong.order", { line }) : "";
}

/** @param {keyof typeof MAX_TEXT} key @param {string} text @returns {string} what is wrong with it, or nothing */
function wrongText(key, text) {
  const most = MAX_TEXT[key];
  if ([...text].length > most) return t("wrong.length", { most });
  if (text !== clean(text)) return t("wrong.signs");
  if (key !== "phone" || !text) return "";
  if (!/^[\d+()./ #*x,-]*$/.test(text)) return t("wrong.phone");
  return text.replace(/\D/g, "").length < 3 ? t("wrong.phone_short") : "";
}

/** @param {Line[]} lines @param {number} at @returns {string} what is wrong with the line there, or nothing */
function wrongLine(lines, at) {
  const { kind, part, quantity } = lines[at];
  if (!KINDS.includes(kind) || !/^[a-z]?$/.test(part)) return t("wrong.line");
  if (lines.findIndex((line) => rank(line) === rank(lines[at])) < at) return t("wrong.twice", { line: lineLabel(kind) });
  return wrongQuantity(kind, quantity);
}

/** @param {Plan} plan or anything else @returns {Problem[]} all that keeps it from being written as a link */
export function problems(plan) {
  if (!isPlan(plan)) return [{ path: [], message: t("wrong.plan") }];
  /** @type {Problem[]} */
  const found = [];
  /** @param {string | null} message @param {(string | number)[]} path */
  const tell = (message, ...path) => void (message && found.push({ path, message }));
  tell(plan.frequency && wrongQuantity("frequency", plan.frequency), "frequency");
  for (const key of TEXTS) tell(wrongText(key, plan[key]), key);
  const count = plan.entries.length;
  if (count < 1 || count > MAX_ENTRIES) tell(t("wrong.exercises", { most: MAX_ENTRIES }), "entries");
  plan.entries.forEach(({ code, mark, forms, boxes, sides, lines, note }, at) => {
    const here = ["entries", at];
    const known = /^[b-df-hj-np-tv-xz]{3}$/.test(code) && Number.isInteger(mark) && mark >= 0 && mark < 65536;
    const chosen = /^[a-z]*$/.test(forms + boxes) && SIDES.includes(sides);
    if (!known || !chosen) tell(t("wrong.exercise"), ...here);
    if (lines.length > MAX_LINES) tell(t("wrong.lines", { most: MAX_LINES }), ...here, "lines");
    lines.forEach((_, line) => tell(wrongLine(lines, line), ...here, "lines", line));
    tell(wrongText("note", note), ...here, "note");
  });
  const fits = found.length || write(plan).length <= MAX_LENGTH;
  if (!fits) tell(t("wrong.too_long"));
  return found;
}

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
 * The order of everything in a plan. Each part is given what to write, and returns what was written or read.
 * @param {Field} field of a writer; a reader does not look at what it is given
 * @param {Plan} plan
 * @returns {Plan}
 */
function walk(field, plan) {
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
  const codes = (value) => {
    const mask = number(LETTERS.reduce((bits, letter, at) => bits | (Number(value.includes(letter)) << at), 0));
    return LETTERS.filter((_, at) => mask & (1 << at)).join("");
  };

  /** @param {string} kind of a line @param {Quantity} value @returns {Quantity} */
  const quantity = (kind, { shape, unit, amount, to = 0 }) => {
    const units = unitsOf(kind);
    /** @type {Quantity} */
    const told = { shape: one(SHAPES, shape, 3), unit: one(units, unit, units.length - 1), amount: number(amount) };
    if (runs(told)) told.to = told.amount + number(to - amount);
    return told;
  };

  /** @param {Line} value */
  const line = (value) => {
    const kind = one(KINDS, value.kind, 3);
    const part = flag(value.part !== "") ? one(LETTERS, value.part, 5) : "";
    return { kind, part, quantity: quantity(kind, value.quantity) };
  };

  /** @param {Entry} value */
  const entry = (value) => {
    const place = field([...value.code].reduce((sum, letter) => sum * 20 + CONSONANTS.indexOf(letter), 0), 13);
    const code = [place / 400, (place / 20) % 20, place % 20].map((at) => CONSONANTS[Math.floor(at)] ?? "?").join("");
    const mark = field(value.mark, 16);
    const [hasForms, hasBoxes, hasNote] = [value.forms, value.boxes, value.note].map((held) => flag(held !== ""));
    const sides = one(SIDES, value.sides, 3);
    const forms = hasForms ? codes(value.forms) : "";
    const boxes = hasBoxes ? codes(value.boxes) : "";
    const sorted = [...value.lines].sort((first, second) => rank(first) - rank(second));
    const lines = Array.from({ length: field(sorted.length, 4) }, (_, at) => line(sorted[at] ?? LINE));
    return { code, mark, forms, boxes, sides, lines, note: hasNote ? text(value.note) : "" };
  };

  const boneHealth = flag(plan.boneHealth);
  const hasFrequency = flag(plan.frequency !== null);
  const has = TEXTS.map((key) => flag(plan[key] !== ""));
  const frequency = hasFrequency ? quantity("frequency", plan.frequency ?? QUANTITY) : null;
  const [clinic, phone, instructions] = TEXTS.map((key, at) => (has[at] ? text(plan[key]) : ""));
  const length = Math.min(number(plan.entries.length - 1), MAX_ENTRIES) + 1;
  const entries = Array.from({ length }, (_, at) => entry(plan.entries[at] ?? ENTRY));
  return { boneHealth, frequency, clinic, phone, instructions, entries };
}

/** @param {number[]} bits of whole bytes @returns {number} their CRC-32, as zlib has it */
function checksum(bits) {
  let sum = -1;
  for (let at = 0; at < bits.length; at++) {
    sum = (sum >>> 1) ^ ((sum ^ bits[(at & ~7) + 7 - (at & 7)]) & 1 ? 0xedb88320 : 0);
  }
  return ~sum;
}

/** @param {Plan} plan without problems @returns {string} its fragment */
function write(plan) {
  /** @type {number[]} */
  const body = [];
  walk(writer(body), plan);
  while (body.length % 8) body.push(0);
  /** @type {number[]} */
  const bits = [];
  const put = writer(bits);
  put(1, 8);
  put(body.length / 8, 16);
  for (const bit of body) bits.push(bit);
  put(checksum(bits), 32);
  const take = reader(bits.slice(8));
  return `1${Array.from({ length: Math.ceil((bits.length - 8) / 5) }, () => DIGITS[take(0, 5)]).join("")}`;
}

/** @param {Plan} plan @returns {string} its fragment @throws {RangeError} with the first of its problems */
export function encode(plan) {
  const [problem] = problems(plan);
  if (problem) throw new RangeError(problem.message);
  return write(plan);
}

/** @param {string} text that starts with 1; what follows the plan is not looked at @returns {Plan | null} */
export function decode(text) {
  const run = /^1[0-9a-tv-z]*/i.exec(text.slice(0, MAX_LENGTH))?.[0].toLowerCase() ?? "";
  const digits = run.replaceAll("o", "0").replace(/[il]/g, "1");
  /** @type {number[]} */
  const bits = [];
  const put = writer(bits);
  for (const digit of digits.slice(1)) put(DIGITS.indexOf(digit), 5);
  const take = reader(bits);
  const needed = digits.slice(0, 1 + Math.ceil(((take(0, 16) + 6) * 8) / 5));
  const plan = walk(take, PLAN);
  // A link is good if it is what we would write of it: so its length, padding and checksum are compared as well.
  return !problems(plan).length && write(plan) === needed ? plan : null;
}
