// @ts-check
// Who a link says it is from, and the number in it. It is the link that says so: everything here is marked.

import { make } from "../common/dom.js";
import { t } from "../common/messages.js";

/**
 * A number to call, where it is clear which digits are to be dialed: one number, without its extension.
 * @param {string} phone that the format lets through
 * @returns {string} the address of a link; nothing where the phone can be read in more than one way
 */
export function telephone(phone) {
  const [, plus = "", number = ""] = /^(\+?)([\d(][\d(). -]*)(?:x ?\d+)?$/.exec(phone) ?? [];
  const digits = (plus ? number.replace("(0)", "") : number).replace(/\D/g, "");
  return digits && `tel:${plus}${digits}`;
}

/** @param {string} text of the link @returns {HTMLElement} which cannot turn the text around it */
const own = (text) => make("bdi", "clinic-text", text);

/**
 * A stranger may have written the number, so it dials only for those who ask for it.
 * @param {string} phone of a link
 * @returns {HTMLElement}
 */
function phoneLine(phone) {
  const address = telephone(phone);
  const call = make("a", "plan-call", ...t.parts("plan.call", { phone: own(phone) }));
  call.setAttribute("href", address);
  const shown = address ? make("button", "plan-call", own(phone)) : own(phone);
  if (address) {
    shown.addEventListener("click", () => {
      shown.replaceWith(call);
      call.focus();
    });
  }
  return make("p", "", ...t.parts("plan.phone", { phone: shown }));
}

/**
 * @param {{clinic: string, phone: string}} plan
 * @returns {HTMLElement[]} who the link says it is from
 */
export const from = ({ clinic, phone }) => [
  ...(clinic ? [make("p", "", ...t.parts("plan.clinic", { clinic: own(clinic) }))] : []),
  ...(phone ? [phoneLine(phone)] : []),
];
