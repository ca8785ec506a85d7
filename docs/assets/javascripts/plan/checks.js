// @ts-check
// What cannot be in a plan, by the rules of a version. What the rules are stands in format-1.js and format-2.js.

import { t } from "../common/messages.js";
import { clean, LETTERS, MAX_LENGTH } from "./bits.js";
import { lineLabel } from "./words.js";

/** @typedef {{shape: string, unit: string, amount: number, to?: number}} Quantity unit: "" where a line only counts */
/** @typedef {{kind: string, part: string, quantity: Quantity}} Line part: "", or the code of a form or phase */
/** @typedef {{code: string, mark: number, forms: string, boxes: string, sides: string}} Choice mark: of the wording */
/** @typedef {Choice & {lines: Line[], note: string}} Entry forms, boxes: the codes of those chosen, in order */
/** @typedef {{clinic: string, phone: string, instructions: string}} Texts */
/** @typedef {{days?: Quantity, start?: string, end?: string}} When on which days; dates such as "2026-11-30" */
/** @typedef {Texts & When & {boneHealth: boolean, frequency: Quantity | null, entries: Entry[]}} Plan */
/** @typedef {{path: (string | number)[], message: string}} Problem path: such as ["entries", 0, "note"] */
/**
 * What a version allows. kinds: of lines, in their order; amounts: the bounds of an amount, and in what steps it goes;
 * write: a plan without problems, as its fragment
 * @typedef {{kinds: string[], sides: string[], maxLines: number, write: (plan: Plan) => string,
 *   units: (kind: string, shape: string) => string[], shapes: (kind: string, unit: string) => string[],
 *   amounts: (kind: string, counted: {shape: string, unit: string}) => {least: number, most: number, step: number}}} Rules
 */

export const MAX_ENTRIES = 20;
const MAX_TEXT = { clinic: 60, phone: 30, instructions: 300, note: 140 };
export const TEXTS = /** @type {const} */ (["clinic", "phone", "instructions"]);
/** @type {Quantity} */
export const QUANTITY = { shape: "", unit: "", amount: 0 };
/** @type {Line} */
export const LINE = { kind: "", part: "", quantity: QUANTITY };
/** @type {Entry} */
export const ENTRY = { code: "", mark: 0, forms: "", boxes: "", sides: "", lines: [], note: "" };
/** @type {Plan} */
export const PLAN = { boneHealth: false, frequency: QUANTITY, clinic: "", phone: "", instructions: "", entries: [] };

/** @param {{shape: string}} quantity @returns {boolean} whether it goes from one amount to another */
export const runs = ({ shape }) => shape === "range" || shape === "start-goal";

/** @param {string[]} kinds @returns {(line: Line) => number} its place among the lines of an entry */
export const rankIn =
  (kinds) =>
  ({ kind, part }) =>
    kinds.indexOf(kind) * 32 + LETTERS.indexOf(part);

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
  (plan.days === undefined || like(plan.days, QUANTITY)) &&
  [plan.start, plan.end].every((date) => date === undefined || typeof date === "string") &&
  plan.entries.every(
    (entry) => like(entry, ENTRY) && entry.lines.every((line) => like(line, LINE) && like(line.quantity, QUANTITY)),
  );

/** @param {Rules} rules @param {string} kind of a line @param {Quantity} quantity @returns {string} what is wrong with it, or nothing */
export function wrongQuantity({ units, shapes, amounts }, kind, quantity) {
  const { shape, unit, amount, to = 0 } = quantity;
  const line = lineLabel(kind);
  const told = runs(quantity) ? [amount, to] : [amount];
  const { least, most, step } = amounts(kind, quantity);
  if (!units(kind, shape).includes(unit)) return t("wrong.unit", { kind, line });
  if (!shapes(kind, unit).includes(shape)) return t("wrong.shape", { line });
  if (!told.every((one) => Number.isInteger(one / step))) return t("wrong.whole", { unit: unit || kind, line });
  if (told.some((one) => one < least || one > most)) return t("wrong.amount", { unit: unit || kind, line, least, most });
  return runs(quantity) && to <= amount ? t("wrong.order", { line }) : "";
}

/** @param {keyof typeof MAX_TEXT} key @param {string} text @returns {string} what is wrong with it, or nothing */
function wrongText(key, text) {
  const most = MAX_TEXT[key];
  const over = [...text].length - most;
  if (over > 0) return t("wrong.length", { most, over });
  if (text !== clean(text)) return t("wrong.signs");
  if (key !== "phone" || !text) return "";
  if (!/^[\d+()./ #*x,-]*$/.test(text)) return t("wrong.phone");
  return text.replace(/\D/g, "").length < 3 ? t("wrong.phone_short") : "";
}

/** @param {Rules} rules @param {Line[]} lines @param {number} at @returns {string} what is wrong with the line there, or nothing */
function wrongLine(rules, lines, at) {
  const { kind, part, quantity } = lines[at];
  const rank = rankIn(rules.kinds);
  if (!rules.kinds.includes(kind) || !/^[a-z]?$/.test(part)) return t("wrong.line");
  if (lines.findIndex((line) => rank(line) === rank(lines[at])) < at) return t("wrong.twice", { line: lineLabel(kind) });
  return wrongQuantity(rules, kind, quantity);
}

/**
 * @param {Rules} rules
 * @param {Plan} plan or anything else
 * @param {(plan: Plan) => Problem[]} [more] what else a version looks for in a plan that has its shape
 * @returns {Problem[]} all that keeps it from being written as a link
 */
export function problemsBy(rules, plan, more = () => []) {
  if (!isPlan(plan)) return [{ path: [], message: t("wrong.plan") }];
  /** @type {Problem[]} */
  const found = [];
  /** @param {string | null} message @param {(string | number)[]} path */
  const tell = (message, ...path) => void (message && found.push({ path, message }));
  tell(plan.frequency && wrongQuantity(rules, "frequency", plan.frequency), "frequency");
  for (const key of TEXTS) tell(wrongText(key, plan[key]), key);
  const count = plan.entries.length;
  if (count < 1 || count > MAX_ENTRIES) tell(t("wrong.exercises", { most: MAX_ENTRIES }), "entries");
  plan.entries.forEach(({ code, mark, forms, boxes, sides, lines, note }, at) => {
    const here = ["entries", at];
    const known = /^[b-df-hj-np-tv-xz]{3}$/.test(code) && Number.isInteger(mark) && mark >= 0 && mark < 65536;
    const chosen = /^[a-z]*$/.test(forms + boxes) && rules.sides.includes(sides);
    if (!known || !chosen) tell(t("wrong.exercise"), ...here);
    if (lines.length > rules.maxLines) tell(t("wrong.lines", { most: rules.maxLines }), ...here, "lines");
    lines.forEach((_, line) => tell(wrongLine(rules, lines, line), ...here, "lines", line));
    tell(wrongText("note", note), ...here, "note");
  });
  found.push(...more(plan));
  const fits = found.length || rules.write(plan).length <= MAX_LENGTH;
  if (!fits) tell(t("wrong.too_long"), "link");
  return found;
}
