// @ts-check
// Where the moving body is, at the tempo of the timer: it is held where the patient holds, and rests where the patient rests.

import { timingOf } from "./run.js";

/** @typedef {import("../motion/timeline.js").Moment} Moment */

/** @param {number} from @param {number} to @param {number} share of the way, 0 to 1 @returns {Moment} slow at both ends */
function between(from, to, share) {
  const eased = (1 - Math.cos(Math.PI * Math.max(0, Math.min(1, share)))) / 2;
  const still = eased < 0.5 ? from : to;
  return { at: from + (to - from) * eased, still, hot: Math.max(0, 1 - 5 * Math.min(eased, 1 - eased)), over: false };
}

/**
 * @param {import("./steps.js").Step} step
 * @param {number} holds how many there are in a repetition
 * @param {number} last number of the last still
 * @returns {number} the still that is held: the last one, or each in turn where there are as many as holds
 */
const heldAt = (step, holds, last) => (holds > 1 && holds === last ? step.hold + 1 : last);

/** @param {import("./steps.js").Step[]} steps @returns {number} how many holds a repetition has */
const holdsIn = (steps) => 1 + Math.max(0, ...steps.slice(0, 12).map(({ hold }) => hold));

/**
 * @param {import("./steps.js").Step[]} steps
 * @param {number} last number of the last still
 * @param {string} sides of the handout
 * @returns {boolean} whether it is clear which still is held. Several stills of an exercise with sides may show one side
 *     and then the other, and the wrong one would be worse than all of them.
 */
export function isClear(steps, last, sides) {
  if (last < 2 || holdsIn(steps) === last) return true;
  return sides === "together" && steps.some(({ kind }) => kind === "hold") && holdsIn(steps) === 1;
}

/**
 * @param {import("./steps.js").Step[]} steps
 * @param {number} at
 * @param {number} last number of the last still
 * @returns {number} the still that shows a step: where it is held or moved to, and else how one starts
 */
export function stillOf(steps, at, last) {
  const step = steps[at];
  if (step.kind === "hold") return heldAt(step, holdsIn(steps), last);
  return step.kind === "move" ? last : Math.min(step.hold, last);
}

/**
 * @param {import("./steps.js").Step[]} steps
 * @param {number} at
 * @param {import("./run.js").Settings} settings
 * @param {number} elapsed seconds
 * @param {number[]} seconds that the movement takes for each way
 * @returns {Moment}
 */
export function momentOf(steps, at, settings, elapsed, seconds) {
  const step = steps[at];
  const last = seconds.length;
  if (!last) return { at: 0, still: 0, hot: 1, over: false };
  const holds = holdsIn(steps);
  const takes = seconds.reduce((all, one) => all + one, 0);
  const { most } = timingOf(step, settings);
  const held = heldAt(step, holds, last);
  if (step.kind === "hold") {
    const before = steps[at - 1];
    const risen = before && before.kind !== "hold" && timingOf(before, settings).most !== null;
    return between(step.hold, held, risen ? 1 : elapsed / takes);
  }
  if (step.kind === "move") return turn(elapsed, most ?? 2 * takes + 1, last, most === null);
  // Down in the first half of a pause, and up again before the next hold.
  const half = Math.min(takes, (most ?? 2 * takes) / 2);
  const rises = steps[at + 1]?.kind === "hold" && most !== null && elapsed > most - half;
  if (rises) return between(step.hold, heldAt(steps[at + 1], holds, last), 1 - (most - elapsed) / half);
  return step.kind === "release" && !step.hold ? between(last, 0, elapsed / half) : between(step.hold, step.hold, 0);
}

/** @param {number} elapsed @param {number} round seconds there and back @param {number} last still @param {boolean} again and again @returns {Moment} */
function turn(elapsed, round, last, again) {
  const share = again ? (elapsed % round) / round : Math.min(1, elapsed / round);
  return share < 0.5 ? between(0, last, share * 2) : between(last, 0, share * 2 - 1);
}
