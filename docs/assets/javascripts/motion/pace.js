// @ts-check
// Whether a device draws fast enough: found out before anything is shown.

/** @typedef {{now: () => number}} Clock in milliseconds */

const TIMED = 5;
const MOST = 50;
const SIZES = [1, 0.5];

/** @param {number[]} numbers @returns {number} */
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/**
 * @param {(size: number) => void} draw once, to its end; `size` is the share of the pixels across
 * @param {Clock} clock
 * @param {() => Promise<void>} pause lets the page do something else
 * @returns {Promise<number>} the size that is fast enough; 0 if none is
 */
export async function fastEnough(draw, clock, pause) {
  for (const size of SIZES) {
    draw(size); // unseen: whatever has to be prepared is prepared now
    const took = [];
    for (let count = 0; count < TIMED; count++) {
      await pause();
      const start = clock.now();
      draw(size);
      took.push(clock.now() - start);
    }
    if (median(took) <= MOST) return size;
  }
  return 0;
}
