// @ts-check
// What stands in a diary: what was done, by day and exercise. It is what happened. Nothing is made of it: no sum, no score.

import { t } from "../common/messages.js";
import { clean } from "../plan/bits.js";
import { dayOf, isDay } from "../plan/day.js";

/**
 * What was done of an exercise. id: its own; day: such as "2026-11-30", and time: such as "08:05", where the patient was;
 * code: of the entry of a program or "", exercise: its slug or "", program: its slug or ""; title: as it was called then;
 * seconds: held, in all; before, after: the pain, from 0 to 10, null where it was not said; words: the patient's own.
 * @typedef {{id: string, day: string, time: string, code: string, exercise: string, program: string, title: string,
 *   repetitions: number, sets: number, seconds: number, before: number | null, after: number | null, words: string}} Entry
 */
/**
 * What practice tells of an exercise that is over.
 * @typedef {{exercise: string, program: string, code: string, title: string, done: {repetitions: number, sets: number,
 *   seconds: number, skipped: boolean}, date: Date}} Done
 */

/** The largest numbers that can be kept. They are far from anything that can be done in a day. */
export const MOST = { repetitions: 9999, sets: 999, seconds: 86_400, pain: 10 };
export const MAX_WORDS = 140;
export const MAX_TITLE = 120;

/** @param {number} number @returns {string} of two digits */
const digits = (number) => `${number}`.padStart(2, "0");

/** @param {Date} date @returns {string} the time that it is where the patient is */
export const timeOf = (date) => `${digits(date.getHours())}:${digits(date.getMinutes())}`;

/** @param {string} day @returns {Date} noon of it, which no change of clocks moves to another day */
export const dateOf = (day) => new Date(`${day}T12:00`);

/** @param {unknown} value @param {number} most @returns {boolean} */
const isCount = (value, most) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;

/** @param {unknown} value @param {number} most @returns {boolean} whether it is text of one line */
const isText = (value, most) => typeof value === "string" && [...value].length <= most && value === clean(value);

/** @param {unknown} value @returns {boolean} whether it is a pain, or that it was not said */
const isPain = (value) => value === null || isCount(value, MOST.pain);

/** What can be gone back to: the code of an entry, or the slug of an exercise or a program. */
const CODE = /^(?:[b-df-hj-np-tv-xz]{3})?$/;
const SLUG = /^[a-z0-9-]{0,80}$/;

/** Whether a value is what can stand there, by its name. @type {Record<keyof Entry, (value: any) => boolean>} */
const FITS = {
  id: (value) => typeof value === "string" && /^[\w-]{1,64}$/.test(value),
  day: isDay,
  time: (value) => typeof value === "string" && /^(?:(?:[01]\d|2[0-3]):[0-5]\d)?$/.test(value),
  code: (value) => typeof value === "string" && CODE.test(value),
  exercise: (value) => typeof value === "string" && SLUG.test(value),
  program: (value) => typeof value === "string" && SLUG.test(value),
  title: (value) => value !== "" && isText(value, MAX_TITLE),
  repetitions: (value) => isCount(value, MOST.repetitions),
  sets: (value) => isCount(value, MOST.sets),
  seconds: (value) => isCount(value, MOST.seconds),
  before: isPain,
  after: isPain,
  words: (value) => isText(value, MAX_WORDS),
};

/** @param {any} one of a file or the browser's store @returns {one is Entry} whether it is what a diary holds, and no more */
export function isEntry(one) {
  if (typeof one !== "object" || one === null) return false;
  const keys = Object.keys(FITS);
  return Object.keys(one).length === keys.length && keys.every((key) => Object.hasOwn(one, key) && Reflect.get(FITS, key)(one[key]));
}

/** @returns {string} an id that no other entry has, on this device or another. It begins with the time, so that it sorts. */
export function newId() {
  const chance = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${Date.now().toString(36).padStart(9, "0")}-${chance}`;
}

/**
 * @param {Done} told by practice
 * @returns {Entry | null} null where nothing was done
 */
export function entryOf({ exercise, program, code, title, done, date }) {
  if (done.skipped && !done.repetitions && !done.seconds) return null;
  const { repetitions, sets, seconds } = done;
  // An exercise by itself has its slug for a code, and no program.
  const isOfProgram = CODE.test(code);
  const from = { code: isOfProgram ? code : "", exercise, program: isOfProgram ? program : "" };
  const entry = { repetitions, sets, seconds: Math.round(seconds), before: null, after: null, words: "" };
  return { id: newId(), day: dayOf(date), time: timeOf(date), ...from, title: clean(title), ...entry };
}

/** @param {Entry} one @param {Entry} other @returns {number} less than 0 where the one was before the other */
export function byTime(one, other) {
  const [first, second] = [one, other].map(({ day, time, id }) => `${day} ${time} ${id}`);
  return first < second ? -1 : Number(first > second);
}

/** @param {{before: number | null, after: number | null}} entry @returns {boolean} whether it says more pain after than before */
export const hurtMore = ({ before, after }) => before !== null && after !== null && after > before;

/** @param {{repetitions: number, sets: number, seconds: number}} entry @returns {string} what was done of it */
export function amountText({ repetitions, sets, seconds }) {
  const told = [
    ...(repetitions ? [t("diary.repeats", { repetitions })] : []),
    ...(sets > 1 ? [t("diary.sets", { sets })] : []),
    ...(seconds ? [t("diary.seconds", { seconds })] : []),
  ];
  return told.length ? t("diary.amounts", { told }) : t("diary.no_amount");
}
