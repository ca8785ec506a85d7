// @ts-check
// What the files of motion hold. hooks/exercise_library/figures/motion/codec.py writes them.

/**
 * What all people share: faces, four bones and their shares by vertex, and how bones hang together.
 * @typedef {object} Mesh
 * @property {number} vertices
 * @property {number} steps of a place, for one body height
 * @property {number[]} parents
 * @property {number[][]} offsets where a bone hangs on its parent
 * @property {string[]} skeleton the bones that a movement turns
 * @property {string[]} bones those that the skin follows
 * @property {Record<string, string[]>} halves
 * @property {Record<string, number>} follow
 * @property {Record<string, number[]>} curls
 * @property {Uint16Array} index corners of triangles
 * @property {Guess} guess
 * @property {Uint8Array} bone @property {Uint8Array} share @property {Uint8Array} flags
 */

/** @typedef {{kind: Uint8Array, from: Int32Array, near: Uint16Array}} Guess what each vertex is guessed from */

/**
 * A person in the rest pose.
 * @typedef {object} Person
 * @property {string} skin @property {string} hair tones
 * @property {number} earsCovered
 * @property {number[][]} turns of the bones
 * @property {Record<string, number[]>} joints
 * @property {number[]} spread
 * @property {{name: string, width: number, places: number[][]}[]} strokes of the face
 * @property {Int16Array} places four by vertex: x, y, z, flags
 * @property {Int8Array} fields four by vertex: top, above the hem, hair, above the ankles
 */

/**
 * @typedef {object} Movement
 * @property {string} body name of the person
 * @property {number[]} camera yaw and pitch of the stills
 * @property {number} unit steps of the stills for one body height
 * @property {number[]} box of the stills: left, top, right, bottom; down is positive
 * @property {number[]} times of the keys: 0 is the first still, 1 the second
 * @property {number} ways from still to still
 * @property {number[]} seconds
 * @property {number[]} free bones whose places are told
 * @property {string[][]} hands
 * @property {number} far
 * @property {number[]} sides
 * @property {number[] | null} mat
 * @property {number} yields
 * @property {number[][][]} areas
 * @property {Thing[]} things @property {Thing[]} moving
 * @property {{side: number, bone: number, out: number[]}[][]} reach
 * @property {{path: string, fill: string, stroke: string, width: number}[][]} arrows
 * @property {Key[]} keys
 */

/** @typedef {{balls: number[][], front: number}} Thing @typedef {{turns: number[][], places: number[][], balls: number[][]}} Key */

const BORDER = 65535;
const NO_HEM = 0.1;
const [HEM, ANKLE, REACH] = [0.585, 0.062, 0.03];
const [TURNS, LENGTHS] = [2047, 4096];
const ARM = 8;

/** @param {ArrayBuffer} file @returns {{told: any, bytes: Uint8Array}} its facts, and the streams behind them */
function opened(file) {
  const size = new DataView(file).getUint32(0, true);
  return {
    told: JSON.parse(new TextDecoder().decode(new Uint8Array(file, 4, size))),
    bytes: new Uint8Array(file, 4 + size),
  };
}

/** @param {Uint8Array} bytes @param {number} count of numbers in two planes @param {number} i @returns {number} */
const plane = (bytes, count, i) => bytes[i] | (bytes[count + i] << 8);

/** @param {number} folded @returns {number} */
const signed = (folded) => (folded & 1 ? -(folded + 1) / 2 : folded / 2);

/** Grows the faces from edge to edge, in the same order as the file was written. */
class Growth {
  /** @param {number} vertices @param {number} quads @param {() => number} next symbol */
  constructor(vertices, quads, next) {
    this.next = next;
    this.index = new Uint16Array(quads * 6);
    this.guess = {
      kind: new Uint8Array(vertices),
      from: new Int32Array(vertices * 3),
      near: new Uint16Array(vertices),
    };
    this.count = 0;
    this.quad = 0;
    this.passed = new Set();
    /** @type {number[][]} */
    this.gates = [];
    while (this.quad < quads) this.seed();
  }

  seed() {
    const corners = [0, 1, 2, 3].map(() => this.told(() => [0, 0, 0, 0]));
    this.pass(corners);
    for (let k = 0; k < 4; k++) this.gates.push([0, 1, 2, 3].map((i) => corners[(k + i) & 3]));
    for (let gate = this.gates.pop(); gate; gate = this.gates.pop()) this.beyond(gate);
  }

  /** @param {number[]} gate an edge of a known quad, then that quad's other corners */
  beyond([a, b, , behind]) {
    if (this.passed.has(b * 65536 + a)) return;
    const first = this.next();
    if (first === BORDER) return;
    const second = this.next();
    const known = second ? this.count + (first ? 0 : 1) - second : 0;
    const c = first ? this.count - first : this.fresh(second ? [2, b, a, known] : [1, a, behind, 0]);
    const d = second ? known : this.fresh([2, a, b, c]);
    this.pass([b, a, c, d]);
    this.gates.push([a, c, d, b], [c, d, b, a], [d, b, a, c]);
  }

  /** @param {() => number[]} guess @returns {number} a vertex that was seen before, or a new one */
  told(guess) {
    const back = this.next();
    return back ? this.count - back : this.fresh(guess());
  }

  /** @param {number[]} guess its kind, and three vertices @returns {number} a new vertex */
  fresh([kind, a, b, c]) {
    const { guess, count } = this;
    guess.kind[count] = kind;
    guess.from.set([a, b, c], 3 * count);
    guess.near[count] = kind === 2 ? b : kind ? a : Math.max(count - 1, 0);
    return this.count++;
  }

  /** @param {number[]} corners */
  pass([a, b, c, d]) {
    this.index.set([a, b, c, a, c, d], 6 * this.quad++);
    this.passed.add(a * 65536 + b).add(b * 65536 + c).add(c * 65536 + d).add(d * 65536 + a);
  }
}

/** @param {ArrayBuffer} file @returns {Mesh} */
export function decodeMesh(file) {
  const { told, bytes } = opened(file);
  const { vertices, symbols, quads } = told;
  let at = 0;
  const { index, guess } = new Growth(vertices, quads, () => plane(bytes, symbols, at++));
  const stream = (/** @type {number} */ number) => unstepped(bytes, 2 * symbols + number * vertices, guess.near);
  const bones = [0, 1, 2, 3].map(stream);
  const shares = [4, 5, 6].map(stream);
  const bone = new Uint8Array(vertices * 4);
  const share = new Uint8Array(vertices * 4);
  for (let i = 0; i < vertices; i++) {
    for (let k = 0; k < 4; k++) bone[4 * i + k] = bones[k][i];
    for (let k = 0; k < 3; k++) share[4 * i + k + 1] = shares[k][i];
    share[4 * i] = 255 - shares[0][i] - shares[1][i] - shares[2][i];
  }
  return { ...told, index, guess, bone, share, flags: Uint8Array.from(stream(7)) };
}

/** @param {Uint8Array} bytes @param {number} at @param {Uint16Array} near @returns {Int8Array} numbers told as steps */
function unstepped(bytes, at, near) {
  const found = new Int8Array(near.length);
  for (let i = 0; i < near.length; i++) found[i] = bytes[at + i] + (i ? found[near[i]] : 0);
  return found;
}

/** @param {Uint8Array} bytes @param {number} at @param {Guess} guess @returns {Int32Array} one part of each place */
function unguessed(bytes, at, { kind, from }) {
  const count = kind.length;
  const x = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const [a, b, c] = [x[from[3 * i]], x[from[3 * i + 1]], x[from[3 * i + 2]]];
    const straight = a + (((a - b) * 3) >> 2);
    const guessed = kind[i] === 2 ? b + c - a : kind[i] ? straight : i ? x[i - 1] : 0;
    x[i] = guessed + signed(plane(bytes.subarray(at), count, i));
  }
  return x;
}

/** @param {ArrayBuffer} file @param {Mesh} mesh @returns {Person} */
export function decodePerson(file, { vertices, guess, flags, steps }) {
  const { told, bytes } = opened(file);
  const axes = [0, 1, 2].map((axis) => unguessed(bytes, 2 * axis * vertices, guess));
  const [top, hair] = [6, 7].map((number) => unstepped(bytes, number * vertices, guess.near));
  const places = new Int16Array(vertices * 4);
  const fields = new Int8Array(vertices * 4);
  for (let i = 0; i < vertices; i++) {
    const isArm = flags[i] & ARM;
    const height = axes[1][i] / steps;
    places.set([axes[0][i], axes[1][i], axes[2][i], flags[i]], 4 * i);
    fields.set([top[i], edge(isArm ? NO_HEM : height - HEM), hair[i], edge(isArm ? -NO_HEM : height - ANKLE)], 4 * i);
  }
  return { ...told, places, fields };
}

/** @param {number} value @returns {number} how far from an edge, as fields tell it */
const edge = (value) => Math.max(-127, Math.min(127, Math.round((value / REACH) * 127)));

/** @param {ArrayBuffer} file @param {number} bones how many a movement turns @returns {Movement} */
export function decodeMovement(file, bones) {
  const { told, bytes } = opened(file);
  const count = told.times.length;
  const balls = told.moving.reduce((/** @type {number} */ sum, /** @type {Thing} */ it) => sum + it.balls.length, 0);
  const values = 4 * bones + 3 * told.free.length + 3 * balls;
  /** @type {number[][]} */
  const rows = [];
  for (let k = 0; k < count; k++) {
    const [before, earlier] = [rows[k - 1], rows[k - 2]];
    rows.push(
      Array.from({ length: values }, (_, v) => {
        const off = signed(plane(bytes, count * values, v * count + k));
        if (k < 2) return off + (k ? before[v] : 0);
        const ahead = Math.min(told.times[k], 2 * told.times[k - 1]);
        return off + before[v] + Math.floor(((before[v] - earlier[v]) * ahead) / told.times[k - 1]);
      }),
    );
  }
  const keys = rows.map((row) => {
    const lengths = threes(row.slice(4 * bones).map((value) => value / LENGTHS));
    return {
      turns: Array.from({ length: bones }, (_, b) => row.slice(4 * b, 4 * b + 4).map((part) => part / TURNS)),
      places: lengths.slice(0, told.free.length),
      balls: lengths.slice(told.free.length),
    };
  });
  let time = 0;
  return { ...told, keys, times: told.times.map((/** @type {number} */ step) => (time += step) / told.finest) };
}

/** @param {number[]} list @returns {number[][]} */
const threes = (list) => Array.from({ length: list.length / 3 }, (_, i) => list.slice(3 * i, 3 * i + 3));
