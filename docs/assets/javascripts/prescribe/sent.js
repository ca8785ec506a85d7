// @ts-check
// A plan that was sent, opened for a change: from its link as somebody pasted it. It waits until it is asked for. Of what is
// pasted nothing is fetched: the plan stands in the link.

import { decode } from "../plan/format.js";

/** @typedef {import("../plan/format.js").Plan} Plan */

/** @param {string} address of a page @returns {string} its path, as a link to it may be written */
const pathOf = (address) => new URL(address, location.href).pathname.replace(/index\.html$/, "");

/**
 * @param {string} text a link, with whatever stands around it
 * @param {Map<string, string>} pages the address of the page of plans, by the language of its patients
 * @returns {{plan: Plan, language: string} | null} language: nothing where the link leads elsewhere; null if no whole plan is in it
 */
export function readSent(text, pages) {
  const [, address = "", fragment = text] = /^(?:.*?(https?:[^\s#%]*))?[^#%]*(?:#|%(?:25)*23)(.*)$/s.exec(text) ?? [];
  const found = decode(fragment);
  if (found.kind !== "plan") return null;
  const [language = ""] = [...pages].find(([, page]) => address && pathOf(address) === pathOf(page)) ?? [];
  return { plan: found.plan, language };
}
