// @ts-check
// A diary as a file, which no browser deletes by itself: JSON to open again, CSV for a spreadsheet.

import { t } from "../common/messages.js";
import { byTime, isEntry } from "./record.js";

/** @typedef {import("./record.js").Entry} Entry */

const FORMAT = "home-exercise-diary-1";
export const MAX_FILE = 10_000_000;
// What a spreadsheet takes for the start of a formula, in the wide forms of East Asian keyboards too.
const FORMULA = /^[\s=+\-@＝＋－＠]/;

/** @param {Entry[]} entries @returns {string} */
export const asJson = (entries) => JSON.stringify({ format: FORMAT, entries: [...entries].sort(byTime) }, null, 1);

/** @param {string} text of a file @returns {Entry[] | null} null if it is no diary, or a part of it is not sound */
export function readJson(text) {
  try {
    const { format, entries } = JSON.parse(text);
    const isSound = format === FORMAT && Array.isArray(entries) && entries.every(isEntry);
    return isSound && new Set(entries.map(({ id }) => id)).size === entries.length ? entries : null;
  } catch {
    return null;
  }
}

/** @param {string | number | null} value @returns {string} a cell that no spreadsheet takes for a formula */
const cell = (value) => `"${`${value ?? ""}`.replace(FORMULA, "'$&").replaceAll('"', '""')}"`;

/**
 * @param {Entry[]} entries
 * @param {(program: string) => string} nameOf a program
 * @returns {string} with a mark at its start that tells spreadsheets its letters
 */
export function asCsv(entries, nameOf) {
  const head = [
    ...[t("diary.day"), t("diary.time"), t("diary.exercise"), t("diary.program"), t("diary.repeats_field"), t("diary.sets_field")],
    ...[t("diary.seconds_field"), t("diary.before"), t("diary.after"), t("diary.words")],
  ];
  const rows = [...entries].sort(byTime).map((one) => [
    ...[one.day, one.time, one.title, nameOf(one.program), one.repetitions, one.sets, one.seconds, one.before, one.after, one.words],
  ]);
  return `\ufeff${[head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

/** @param {string} text @param {string} type @param {string} name of the file Hands it to the browser to save. */
export function saveFile(text, type, name) {
  const href = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
