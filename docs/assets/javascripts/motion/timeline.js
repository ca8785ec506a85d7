// @ts-check
// When the body is where: it waits at each still, goes on to the next, and back the way it came.

/**
 * @typedef {object} Moment
 * @property {number} at number of a still, or between two
 * @property {number} still the nearest
 * @property {number} hot how much what belongs to that still is shown: 1 at the still, 0 half way
 * @property {boolean} over whether all rounds are done
 */

const WAITS = 1.3;
export const ROUNDS = 3;

/** @param {number[]} seconds of each way @returns {{from: number, to: number, starts: number, takes: number}[]} one round */
function legs(seconds) {
  const there = seconds.map((takes, way) => ({ from: way, to: way + 1, takes }));
  const back = there.map(({ from, to, takes }) => ({ from: to, to: from, takes })).reverse();
  let starts = 0;
  return [...there, ...back].map((leg) => {
    const found = { ...leg, starts };
    starts += WAITS + leg.takes;
    return found;
  });
}

/** @param {number[]} seconds @returns {number} how long a round takes */
export const roundOf = (seconds) => 2 * seconds.reduce((sum, takes) => sum + takes + WAITS, 0);

/** @param {number[]} seconds of each way @param {number} elapsed @returns {Moment} */
export function momentAt(seconds, elapsed) {
  const round = roundOf(seconds);
  if (elapsed >= ROUNDS * round) return { at: 0, still: 0, hot: 1, over: true };
  const now = elapsed % round;
  const leg = legs(seconds).findLast(({ starts }) => starts <= now) ?? legs(seconds)[0];
  const share = Math.max(0, (now - leg.starts - WAITS) / leg.takes);
  const eased = (1 - Math.cos(Math.PI * Math.min(1, share))) / 2;
  return {
    at: leg.from + (leg.to - leg.from) * eased,
    still: eased < 0.5 ? leg.from : leg.to,
    hot: Math.max(0, 1 - 5 * Math.min(eased, 1 - eased)),
    over: false,
  };
}

/** @param {number[]} seconds @param {number} elapsed @param {1 | -1} way @returns {number} when it waits at the next still */
export function steppedFrom(seconds, elapsed, way) {
  const round = roundOf(seconds);
  const starts = legs(seconds).map((leg) => leg.starts);
  const begun = Math.floor(elapsed / round) * round;
  const now = elapsed - begun;
  const next = way > 0 ? starts.find((start) => start > now + 1e-6) ?? round : undefined;
  const before = starts.findLast((start) => start < now - 1e-6);
  const found = next ?? before ?? starts[starts.length - 1] - (begun ? round : 0);
  return (((begun + found) % round) + round) % round;
}
