// @ts-check
// What somebody does in a field, as a change of the draft.

import { blank, read, withTyped } from "./dose-field.js";
import { DATES, TEXTS, meantBy } from "./draft.js";
import { isText } from "./stops.js";

/** @typedef {import("./draft.js").Draft} Draft */
/** @typedef {import("./draft.js").Item} Item */
/** @typedef {import("./draft.js").PageData} PageData */
/** @typedef {(draft: Draft) => unknown} Edit of a draft, in its place */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

/** @param {Element} element @returns {string} the id of the exercise that it is in; empty if it is in none */
export function itemOf(element) {
  const item = element.closest("[data-item]");
  return item instanceof HTMLElement ? (item.dataset.item ?? "") : "";
}

/** @param {string} id of an exercise @param {(item: Item) => unknown} edit @returns {Edit} of it alone */
export const ofItem = (id, edit) => ({ items }) => items.filter((item) => item.id === id).forEach(edit);

/** @param {Element} target @returns {string} the codes of all that is chosen beside it, in order */
function choices(target) {
  const boxes = [...(target.closest("fieldset")?.querySelectorAll("input:checked") ?? [])];
  return boxes.map((box) => (box instanceof HTMLInputElement ? box.value : "")).sort().join("");
}

/** @param {HTMLElement} line @param {string} id of its exercise, if any @param {Control} target a part of its number @returns {Edit} */
function editOfLine(line, id, target) {
  const [key, name] = [line.dataset.key ?? "", target.dataset.field ?? ""];
  const { value } = target;
  if (key === "often") return (draft) => (draft.often = withTyped("frequency", draft.often, name, value));
  if (key === "days") return (draft) => (draft.days = withTyped("days", draft.days, name, value));
  const [kind] = key.split(".");
  return ofItem(id, ({ lines }) => (lines[key] = withTyped(kind, lines[key] ?? blank(kind), name, value)));
}

/** @param {string} id of an exercise @param {Control} target @returns {Edit | null} */
function editOfItem(id, target) {
  const { field } = target.dataset;
  const { value } = target;
  if (field === "form") return ofItem(id, (item) => (item.forms = choices(target)));
  if (field === "box") return ofItem(id, (item) => (item.boxes = choices(target)));
  return field === "sides" || field === "note" ? ofItem(id, (item) => (item[field] = value)) : null;
}

/** @param {Control} target a field with an input @returns {Edit | null} null if it is none of the draft's */
export function editOf(target) {
  const [line, id] = [target.closest("[data-key]"), itemOf(target)];
  if (line instanceof HTMLElement) return editOfLine(line, id, target);
  if (id) return editOfItem(id, target);
  const key = [.../** @type {const} */ (["language"]), ...TEXTS, ...DATES].find((text) => text === target.dataset.field);
  const { value } = target;
  return key ? (draft) => (draft[key] = value) : null;
}

/**
 * @param {PageData} data
 * @param {string} id of an exercise; empty for what holds for the whole plan
 * @returns {Edit} that writes its numbers as they are meant: "3x10" becomes 10, and 3 sets
 */
export const settling = (data, id) => (draft) => {
  if (!id) Object.assign(draft, { often: read("frequency", draft.often), days: read("days", draft.days) });
  ofItem(id, (item) => {
    const meant = Object.entries(meantBy(data.entries[item.code], item));
    const filled = meant.filter(([key, { amount }]) => item.lines[key] || amount);
    item.lines = { ...item.lines, ...Object.fromEntries(filled) };
  })(draft);
};

/** @param {Event} event @returns {string} what is one step of undo: typing in one field, or deleting there; empty if nothing is typed */
export function stepOf(event) {
  const { target } = event;
  if (!(target instanceof Element) || !isText(target)) return "";
  const kind = event instanceof InputEvent ? event.inputType : "";
  return `${target.id} ${kind.startsWith("delete") ? "delete" : kind === "insertFromPaste" ? "paste" : "type"}`;
}
