// @ts-check
// What stands behind the # of practice: a plan's own fragment, or what somebody chose of a program, or one exercise.
// Names are those of addresses, and codes those of plans, so that both mean the same for ever.

/**
 * An entry that was chosen. forms, boxes: the codes of what was ticked of it.
 * @typedef {{code: string, forms: string, boxes: string}} Choice
 */
/**
 * @typedef {{kind: "none"} | {kind: "plan"}
 *   | {kind: "program", program: string, choices: Choice[]} | {kind: "exercise", exercise: string}} Asked
 */

/** @param {string} program its slug @param {Choice[]} choices none for all of it @returns {string} */
export function programFragment(program, choices) {
  const told = choices.map(({ code, forms, boxes }) => [code, forms, boxes].join("-").replace(/-+$/, ""));
  return `program=${program}${told.length ? `&do=${told.join(",")}` : ""}`;
}

/** @param {string} text @returns {string} without percent-encoding, as far as it is one */
function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param {string} fragment without its # @returns {Asked} what is no choice may be a plan. Trackers may add "&utm_source=…". */
export function askedOf(fragment) {
  const text = unescaped(fragment).trim();
  if (!text) return { kind: "none" };
  const [, exercise] = /^exercise=([a-z0-9-]{1,80})(?:&.*)?$/.exec(text) ?? [];
  if (exercise) return { kind: "exercise", exercise };
  const [, program, told = ""] = /^program=([a-z0-9-]{1,80})(?:&do=([a-z,-]{1,4000}))?(?:&.*)?$/.exec(text) ?? [];
  if (!program) return { kind: "plan" };
  const choices = told.split(",").filter(Boolean).map((one) => {
    const [code, forms = "", boxes = ""] = one.split("-");
    return { code, forms, boxes };
  });
  return { kind: "program", program, choices };
}
