// @ts-check
// Chairs, straps, mats, and the strokes of a face, as corners for the graphics processor.

import { add } from "./turns.js";

/** @typedef {import("./decode.js").Movement} Movement @typedef {import("./decode.js").Thing} Thing */
/** @typedef {[number, number, number]} Mark its number, whether it is flat without an outline, and -1 behind, 1 in front */

/** Two triangles for each face of a box, whose corners have a bit for each axis. */
const FACES = [0, 1, 3, 0, 3, 2, 4, 6, 7, 4, 7, 5, 0, 4, 5, 0, 5, 1, 2, 3, 7, 2, 7, 6, 0, 2, 6, 0, 6, 4, 1, 5, 7, 1, 7, 3];
const ENDS = [-1, 1, 1, -1, 1, -1];
const ASIDE = [-1, -1, 1, -1, 1, 1];
const AROUND = [
  [0, 1],
  [1, 3],
  [3, 2],
  [2, 0],
];
const [MAT_LOW, MAT_TOP] = [-0.01, -0.002];
/** A mat is the thing of this number. */
const MAT = 255;

/** @param {number} number @param {Thing} thing @returns {Mark} */
const markOf = (number, { front }) => [number, 0, front ? 1 : -1];

/** @param {number[][]} corners eight @param {Mark} mark @returns {number[]} */
const box = (corners, mark) => FACES.flatMap((corner) => [...corners[corner].slice(0, 3), ...mark]);

/** @param {number[]} start @param {number[]} end @param {number} radius @param {Mark} mark @returns {number[]} a rod */
export const rod = (start, end, radius, mark) =>
  ENDS.flatMap((along, i) => [...start.slice(0, 3), ...end.slice(0, 3), along, ASIDE[i], radius, ...mark]);

/** @param {Movement} movement @returns {number[]} the mat and all boards */
export function boxesOf({ mat, things }) {
  const found = things.flatMap((thing, number) => {
    const { balls } = thing;
    if (balls.length === 8) return box(balls, markOf(number, thing));
    if (balls.length !== 4) return [];
    const level = (/** @type {number} */ sign) => balls.map(([x, y, z, radius]) => [x, y + sign * radius, z]);
    return box([...level(-1), ...level(1)], markOf(number, thing));
  });
  return mat ? [...found, ...box(matCorners(mat), [MAT, 1, -1])] : found;
}

/** @param {number[]} mat where it ends in x and z @returns {number[][]} its corners */
export const matCorners = ([left, right, back, front]) =>
  [left, right].flatMap((x) => [MAT_LOW, MAT_TOP].flatMap((y) => [back, front].map((z) => [x, y, z])));

/** @param {Movement} movement @returns {number[]} all rods, and the edges of what is padded */
export const rodsOf = ({ things }) =>
  things.flatMap((thing, number) => {
    const { balls } = thing;
    const pairs = balls.length === 4 ? AROUND : balls.length === 2 ? [[0, 1]] : [];
    return pairs.flatMap(([a, b]) => rod(balls[a], balls[b], balls[a][3], markOf(number, thing)));
  });

/** @param {Movement} movement @param {number[][]} places of the balls now @returns {number[]} straps, sticks and balls */
export function movingRods({ moving, things }, places) {
  let at = 0;
  return moving.flatMap((thing, number) => {
    const balls = places.slice(at, (at += thing.balls.length));
    const mark = markOf(things.length + number, thing);
    return balls.slice(1).flatMap((end, i) => rod(balls[i], end, thing.balls[i][3], mark));
  });
}

/** Half the width of a stroke, in body heights, for one tenth of a drawing unit. */
const HALF = 0.05 / 220;

/**
 * @param {import("./decode.js").Person} person @param {boolean} wires of glasses, or else the strokes of the face
 * @returns {number[]} in the rest pose
 */
export const strokesOf = ({ strokes, hair }, wires) =>
  strokes.flatMap(({ name, width, places }) => {
    if ((name === "wire") !== wires) return [];
    const colored = name === "brow" && hair !== "grey" ? 255 : 0;
    return places.slice(1).flatMap((end, i) => rod(places[i], end, width * HALF, [colored, 0, 0]));
  });

/** @param {number[]} place @param {number[]} by @param {number} far @returns {number[]} */
export const nearer = (place, by, far) => add(place, by.map((part) => part * far));
