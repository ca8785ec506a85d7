// @ts-check
// What keys do in the tool that they do not do by themselves.

import { t } from "../common/messages.js";
import { TEXTS } from "./draft.js";
import { itemOf } from "./edits.js";
import { goOn, isText, openNumber, typeInto } from "./stops.js";

/**
 * make: the part in which something is filled in. add: the field that finds exercises.
 * @typedef {{tool: HTMLElement, make: HTMLElement, add: HTMLInputElement, undo: () => void, redo: () => void,
 *   move: (id: string, step: number) => void, say: (text: string) => void}} Tool
 */
/** @typedef {(event: KeyboardEvent, target: HTMLElement, tool: Tool) => (() => void) | null} Key what it does, if it is for something */

/** @type {Key} */
function undoBy({ key, ctrlKey, metaKey, shiftKey, altKey }, target, tool) {
  const letter = key.toLowerCase();
  const isRedo = (letter === "z" && shiftKey) || (letter === "y" && ctrlKey && !shiftKey);
  if (!(ctrlKey || metaKey) || altKey || !(isRedo || letter === "z")) return null;
  // What stands in the plan goes back by whole steps. What does not, such as the patient's name, is left to the browser.
  const isOfPlan = target.closest("[data-item], [data-key]") || TEXTS.some((text) => text === target.id);
  if (isText(target) && !isOfPlan && (target !== tool.add || target.value)) return null;
  return () => (isRedo ? tool.redo() : tool.undo());
}

/** @type {Key} */
function goOnBy({ key, isComposing }, target, { tool, make }) {
  const isStop = target.matches("[data-stop]:not(button), select, [data-key] input") && make.contains(target);
  return key === "Enter" && isStop && !isComposing ? () => goOn(tool, target) : null;
}

/** @type {Key} */
function moveBy({ key, altKey }, target, tool) {
  const isMove = altKey && (key === "ArrowUp" || key === "ArrowDown") && !target.matches("select");
  const id = isMove && itemOf(target);
  return id ? () => tool.move(id, key === "ArrowUp" ? -1 : 1) : null;
}

/** A number that is typed at a box or a button of an exercise goes into the next number that is still open. @type {Key} */
function numberBy({ key, ctrlKey, metaKey, altKey }, target, tool) {
  const item = target.closest("[data-item]");
  if (!/^\d$/.test(key) || ctrlKey || metaKey || altKey || !item || isText(target)) return null;
  return () => {
    const open = openNumber(item, target);
    if (!open) return tool.say(t("prescribe.no_open_number"));
    open.focus();
    typeInto(open, key);
  };
}

/** @param {KeyboardEvent} event @param {Tool} tool @returns {(() => void) | null} what the key does, if it is for something there */
export function actOf(event, tool) {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return null;
  const [act] = [undoBy, goOnBy, moveBy, numberBy].flatMap((by) => by(event, target, tool) ?? []);
  return act ?? null;
}
