// @ts-check
// The words for a dose, which the pages of programs say in the same messages: hooks/exercise_library/view/dose.py.

import { t } from "../common/messages.js";

/** @typedef {import("./checks.js").Quantity} Quantity */
/** @typedef {import("./checks.js").Plan} Plan */
/** @typedef {[label: string, text: string]} Told a line of a dose in words */

/** The lines of a dose in reading order. */
export const LINES = [
  ...["hold", "tempo", "repetitions", "sets", "rest_between_repetitions", "rest"],
  ...["load", "effort", "frequency", "days"],
];

/** @param {string} sides of an entry in a plan @returns {string} a sentence; none where the plan does not say */
export const sidesText = (sides) => sides && t("dose.sides", { sides });

/**
 * @param {string} title of an exercise
 * @param {string} sides of an entry in a plan
 * @returns {string} which side it is for, too, if only one: it may stand in the plan a second time, for the other
 */
export const titled = (title, sides) => t("entry.titled", { title, sides });

/** @param {string} line @param {string} [part] name of a form or phase @returns {string} "Hold: Up" */
export function lineLabel(line, part) {
  const label = t("dose.label", { line });
  return part ? t("dose.part_label", { line: label, part }) : label;
}

/** @param {string} line @param {string} unit empty if it only counts @returns {string} "times a day" */
export const unitText = (line, unit) => t("dose.unit", { unit: unit || line });

/** @param {string} band its name @returns {string} "Red band" */
export const bandText = (band) => t("dose.band", { band });

/** @param {string} date such as "2026-11-30" @returns {string} as the language writes it */
export const dateText = (date) => t("dose.date", { date: new Date(`${date}T00:00`) });

/** @param {string} line @param {Quantity} quantity @returns {string} "5 to 10 seconds" */
export function lineText(line, { shape, unit: given, amount, to = 0 }) {
  // Seconds of one repetition are seconds, and what only counts is its own unit.
  const unit = given || line;
  if (shape === "range") return t("dose.range", { unit, amount, to });
  if (shape === "target") return t("dose.target", { unit, amount });
  if (shape === "start-goal") return t("dose.start_goal", { unit, amount, to });
  if (shape === "as-many") return t("dose.as_many", { line });
  if (shape === "to-fatigue") return t("dose.to_fatigue");
  if (shape === "band") return bandText(given);
  return shape === "at-least" ? t("dose.at_least", { unit, amount }) : t("dose.exactly", { unit, amount });
}

/** @param {Plan} plan @returns {Told[]} how often, on which days, and from when to when: what holds for all of it */
export const linesOfPlan = ({ frequency, days, start, end }) => [
  ...(frequency ? [told("frequency", lineText("frequency", frequency))] : []),
  ...(days ? [told("days", lineText("days", days))] : []),
  ...(start ? [told("start", dateText(start))] : []),
  ...(end ? [told("end", dateText(end))] : []),
];

/** @param {string} line @param {string} text @returns {Told} */
const told = (line, text) => [lineLabel(line), text];
