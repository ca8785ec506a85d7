// @ts-check
// Vectors and rotations. A rotation is a quaternion: x, y, z, w. Angles are degrees.

/** @typedef {number[]} Vector three numbers @typedef {number[]} Turn four numbers */

/** @param {Vector} a @param {Vector} b @returns {Vector} */
export const add = (a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];

/** @param {Vector} a @param {Vector} b @returns {Vector} a - b */
export const subtract = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

/** @param {Vector} a @param {Vector} b @returns {number} */
export const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** @param {Vector} a @param {Vector} b @returns {Vector} */
export const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

/** @param {number} a @param {number} b @param {number} share @returns {number} between a (share 0) and b (share 1) */
export const mix = (a, b, share) => a * (1 - share) + b * share;

/** @param {number} value @param {number} low @param {number} high @returns {number} */
export const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/** @param {number[]} v @returns {number[]} the same direction, or rotation, with length 1 */
export function unit(v) {
  const length = Math.hypot(...v) || 1;
  return v.map((part) => part / length);
}

/** @param {Turn} p @param {Turn} q @returns {Turn} q inside p: q is nearer to what is turned */
export function times([a, b, c, d], [e, f, g, h]) {
  return [
    d * e + a * h + b * g - c * f,
    d * f - a * g + b * h + c * e,
    d * g + a * f - b * e + c * h,
    d * h - a * e - b * f - c * g,
  ];
}

/** @param {Turn} turn @returns {Turn} what undoes it */
export const inverse = ([x, y, z, w]) => [-x, -y, -z, w];

/** @param {Turn} turn @param {Vector} v @returns {Vector} the vector, turned */
export function turned(turn, v) {
  const t = cross(turn, v).map((part) => 2 * part);
  const u = cross(turn, t);
  return [0, 1, 2].map((i) => v[i] + turn[3] * t[i] + u[i]);
}

/** @param {Vector} axis of length 1 @param {number} degrees @returns {Turn} */
export function about([x, y, z], degrees) {
  const half = (degrees * Math.PI) / 360;
  const sine = Math.sin(half);
  return [x * sine, y * sine, z * sine, Math.cos(half)];
}

/** @param {Vector} a @param {Vector} b @returns {Turn} the shortest that makes direction a direction b */
export function fromTo(a, b) {
  const [start, end] = [unit(a), unit(b)];
  return unit([...cross(start, end), 1 + dot(start, end)]);
}

/** @param {Turn} a @param {Turn} b @param {number} share @returns {Turn} between them, the shortest way about one axis */
export function slerp(a, b, share) {
  const along = a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
  const sign = along < 0 ? -1 : 1;
  const angle = Math.acos(Math.min(1, along * sign));
  const sine = Math.sin(angle);
  const [u, v] =
    sine < 1e-4 ? [1 - share, share] : [Math.sin((1 - share) * angle) / sine, Math.sin(share * angle) / sine];
  return unit(a.map((part, i) => part * u + b[i] * v * sign));
}
