import assert from "node:assert/strict";
import { test } from "node:test";

import { shaded } from "../../docs/assets/javascripts/motion/areas.js";
import { fastEnough } from "../../docs/assets/javascripts/motion/pace.js";
import { momentAt, roundOf, ROUNDS, steppedFrom } from "../../docs/assets/javascripts/motion/timeline.js";
import { about, slerp, times, turned } from "../../docs/assets/javascripts/motion/turns.js";
import { axesOf, viewOf, within } from "../../docs/assets/javascripts/motion/view.js";

/** @param {number[]} a @param {number[]} b */
const near = (a, b) => a.forEach((part, i) => assert.ok(Math.abs(part - b[i]) < 1e-9, `${a} is not ${b}`));

test("a shaded area ends at the hem, on the side where most of it is", () => {
  const [top, legs] = [[60, 40, -99, 127], [60, -40, -99, 127]];
  const blob = [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0];
  const shadedOn = (/** @type {number[][]} */ fields) => {
    const person = /** @type {any} */ ({ places: new Int16Array(4 * fields.length), fields: Int8Array.from(fields.flat()) });
    const mesh = /** @type {any} */ ({ vertices: fields.length, steps: 100 });
    return [...shaded([blob], mesh, person, new Float32Array(3 * fields.length))].map((value) => value > 0);
  };
  assert.deepEqual(shadedOn([top, top, legs]), [true, true, false]);
  assert.deepEqual(shadedOn([legs, top, legs]), [true, false, true]);
});

test("the body waits at each still, goes on, and comes back the way it came", () => {
  const seconds = [2, 1];
  assert.equal(roundOf(seconds), 2 * (2 + 1.3 + 1 + 1.3));
  assert.deepEqual(momentAt(seconds, 1), { at: 0, still: 0, hot: 1, over: false });
  near([momentAt(seconds, 1.3 + 1).at], [0.5]);
  assert.equal(momentAt(seconds, 1.3 + 1).hot, 0);
  near([momentAt(seconds, 1.3 + 2 + 1).at], [1]);
  near([momentAt(seconds, 1.3 + 2 + 1.3 + 0.5).at], [1.5]);
  const back = roundOf(seconds) - 1; // half way of the last two seconds
  near([momentAt(seconds, back).at], [0.5]);
});

test("it ends after three rounds", () => {
  assert.equal(momentAt([2], ROUNDS * roundOf([2]) - 0.01).over, false);
  assert.deepEqual(momentAt([2], ROUNDS * roundOf([2])), { at: 0, still: 0, hot: 1, over: true });
});

test("a step goes to the next or the last still, and round at the ends", () => {
  const seconds = [2, 1];
  const on = (/** @type {number} */ elapsed) => steppedFrom(seconds, elapsed, 1);
  assert.equal(momentAt(seconds, on(0)).at, 0 + 1);
  assert.equal(momentAt(seconds, on(on(0))).at, 2);
  assert.equal(momentAt(seconds, on(on(on(0)))).at, 1);
  assert.equal(momentAt(seconds, on(on(on(on(0))))).at, 0);
  assert.equal(momentAt(seconds, steppedFrom(seconds, on(on(0)), -1)).at, 1);
  assert.equal(momentAt(seconds, steppedFrom(seconds, 0, -1)).at, 1);
  assert.equal(momentAt(seconds, steppedFrom(seconds, 2, -1)).at, 0); // back to the start of where it is
});

/** @param {(size: number) => number} cost milliseconds of a drawing */
async function paced(cost) {
  let now = 0;
  /** @type {number[]} */
  const drawn = [];
  const draw = (/** @type {number} */ size) => {
    now += drawn.length ? cost(size) : 5000; // the first one is slow on every device, and does not count
    drawn.push(size);
  };
  return { size: await fastEnough(draw, { now: () => now }, async () => {}), drawn };
}

test("a device is tried with all pixels, then with half of them, then not at all", async () => {
  assert.deepEqual(await paced(() => 50), { size: 1, drawn: [1, 1, 1, 1, 1, 1] });
  assert.deepEqual((await paced((size) => size * 90)).size, 0.5);
  assert.deepEqual((await paced(() => 51)).size, 0);
  assert.equal((await paced(() => 51)).drawn.length, 12);
});

test("one slow drawing of five does not count: it is the median", async () => {
  let count = 0;
  assert.equal((await paced(() => (count++ % 3 ? 10 : 400))).size, 1);
});

test("rotations turn vectors as they should", () => {
  near(turned(about([0, 1, 0], 90), [0, 0, 1]), [1, 0, 0]);
  near(turned(about([1, 0, 0], 90), [0, 1, 0]), [0, 0, 1]);
  const twice = times(about([0, 0, 1], 30), about([0, 0, 1], 60));
  near(turned(twice, [1, 0, 0]), [0, 1, 0]);
  near(slerp(about([0, 1, 0], 0), about([0, 1, 0], 80), 0.25), about([0, 1, 0], 20));
  const other = about([0, 1, 0], 80).map((part) => -part); // means the same rotation
  near(turned(slerp(about([0, 1, 0], 0), other, 0.5), [0, 0, 1]), turned(about([0, 1, 0], 40), [0, 0, 1]));
});

test("the camera looks as that of the stills", () => {
  near(axesOf({ yaw: 0, pitch: 0 }).flat(), [1, 0, 0, 0, 1, 0, 0, 0, 1]);
  near(axesOf({ yaw: 90, pitch: 0 })[2], [1, 0, 0]);
  near(axesOf({ yaw: 0, pitch: 90 })[2], [0, 1, 0]);
});

test("it turns within the sides that teach something, and all round where all do", () => {
  assert.deepEqual(within([-60, 60, 0, 75], { yaw: 90, pitch: -5 }), { yaw: 60, pitch: 0 });
  assert.deepEqual(within([-180, 180, 0, 75], { yaw: 190, pitch: 80 }), { yaw: -170, pitch: 75 });
});

test("the stills' own side is shown as they show it, and others get small enough to fit", () => {
  const movement = /** @type {any} */ ({ box: [-110, -60, 110, 20], camera: [0, 0], unit: 220 });
  /** @type {[number[], number][]} */
  const reached = [
    [[-0.4, 0.1, 0], 0.1],
    [[0.4, 0.1, 0.9], 0.1],
  ];
  const own = viewOf(movement, reached, { yaw: 0, pitch: 0 }, 440, 160);
  assert.equal(own.away, 0);
  near([own.unit, own.middle[0], own.middle[1]], [440, 0, 20 / 220]);
  const turnedAside = viewOf(movement, reached, { yaw: 60, pitch: 0 }, 440, 160);
  assert.equal(turnedAside.away, 1);
  for (const [place, room] of reached) {
    const across = turnedAside.axes[0].reduce((sum, part, i) => sum + part * (place[i] - turnedAside.middle[i]), 0);
    assert.ok((Math.abs(across) + room) * turnedAside.unit <= 220 + 1e-6);
  }
});
