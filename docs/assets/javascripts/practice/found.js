// @ts-check
// What the address of practice asks for: its exercises, whose numbers they have, and where "Leave" leads.

import { t } from "../common/messages.js";
import { inLanguage } from "../common/place.js";
import { fetchFile, programsOf } from "./fetched.js";
import { askedOf } from "./fragment.js";
import { bareEntry, itemOf } from "./items.js";
import { ownLines } from "./open-lines.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./items.js").PageData} PageData */
/** @typedef {import("../plan/format.js").Plan} Plan */
/**
 * state: none, damaged, whose or begin; plan: that of the link; origin: whose the numbers are, in words; newer: whether the
 * link may be of a newer version; exercise: the one whose program has to be asked for.
 * @typedef {{state: string, items: Item[], plan: Plan | null, home: string, origin: string, newer: boolean, exercise: string}} Found
 */

/** @param {string} state @param {Partial<Found>} [more] @returns {Found} */
const found = (state, more) => ({ state, items: [], plan: null, home: inLanguage("programs/"), origin: "", newer: false, exercise: "", ...more });

/**
 * @param {PageData} data
 * @param {HTMLElement} store takes what is fetched
 * @param {string} fragment of the address, without its #
 * @returns {Promise<Found>}
 * @throws {Error} where something cannot be fetched
 */
export async function findAsked(data, store, fragment) {
  const asked = askedOf(fragment);
  if (asked.kind === "plan") return findPlan(data, store, fragment);
  if (asked.kind === "exercise") return findExercise(data, store, asked.exercise);
  if (asked.kind === "none") return found("none");
  const program = data.programs.find(({ slug }) => slug === asked.program);
  const isKnown = asked.choices.every(({ code }) => program?.entries.includes(code));
  if (!program || !isKnown) return found("none");
  await fetchFile(data, store, program.slug);
  const all = program.entries.map((code) => ({ code, forms: "", boxes: "" }));
  const items = (asked.choices.length ? asked.choices : all).map(({ code, forms, boxes }, at) =>
    itemOf(data, bareEntry(code, { forms, boxes }), at + 1, "program"),
  );
  const origin = t("practice.from_program", { program: program.name });
  return found("begin", { items, origin, home: inLanguage(`programs/${program.slug}/`) });
}

/** @param {PageData} data @param {HTMLElement} store @param {string} fragment @returns {Promise<Found>} */
async function findPlan(data, store, fragment) {
  const { decode, encode, isNewer } = await import("../plan/format.js");
  const read = decode(fragment);
  if (read.kind !== "plan") return found(read.kind, { newer: isNewer(fragment) });
  const { plan } = read;
  const opened = encode(plan);
  await Promise.all(programsOf(data, plan).map((slug) => fetchFile(data, store, slug)));
  // The last signs of a link are its checksum: they tell one plan from another.
  const items = plan.entries.map((entry, at) => itemOf(data, entry, at + 1, "plan", opened.slice(-7)));
  return found("begin", { items, plan, origin: t("practice.from_plan"), home: `${inLanguage("plan/")}#${opened}` });
}

/** @param {PageData} data @param {HTMLElement} store @param {string} slug @returns {Promise<Found>} */
async function findExercise(data, store, slug) {
  const isThere = await fetchFile(data, store, `exercises/${slug}`);
  return isThere ? found("whose", { exercise: slug, home: inLanguage(`exercises/${slug}/`) }) : found("none");
}

/**
 * @param {PageData} data
 * @param {string} slug of an exercise that was fetched
 * @returns {Found} the exercise by itself, with the numbers that the patient types
 */
export function findOwn(data, slug) {
  const item = itemOf(data, bareEntry(slug), 1, "typed");
  const items = [{ ...item, lines: ownLines() }];
  return found("begin", { items, origin: t("practice.from_typed"), home: inLanguage(`exercises/${slug}/`) });
}
