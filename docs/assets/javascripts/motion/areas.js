// @ts-check
// Where on the skin muscles are shaded: hooks/exercise_library/figures/body/areas.py tells the ellipsoids.

/** @typedef {import("./decode.js").Mesh} Mesh @typedef {import("./decode.js").Person} Person */

const FACES = -0.35;

/** @param {Mesh} mesh @param {Person} person @returns {Float32Array} which way the skin faces in the rest pose */
export function normalsOf({ index, vertices }, { places }) {
  const normals = new Float32Array(vertices * 3);
  for (let t = 0; t < index.length; t += 3) {
    const [a, b, c] = [4 * index[t], 4 * index[t + 1], 4 * index[t + 2]];
    const [ux, uy, uz] = [0, 1, 2].map((k) => places[b + k] - places[a + k]);
    const [vx, vy, vz] = [0, 1, 2].map((k) => places[c + k] - places[a + k]);
    const across = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    for (let corner = 0; corner < 3; corner++)
      for (let k = 0; k < 3; k++) normals[3 * index[t + corner] + k] += across[k];
  }
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.hypot(normals[i], normals[i + 1], normals[i + 2]) || 1;
    for (let k = 0; k < 3; k++) normals[i + k] /= length;
  }
  return normals;
}

/**
 * @param {number[][]} blobs centre, three axes by radius, the way out, the side
 * @param {Mesh} mesh @param {Person} person @param {Float32Array} normals
 * @returns {Int8Array} by vertex, positive on the areas
 */
export function shaded(blobs, mesh, { places, fields }, normals) {
  const found = new Int8Array(mesh.vertices).fill(-127);
  for (const blob of blobs) {
    const values = Array.from(found, (_, i) => 127 * inside(blob, places, mesh.steps, i, normals));
    // On that side of the hem where most of it is: there it ends, as in the stills.
    let side = 0;
    values.forEach((value, i) => (side += value > 0 ? Math.sign(fields[4 * i + 1]) : 0));
    side = Math.sign(side) / 3; // near the hem the height above it decides, not how far inside an area a place is
    values.forEach((value, i) => (found[i] = Math.max(found[i], Math.min(value, side * fields[4 * i + 1]))));
  }
  return found;
}

/** @param {number[]} blob @param {Int16Array} places @param {number} steps @param {number} i @param {Float32Array} normals */
function inside(blob, places, steps, i, normals) {
  const [x, y, z] = [places[4 * i] / steps, places[4 * i + 1] / steps, places[4 * i + 2] / steps];
  if (blob[15] * x < 0) return -1;
  const [dx, dy, dz] = [x - blob[0], y - blob[1], z - blob[2]];
  let value = 1;
  for (let k = 3; k < 12; k += 3) value -= (blob[k] * dx + blob[k + 1] * dy + blob[k + 2] * dz) ** 2;
  const [outX, outY, outZ] = [blob[12], blob[13], blob[14]];
  if (!outX && !outY && !outZ) return value;
  const faces = normals[3 * i] * outX + normals[3 * i + 1] * outY + normals[3 * i + 2] * outZ;
  return Math.min(value, 2 * (faces - FACES));
}
