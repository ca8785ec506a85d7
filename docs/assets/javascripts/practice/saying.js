// @ts-check
// The words for a step: what to do now, where one is, what the button does.

import { t } from "../common/messages.js";

/** @typedef {import("./steps.js").Step} Step */
/** @typedef {import("./dose.js").Turn} Turn */
/** @typedef {import("./dose.js").Bounds} Bounds */

/** @param {Turn | undefined} turn @param {Step} step @returns {string} a release between repetitions without a hold is a rest */
const kindOf = (turn, { kind }) => (kind === "release" && !turn?.holds.length ? "between" : kind);

/** @param {Turn[]} turns @param {Step} step @returns {string} */
export function nowText(turns, step) {
  const turn = turns[step.turn];
  const told = t("practice.now", { kind: kindOf(turn, step), name: turn?.name ?? "" });
  const name = step.kind === "hold" || (step.kind === "release" && step.hold) ? (turn?.holds[step.hold]?.name ?? "") : "";
  return name ? t("dose.part_label", { line: told, part: name }) : told;
}

/** @param {Turn[]} turns @param {Step} step @returns {string} what the button does that goes on */
export const mainText = (turns, step) => t("practice.main", { kind: step.of || kindOf(turns[step.turn], step) });

/** @param {Bounds} bounds @param {number} at @returns {{shape: string, at: number, least: number, most: number}} */
const counted = ({ shape, least, most }, at) => ({ shape, at, least, most: most ?? 0 });

/** @param {Bounds} bounds @returns {boolean} whether there is something to count */
const counts = ({ most }) => most !== 1;

/** @param {Turn} turn @param {Step} step @returns {string} which side, where practice knows */
function sideText({ sides }, { side }) {
  if (side >= 0) return t("practice.side", { side: side ? "other" : "first" });
  return sides === "left" || sides === "right" ? t("practice.side", { side: sides }) : "";
}

/** @param {Turn[]} turns @param {Step} step @returns {string[]} which repetition, set and side it is, as far as there are any */
export function countTexts(turns, step) {
  const turn = turns[step.turn];
  if (!turn || !step.set) return [];
  const { repetitions, sets, name } = turn;
  const repeat = step.rep && step.of !== "repetitions" && counts(repetitions);
  return [
    repeat ? t("practice.repeat", counted(repetitions, step.rep)) : "",
    counts(sets) && step.of !== "sets" ? t("practice.set", counted(sets, step.set)) : "",
    sideText(turn, step),
    name && step.kind !== "form" ? name : "",
  ].filter(Boolean);
}

/** @param {Bounds} time @returns {string} its shape; two: a range of one number and the next */
const shapeOf = ({ shape, least, most }) => (shape === "range" && most === least + 1 ? "two" : shape);

/** @param {Turn[]} turns @param {Step} step @returns {string} what to know of a time or a count that is no single number */
export function hintText(turns, step) {
  const { kind, time } = step;
  const turn = turns[step.turn];
  if (kind === "hold" && time && time.shape !== "exact" && !UNCOUNTED.includes(time.shape)) {
    return t("practice.hint", { shape: shapeOf(time), least: time.least, most: time.most ?? 0 });
  }
  if (kind === "rest" && (!time || (time.most === null && !time.least))) return t("practice.hint_rest");
  const open = turn && turn.repetitions.most === null && !turn.repetitions.least;
  return kind === "move" && open && !turn.repetitions.shape ? t("practice.hint_count") : "";
}

/** Shapes that have no number: the line says all there is to say. */
export const UNCOUNTED = ["words", "as-many", "to-fatigue"];

/** @param {number} seconds @returns {string} as a clock shows it */
export const clockText = (seconds) =>
  seconds < 100 ? `${seconds}` : `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, "0")}`;
