// @ts-check
// Format 1 of a plan in a link. Links are kept on paper for years: what a link means here may never change.
// docs/contribute/plans.md is the specification, and tests/plan_links.json holds links that must always open.

import { LETTERS, opened, sealed, waysOf } from "./bits.js";
import { ENTRY, LINE, MAX_ENTRIES, PLAN, QUANTITY, TEXTS, problemsBy, rankIn, runs } from "./checks.js";

/** @typedef {import("./checks.js").Plan} Plan */
/** @typedef {import("./checks.js").Entry} Entry */
/** @typedef {import("./checks.js").Line} Line */
/** @typedef {import("./checks.js").Quantity} Quantity */

// The places in these lists are the numbers in a link.
const KINDS = ["hold", "repetitions", "sets", "rest", "rest_between_repetitions", "frequency"];
const SHAPES = ["exact", "range", "at-least", "target", "start-goal"];
const SIDES = ["", "each", "left", "right", "together"];
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

/** @param {string} kind of a line @returns {string[]} the units it can have; one without a name where it only counts */
function unitsOf(kind) {
  if (kind === "frequency") return FREQUENCIES;
  return kind === "repetitions" || kind === "sets" ? [""] : DURATIONS;
}

const rank = rankIn(KINDS);

/** @type {import("./checks.js").Rules} */
const RULES = {
  kinds: KINDS,
  sides: SIDES,
  maxLines: 12,
  units: unitsOf,
  shapes: () => SHAPES,
  amounts: (kind, { unit }) => ({ least: 1, most: LARGEST.get(unit || kind) ?? 0, step: 1 }),
  write,
};

/** @param {Plan} plan or anything else @returns {boolean} whether it can be written in this format, if what it cannot say is left out */
export const fits = (plan) => !problemsBy(RULES, plan).length;

/**
 * The order of everything in a plan. Each part is given what to write, and returns what was written or read.
 * @param {import("./bits.js").Field} field
 * @param {Plan} plan
 * @returns {Plan}
 */
function walk(field, plan) {
  const { one, flag, number, text, letters, code: codeOf } = waysOf(field);

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
    const code = codeOf(value.code);
    const mark = field(value.mark, 16);
    const [hasForms, hasBoxes, hasNote] = [value.forms, value.boxes, value.note].map((held) => flag(held !== ""));
    const sides = one(SIDES, value.sides, 3);
    const forms = hasForms ? letters(value.forms) : "";
    const boxes = hasBoxes ? letters(value.boxes) : "";
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

/** @param {Plan} plan that fits @returns {string} its fragment */
export function write(plan) {
  return sealed(1, (field) => walk(field, plan));
}

/** @param {string} text that starts with 1; what follows the plan is not looked at @returns {Plan | null} */
export function decode(text) {
  const { needed, take } = opened(text);
  const plan = walk(take, PLAN);
  // A link is good if it is what we would write of it: so its length, padding and checksum are compared as well.
  return fits(plan) && write(plan) === needed ? plan : null;
}
