// @ts-check
// What practice runs of a dose: what is known, what has to be asked, and how far each number may go.
// Nothing is made up here: what a handout or a plan leaves open stays open until the patient says it, or says "I do not know".

/** @typedef {{shape: string, unit: string, amount: number, to?: number}} Quantity as in a plan, and "words" */
/**
 * A line of a dose. text: as it is told; note: a remark of ours; target: a number to work up to that is printed beside a
 * blank; quantity: null where it is not known; typed: whether the patient said it.
 * @typedef {object} Line
 * @property {string} kind
 * @property {string} part code of a form or phase; empty for the whole
 * @property {string} label
 * @property {string} [text]
 * @property {string} [note]
 * @property {string} [per] what a count is for: leg, side, total, unclear
 * @property {string} [unit]
 * @property {number} [target]
 * @property {Quantity | null} quantity
 * @property {boolean} [typed]
 */
/** @typedef {{amount: number, unit: string} | "unknown"} Answer */
/** most: null where only the patient ends it; shape: of the quantity, empty where it is not known.
 * @typedef {{least: number, most: number | null, shape: string}} Bounds */
/** @typedef {{code: string, name: string}} Named */
/** @typedef {{name: string, time: Bounds}} Hold time in seconds */
/**
 * What is done in one go. sides: as in the data and in plans; empty where practice cannot tell them apart; perSide: whether each side has its own
 * count; setsPerSide: whether all sets of one side come before the other; rest, between: null where none is given.
 * @typedef {object} Turn
 * @property {string} code of the form
 * @property {string} name
 * @property {Hold[]} holds in a repetition, in order; none where nothing is held
 * @property {Bounds} repetitions
 * @property {Bounds} sets
 * @property {Bounds | null} rest
 * @property {Bounds | null} between
 * @property {Bounds | null} pace seconds that a repetition takes, where the dose says so
 * @property {string} sides
 * @property {boolean} perSide
 * @property {boolean} setsPerSide
 */

/** The lines that a patient is asked for where they are open. */
export const ASKED = ["hold", "repetitions", "sets", "rest_between_repetitions", "rest"];

/** The largest amounts that can be meant: the bounds of the data. @type {Record<string, number>} */
export const LARGEST = { seconds: 600, minutes: 120, repetitions: 200, sets: 20 };

/** Shapes that have a number to reach, and none to begin with. */
const GOALS = ["target"];

/** @type {Bounds} */
const ONCE = { least: 1, most: 1, shape: "exact" };

/** @param {Line} line @returns {string} what an answer to it is kept under */
export const keyOf = ({ kind, part }) => (part ? `${kind}.${part}` : kind);

/** @param {Line} line @returns {boolean} whether the patient has to say what the clinician said */
export const isOpen = ({ kind, quantity }) =>
  ASKED.includes(kind) && (quantity === null || GOALS.includes(quantity.shape));

/** @param {Line} line @returns {string[]} the units that an answer can be in; one without a name where it only counts */
export const unitsFor = ({ kind, unit }) => {
  if (kind === "repetitions" || kind === "sets") return [""];
  return unit === "seconds" || unit === "minutes" ? [unit] : ["seconds", "minutes"];
};

/** @param {string} kind of a line @param {string} unit @returns {number} the largest amount */
export const largest = (kind, unit) => LARGEST[unit || kind];

/**
 * @param {string} kind of a line
 * @param {Answer} answer
 * @returns {boolean} whether it can be meant
 */
export function isSound(kind, answer) {
  if (answer === "unknown") return true;
  const { amount, unit } = answer;
  const units = unitsFor({ kind, part: "", label: "", quantity: null });
  return units.includes(unit) && Number.isInteger(amount) && amount >= 1 && amount <= largest(kind, unit);
}

/**
 * @param {Line[]} lines
 * @param {Record<string, Answer>} answers of the patient, by keyOf
 * @returns {Line[]} with what the patient said in its place. "I do not know" leaves a line as it is.
 */
export const withAnswers = (lines, answers) =>
  lines.map((line) => {
    const answer = answers[keyOf(line)];
    if (!isOpen(line) || !answer || answer === "unknown") return line;
    const goal = line.quantity?.amount ?? line.target ?? 0;
    const more = goal > answer.amount;
    /** @type {Quantity} */
    const quantity = more ? { shape: "start-goal", ...answer, to: goal } : { shape: "exact", ...answer };
    return { ...line, quantity, typed: true };
  });

/**
 * @param {Quantity | null} quantity
 * @returns {Bounds} in its own unit: open where nothing is known
 */
export function boundsOf(quantity) {
  const { shape, amount, to = null } = quantity ?? { shape: "", amount: 0 };
  if (shape === "exact") return { least: amount, most: amount, shape };
  if (shape === "range" || shape === "start-goal") return { least: amount, most: to, shape };
  if (shape === "at-least") return { least: amount, most: null, shape };
  return shape === "target" ? { least: 0, most: amount, shape } : { least: 0, most: null, shape };
}

/** @param {Quantity | null} quantity @returns {Bounds} in seconds */
function timeOf(quantity) {
  const { least, most, shape } = boundsOf(quantity);
  const unit = quantity?.unit === "minutes" ? 60 : 1;
  return { least: least * unit, most: most === null ? null : most * unit, shape };
}

/** @param {Line[]} lines @param {string} kind @param {string} part @returns {Line | undefined} its own line, or the whole's */
const lineFor = (lines, kind, part) =>
  lines.find((line) => line.kind === kind && line.part === part) ??
  lines.find((line) => line.kind === kind && !line.part);

/** @param {Line | undefined} line @returns {Bounds | null} null where there is no such line */
const timeFor = (line) => (line ? timeOf(line.quantity) : null);

/**
 * @param {Line[]} lines
 * @param {string} part of which they are
 * @param {Named[]} held the parts of one repetition that are held in turn, if there are some
 * @returns {Hold[]}
 */
function holdsOf(lines, part, held) {
  const own = held.flatMap(({ code, name }) => {
    const line = lines.find((one) => one.kind === "hold" && one.part === code);
    return line ? [{ name, time: timeOf(line.quantity) }] : [];
  });
  const whole = own.length ? undefined : lineFor(lines, "hold", part);
  return whole ? [{ name: "", time: timeOf(whole.quantity) }] : own;
}

/**
 * @param {Line[]} lines of the dose, answers in their place
 * @param {string} sides as in the data and in plans
 * @returns {{sides: string, perSide: boolean}} what can be run of it. Where a count is for both sides together, or nobody
 *     knows, practice counts it as it is, and the words say so.
 */
export function sidesOf(lines, sides) {
  const counts = lines.filter(({ kind }) => kind === "repetitions" || kind === "sets");
  const unsure = counts.some(({ per }) => per === "total" || per === "unclear");
  if (unsure || !["each", "alternate"].includes(sides)) return { sides: unsure ? "" : sides, perSide: false };
  const perSide = counts.some(({ per }) => per === "leg" || per === "side");
  return { sides, perSide: perSide || sides === "each" };
}

/**
 * @param {Line[]} lines of the dose, answers in their place
 * @param {string} sides as in the data and in plans
 * @param {Named[]} forms that are done one after the other; none where the exercise has one way, or all in one repetition
 * @param {Named[]} held the parts of one repetition that are held in turn
 * @returns {Turn[]}
 */
export function turnsOf(lines, sides, forms, held) {
  const whole = forms.length ? forms : [{ code: "", name: "" }];
  return whole.map(({ code, name }) => {
    const repetitions = lineFor(lines, "repetitions", code);
    const sets = lineFor(lines, "sets", code);
    const count = sets ? boundsOf(sets.quantity) : ONCE;
    return {
      code,
      name,
      holds: holdsOf(lines, code, held),
      repetitions: repetitions ? boundsOf(repetitions.quantity) : ONCE,
      sets: { ...count, least: Math.max(1, count.least) },
      rest: timeFor(lineFor(lines, "rest", code)),
      between: timeFor(lineFor(lines, "rest_between_repetitions", code)),
      pace: timeFor(lineFor(lines, "tempo", code)),
      ...sidesOf(lines, sides),
      setsPerSide: sets?.per === "side" || sets?.per === "leg",
    };
  });
}
