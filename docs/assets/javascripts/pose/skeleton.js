// @ts-check
// From joint angles to bones: place_bones of hooks/exercise_library/figures/solve/skeleton.py, for the browser.
// Contacts are not settled here: the solver does that when the site is built.

import { about, add, clamp, times, turned } from "../motion/turns.js";

/** @typedef {Record<string, number[]>} Angles flexion, abduction or side bending, and rotation, by joint */
/** @typedef {{turn: number[], place: number[]}} Bone */
/**
 * What the solver measures by, from the page's data: lengths in body heights, angles in degrees.
 * @typedef {{sacrum: number[], spine: {name: string, joints: number, step: number, neutral: number}[], head: number,
 *   hip: number, thigh: number, shank: number, toes: number[], arm: number, fore: number,
 *   shoulder: {out: number, up: number, front: number, from: number, rise: number, reach: number}}} Lengths
 */

const X = [1, 0, 0];
const Y = [0, 1, 0];
const Z = [0, 0, 1];
const SIDES = /** @type {[string, number][]} */ ([
  ["l", 1],
  ["r", -1],
]);

/** @param {...number[]} turns @returns {number[]} all of them, the last one nearest to what is turned */
const all = (...turns) => turns.reduce(times);

/** @param {Bone} bone @param {number[]} place in the bone's axes @returns {number[]} */
const at = ({ turn, place: origin }, place) => add(origin, turned(turn, place));

/** @param {number[]} direction facing, lean, roll and turn of the whole body @returns {number[]} */
export const wholeTurn = ([facing, lean, roll, turn]) =>
  all(about(Y, facing), about(X, lean), about(Z, roll), about(Y, turn));

/** @param {Angles} angles @param {number[]} turn of the pelvis @param {Lengths} lengths @returns {Record<string, Bone>} */
export function bonesOf(angles, turn, lengths) {
  /** @type {Record<string, Bone>} */
  const bones = { pelvis: { turn, place: [0, 0, 0] } };
  spine(bones, angles, lengths);
  for (const [side, sign] of SIDES) {
    arm(bones, angles, lengths, side, sign);
    leg(bones, angles, lengths, side, sign);
  }
  return bones;
}

/** @param {Record<string, Bone>} bones @param {Angles} angles @param {Lengths} lengths */
function spine(bones, angles, lengths) {
  let { turn } = bones.pelvis;
  let place = at(bones.pelvis, lengths.sacrum);
  for (const { name, joints, step, neutral } of lengths.spine) {
    const [flexion, bend, twist] = angles[name];
    const bent = all(about(X, (flexion + neutral) / joints), about(Z, -bend / joints), about(Y, twist / joints));
    for (let joint = 0; joint < joints; joint++) {
      turn = times(turn, bent);
      bones[`${name}_${joint}`] = { turn, place };
      place = add(place, turned(turn, [0, step, 0]));
    }
  }
  const [flexion, bend, twist] = angles.head;
  bones.head = { turn: all(turn, about(X, flexion + lengths.head), about(Z, -bend), about(Y, twist)), place };
}

/** @param {number[]} angles @param {number} sign @returns {number[]} of a hip or a shoulder */
const ball = ([flexion, abduction, rotation], sign) =>
  all(about(X, -flexion), about(Z, sign * abduction), about(Y, sign * rotation));

/** @param {number} degrees @returns {number} */
const sine = (degrees) => Math.sin((degrees * Math.PI) / 180);

/**
 * The shoulder blade goes with the arm.
 * @param {number[]} blade @param {number[]} angles of the shoulder @param {number[]} swing @param {number} sign
 * @param {Lengths["shoulder"]} known @returns {number[]} where the joint is, seen from the chest
 */
function shoulder([lift, reach], [flexion, abduction], swing, sign, known) {
  const raised = (Math.acos(clamp(turned(swing, Y)[1], -1, 1)) * 180) / Math.PI;
  const rise = clamp((raised - known.from) / 120, 0, 1);
  const forward = Math.max(0, sine(flexion)) * sine(90 - abduction) * known.reach;
  return [
    sign * (known.out - 0.016 * rise - 0.25 * forward - 0.003 * reach),
    known.up + known.rise * rise - 0.1 * forward + lift / 100,
    known.front + forward + reach / 100,
  ];
}

/** @param {Record<string, Bone>} bones @param {Angles} angles @param {Lengths} lengths @param {string} side @param {number} sign */
function arm(bones, angles, lengths, side, sign) {
  const chest = bones.thoracic_2;
  const swing = ball(angles[`shoulder_${side}`], sign);
  const upright = -lengths.spine[0].neutral - lengths.spine[1].neutral;
  const where = shoulder(angles[`scapula_${side}`], angles[`shoulder_${side}`], swing, sign, lengths.shoulder);
  const upper = { turn: all(chest.turn, about(X, upright), swing), place: at(chest, where) };
  const fore = {
    turn: times(upper.turn, about(X, -angles[`elbow_${side}`][0])),
    place: at(upper, [0, -lengths.arm, 0]),
  };
  const hand = all(about(Y, -sign * angles[`pronation_${side}`][0]), about(Z, sign * angles[`wrist_${side}`][0]));
  bones[`upper_arm_${side}`] = upper;
  bones[`forearm_${side}`] = fore;
  bones[`hand_${side}`] = { turn: times(fore.turn, hand), place: at(fore, [0, -lengths.fore, 0]) };
}

/** @param {Record<string, Bone>} bones @param {Angles} angles @param {Lengths} lengths @param {string} side @param {number} sign */
function leg(bones, angles, lengths, side, sign) {
  const { pelvis } = bones;
  const hip = ball(angles[`hip_${side}`], sign);
  const thigh = { turn: times(pelvis.turn, hip), place: at(pelvis, [sign * lengths.hip, 0, 0]) };
  const knee = about(X, angles[`knee_${side}`][0]);
  const shank = { turn: times(thigh.turn, knee), place: at(thigh, [0, -lengths.thigh, 0]) };
  const [flexion, turnIn, rotation] = angles[`ankle_${side}`];
  const ankle = all(about(X, -flexion), about(Z, -sign * turnIn), about(Y, sign * rotation));
  const foot = { turn: times(shank.turn, ankle), place: at(shank, [0, -lengths.shank, 0]) };
  const bent = about(X, -angles[`toes_${side}`][0]);
  bones[`thigh_${side}`] = thigh;
  bones[`shank_${side}`] = shank;
  bones[`foot_${side}`] = foot;
  bones[`toes_${side}`] = { turn: times(foot.turn, bent), place: at(foot, lengths.toes) };
}

/** How far skin and shoes reach below a joint, in body heights. Only for the picture. */
const BELOW = { foot: 0.039, toes: 0.012, head: 0.06 };
const BELOW_OTHERS = 0.04;

/** @param {Record<string, Bone>} bones @returns {Record<string, Bone>} with the lowest on the floor, and in the middle */
export function onTheFloor(bones) {
  const all = Object.entries(bones);
  const low = Math.min(
    ...all.map(([name, { place }]) => place[1] - (BELOW[/** @type {"foot"} */ (name.replace(/_[lr]$/, ""))] ?? BELOW_OTHERS)),
  );
  const middle = [0, 2].map((axis) => {
    const along = all.map(([, { place }]) => place[axis]);
    return (Math.min(...along) + Math.max(...along)) / 2;
  });
  const by = [-middle[0], -low, -middle[1]];
  return Object.fromEntries(all.map(([name, { turn, place }]) => [name, { turn, place: add(place, by) }]));
}

