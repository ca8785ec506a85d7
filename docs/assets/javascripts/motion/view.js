// @ts-check
// From where the body is looked at: in straight lines, so that lengths do not depend on how far away they are.

import { add, clamp, dot } from "./turns.js";

/** @typedef {{yaw: number, pitch: number}} Side degrees about the vertical, and down from the horizon */
/** @typedef {number[][]} Axes what is right, up and towards the viewer */
/** @typedef {{axes: Axes, middle: number[], unit: number, away: number}} View `unit` is pixels for one body height */
/** @typedef {[number[], number]} Reached a place, and the room around it */

/** Within so many degrees of the still's own side, things lie before or behind the body as they do there. */
const ALMOST = 20;

/** @param {Side} side @returns {Axes} */
export function axesOf({ yaw, pitch }) {
  const [c, s] = [Math.cos((yaw * Math.PI) / 180), Math.sin((yaw * Math.PI) / 180)];
  const [d, t] = [Math.cos((pitch * Math.PI) / 180), Math.sin((pitch * Math.PI) / 180)];
  return [
    [c, 0, -s],
    [-t * s, d, -t * c],
    [d * s, t, d * c],
  ];
}

/** @param {number[]} limits least and most yaw and pitch @param {Side} side @returns {Side} the nearest that is allowed */
export function within([left, right, low, high], { yaw, pitch }) {
  const round = right - left >= 360 ? ((((yaw - left) % 360) + 360) % 360) + left : yaw;
  return { yaw: clamp(round, left, right), pitch: clamp(pitch, low, high) };
}

/**
 * @param {import("./decode.js").Movement} movement
 * @param {Reached[]} reached all that is to be seen
 * @param {Side} side @param {number} width @param {number} height of the picture in pixels
 * @returns {View} the still's own at its side; from others it turns about the same middle, and gets small enough to fit
 */
export function viewOf({ box, camera, unit }, reached, side, width, height) {
  const [left, top, right, bottom] = box;
  const still = axesOf({ yaw: camera[0], pitch: camera[1] });
  const depth = reached.reduce((sum, [place]) => sum + dot(still[2], place), 0) / reached.length;
  const parts = [(left + right) / 2 / unit, -(top + bottom) / 2 / unit, depth];
  const middle = parts.reduce((sum, part, axis) => add(sum, still[axis].map((it) => it * part)), [0, 0, 0]);
  const axes = axesOf(side);
  const own = Math.min(width / (right - left), height / (bottom - top)) * unit;
  const turned = Math.abs(((((side.yaw - camera[0]) % 360) + 540) % 360) - 180) + Math.abs(side.pitch - camera[1]);
  const away = Math.min(1, turned / ALMOST);
  const half = [0, 1].map((axis) =>
    Math.max(...reached.map(([place, room]) => Math.abs(dot(axes[axis], place) - dot(axes[axis], middle)) + room)),
  );
  const small = Math.min(own, width / 2 / half[0], height / 2 / half[1]);
  // A part that is shown large stays so.
  return { axes, middle, unit: unit > 220 ? own : own * (1 - away) + small * away, away };
}
