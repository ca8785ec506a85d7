// @ts-check
// Undo and redo: states as they were, and as they were before undo. All of it is plain data; nothing here changes any.

/**
 * past, future: other states, the nearest one last. step: what was changed last; changing that again is no new step.
 * @template S
 * @typedef {{past: S[], now: S, future: S[], step: string}} History
 */

const MOST_STEPS = 200;

/** @template S @param {S} now @returns {History<S>} */
export const begin = (now) => ({ past: [], now, future: [], step: "" });

/**
 * @template S
 * @param {History<S>} history
 * @param {S} now
 * @param {string} [step] what was changed, if changing it again belongs to the same step
 * @returns {History<S>}
 */
export function changed({ past, now: before, step: last }, now, step = "") {
  const goesOn = step !== "" && step === last;
  return { past: goesOn ? past : [...past, before].slice(-MOST_STEPS), now, future: [], step };
}

/** @template S @param {History<S>} history @returns {History<S>} with the end of a step: what comes is another one */
export const paused = (history) => ({ ...history, step: "" });

/** @template S @param {History<S>} history @returns {History<S>} one step back, if there is one */
export function undone({ past, now, future }) {
  if (!past.length) return { past, now, future, step: "" };
  return { past: past.slice(0, -1), now: past[past.length - 1], future: [...future, now], step: "" };
}

/** @template S @param {History<S>} history @returns {History<S>} one step forward, if one was undone */
export function redone({ past, now, future }) {
  if (!future.length) return { past, now, future, step: "" };
  return { past: [...past, now], now: future[future.length - 1], future: future.slice(0, -1), step: "" };
}
