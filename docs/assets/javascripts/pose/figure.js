// @ts-check
// The figure that is being tried: what is changed of a base, frame by frame, and the YAML for it.

/** @typedef {import("./skeleton.js").Angles} Angles */
/** @typedef {{changes: Record<string, number[]>, contacts: string[]}} Frame the first is the start */
/** @typedef {{base: string, view: string | number[], frames: Frame[]}} Figure */

const SIDES = ["l", "r"];

/** @param {Angles} base @param {Figure} figure @param {number} number of the frame @returns {Angles} */
export const anglesOf = (base, figure, number) => ({
  ...base,
  ...figure.frames[0].changes,
  ...figure.frames[number].changes,
});

/** @param {number[]} angles @returns {string} as short as it may be written */
function short(angles) {
  const last = angles.findLastIndex((angle) => angle !== 0);
  return last < 1 ? `${angles[0]}` : `[${[...angles, 0, 0].slice(0, Math.max(2, last + 1)).join(", ")}]`;
}

/** @param {Record<string, number[]>} changes @param {string[]} joints in their order @returns {string[]} `knee: 98`, … */
function written(changes, joints) {
  return joints.flatMap((joint) => {
    const [left, right] = SIDES.map((side) => changes[`${joint}_${side}`]);
    if (changes[joint]) return [`${joint}: ${short(changes[joint])}`];
    if (left && right && short(left) === short(right)) return [`${joint}: ${short(left)}`];
    return [left && `${joint}_l: ${short(left)}`, right && `${joint}_r: ${short(right)}`].filter((it) => it !== undefined);
  });
}

/** @param {Frame} frame @param {string[]} joints @param {string} key of its contacts @returns {string} */
function group({ changes, contacts }, joints, key) {
  const told = contacts.length ? [`${key}: [${contacts.join(", ")}]`] : [];
  return `{${[...written(changes, joints), ...told].join(", ")}}`;
}

/**
 * @param {Figure} figure @param {string[]} joints
 * @param {string} alt stands where each picture is to be told in words
 * @returns {string}
 */
export function yamlOf({ base, view, frames }, joints, alt) {
  const [start, ...others] = frames;
  const lines = ["figure:", `  base: ${base}`, `  view: ${typeof view === "string" ? view : `[${view.join(", ")}]`}`];
  const begin = group(start, joints, "floor");
  if (begin !== "{}") lines.push(`  start: ${begin}`);
  if (others.length) lines.push("  frames:", ...others.map((frame) => `    - ${group(frame, joints, "hold")}`));
  return [...lines, "  alt:", ...frames.map(() => `    - ${alt}`), ""].join("\n");
}
