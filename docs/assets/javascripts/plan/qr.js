// @ts-check
// A QR code (ISO/IEC 18004) of a text: byte mode, UTF-8, error correction level M, the smallest version that holds it.
// Module for module what segno draws, which tests/browser/test_qr.py proves.

import { t } from "../common/messages.js";

// For each version from 1 to 40, at level M: error correction codewords in a block, and how many blocks.
const CORRECTION = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28,
  28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
];
const BLOCKS = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35,
  37, 38, 40, 43, 45, 47, 49,
];
/** @type {((y: number, x: number) => boolean)[]} */
const MASKS = [
  (y, x) => (y + x) % 2 === 0,
  (y) => y % 2 === 0,
  (_, x) => x % 3 === 0,
  (y, x) => (y + x) % 3 === 0,
  (y, x) => ((y >> 1) + Math.floor(x / 3)) % 2 === 0,
  (y, x) => (y * x) % 6 === 0,
  (y, x) => (((y * x) % 2) + ((y * x) % 3)) % 2 === 0,
  (y, x) => (((y + x) % 2) + ((y * x) % 3)) % 2 === 0,
];

/** @typedef {Uint8Array[]} Matrix rows of modules; 1 is dark */
/** @typedef {(y: number, x: number, dark: number) => void} Set */

/** @param {number} version @returns {number[]} where the centers of alignment patterns are, on both axes */
function centers(version) {
  if (version === 1) return [];
  const steps = Math.floor(version / 7) + 1;
  const step = version === 32 ? 26 : Math.ceil((version * 2 + 2) / steps) * 2;
  return [6, ...Array.from({ length: steps }, (_, at) => version * 4 + 10 - step * (steps - 1 - at))];
}

/** @param {number} value @param {number} length @param {number} divisor @returns {number} with its BCH code after it */
function withCode(value, length, divisor) {
  let rest = value;
  for (let at = 0; at < length; at++) rest = (rest << 1) ^ ((rest >>> (length - 1)) * divisor);
  return (value << length) | rest;
}

/** @param {Set} set @param {number} size @param {number} format @param {number} version @param {number} dark module */
function inform(set, size, format, version, dark) {
  for (let at = 0; at < 8; at++) {
    const near = at < 6 ? at : at + 1;
    const [low, high] = [(format >> at) & 1, (format >> (14 - at)) & 1];
    set(near, 8, low);
    set(8, size - 1 - at, low);
    set(8, near, high);
    set(size - 1 - at, 8, high);
  }
  set(size - 8, 8, dark);
  for (let at = 0; size > 41 && at < 18; at++) {
    const [near, far] = [Math.floor(at / 3), size - 11 + (at % 3)];
    set(near, far, (version >> at) & 1);
    set(far, near, (version >> at) & 1);
  }
}

/** @param {number} version @returns {{modules: Matrix, free: Matrix}} what all its codes have, and where data goes */
function frame(version) {
  const size = version * 4 + 17;
  const modules = Array.from({ length: size }, () => new Uint8Array(size));
  const free = modules.map((row) => row.map(() => 1));
  /** @type {Set} */
  const set = (y, x, dark) => {
    if (y < 0 || x < 0 || y >= size || x >= size) return;
    modules[y][x] = dark;
    free[y][x] = 0;
  };
  /** @param {number} y @param {number} x @param {number} radius @param {number} light the ring inside that is light */
  const rings = (y, x, radius, light) => {
    for (let dy = -radius; dy <= radius; dy++) {
      for (let dx = -radius; dx <= radius; dx++) {
        const ring = Math.max(Math.abs(dy), Math.abs(dx));
        set(y + dy, x + dx, Number(ring !== light && ring !== 4));
      }
    }
  };
  for (let at = 0; at < size; at++) {
    set(6, at, (at + 1) % 2);
    set(at, 6, (at + 1) % 2);
  }
  // Light as long as masks are weighed.
  inform(set, size, 0, 0, 0);
  for (const y of centers(version)) {
    for (const x of centers(version)) {
      const finder = Math.min(x, y) === 6 && [6, size - 7].includes(Math.max(x, y));
      if (!finder) rings(y, x, 2, 1);
    }
  }
  rings(3, 3, 4, 2);
  rings(3, size - 4, 4, 2);
  rings(size - 4, 3, 4, 2);
  return { modules, free };
}

/** @param {number} one @param {number} other @returns {number} their product in the field of 256 elements */
function times(one, other) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((other >> bit) & 1) * one);
  return product;
}

/** @param {number} degree @returns {number[]} coefficients of the generator, without the first, which is 1 */
function generator(degree) {
  const factors = Array.from({ length: degree }, (_, at) => Number(at === degree - 1));
  for (let step = 0, root = 1; step < degree; step++, root = times(root, 2)) {
    for (let at = 0; at < degree; at++) factors[at] = times(factors[at], root) ^ (factors[at + 1] ?? 0);
  }
  return factors;
}

/** @param {number[]} block @param {number[]} factors @returns {number[]} its error correction codewords */
function correction(block, factors) {
  let rest = factors.map(() => 0);
  for (const codeword of block) {
    const factor = codeword ^ rest[0];
    rest = factors.map((one, at) => times(one, factor) ^ (rest[at + 1] ?? 0));
  }
  return rest;
}

/** @param {number} version @param {number} codewords in all @param {number[]} data @returns {number[]} in order */
function interleave(version, codewords, data) {
  const [length, count] = [CORRECTION[version - 1], BLOCKS[version - 1]];
  const short = Math.floor(codewords / count) - length;
  const shorts = count - (codewords % count);
  const factors = generator(length);
  const blocks = Array.from({ length: count }, (_, at) => {
    const start = at * short + Math.max(0, at - shorts);
    return data.slice(start, start + short + Number(at >= shorts));
  });
  const corrections = blocks.map((block) => correction(block, factors));
  /** @param {number[][]} parts @param {number} most @returns {number[]} */
  const across = (parts, most) =>
    Array.from({ length: most }, (_, at) => parts.flatMap((part) => part.slice(at, at + 1))).flat();
  return [...across(blocks, short + 1), ...across(corrections, length)];
}

/** @param {Matrix} modules @param {Matrix} free @param {number[]} codewords Fills them in, from right to left. */
function fill(modules, free, codewords) {
  const size = modules.length;
  let bit = 0;
  for (let pair = size - 1; pair > 0; pair -= 2) {
    const right = pair > 6 ? pair : pair - 1;
    for (let step = 0; step < size; step++) {
      const y = (right + 1) & 2 ? step : size - 1 - step;
      for (const x of [right, right - 1]) {
        if (free[y][x]) modules[y][x] = ((codewords[bit >> 3] ?? 0) >> (7 - (bit++ & 7))) & 1;
      }
    }
  }
}

/** @param {Matrix} modules @returns {number} how hard they are to read: the four penalties of the standard */
function penalty(modules) {
  const size = modules.length;
  const columns = modules.map((_, x) => modules.map((row) => row[x]).join(""));
  let score = 0;
  for (const line of [...modules.map((row) => row.join("")), ...columns]) {
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) score += run.length - 2;
    score += 40 * (line.match(/(?:^0{0,3}|0{4})1011101|1011101(?=0{0,3}$|0{4})/g) ?? []).length;
  }
  let dark = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      dark += modules[y][x];
      if (!y || !x) continue;
      const sum = modules[y][x] + modules[y][x - 1] + modules[y - 1][x] + modules[y - 1][x - 1];
      if (sum % 4 === 0) score += 3;
    }
  }
  return score + 10 * Math.floor(Math.abs((dark / size ** 2) * 100 - 50) / 5);
}

/** @param {number} version @returns {number} how many codewords it has in all: what its patterns leave room for */
function room(version) {
  const axis = centers(version).length;
  const patterns = (version > 1 ? (25 * axis - 10) * axis - 55 : 0) + (version > 6 ? 36 : 0);
  return ((16 * version + 128) * version + 64 - patterns) >> 3;
}

/** @param {string} text @returns {{version: number, codewords: number[]} | null} null if it is too long */
function encode(text) {
  const bytes = [...new TextEncoder().encode(text)];
  for (let version = 1; version <= 40; version++) {
    const wide = version > 9 ? 4 : 2;
    const all = room(version);
    const length = all - CORRECTION[version - 1] * BLOCKS[version - 1];
    if (bytes.length + wide / 2 + 1 > length) continue;
    /** @param {number} value @param {number} digits */
    const hex = (value, digits) => value.toString(16).padStart(digits, "0");
    // Byte mode, the count, the bytes and the end, four bits each or a multiple.
    const told = `4${hex(bytes.length, wide)}${bytes.map((byte) => hex(byte, 2)).join("")}0`;
    const data = (told.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
    // segno has an empty codeword before the filling; no reader looks beyond the end.
    if (data.length < length) data.push(0);
    for (let at = 0; data.length < length; at++) data.push(at % 2 ? 0x11 : 0xec);
    return { version, codewords: interleave(version, all, data) };
  }
  return null;
}

/**
 * @param {string} text
 * @returns {{size: number, dark: (x: number, y: number) => boolean} | null} null if it is too long for any code
 */
export function qr(text) {
  const encoded = encode(text);
  if (!encoded) return null;
  const { version, codewords } = encoded;
  const { modules, free } = frame(version);
  fill(modules, free, codewords);
  const masked = MASKS.map((mask) =>
    modules.map((row, y) => row.map((dark, x) => dark ^ (free[y][x] & Number(mask(y, x))))),
  );
  const scores = masked.map(penalty);
  const best = scores.indexOf(Math.min(...scores));
  const chosen = masked[best];
  /** @type {Set} */
  const set = (y, x, dark) => void (chosen[y][x] = dark);
  inform(set, chosen.length, withCode(best, 10, 0x537) ^ 0x5412, withCode(version, 12, 0x1f25), 1);
  return { size: chosen.length, dark: (x, y) => chosen[y][x] === 1 };
}

const QUIET = 4;
// Paper needs 0.5 mm. The rest is for printers that shrink a page to make it fit.
const MODULE_MM = 0.6;

/** @param {string} name @param {Record<string, string>} attributes @returns {SVGElement} */
function element(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  return made;
}

/** @param {string} text @returns {SVGElement | null} its code, as large as paper needs; null if it is too long */
export function qrSvg(text) {
  const code = qr(text);
  if (!code) return null;
  const side = code.size + 2 * QUIET;
  const width = `${(side * MODULE_MM).toFixed(1)}mm`;
  let dark = "";
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.dark(x, y)) dark += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
  }
  const svg = element("svg", {
    class: "qr",
    viewBox: `0 0 ${side} ${side}`,
    width,
    height: width,
    role: "img",
    "aria-label": t("plan.qr"),
    "shape-rendering": "crispEdges",
  });
  // A reader needs dark on light, in a dark theme as well.
  svg.append(element("path", { d: `M0 0h${side}v${side}H0z`, fill: "#fff" }));
  svg.append(element("path", { d: dark, fill: "#000" }));
  return svg;
}
