// @ts-check
// Going through the fields by key: where Enter goes to, and where a number goes that is typed beside a field.

/** @param {Element | null} target @returns {target is HTMLInputElement | HTMLTextAreaElement} whether letters go into it */
export const isText = (target) => target !== null && target.matches("textarea, input:not([type]), input[type='text']");

// Safari has checkVisibility only since 17.4, and Chromium lays out what a closed <details> holds, though it shows none.
/** @param {Element} element @returns {boolean} whether it is in sight */
export const isSeen = (element) => element.getClientRects().length > 0 && !element.closest("details:not([open])");

/** @param {Element} stop @returns {boolean} whether Enter stops there: at one of the choices of which only one can be */
const isStop = (stop) => !(stop instanceof HTMLInputElement && stop.type === "radio" && !stop.checked);

/** @param {ParentNode} place @returns {HTMLElement | null} its first stop in sight */
export function firstStop(place) {
  const stops = [...place.querySelectorAll("[data-stop]")].filter((stop) => isStop(stop) && isSeen(stop));
  return stops[0] instanceof HTMLElement ? stops[0] : null;
}

/** @param {HTMLElement} root @param {Element} from Goes on to the next field that is filled in by nearly everyone. */
export function goOn(root, from) {
  const all = [...root.querySelectorAll("[data-stop], :focus")];
  const stops = all.filter((stop) => stop === from || (isStop(stop) && isSeen(stop)));
  const next = stops[stops.indexOf(from) + 1];
  if (!(next instanceof HTMLElement)) return;
  next.focus();
  if (next instanceof HTMLInputElement && next.type === "text") next.select();
}

/**
 * @param {ParentNode} item fields of an exercise
 * @param {Element} from one of them
 * @returns {HTMLInputElement | null} the number after it that is still empty, else the first one that is
 */
export function openNumber(item, from) {
  const all = [...item.querySelectorAll('[data-key] [data-field="amount"]')];
  const open = all.filter((field) => field instanceof HTMLInputElement && isSeen(field) && !field.value);
  const after = open.find((field) => from.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING);
  const found = after ?? open[0];
  return found instanceof HTMLInputElement ? found : null;
}

/** @param {HTMLInputElement | HTMLTextAreaElement} field @param {string} text Types it there. */
export function typeInto(field, text) {
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: text }));
}

/** @param {string[]} keys Presses them again, wherever the focus is by now, as a browser would. */
export function retype(keys) {
  for (const key of keys) {
    const place = document.activeElement;
    const goes = place?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    if (!goes || key.length > 1) continue;
    if (isText(place)) typeInto(place, key);
    else if (key === " " && place instanceof HTMLInputElement) place.click();
  }
}
