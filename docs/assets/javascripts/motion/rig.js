// @ts-check
// From a movement to what each bone does to its skin: hooks/exercise_library/figures/body/rig.py, for the browser.

import { about, add, fromTo, inverse, mix, slerp, subtract, times, turned, unit } from "./turns.js";

/** @typedef {import("./decode.js").Mesh} Mesh @typedef {import("./decode.js").Person} Person */
/** @typedef {import("./decode.js").Movement} Movement */
/** @typedef {{turns: number[][], places: number[][], balls: number[][]}} Skeleton bones by number, and moving things */
/** @typedef {{turn: number[], shift: number[]}} Affine what a bone does to its skin: turn it, then move it */

const FINGERS = [1, 2, 3, 4, 5];
const X = [1, 0, 0];
const Y = [0, 1, 0];
const Z = [0, 0, 1];

/**
 * @param {Mesh} mesh @param {Movement} movement
 * @param {number} at the number of a still, or what lies between two of them
 * @returns {Skeleton}
 */
export function skeletonAt(mesh, movement, at) {
  const { keys, times } = movement;
  const way = Math.floor(at);
  const now = way + Math.acos(1 - 2 * (at - way)) / Math.PI; // as timeline.js eases it: the keys go by time
  const number = Math.max(0, times.findLastIndex((time, i) => time <= now && i < times.length - 1));
  // A single still has one key, and nowhere to go from there.
  const [one, other = one] = keys.slice(number, number + 2);
  const share = (now - times[number]) / (times[number + 1] - times[number]) || 0;
  const between = (/** @type {number[]} */ a, /** @type {number[]} */ b) => a.map((part, i) => mix(part, b[i], share));
  const turns = one.turns.map((turn, bone) => slerp(unit(turn), unit(other.turns[bone]), share));
  /** @type {number[][]} */
  const places = [];
  turns.forEach((_, bone) => {
    const free = movement.free.indexOf(bone);
    const parent = mesh.parents[bone];
    places.push(
      free >= 0
        ? between(one.places[free], other.places[free])
        : add(places[parent], turned(turns[parent], mesh.offsets[bone])),
    );
  });
  return { turns, places, balls: one.balls.map((ball, i) => between(ball, other.balls[i])) };
}

/** @param {number[]} turn @param {number[]} start @param {number[]} end @returns {Affine} brings one place to another */
const bringing = (turn, start, end) => ({ turn, shift: subtract(end, turned(turn, start)) });

/** @param {Affine} bone @param {number[]} place @returns {number[]} */
const moved = ({ turn, shift }, place) => add(turned(turn, place), shift);

/** @param {number[]} turn @returns {number} by how many degrees it turns about y */
const twist = ([x, y, z, w]) => (Math.atan2(2 * (x * z + w * y), 1 - 2 * (x * x + y * y)) * 180) / Math.PI;

/** Poses the skin of one person. */
export class Rig {
  /** @param {Mesh} mesh @param {Person} person */
  constructor(mesh, person) {
    this.mesh = mesh;
    this.person = person;
    this.number = Object.fromEntries(mesh.skeleton.map((bone, number) => [bone, number]));
  }

  /** @param {string} bone @returns {number[]} how it is turned in the rest pose */
  rest(bone) {
    return this.person.turns[this.number[bone]];
  }

  /**
   * @param {Skeleton} skeleton
   * @param {number[][]} curls how far each joint of the fingers bends and then of the thumb, by side
   * @returns {Affine[]} by the number of each bone that skin follows
   */
  pose(skeleton, curls) {
    /** @type {Record<string, Affine>} */
    const found = {};
    for (const bone of this.mesh.skeleton) {
      const number = this.number[bone];
      const turn = times(skeleton.turns[number], inverse(this.rest(bone)));
      found[bone] = bringing(turn, this.person.joints[bone], skeleton.places[number]);
    }
    for (const [number, side] of ["l", "r"].entries()) {
      this.#shoulder(found, skeleton, side);
      this.#forearm(found, skeleton, side);
      this.#fingers(found, side, number, curls[number]);
      this.#halves(found, skeleton, side);
    }
    return this.mesh.bones.map((bone) => found[bone]);
  }

  /** @param {Record<string, Affine>} found @param {Skeleton} skeleton @param {string} side */
  #shoulder(found, skeleton, side) {
    const { joints } = this.person;
    const [collar, arm] = [joints[`clavicle_${side}`], `upper_arm_${side}`];
    const chest = found.thoracic_2;
    const start = moved(chest, collar);
    const end = skeleton.places[this.number[arm]];
    const turn = times(fromTo(subtract(moved(chest, joints[arm]), start), subtract(end, start)), chest.turn);
    found[`clavicle_${side}`] = bringing(turn, collar, start);
    found[`shoulder_${side}`] = bringing(slerp(turn, found[arm].turn, this.mesh.follow.shoulder), joints[arm], end);
  }

  /** @param {Record<string, Affine>} found @param {Skeleton} skeleton @param {string} side */
  #forearm(found, skeleton, side) {
    const [fore, hand] = [`forearm_${side}`, `hand_${side}`];
    const now = skeleton.turns[this.number[fore]];
    const off =
      twist(times(inverse(now), skeleton.turns[this.number[hand]])) -
      twist(times(inverse(this.rest(fore)), this.rest(hand)));
    const degrees = ((((off + 180) % 360) + 360) % 360) - 180;
    for (const [bone, share] of /** @type {[string, number][]} */ ([
      [fore, this.mesh.follow.elbow],
      [`forearm_twist_${side}`, this.mesh.follow.forearm],
    ])) {
      const turn = times(times(now, about(Y, degrees * share)), inverse(this.rest(fore)));
      found[bone] = bringing(turn, this.person.joints[fore], skeleton.places[this.number[fore]]);
    }
  }

  /** @param {Record<string, Affine>} found @param {string} side @param {number} number @param {number[]} curls */
  #fingers(found, side, number, curls) {
    const { joints, spread } = this.person;
    const hand = found[`hand_${side}`];
    const [aside, across] = [turned(this.rest(`hand_${side}`), X), turned(this.rest(`hand_${side}`), Z)];
    for (const finger of FINGERS) {
      let parent = hand;
      let turn = times(hand.turn, about(aside, spread[5 * number + finger - 1]));
      const own = finger === 1 ? curls.slice(3) : curls.slice(0, 3);
      own.forEach((degrees, joint) => {
        const bone = `finger_${finger}_${joint + 1}_${side}`;
        turn = times(turn, about(across, (number ? 1 : -1) * degrees));
        parent = found[bone] = bringing(turn, joints[bone], moved(parent, joints[bone]));
      });
    }
  }

  /** @param {Record<string, Affine>} found @param {Skeleton} skeleton @param {string} side */
  #halves(found, skeleton, side) {
    for (const [half, [parent, child]] of Object.entries(this.mesh.halves)) {
      const bone = `${child}_${side}`;
      const above = found[parent === "pelvis" ? parent : `${parent}_${side}`];
      const turn = slerp(above.turn, found[bone].turn, 0.5);
      found[`${half}_${side}`] = bringing(turn, this.person.joints[bone], skeleton.places[this.number[bone]]);
    }
  }
}

/** @param {Affine} bone @returns {number[]} three rows of a matrix */
export function rows({ turn: [x, y, z, w], shift }) {
  return [
    1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w), shift[0],
    2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w), shift[1],
    2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y), shift[2],
  ];
}

/** @param {Movement} movement @param {Mesh} mesh @param {number} at @returns {number[][]} curls of both hands */
export function curlsAt(movement, mesh, at) {
  const still = Math.min(Math.floor(at), movement.hands.length - 1);
  const next = Math.min(still + 1, movement.hands.length - 1);
  return [0, 1].map((side) => {
    const [one, other] = [movement.hands[still][side], movement.hands[next][side]].map((name) => mesh.curls[name]);
    return one.map((degrees, joint) => mix(degrees, other[joint], at - still));
  });
}
