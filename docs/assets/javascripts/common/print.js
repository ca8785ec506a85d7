// @ts-check
// Printing, where the browser can. Browsers inside other apps often cannot: then what to do is said in place of nothing.

import { t } from "./messages.js";

/** @param {string} name stands at the foot of each sheet of paper; between two numbers there is the page's word for 'of' */
export function nameSheet(name) {
  const { style } = document.documentElement;
  style.setProperty("--sheet-name", JSON.stringify(name));
  style.setProperty("--sheet-of", JSON.stringify(` ${t("paper.of")} `));
}

/** @param {(text: string) => void} say what to do where the browser does not print */
export function printPage(say) {
  if (typeof globalThis.print === "function") print();
  else say(t("label.cannot_print"));
}
