// @ts-check
// The number of a dose as it is typed: "8-12", "10x", "2 min", "2.5kg", "red", "2x/day", "every other day", "max".
// It stays as it was typed until its field is left, so that a wrong one can be mended.

import { BANDS, isCounted, shapesOf, unitsOf } from "../plan/format.js";

/** @typedef {import("../plan/format.js").Quantity} Quantity */
/** @typedef {{amount: string, to: string, unit: string, shape: string}} Field a number as typed */

/** @param {string} kind of a line @returns {Field} */
export const blank = (kind) => ({ amount: "", to: "", unit: unitsOf(kind)[0], shape: "exact" });

/** @param {string} kind of a line @param {Quantity} quantity @returns {Field} */
export function fieldOf(kind, { shape, unit, amount, to }) {
  const counted = isCounted(shape);
  return { amount: counted ? `${amount}` : "", to: to ? `${to}` : "", unit: unit || unitsOf(kind)[0], shape };
}

/** What people write for a unit, and for what only counts. @type {Record<string, RegExp>} */
const WRITTEN = {
  seconds: /^(?:s|secs?|seconds?|")$/,
  minutes: /^(?:m|mins?|minutes?|')$/,
  repetitions: /^(?:x|reps?|repetitions?|times)$/,
  sets: /^(?:x|sets?|rounds?)$/,
  "times-a-day": /^(?:(?:x|times?)? ?(?:a|per|\/) ?d(?:ay)?|daily)$/,
  "times-a-week": /^(?:(?:x|times?)? ?(?:a|per|\/) ?w(?:k|eek)?|weekly)$/,
  "days-a-week": /^d(?:ays?)? ?(?:(?:a|per|\/) ?w(?:k|eek)?)?$/,
  kg: /^(?:kgs?|kilos?)$/,
  lb: /^(?:lbs?|pounds?)$/,
  effort: /^(?:\/|out of) ?10$/,
};
const NUMBERS = /^(at least |[≥>]=? ?)?(\d+(?:\.\d+)?)(?: ?(?:-|to|or) ?(\d+(?:\.\d+)?))?(\+)? ?(.*)$/;
/** "1:30", and "1 min 30 s" */
const CLOCK = /^(\d{1,3})(?::([0-5]\d)(?: ?(?:m|mins?|minutes?))?| ?(?:m|mins?|minutes?|')(?: and)? ?([0-5]?\d)(?: ?(?:s|secs?|seconds?|"))?)$/;
const EVERY = /^every (?:(other|\d+)(?: ?(?:-|to) ?(\d+))? ?)?(h|hours?|hrs?|d|days?)( (?:while )?awake)?$/;
const SETS = /^(\d+) ?(?:x|sets? (?:of|x)) ?(\d.*)$/;
const AS_MANY = /^(?:max|amrap|as (?:many|long) as (?:you can|possible))$/;
const TO_FATIGUE = /^(?:(?:un)?til |to )?(?:fatigue|failure|tired)$/;

/** What reads the words of another language. @type {(text: string) => string} */
let inEnglish = (text) => text;

/** @param {typeof inEnglish} read what is typed from now on, in small letters, and gives the same in English as far as it knows it */
export const alsoRead = (read) => void (inEnglish = read);

/** @param {string} text as typed @returns {string} in small letters and in English, with one sign for all dashes, and one space at a time */
const plain = (text) =>
  inEnglish(
    text
      .trim()
      .toLowerCase()
      .replace(/[‐‑‒–—−]/g, "-")
      .replace(/×/g, "x")
      .replace(/''|[“”″]/g, '"')
      .replace(/[‘’′]/g, "'")
      .replace(/([a-z])\.$/, "$1")
      .replace(/\s+/g, " ")
      .replace(/(\d),(\d)/g, "$1.$2"),
  )
    .replace(/^once\b/, "1")
    .replace(/^twice\b/, "2");

/** @param {string} text @returns {Partial<Field> | null} "every 2 hours while awake" */
function intervalIn(text) {
  const [found, count = "1", to = "", unit = "", awake] = EVERY.exec(text) ?? [];
  if (found === undefined) return null;
  const hours = awake ? "every-hours-awake" : "every-hours";
  if (unit.startsWith("d") && count === "1") return { amount: "7", unit: "days-a-week" };
  return { amount: count === "other" ? "2" : count, to, unit: unit.startsWith("h") ? hours : "every-days" };
}

/** @param {string} text @returns {Partial<Field> | null} "1:30" is 90 seconds */
function clockIn(text) {
  const [found, minutes, seconds, alone] = CLOCK.exec(text) ?? [];
  return found === undefined ? null : { amount: `${Number(minutes) * 60 + Number(seconds ?? alone)}`, unit: "seconds" };
}

/** @param {string} kind @param {string} text @param {string} unit that is chosen @returns {Partial<Field> | null} "8-12 reps" */
function numbersIn(kind, text, unit) {
  const [found, least, amount = "", to = "", more, rest] = NUMBERS.exec(text) ?? [];
  if (found === undefined) return null;
  const said = rest ? unitsOf(kind).find((one) => WRITTEN[one || kind]?.test(rest)) : unit;
  return said === undefined ? null : { amount, to, unit: said, ...((least || more) && { shape: "at-least" }) };
}

/** @param {string} kind @param {string} text @returns {Partial<Field> | null} "red band", "as many as you can" */
function wordsIn(kind, text) {
  const band = text.replace(/ ?band$/, "").replace(" ", "-");
  if (kind === "load") return BANDS.includes(band) ? { amount: "", unit: band, shape: "band" } : null;
  if (!shapesOf(kind, "").includes("as-many")) return null;
  if (AS_MANY.test(text)) return { amount: "", shape: "as-many" };
  return TO_FATIGUE.test(text) ? { amount: "", shape: "to-fatigue" } : null;
}

/** @param {Field} field @returns {string} its shape: a second number makes a range, and none unmakes it */
function shapeOf({ shape, to }) {
  if (shape === "exact" && to) return "range";
  return shape === "range" && !to ? "exact" : shape;
}

/** @param {string} kind @param {string} text @returns {Partial<Field> | null} what is no number with its unit behind it */
function wholeIn(kind, text) {
  if (kind === "frequency" || kind === "days") return intervalIn(text);
  return wordsIn(kind, text) ?? (unitsOf(kind).includes("minutes") ? clockIn(text) : null);
}

/**
 * @param {string} kind of the line
 * @param {Field} typed
 * @returns {Field} with what the words in it say; as it is where they say nothing
 */
export function read(kind, typed) {
  const field = { ...typed, amount: typed.amount.trim(), to: typed.to.trim() };
  const text = plain(field.amount);
  const found = field.to ? null : (wholeIn(kind, text) ?? numbersIn(kind, text, field.unit));
  const told = { ...field, ...(unitsOf(kind).includes(found?.unit ?? field.unit) && found) };
  return { ...told, shape: shapeOf(told) };
}

/** @param {string} text as typed for repetitions @returns {{sets: string, rest: string} | null} "3x10" is 3 sets of 10 */
export function setsIn(text) {
  const [, sets = "", rest = ""] = SETS.exec(plain(text)) ?? [];
  return sets ? { sets, rest } : null;
}

/** @param {string} text as typed @returns {boolean} whether it has more numbers than one field can hold, as "3x10 s" has for a hold */
export const isManyNumbers = (text) => (plain(text).match(/\d+(?:\.\d+)?/g) ?? []).length > 1;

/** @param {string} text @returns {number} NaN if it is none */
const numberOf = (text) => (/^\d{1,6}(?:\.\d{1,2})?$/.test(text) ? Number(text) : NaN);

/** @param {string} kind of the line @param {Field | undefined} typed @returns {Quantity | null} null if nothing is typed */
export function quantityOf(kind, typed) {
  if (!typed) return null;
  const { amount, to, unit, shape } = read(kind, typed);
  if (!isCounted(shape)) return { shape, unit: shape === "band" ? unit : "", amount: 0 };
  if (!amount && !to) return null;
  const runs = shape === "range" || shape === "start-goal";
  return { shape, unit, amount: numberOf(amount), ...(runs && { to: numberOf(to) }) };
}

/**
 * @param {string} kind of the line
 * @param {Field} before
 * @param {string} name of what was typed or chosen: amount, to, unit or shape
 * @param {string} value
 * @returns {Field} with it, and the shape that goes with it
 */
export function withTyped(kind, before, name, value) {
  const field = { ...before, [name]: value };
  const shapes = shapesOf(kind, field.unit);
  if (!shapes.includes(field.shape)) return { ...field, to: "", shape: shapes[0], ...(shapes[0] === "band" && { amount: "" }) };
  if (name === "shape" && !isCounted(field.shape)) return { ...field, amount: "", to: "" };
  if (name === "shape" && !["range", "start-goal"].includes(field.shape)) return { ...field, to: "" };
  const two = Boolean(field.to) || /^\d[\d.]* ?(?:-|to|or)/.test(plain(field.amount));
  if (field.shape === "exact" && two) return { ...field, shape: "range" };
  if (field.shape === "range" && !two && name === "to") return { ...field, shape: "exact" };
  return field;
}
