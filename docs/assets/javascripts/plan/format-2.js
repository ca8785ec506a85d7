// @ts-check
// Format 2 of a plan in a link: what clinicians write that format 1 cannot say. What a link means here may never change.
// docs/contribute/plans.md is the specification, and tests/plan_links_2.json holds links that must always open.

import { t } from "../common/messages.js";
import { LETTERS, opened, sealed, waysOf } from "./bits.js";
import { ENTRY, LINE, MAX_ENTRIES, PLAN, QUANTITY, TEXTS, problemsBy, rankIn, runs, wrongQuantity } from "./checks.js";
import * as format1 from "./format-1.js";
import { lineLabel } from "./words.js";

/** @typedef {import("./checks.js").Plan} Plan */
/** @typedef {import("./checks.js").Entry} Entry */
/** @typedef {import("./checks.js").Line} Line */
/** @typedef {import("./checks.js").Quantity} Quantity */
/** @typedef {import("./checks.js").Problem} Problem */

// The places in these lists are the numbers in a link.
const KINDS = [
  ...["hold", "repetitions", "sets", "rest", "rest_between_repetitions", "frequency"],
  ...["days", "load", "effort", "tempo"],
];
// The last three have no number: their amount is 0.
const SHAPES = ["exact", "range", "at-least", "target", "start-goal", "as-many", "to-fatigue", "band"];
export const SIDES = ["", "each", "left", "right", "together", "alternate"];
export const BANDS = [
  ...["tan", "yellow", "orange", "red", "green", "blue", "purple", "black", "gray", "silver", "gold"],
  ...["extra-light", "light", "medium", "heavy", "extra-heavy"],
];
/** @type {Record<string, string[]>} */
const UNITS = {
  hold: ["seconds", "minutes"],
  repetitions: [""],
  sets: [""],
  rest: ["seconds", "minutes"],
  rest_between_repetitions: ["seconds", "minutes"],
  frequency: ["times-a-day", "times-a-week", "days-a-week", "every-days", "every-hours", "every-hours-awake"],
  days: ["days-a-week", "every-days"],
  load: ["kg", "lb"],
  effort: [""],
  tempo: ["seconds"],
};
/** What says how often within a day, and so leaves open on which days. */
const WITHIN_A_DAY = ["times-a-day", "every-hours", "every-hours-awake"];

/** The smallest and the largest amount that can be meant, and the step between two, by kind or unit. @type {Map<string, [number, number, number]>} */
const AMOUNTS = new Map([
  ["seconds", [1, 600, 1]],
  ["minutes", [1, 120, 1]],
  ["repetitions", [1, 200, 1]],
  ["sets", [1, 20, 1]],
  ["times-a-day", [1, 24, 1]],
  ["times-a-week", [1, 70, 1]],
  ["days-a-week", [1, 7, 1]],
  ["every-days", [2, 30, 1]],
  ["every-hours", [1, 12, 1]],
  ["every-hours-awake", [1, 12, 1]],
  ["kg", [0.25, 100, 0.25]],
  ["lb", [0.25, 220, 0.25]],
  ["effort", [0, 10, 1]],
  ["tempo", [1, 60, 1]],
]);
/** Later editions of this format may say more. A page that does not know them calls their links damaged, or newer. */
const EDITION = 0;
const FIRST_DAY = "2020-01-01";
const LAST_DAY = "2099-12-31";
const DAY = 86_400_000;

/** @param {string} kind of a line @returns {string[]} the units it can have, bands among them; one without a name where it only counts */
export const unitsOf = (kind) => (kind === "load" ? [...UNITS.load, ...BANDS] : UNITS[kind]);

/** @param {string} kind of a line @param {string} unit @returns {string[]} the ways in which that can be said */
export function shapesOf(kind, unit) {
  if (kind === "load") return BANDS.includes(unit) ? ["band"] : SHAPES.slice(0, 5);
  if (kind === "effort" || unit.startsWith("every-")) return SHAPES.slice(0, 2);
  if (kind === "days" || kind === "tempo") return SHAPES.slice(0, 3);
  return SHAPES.slice(0, kind === "hold" || kind === "repetitions" ? 7 : 5);
}

/** @param {string} shape @returns {boolean} whether it has a number */
export const isCounted = (shape) => SHAPES.indexOf(shape) < 5;

/** @param {string} kind of a line @param {string} shape @returns {string[]} the units that a link can hold */
function unitsIn(kind, shape) {
  if (shape === "band") return BANDS;
  return isCounted(shape) ? UNITS[kind] : [""];
}

/** @type {import("./checks.js").Rules["amounts"]} */
function amounts(kind, { shape, unit }) {
  const bounds = isCounted(shape) && AMOUNTS.get(kind === "tempo" ? kind : unit || kind);
  const [least, most, step] = bounds || [0, 0, 1];
  return { least, most, step };
}

const rank = rankIn(KINDS);

/** @type {import("./checks.js").Rules} */
const RULES = { kinds: KINDS, sides: SIDES, maxLines: 20, units: unitsIn, shapes: shapesOf, amounts, write };

/** @param {string} date @returns {number} of days since the first */
const numberOf = (date) => (Date.parse(date) - Date.parse(FIRST_DAY)) / DAY;

/** @param {number} number of days since the first @returns {string} */
const dayAt = (number) => new Date(Date.parse(FIRST_DAY) + number * DAY).toISOString().slice(0, 10);

/** @param {string} date @returns {boolean} whether there is such a day, and a plan can name it */
const isDay = (date) =>
  /^\d{4}-\d\d-\d\d$/.test(date) && date >= FIRST_DAY && date <= LAST_DAY && Number.isInteger(numberOf(date)) && dayAt(numberOf(date)) === date;

/** @param {Quantity | null | undefined} frequency @returns {string} what is wrong with days beside it, or nothing */
const wrongBeside = (frequency) =>
  WITHIN_A_DAY.includes(frequency?.unit ?? "") ? "" : t("wrong.days", { line: lineLabel("days") });

/** @param {Plan} plan @returns {Problem[]} what is wrong with its dates */
function wrongDates({ start, end }) {
  const dates = Object.entries({ start, end });
  const wrong = dates.filter(([, date]) => date !== undefined && !isDay(date)).map(([key]) => ({ path: [key], message: t("wrong.date") }));
  return !wrong.length && start && end && end < start ? [{ path: ["end"], message: t("wrong.end") }] : wrong;
}

/** @param {Plan} plan @returns {Problem[]} what is wrong with the days that go with how often in a day */
function wrongDays({ frequency, days, entries }) {
  const ofAll = days && (wrongQuantity(RULES, "days", days) || wrongBeside(frequency));
  const ofLines = entries.flatMap(({ lines }, at) =>
    lines.map(({ kind, part }, line) => {
      const often = lines.find((one) => one.kind === "frequency" && one.part === part);
      return { path: ["entries", at, "lines", line], message: kind === "days" ? wrongBeside(often?.quantity) : "" };
    }),
  );
  return [{ path: ["days"], message: ofAll ?? "" }, ...ofLines].filter(({ message }) => message);
}

/** @param {Plan} plan or anything else @returns {Problem[]} all that keeps it from being written as a link */
export const problems = (plan) => problemsBy(RULES, plan, (whole) => [...wrongDates(whole), ...wrongDays(whole)]);

/**
 * The order of everything in a plan. Each part is given what to write, and returns what was written or read.
 * @param {import("./bits.js").Field} field
 * @param {Plan} plan
 * @returns {Plan & {edition: number}}
 */
function walk(field, plan) {
  const { one, flag, number, text, letters, code: codeOf } = waysOf(field);

  /** @param {string} kind of a line @param {Quantity} value @returns {Quantity} */
  const quantity = (kind, value) => {
    const shape = one(SHAPES, value.shape, 4);
    const units = unitsIn(kind, shape);
    const unit = units.length > 1 ? one(units, value.unit, shape === "band" ? 5 : 3) : units[0];
    if (!isCounted(shape)) return { shape, unit, amount: 0 };
    const { step } = amounts(kind, { shape, unit });
    const amount = number(value.amount / step) * step;
    return runs({ shape }) ? { shape, unit, amount, to: amount + number((value.to ?? 0) / step - value.amount / step) * step } : { shape, unit, amount };
  };

  /** @param {Line} value */
  const line = (value) => {
    const kind = one(KINDS, value.kind, 4);
    const part = flag(value.part !== "") ? one(LETTERS, value.part, 5) : "";
    return { kind, part, quantity: kind === "?" ? QUANTITY : quantity(kind, value.quantity) };
  };

  /** @param {Entry} value */
  const entry = (value) => {
    const code = codeOf(value.code);
    const mark = field(value.mark, 16);
    const [hasForms, hasBoxes, hasNote] = [value.forms, value.boxes, value.note].map((held) => flag(held !== ""));
    const sides = one(SIDES, value.sides, 3);
    const forms = hasForms ? letters(value.forms) : "";
    const boxes = hasBoxes ? letters(value.boxes) : "";
    const sorted = [...value.lines].sort((first, second) => rank(first) - rank(second));
    const lines = Array.from({ length: field(sorted.length, 5) }, (_, at) => line(sorted[at] ?? LINE));
    return { code, mark, forms, boxes, sides, lines, note: hasNote ? text(value.note) : "" };
  };

  const edition = field(EDITION, 4);
  const boneHealth = flag(plan.boneHealth);
  const hasFrequency = flag(plan.frequency !== null);
  const [hasDays, hasStart, hasEnd] = [plan.days, plan.start, plan.end].map((value) => flag(value !== undefined));
  const has = TEXTS.map((key) => flag(plan[key] !== ""));
  const frequency = hasFrequency ? quantity("frequency", plan.frequency ?? QUANTITY) : null;
  const days = hasDays && { days: quantity("days", plan.days ?? QUANTITY) };
  const start = hasStart && { start: dayAt(field(numberOf(plan.start ?? FIRST_DAY), 16)) };
  const end = hasEnd && { end: dayAt(field(numberOf(plan.end ?? FIRST_DAY), 16)) };
  const [clinic, phone, instructions] = TEXTS.map((key, at) => (has[at] ? text(plan[key]) : ""));
  const length = Math.min(number(plan.entries.length - 1), MAX_ENTRIES) + 1;
  const entries = Array.from({ length }, (_, at) => entry(plan.entries[at] ?? ENTRY));
  return { edition, boneHealth, frequency, ...days, ...start, ...end, clinic, phone, instructions, entries };
}

/** @param {Plan} plan without problems @returns {string} its fragment in this format */
const written = (plan) => sealed(2, (field) => walk(field, plan));

/**
 * What format 1 can say is said in it: pages that a browser kept from before open that.
 * @param {Plan} plan without problems
 * @returns {string} its fragment
 */
function write(plan) {
  const inTwo = written(plan);
  const inOne = format1.fits(plan) ? format1.write(plan) : "";
  const told = inOne && format1.decode(inOne);
  return told && written(told) === inTwo ? inOne : inTwo;
}

/** @param {Plan} plan @returns {string} its fragment @throws {RangeError} with the first of its problems */
export function encode(plan) {
  const [problem] = problems(plan);
  if (problem) throw new RangeError(problem.message);
  return write(plan);
}

/** @param {string} text that starts with 2; what follows the plan is not looked at @returns {Plan | null} */
export function decode(text) {
  const { needed, take } = opened(text);
  const { edition, ...plan } = walk(take, PLAN);
  // A link is good if it is what we would write of it, which has our edition, and is not in format 1.
  return edition === EDITION && !problems(plan).length && write(plan) === needed ? plan : null;
}

/** @param {string} text that starts with 2 @returns {boolean} whether it is whole, and of an edition that we do not know */
export function isLater(text) {
  const { needed, body } = opened(text);
  const put = (/** @type {import("./bits.js").Field} */ field) => body.forEach((bit) => field(bit, 1));
  return sealed(2, put) === needed && parseInt(body.slice(0, 4).join(""), 2) > EDITION;
}
