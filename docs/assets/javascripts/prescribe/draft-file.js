// @ts-check
// A draft as a file, for who wants to go on later or elsewhere: no browser deletes it by itself. It may have mistakes in it.
// Templates go through files here, too. All of it waits until it is asked for.

import { isDraft } from "./draft.js";

/** @typedef {import("./draft.js").PageData} PageData */
/** @typedef {import("./draft.js").Draft} Draft */

const FORMAT = "home-exercise-draft-1";
const MAX_FILE = 1_000_000;

/** @param {Draft} draft @returns {string} */
export const writtenDraft = (draft) => JSON.stringify({ format: FORMAT, draft }, null, 1);

/** @param {string} text of a file @param {PageData} data @returns {Draft | null} null if it is no draft of this page */
export function readDraft(text, data) {
  try {
    const { format, draft } = JSON.parse(text);
    return format === FORMAT && isDraft(draft, data) ? draft : null;
  } catch {
    return null;
  }
}

/** @param {HTMLInputElement} input @returns {Promise<string | null>} what is in the chosen file, empty if that is too large for one of ours; null without one */
export async function chosenIn(input) {
  const [chosen] = input.files ?? [];
  if (!chosen) return null;
  const text = chosen.size > MAX_FILE ? "" : await chosen.text();
  input.value = "";
  return text;
}

/** @param {string} text @param {string} name of the file Hands it to the browser to save. */
export function saveFile(text, name) {
  const href = `data:application/json,${encodeURIComponent(text)}`;
  Object.assign(document.createElement("a"), { href, download: name }).click();
}
