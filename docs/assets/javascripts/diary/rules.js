// @ts-check
// After more pain than before, the program's own rules for when to stop. The same words for all: no number is judged.

import { findAll, make } from "../common/dom.js";
import { t } from "../common/messages.js";
import { programTemplate } from "../plan/page-data.js";
import { fetchFile } from "../practice/fetched.js";

/**
 * @param {HTMLElement} store takes what is fetched
 * @param {{program: string, exercise: string}} entry
 * @returns {Promise<HTMLElement[]>} what to show; where there is no program, or it cannot be fetched, what holds for all exercises
 */
export async function stopRules(store, { program, exercise }) {
  const file = program || (exercise && `exercises/${exercise}`);
  const isHere = file !== "" && (await fetchFile({ entries: {} }, store, file).catch(() => false));
  const [rules] = isHere ? programTemplate(document, file) : [];
  const told = rules ?? make("div", "stop", make("p", "", t("exercise.stop_alone")));
  for (const title of findAll(told, '[data-part="rule-title"]')) title.replaceWith(make("p", "label", title.textContent ?? ""));
  return [make("p", "diary-more", t("diary.more_pain")), told];
}
