// @ts-check
// A dose as a list of steps: get ready, hold, release, hold again, rest, the other side.
// The list holds all that may be done. What need not be done can be left by "enough".

import { LARGEST } from "./dose.js";

/** @typedef {import("./dose.js").Bounds} Bounds */
/** @typedef {import("./dose.js").Turn} Turn */
/**
 * show: the exercise before it begins; ready: a short time to get into place; hold; move: a repetition without a hold;
 * release: between holds; rest: between sets; side, form: the other side, or another way; choice: enough has been done, more
 * may be; over: the end.
 * @typedef {"show" | "ready" | "hold" | "move" | "release" | "rest" | "side" | "form" | "choice" | "over"} Kind
 */
/**
 * One step. turn: number of the form; set and rep count from 1, 0 where nothing is counted; side: 0 the first, 1 the other,
 * -1 none; round: the number of the set and side, which are done without a break; hold: its number in the repetition; time:
 * in seconds, null where the dose gives none; of: what a choice is about.
 * @typedef {object} Step
 * @property {Kind} kind
 * @property {number} turn
 * @property {number} set
 * @property {number} side
 * @property {number} round
 * @property {number} rep
 * @property {number} hold
 * @property {Bounds | null} time
 * @property {"repetitions" | "sets" | ""} of
 */

/** @type {Step} */
const BLANK = { kind: "over", turn: 0, set: 0, side: -1, round: -1, rep: 0, hold: 0, time: null, of: "" };

/** @param {number} most @returns {number[]} 1, 2, 3 and so on */
const upTo = (most) => Array.from({ length: most }, (_, at) => at + 1);

/** @param {Bounds} bounds @param {number} done @returns {boolean} whether that is all that must be, and more may be done */
const isChoice = ({ least, most }, done) => least > 0 && done === least && most !== least;

/** @param {Turn} turn @returns {{set: number, side: number}[]} the rounds in order */
function roundsOf({ sets, sides, setsPerSide }) {
  const each = sides === "each" ? [0, 1] : [-1];
  const numbers = upTo(sets.most ?? LARGEST.sets);
  if (setsPerSide) return each.flatMap((side) => numbers.map((set) => ({ set, side })));
  return numbers.flatMap((set) => each.map((side) => ({ set, side })));
}

/** @param {Turn} turn @param {Partial<Step>} at @returns {Partial<Step>[]} one repetition */
function repetition({ holds, pace }, at) {
  if (!holds.length) return [{ ...at, kind: "move", time: pace }];
  return holds.flatMap(({ time }, hold) => {
    const before = hold ? [/** @type {Partial<Step>} */ ({ ...at, kind: "release", hold })] : [];
    return [...before, { ...at, kind: "hold", hold, time }];
  });
}

/** @param {Turn} turn @param {Partial<Step>} at set and side @returns {Partial<Step>[]} the repetitions of a round */
function run(turn, at) {
  const { repetitions, between, holds, sides, perSide } = turn;
  /** @type {Partial<Step>[]} */
  const steps = [];
  for (const rep of upTo(repetitions.most ?? LARGEST.repetitions)) {
    if (isChoice(repetitions, rep - 1)) steps.push({ ...at, rep, kind: "choice", of: "repetitions" });
    const both = sides === "alternate" ? (perSide ? [0, 1] : [(rep - 1) % 2]) : [at.side];
    for (const side of both) {
      const first = rep === 1 && side === both[0];
      if (!first && (holds.length || between)) steps.push({ ...at, side, rep, kind: "release", time: between });
      steps.push(...repetition(turn, { ...at, side, rep }));
    }
  }
  return steps;
}

/** @param {Turn} turn @param {number} number @returns {Partial<Step>[]} all of a form */
function wholeTurn(turn, number) {
  /** @type {Partial<Step>[]} */
  const steps = number ? [{ kind: "form", turn: number }] : [{ kind: "ready" }];
  /** @type {{set: number, side: number} | undefined} */
  let last;
  for (const [round, { set, side }] of roundsOf(turn).entries()) {
    const at = { turn: number, set, side, round };
    const again = last !== undefined && set !== last.set && set > 1;
    if (again && isChoice(turn.sets, set - 1)) steps.push({ ...at, kind: "choice", of: "sets" });
    if (again) steps.push({ ...at, kind: "rest", time: turn.rest });
    else if (last) steps.push({ ...at, kind: "side" });
    steps.push(...run(turn, at));
    last = { set, side };
  }
  return steps;
}

/**
 * @param {Turn[]} turns of one exercise
 * @returns {Step[]} from what is shown before it begins to its end
 */
export function stepsOf(turns) {
  const steps = [{ kind: /** @type {Kind} */ ("show") }, ...turns.flatMap(wholeTurn), { turn: -1 }];
  return steps.map((step) => ({ ...BLANK, ...step }));
}

/**
 * @param {Step[]} steps
 * @param {number} at
 * @returns {number} where it goes on when it is enough: after this round of repetitions, or after all sets where the next
 *     set has not begun
 */
export function afterEnough(steps, at) {
  const { turn, round, kind, of } = steps[at];
  const all = kind === "rest" || of === "sets";
  const next = steps.findIndex((step, index) => {
    if (index <= at) return false;
    return step.turn !== turn || (!all && step.round !== round);
  });
  return next < 0 ? steps.length - 1 : next;
}
