// @ts-check
// What somebody does in a field, as a change of the draft.

import { TEXTS, blank, withTyped } from "./draft.js";
import { isText } from "./stops.js";

/** @typedef {import("./draft.js").Draft} Draft */
/** @typedef {import("./draft.js").Item} Item */
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
  if (!id) return (draft) => (draft.often = withTyped(draft.often, name, value));
  return ofItem(id, ({ lines }) => (lines[key] = withTyped(lines[key] ?? blank(key.split(".")[0]), name, value)));
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
  const key = TEXTS.find((text) => text === target.dataset.field);
  const { value } = target;
  return key ? (draft) => (draft[key] = value) : null;
}

/** @param {Event} event @returns {string} what is one step of undo: typing in one field, or deleting there; empty if nothing is typed */
export function stepOf(event) {
  const { target } = event;
  if (!(target instanceof Element) || !isText(target)) return "";
  const kind = event instanceof InputEvent ? event.inputType : "";
  return `${target.id} ${kind.startsWith("delete") ? "delete" : kind === "insertFromPaste" ? "paste" : "type"}`;
}
