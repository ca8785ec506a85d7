// @ts-check
// The last four weeks of a diary, as a link tells them, and as they are shown: the same for the clinic and on paper.

import { t } from "../common/messages.js";
import { dayAt, numberOf } from "../plan/day.js";
import { DAYS } from "./format-1.js";
import { amountText, byTime } from "./record.js";

/** @typedef {import("./record.js").Entry} Entry */
/** @typedef {import("./format.js").Shared} Shared */
/**
 * What a page knows of the library. weekdays: their short names, from the first of a week on; first: which that is, 0 for Sunday
 * @typedef {import("../plan/page-data.js").PageData & {exercises: Record<string, string>, weekdays: string[], first: number}} PageData
 */
/**
 * A line of a table. key: of its exercise; own: whether the patient wrote the title
 * @typedef {{day: string, key: string, title: string, own: boolean, amount: string, before: number | null, after: number | null,
 *   words: string}} Shown
 */

/** @param {Entry} entry @returns {string} what two entries of one exercise have in common */
const keyOf = ({ code, exercise, title }) => (code ? `code=${code}` : exercise ? `exercise=${exercise}` : title);

/** @param {Entry} entry @param {boolean} withWords @returns {Shared["named"][number]} */
function namedAs({ code, exercise, title }, withWords) {
  const nothing = { code: "", exercise: "", title: "" };
  if (code) return { ...nothing, code };
  return exercise ? { ...nothing, exercise } : { ...nothing, title: withWords ? title : "" };
}

/** @param {Entry[]} entries @param {string} last day of four weeks @returns {Entry[]} those of them, in order */
export function ofFourWeeks(entries, last) {
  const first = dayAt(numberOf(last) - DAYS + 1);
  return entries.filter(({ day }) => day >= first && day <= last).sort(byTime);
}

/**
 * @param {Entry[]} entries
 * @param {string} last day of the four weeks
 * @param {boolean} withWords whether the patient's own words go along
 * @returns {Shared}
 */
export function sharedOf(entries, last, withWords) {
  const told = ofFourWeeks(entries, last);
  const keys = [...new Set(told.map(keyOf))];
  const named = keys.map((key) => namedAs(/** @type {Entry} */ (told.find((one) => keyOf(one) === key)), withWords));
  const start = numberOf(last) - DAYS + 1;
  const rows = told.map((one) => {
    const { repetitions, sets, seconds, before, after } = one;
    const words = withWords ? one.words : "";
    return { day: numberOf(one.day) - start, of: keys.indexOf(keyOf(one)), repetitions, sets, seconds, before, after, words };
  });
  return { last, named, rows };
}

/** @param {Entry[]} entries @param {string} last @returns {Shown[]} */
export const shownOf = (entries, last) =>
  ofFourWeeks(entries, last).map((one) => ({ ...one, key: keyOf(one), own: !one.code && !one.exercise, amount: amountText(one) }));

/** @param {Entry[]} entries @param {string} last @returns {{day: string, text: string}[]} what goes along where the patient ticks own words */
export const ownWordsOf = (entries, last) =>
  ofFourWeeks(entries, last).flatMap(({ day, code, exercise, title, words }) =>
    [code || exercise ? "" : title, words].filter(Boolean).map((text) => ({ day, text })),
  );

/** @param {PageData} data @param {Shared["named"][number]} named @returns {string} as this site calls it */
function titleOf(data, { code, exercise, title }) {
  if (code) return data.entries[code]?.title ?? (Object.hasOwn(data.retired, code) ? data.retired[code] : t("card.unknown_title"));
  if (exercise) return Object.hasOwn(data.exercises, exercise) ? data.exercises[exercise] : t("card.unknown_title");
  return title || t("diary.other");
}

/** @param {PageData} data @param {Shared} shared @returns {Shown[]} */
export const shownOfLink = (data, { last, named, rows }) =>
  rows.map((row) => ({
    ...row,
    day: dayAt(numberOf(last) - DAYS + 1 + row.day),
    key: `${row.of}`,
    title: titleOf(data, named[row.of]),
    own: named[row.of].title !== "",
    amount: amountText(row),
  }));
