// @ts-check
// The words for a dose, as hooks/exercise_library/pages/dose.py says them on the pages of programs.

/** @typedef {import("./format-1.js").Quantity} Quantity */

/**
 * The lines of a dose in reading order, and what each is called.
 * @type {ReadonlyMap<string, string>}
 */
export const labels = new Map([
  ["hold", "Hold"],
  ["repetitions", "Repeat"],
  ["sets", "Sets"],
  ["rest_between_repetitions", "Rest between repeats"],
  ["rest", "Rest between sets"],
  ["frequency", "How often"],
]);

/** One and many of a unit, or of what a line counts if it has no unit. @type {ReadonlyMap<string, string[]>} */
const names = new Map([
  ["seconds", ["second", "seconds"]],
  ["minutes", ["minute", "minutes"]],
  ["times-a-day", ["time a day", "times a day"]],
  ["times-a-week", ["time a week", "times a week"]],
  ["days-a-week", ["day a week", "days a week"]],
  ["repetitions", ["time", "times"]],
  ["sets", ["set", "sets"]],
]);

/** @type {ReadonlyMap<string, string>} */
const sides = new Map([
  ["each", "Do one side, then the other."],
  ["left", "Left side only."],
  ["right", "Right side only."],
  ["together", "Both sides at once."],
]);

/** @param {string} side of an entry in a plan @returns {string} a sentence; none where the plan does not say */
export const sidesText = (side) => sides.get(side) ?? "";

/** @param {string} kind of a line @param {string} [part] name of a form or phase @returns {string} "Hold: Up" */
export const lineLabel = (kind, part) => [labels.get(kind) ?? "", ...(part ? [part] : [])].join(": ");

/** @param {string} kind of a line @param {string} unit @param {number} [amount] @returns {string} "times a day" */
export function unitText(kind, unit, amount = 2) {
  const [one, many] = names.get(unit || kind) ?? ["", ""];
  return amount === 1 ? one : many;
}

/** @param {string} kind of a line @param {Quantity} quantity @returns {string} "5 to 10 seconds" */
export function lineText(kind, { shape, unit, amount, to = 0 }) {
  const counted = `${amount} ${unitText(kind, unit, amount)}`;
  if (shape === "range") return `${amount} to ${to} ${unitText(kind, unit)}`;
  if (shape === "target") return `Work up to ${counted}.`;
  if (shape === "start-goal") return `Start with ${counted}. Your goal is ${to} ${unitText(kind, unit)}`;
  if (shape === "at-least") {
    return unit === "times-a-day" && amount === 1 ? "Every day, at least once" : `At least ${counted}`;
  }
  if (unit === "days-a-week" && amount === 7) return "Every day";
  return unit === "times-a-day" && amount === 2 ? "Twice a day" : counted;
}
