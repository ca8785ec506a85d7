// @ts-check
// "Show my clinic": the last four weeks as a link and a code. Nothing is sent: the patient hands it on, or shows the screen.

import { find, make, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { qrSvg } from "../plan/qr.js";
import { encode } from "./format.js";
import { sharedOf } from "./shared.js";

// As for plans: Exchange breaks lines after 998 characters, and Outlook takes no link of more than 2,048.
const LONG = 1000;
const VERY_LONG = 2000;

/**
 * @param {HTMLElement} place
 * @param {import("./record.js").Entry[]} entries
 * @param {string} today the last day of the four weeks
 * @param {boolean} withWords whether the patient's own words go along
 * @returns {string} what to tell
 */
export function showLink(place, entries, today, withWords) {
  const shared = sharedOf(entries, today, withWords);
  const fragment = encode(shared);
  place.hidden = !fragment || !shared.rows.length;
  if (!shared.rows.length) return t("diary.link_none");
  if (!fragment) return t("diary.link_too_much");
  const link = `${location.href.split(/[?#]/)[0]}#${fragment}`;
  const code = qrSvg(link);
  find(place, '[data-field="link"]', HTMLInputElement).value = link;
  find(place, '[data-part="open"]', HTMLAnchorElement).href = link;
  part(place, "code").replaceChildren(code ?? make("p", "", t("diary.no_code")));
  const advice = link.length >= VERY_LONG ? [t("diary.link_very_long")] : link.length >= LONG ? [t("diary.link_long")] : [];
  part(place, "length").textContent = [t("diary.link_length", { count: link.length }), ...advice].join(" ");
  return t("diary.link_made");
}
