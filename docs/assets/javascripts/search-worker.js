// @ts-check
/// <reference lib="webworker" />
// Material's search, asked in other words. Material cannot be told how to read a query, but takes any worker that
// talks as its own does. This one loads Material's, whose address follows the # in its own, and changes two messages:
// the index, so that phrases count, and each query, so that filler words, misspellings and half words do no harm.

/** @typedef {{ title: string, text: string, location: string, tags?: string[], words?: string[] }} Doc */

// What Material calls the two messages.
const SETUP = 0;
const QUERY = 2;

const FILLERS =
  " a an and any are as at can do does doing exercise exercises for from good has have helps how i if in is it " +
  "make me my need of or should some that the this to use want way what when where which with you your ";

/** @type {Set<string>} what the index has: words, and runs of words in a phrase, with a stroke: '_pushup' */
const known = new Set();

/** @param {string} word @returns {string} it without its plural, or nearly: index and query are treated alike */
const singular = (word) => word.replace(/ves$/, "f").replace(/(ch|sh|ss|x)es$/, "$1").replace(/(.[^s])s$/, "$1");

/** @param {string} text @returns {string[]} its words, without fillers, capitals, accents, apostrophes and plurals */
function wordsIn(text) {
  const plain = text.toLowerCase().normalize("NFKD").replace(/[\p{M}'’]/gu, "");
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  // An 'i' at the end is a number: 'chest lift I'.
  const telling = words.filter((it, place) => !FILLERS.includes(` ${it} `) || (it === "i" && !words[place + 1]));
  return (telling.length ? telling : words).map(singular);
}

/** @param {string[]} words @returns {string[]} each run of two or more, as one */
function runs(words) {
  return words.flatMap((_, from) => words.slice(from + 1).map((_, n) => `_${words.slice(from, from + n + 2).join("")}`));
}

/** @param {{ docs: Doc[] }} index Each page gets its words, the runs of words and its whole phrases: '=pushup' */
function prepare({ docs }) {
  for (const doc of docs) {
    const isPage = !doc.location.includes("#");
    const phrases = [doc.title, ...((isPage && doc.tags) || [])].map(wordsIn);
    const tokens = [...phrases.flat(), ...phrases.flatMap(runs)];
    doc.words = [...new Set([...tokens, ...phrases.map((phrase) => `=${phrase.join("")}`)])];
    for (const token of [...tokens, ...wordsIn(doc.text.replace(/<[^>]+>/g, " "))]) known.add(token);
    // Material shows only the paragraphs that a word was found in. A summary is to be seen whole.
    if (isPage) doc.text = doc.text.replaceAll("</p> <p>", "<br/>");
    delete doc.tags;
  }
}

/** @param {string} a @param {string} b @param {number} slips letters wrong, missing, extra or swapped @returns {boolean} */
function near(a, b, slips) {
  if (!a || !b) return a.length + b.length <= slips;
  const [restA, restB] = [a.slice(1), b.slice(1)];
  if (a[0] === b[0]) return near(restA, restB, slips);
  if (!slips--) return false;
  const swapped = a[0] === b[1] && a[1] === b[0] && near(a.slice(2), b.slice(2), slips);
  return swapped || near(restA, restB, slips) || near(restA, b, slips) || near(a, restB, slips);
}

/** @param {string} word @returns {string[]} what it may be a misspelling of */
function nearest(word) {
  for (let slips = 1; slips <= Math.min(2, word.length / 4); slips++) {
    const found = [...known].filter((token) => near(word, token.replace("_", ""), slips));
    if (found.length) return found;
  }
  return [];
}

/** @param {string} typed @returns {string} what to ask Material: clauses, each with how much it counts */
function ask(typed) {
  /** @type {string[]} */
  const clauses = [];
  const words = wordsIn(typed).slice(0, 12).map((word) => {
    const tokens = [word, `_${word}`].filter((begun) => [...known].some((token) => token.startsWith(begun)));
    const whole = tokens.filter((token) => known.has(token));
    const meant = tokens.length ? whole : nearest(word);
    const begun = whole.length ? [`${word}*^1`] : tokens.map((token) => `${token}*^6`);
    clauses.push(...meant.map((token) => `${token}^8`), ...begun);
    return (meant[0] ?? word).replace("_", "");
  });
  const all = words.join("");
  return all && [...clauses, ...runs(words).map((run) => `${run}^8`), `=${all}^40`, `=${all}*^12`].join(" ");
}

addEventListener("message", ({ data: message }) => {
  if (message.type === SETUP) prepare(message.data);
  if (message.type === QUERY) message.data = ask(message.data);
});
importScripts(location.hash.slice(1));
