// @ts-check
// The words for a dose, which the pages of programs say in the same messages: hooks/exercise_library/view/dose.py.

import { t } from "../common/messages.js";

/** @typedef {import("./format-1.js").Quantity} Quantity */

/** The lines of a dose in reading order. */
export const LINES = ["hold", "repetitions", "sets", "rest_between_repetitions", "rest", "frequency"];

/** @param {string} sides of an entry in a plan @returns {string} a sentence; none where the plan does not say */
export const sidesText = (sides) => sides && t("dose.sides", { sides });

/** @param {string} line @param {string} [part] name of a form or phase @returns {string} "Hold: Up" */
export function lineLabel(line, part) {
  const label = t("dose.label", { line });
  return part ? t("dose.part_label", { line: label, part }) : label;
}

/** @param {string} line @param {string} unit empty if it only counts @returns {string} "times a day" */
export const unitText = (line, unit) => t("dose.unit", { unit: unit || line });

/** @param {string} line @param {Quantity} quantity @returns {string} "5 to 10 seconds" */
export function lineText(line, { shape, unit: given, amount, to = 0 }) {
  const unit = given || line;
  if (shape === "range") return t("dose.range", { unit, amount, to });
  if (shape === "target") return t("dose.target", { unit, amount });
  if (shape === "start-goal") return t("dose.start_goal", { unit, amount, to });
  return shape === "at-least" ? t("dose.at_least", { unit, amount }) : t("dose.exactly", { unit, amount });
}
