// @ts-check
// A form that is not taken says why at each field, and goes to the first: who sees nothing happen taps again and again.

import { findAll, make } from "./dom.js";

/** field: its data-field, or the name of a group of choices; text: what is wrong @typedef {{field: string, text: string}} Wrong */

/** @param {ParentNode} form @param {Wrong} wrong @param {number} at @returns {HTMLElement | undefined} its field, which tells now what is wrong */
function tell(form, { field: name, text }, at) {
  const [field] = findAll(form, `[data-field="${name}"], input[name="${name}"]`);
  const isChoice = field instanceof HTMLInputElement && field.type === "radio";
  const told = make("p", "form-wrong", text);
  told.id = `wrong-${at}`;
  told.dataset.wrong = name;
  field?.setAttribute("aria-describedby", told.id);
  if (!isChoice) field?.setAttribute("aria-invalid", "true");
  field?.closest("label")?.before(told);
  return field;
}

/**
 * @param {ParentNode} form
 * @param {Wrong[]} wrong all that is wrong; what was said before goes
 */
export function showWrong(form, wrong) {
  for (const told of findAll(form, "[data-wrong]")) {
    for (const field of findAll(form, `[aria-describedby="${told.id}"]`)) {
      field.removeAttribute("aria-describedby");
      field.removeAttribute("aria-invalid");
    }
    told.remove();
  }
  const [first] = wrong.map((one, at) => tell(form, one, at));
  first?.focus({ preventScroll: true });
  first?.closest("label")?.scrollIntoView({ block: "center" });
}
