// @ts-check
// The search for other components, which is fetched only when somebody wants to type.

/** @typedef {import("./index.js").Search} Search */
/** @typedef {import("./search.js").Answer} Answer */
/**
 * exercises: the slugs in an answer, in order. above: what stands above the results. notes: the same as sentences.
 * @typedef {{ ask: (typed: string) => Answer, exercises: (answer: Answer) => string[],
 *   above: (answer: Answer) => HTMLElement[], notes: (answer: Answer) => string[] }} Awake
 */

/** @returns {Promise<Awake>} which fails when the search cannot be fetched */
export async function wake() {
  const [{ exercisesIn, loadSearch }, { above, notes }] = await Promise.all([import("./index.js"), import("./told.js")]);
  const search = await loadSearch();
  return {
    ask: search.ask,
    exercises: exercisesIn,
    above: (answer) => above(answer, search),
    notes: (answer) => notes(answer, search.t),
  };
}
