// @ts-check
// Printing, where the browser can. Browsers inside other apps often cannot: then what to do is said in place of nothing.

import { t } from "./messages.js";

/** @param {(text: string) => void} say what to do where the browser does not print */
export function printPage(say) {
  if (typeof globalThis.print === "function") print();
  else say(t("label.cannot_print"));
}
