// @ts-check
// What a clinician is asked or told before a plan is given out, though it could be given out as it is.

import { t } from "../common/messages.js";
import { DAY } from "../plan/day.js";
import { dateText, lineLabel, lineText, sidesText } from "../plan/words.js";
import { quantityOf } from "./dose-field.js";
import { linesOf } from "./draft.js";

/** @typedef {import("./draft.js").PageData} PageData */
/** @typedef {import("./draft.js").Draft} Draft */
/** @typedef {import("./draft.js").Item} Item */
/** @typedef {import("../plan/format.js").Plan} Plan */
/** @typedef {import("../plan/format.js").Quantity} Quantity */

// Above these a dose is asked about, by kind and unit. They are ours: at least one and a half times the most that any of
// the handouts gives (30 seconds, 30 repetitions, 3 sets, 1 minute of rest, twice a day), so that a slip shows.
const MUCH = new Map([
  ["hold.seconds", 120],
  ["hold.minutes", 2],
  ["repetitions.", 50],
  ["sets.", 6],
  ["rest.seconds", 300],
  ["rest.minutes", 5],
  ["rest_between_repetitions.seconds", 120],
  ["rest_between_repetitions.minutes", 2],
  ["frequency.times-a-day", 6],
  ["frequency.times-a-week", 28],
]);

/** @param {string} kind @param {Quantity} quantity @returns {boolean} */
const isLarge = (kind, { unit, amount, to = 0 }) => Math.max(amount, to) > (MUCH.get(`${kind}.${unit}`) ?? Infinity);

/** @param {string} kind @param {Quantity} quantity @returns {string} "Hold: 300 seconds" */
export const told = (kind, quantity) =>
  t("prescribe.preset_line", { line: lineLabel(kind), dose: lineText(kind, quantity).replace(/\.$/, "") });

/**
 * @param {Draft} draft
 * @param {Plan} plan of the draft, without what is wrong
 * @returns {Map<string, {message: string, dose: string}>} the large doses that the clinician is still to stand by, by the id
 *   of their field
 */
export function largeDoses(draft, plan) {
  const lines = plan.entries.flatMap((entry, at) =>
    entry.lines.map(({ kind, part, quantity }) => ({ id: `${draft.items[at].id}-${kind}.${part}`, kind, quantity })),
  );
  if (plan.frequency) lines.push({ id: "often", kind: "frequency", quantity: plan.frequency });
  const asked = lines.filter(({ kind, quantity }) => isLarge(kind, quantity));
  return new Map(
    asked
      .map(({ id, kind, quantity }) => ({ id, dose: told(kind, quantity) }))
      .filter(({ id, dose }) => draft.sure[id] !== dose)
      .map(({ id, dose }) => [id, { dose, message: t("prescribe.large", { dose }) }]),
  );
}

const YEAR = 366 * DAY;

/**
 * @param {Draft} draft
 * @param {string} now the day that it is, such as "2026-11-30"
 * @returns {Map<string, {message: string, dose: string}>} the days that look like a slip and that the clinician is still to
 *   stand by, as largeDoses: a start or an end that is past, and a plan for more than a year
 */
export function oddDays({ start, end, sure }, now) {
  const isPast = (/** @type {string} */ date) => date !== "" && date < now;
  const isLong = Date.parse(end) - Date.parse(start || now) > YEAR;
  /** @type {[string, string, string][]} */
  const found = [];
  if (isPast(start)) found.push(["start", start, t("prescribe.past_start", { date: dateText(start) })]);
  if (isPast(end)) found.push(["end", end, t("prescribe.past_end", { date: dateText(end) })]);
  else if (isLong) found.push(["end", `${start} ${end}`, t("prescribe.long_plan", { date: dateText(end) })]);
  return new Map(found.filter(([id, dose]) => sure[id] !== dose).map(([id, dose, message]) => [id, { dose, message }]));
}

/** @param {PageData} data @param {Item} item @returns {boolean} whether a time to hold is still to be filled in */
function lacksHold(data, item) {
  const known = data.entries[item.code];
  const holds = known.held ? linesOf(known, item).filter(({ kind }) => kind === "hold") : [];
  return holds.some(({ key, kind }) => !quantityOf(kind, item.lines[key]));
}

/** @param {PageData} data @param {Draft} draft @param {Item} item @returns {boolean} whether the patient is not told how often */
function lacksOften(data, { often, days }, item) {
  if (quantityOf("frequency", often) || quantityOf("days", days)) return false;
  const lines = linesOf(data.entries[item.code], item).filter(({ kind }) => kind === "frequency" || kind === "days");
  return lines.length > 0 && !lines.some(({ key, kind }) => quantityOf(kind, item.lines[key]));
}

/** @param {PageData} data @param {Item} item @returns {string} the sides of its handout, in words, if the plan says none; else nothing */
function lackingSides(data, { code, sides }) {
  const { preset } = data.entries[code];
  return sides ? "" : sidesText(preset.sides).replace(/\.$/, "");
}

/** @param {PageData} data @param {Item} item @returns {string[]} numbers that were typed for a form that is not chosen */
function leftOut(data, item) {
  const known = data.entries[item.code];
  const asked = new Set(linesOf(known, item).map(({ key }) => key));
  const typed = linesOf(known, { ...item, forms: "" }).filter(({ key, kind }) => quantityOf(kind, item.lines[key]));
  return typed.filter(({ key }) => !asked.has(key)).map(({ label }) => label);
}

/** @param {PageData} data @param {Draft} draft @param {Item} item @returns {number[]} the numbers of all that look like it */
function alike(data, { items }, item) {
  const key = (/** @type {Item} */ { code, sides, forms }) => JSON.stringify([data.entries[code].title, sides, forms]);
  return items.flatMap((one, at) => (key(one) === key(item) ? [at + 1] : []));
}

/**
 * @param {PageData} data
 * @param {Draft} draft
 * @returns {{id: string, messages: string[]}[]} for each exercise what is to be looked at, if anything
 */
export function remarksOf(data, draft) {
  return draft.items.map((item) => {
    const numbers = alike(data, draft, item);
    const lines = leftOut(data, item);
    const sides = lackingSides(data, item);
    const messages = [
      ...(lacksHold(data, item) ? [t("prescribe.no_hold")] : []),
      ...(sides ? [t("prescribe.no_sides", { sides })] : []),
      ...(lacksOften(data, draft, item) ? [t("prescribe.no_often")] : []),
      ...(lines.length ? [t("prescribe.left_out", { lines })] : []),
      ...(numbers.length > 1 ? [t("prescribe.twice", { numbers })] : []),
    ];
    return { id: item.id, messages };
  });
}
