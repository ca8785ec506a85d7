// @ts-check
// Format 1 of a diary in a link. What a link means here may never change.
// docs/contribute/diary.md is the specification, and tests/diary_links.json holds links that must always open.

import { clean, MAX_LENGTH, opened, sealed, waysOf } from "../plan/bits.js";

/**
 * What a link tells of four weeks. last: the last day of them; titles: the exercises, each named once; entries: in the order
 * of days. An exercise has a code, or a slug, or neither: then it has a title, if the patient gives out free words.
 * @typedef {{code: string, exercise: string, title: string}} Named
 * @typedef {{day: number, of: number, repetitions: number, sets: number, seconds: number, before: number | null,
 *   after: number | null, words: string}} Row day: of the four weeks, from 0 to 27; of: which exercise
 * @typedef {{last: string, named: Named[], rows: Row[]}} Shared
 */

export const DAYS = 28;
export const MAX_NAMED = 60;
export const MAX_ROWS = 400;
const EDITION = 0;
const KINDS = ["code", "exercise", "title", "none"];
const BOUNDS = { repetitions: 9999, sets: 999, seconds: 86_400 };
const LONGEST = { title: 120, words: 140 };
const FIRST = Date.UTC(2020, 0, 1);
const LAST_NUMBER = 29_219;
const A_DAY = 86_400_000;

/** @param {string} day @returns {number} of days since January 1, 2020 */
const numberOf = (day) => (Date.parse(day) - FIRST) / A_DAY;

/** @param {number} number @returns {string} */
const dayAt = (number) => new Date(FIRST + number * A_DAY).toISOString().slice(0, 10);

/** @type {Named} */
const NAMED = { code: "", exercise: "", title: "" };
/** @type {Row} */
const ROW = { day: 0, of: 0, repetitions: 0, sets: 0, seconds: 0, before: null, after: null, words: "" };

/** @param {Named} named @returns {string} how it is named */
const kindOf = ({ code, exercise, title }) => (code ? "code" : exercise ? "exercise" : title ? "title" : "none");

/** @param {Row} one @param {Row} other @returns {boolean} whether as much was done */
const isSame = (one, other) => one.repetitions === other.repetitions && one.sets === other.sets && one.seconds === other.seconds;

/**
 * The order of everything in a link. Each part is given what to write, and returns what was written or read.
 * @param {import("../plan/bits.js").Field} field
 * @param {Shared} shared
 * @returns {Shared & {edition: number}}
 */
function walk(field, shared) {
  const { one, flag, number, text, code: codeOf } = waysOf(field);

  /** @param {Named} value @returns {Named} */
  const named = (value) => {
    const kind = one(KINDS, kindOf(value), 2);
    if (kind === "code") return { ...NAMED, code: codeOf(value.code) };
    if (kind === "exercise") return { ...NAMED, exercise: text(value.exercise) };
    return kind === "title" ? { ...NAMED, title: text(value.title) } : NAMED;
  };

  /** @param {number | null} value @returns {number | null} */
  const pain = (value) => (flag(value !== null) ? field(value ?? 0, 4) : null);

  /** What was done of each exercise the last time. @type {Map<number, Row>} */
  const last = new Map();
  let day = 0;

  /** @param {Row} value @returns {Row} */
  const row = (value) => {
    if (!flag(value.day === day)) day = field(value.day, 5);
    const of = number(value.of);
    const before = last.get(of);
    const same = before && flag(isSame(before, value)) ? before : null;
    const [repetitions, sets, seconds] = same
      ? [same.repetitions, same.sets, same.seconds]
      : [number(value.repetitions), number(value.sets), number(value.seconds)];
    const pains = { before: pain(value.before), after: pain(value.after) };
    const told = { day, of, repetitions, sets, seconds, ...pains, words: flag(value.words !== "") ? text(value.words) : "" };
    last.set(of, told);
    return told;
  };

  const edition = field(EDITION, 4);
  const lastDay = dayAt(field(numberOf(shared.last), 16));
  const names = Array.from({ length: Math.min(number(shared.named.length), MAX_NAMED) }, (_, at) => named(shared.named[at] ?? NAMED));
  const rows = Array.from({ length: Math.min(number(shared.rows.length), MAX_ROWS) }, (_, at) => row(shared.rows[at] ?? ROW));
  return { edition, last: lastDay, named: names, rows };
}

/** @param {number} value @param {number} most @returns {boolean} */
const within = (value, most) => Number.isInteger(value) && value >= 0 && value <= most;

/** @param {string} text @param {number} most @returns {boolean} */
const isText = (text, most) => [...text].length <= most && text === clean(text);

/** @param {Named} named @returns {boolean} whether a link can name it so */
const isNamed = ({ code, exercise, title }) =>
  [code, exercise, title].filter(Boolean).length <= 1 &&
  /^(?:[b-df-hj-np-tv-xz]{3})?$/.test(code) && /^[a-z0-9-]{0,80}$/.test(exercise) && isText(title, LONGEST.title);

/** @param {Row} row @returns {boolean} whether a link can hold it */
const isRow = ({ day, repetitions, sets, seconds, before, after, words }) =>
  within(day, DAYS - 1) && within(repetitions, BOUNDS.repetitions) && within(sets, BOUNDS.sets) && within(seconds, BOUNDS.seconds) &&
  [before, after].every((pain) => pain === null || within(pain, 10)) && isText(words, LONGEST.words);

/** @param {Shared} shared @returns {boolean} whether it can be written: in bounds, in order, and each exercise named once and used */
function isSound({ last, named, rows }) {
  const names = new Set(named.filter((one) => kindOf(one) !== "none").map((one) => JSON.stringify(one)));
  const seen = [...new Set(rows.map(({ of }) => of))];
  return (
    within(numberOf(last), LAST_NUMBER) && dayAt(numberOf(last)) === last &&
    named.length <= MAX_NAMED && rows.length <= MAX_ROWS && named.every(isNamed) && rows.every(isRow) &&
    names.size === named.filter((one) => kindOf(one) !== "none").length &&
    // An exercise stands where it is first used, so that one diary has one link.
    seen.length === named.length && seen.every((of, at) => of === at) &&
    rows.every(({ day }, at) => at === 0 || rows[at - 1].day <= day)
  );
}

/** @param {Shared} shared @returns {string} its fragment, without the letter before it */
const written = (shared) => sealed(1, (field) => walk(field, shared));

/** @param {Shared} shared @returns {string | null} null where it does not fit into a link */
export function encode(shared) {
  const text = isSound(shared) ? written(shared) : "";
  return text && text.length <= MAX_LENGTH ? text : null;
}

/** @param {string} text that starts with 1; what follows the diary is not looked at @returns {Shared | null} */
export function decode(text) {
  const { needed, take } = opened(text);
  const { edition, ...shared } = walk(take, { last: dayAt(0), named: [], rows: [] });
  // A link is good if it is what we would write of it.
  return edition === EDITION && isSound(shared) && written(shared) === needed ? shared : null;
}

/** @param {string} text that starts with 1 @returns {boolean} whether it is whole, and of an edition that we do not know */
export function isLater(text) {
  const { needed, body } = opened(text);
  const put = (/** @type {import("../plan/bits.js").Field} */ field) => body.forEach((bit) => field(bit, 1));
  return sealed(1, put) === needed && parseInt(body.slice(0, 4).join(""), 2) > EDITION;
}
