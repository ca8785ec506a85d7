// @ts-check
// Giving a plan to other programs: as text, and as a file for a health record. It waits until somebody asks for it.

import { find } from "../common/dom.js";
import { t } from "../common/messages.js";
import { planText } from "./as-text.js";
import { carePlan } from "./care-plan.js";

/** @typedef {import("./format.js").Plan} Plan */
/** @typedef {import("./page-data.js").PageData} PageData */
/** @typedef {{data: PageData, plan: Plan, link: string, say: (text: string) => void}} What link: in full */

/** Does something in the words of a language. @typedef {<T>(act: () => T) => T} Speak */

/** @type {Speak} */
const asHere = (act) => act();

/** @param {ParentNode} root @param {What} what @param {Speak} [speak] Copies the text, and shows it: some browsers do not let us copy. */
export async function copyAsText(root, { data, plan, link, say }, speak = asHere) {
  const place = find(root, '[data-field="as-text"]', HTMLTextAreaElement);
  place.value = speak(() => planText(data, plan, link));
  place.hidden = false;
  try {
    await navigator.clipboard.writeText(place.value);
    say(t("as_text.copied"));
  } catch {
    place.focus();
    place.select();
    say(t("as_text.not_copied"));
  }
}

/** @param {What} what @param {Speak} [speak] Saves it as a file. */
export function saveCarePlan({ data, plan, link, say }, speak = asHere) {
  const text = JSON.stringify(speak(() => carePlan(data, plan, link)), null, 1);
  const href = `data:application/fhir+json,${encodeURIComponent(text)}`;
  Object.assign(document.createElement("a"), { href, download: "care-plan.json" }).click();
  say(t("care_plan.saved"));
}
