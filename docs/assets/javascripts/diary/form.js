// @ts-check
// The form that writes an entry down, or changes one.

import { find, findAll, make } from "../common/dom.js";
import { t } from "../common/messages.js";
import { clean } from "../plan/bits.js";
import { dayOf, isDay } from "../plan/day.js";
import { MAX_TITLE, MAX_WORDS, MOST, newId, timeOf } from "./record.js";

/** @typedef {import("./record.js").Entry} Entry */
/** @typedef {import("./shared.js").PageData} PageData */

const OTHER = "other";
/** An exercise that the site no longer has keeps the name that it had. */
const SAME = "same";

/** @param {Pick<Entry, "code" | "exercise">} entry @returns {string} as the list has it */
const valueOf = ({ code, exercise }) => (code ? `code=${code}` : exercise ? `exercise=${exercise}` : OTHER);

/**
 * Fills in all exercises there are: first what was done before and what is in plans, then the rest below their programs.
 * @param {PageData} data
 * @param {HTMLElement} select
 * @param {Entry[]} entries of the diary, the latest last
 * @param {string[]} planned codes of what is in the plans that this device keeps
 */
export function fillExercises(data, select, entries, planned) {
  const programs = data.programs.map(({ name, entries: codes }) => ({ name, values: codes.map((code) => `code=${code}`) }));
  const known = new Map([
    ...programs.flatMap(({ values }) => values).map((value) => /** @type {const} */ ([value, data.entries[value.slice(5)].title])),
    ...Object.entries(data.exercises).map(([slug, name]) => /** @type {const} */ ([`exercise=${slug}`, name])),
  ]);
  const offered = new Set();
  const groups = [
    { name: t("diary.done_before"), values: entries.map(valueOf).reverse() },
    { name: t("diary.planned"), values: planned.map((code) => `code=${code}`) },
    ...programs,
    { name: t("diary.single"), values: [...known.keys()].filter((value) => value.startsWith("exercise=")) },
  ].map(({ name, values }) => {
    const rest = [...new Set(values)].filter((value) => known.has(value) && !offered.has(value));
    for (const value of rest) offered.add(value);
    const group = make("optgroup", "", ...rest.map((value) => new Option(known.get(value), value)));
    group.setAttribute("label", name);
    return group;
  });
  const [choose] = findAll(select, "option");
  select.replaceChildren(choose, ...groups.filter((group) => group.childElementCount), new Option(t("diary.something_else"), OTHER));
}

/** @param {HTMLElement} form @param {string} name @returns {HTMLInputElement | HTMLSelectElement} */
function field(form, name) {
  const [found] = findAll(form, `[data-field="${name}"]`);
  return /** @type {HTMLInputElement | HTMLSelectElement} */ (found);
}

/** @param {HTMLElement} form Shows the place for a title where the exercise is none of ours. */
export function showTitle(form) {
  find(form, '[data-part="title"]', HTMLElement).hidden = field(form, "exercise").value !== OTHER;
}

/** @param {HTMLElement} form @param {Entry | null} entry to change; null for a new one @param {Date} now */
export function fill(form, entry, now) {
  const select = field(form, "exercise");
  const value = entry ? valueOf(entry) : "";
  select.value = value;
  if (entry && select.value !== value) {
    select.prepend(new Option(entry.title, SAME));
    select.value = SAME;
  }
  const told = entry ?? { day: dayOf(now), repetitions: 0, sets: 0, seconds: 0, before: null, after: null, words: "", title: "" };
  const values = { ...told, title: value === OTHER ? told.title : "" };
  for (const name of /** @type {const} */ (["day", "title", "words"])) field(form, name).value = values[name];
  for (const name of /** @type {const} */ (["repetitions", "sets", "seconds"])) field(form, name).value = values[name] ? `${values[name]}` : "";
  for (const name of /** @type {const} */ (["before", "after"])) field(form, name).value = `${values[name] ?? ""}`;
  showTitle(form);
}

/**
 * @param {PageData} data
 * @param {string} value of the list of exercises
 * @param {string} title as typed
 * @param {Entry | null} before the entry as it was
 * @returns {Pick<Entry, "code" | "exercise" | "program" | "title">}
 */
function exerciseOf(data, value, title, before) {
  const [kind, name] = value.split("=");
  if (kind === "code") {
    const { exercise, program, title: own } = data.entries[name];
    return { code: name, exercise, program, title: own };
  }
  if (kind === "exercise") return { code: "", exercise: name, program: "", title: data.exercises[name] };
  if (kind === SAME && before) return before;
  return { code: "", exercise: "", program: "", title: clean(title) };
}

/** @param {string} text as typed @param {number} most @returns {number} NaN if it is no such number; none is 0 */
const countOf = (text, most) => (/^\s*\d{0,6}\s*$/.test(text) && Number(text) <= most ? Number(text) : NaN);

/** @param {string} value of a choice @returns {number | null} */
const painOf = (value) => (value === "" ? null : Number(value));

/**
 * @param {Entry} entry as it was filled in; a number that is none is NaN
 * @param {Date} now
 * @param {boolean} isOther whether it is none of our exercises, so that its title is typed
 * @returns {import("../common/wrong.js").Wrong[]} what is wrong with it
 */
function wrongIn({ day, title, repetitions, sets, seconds, words }, now, isOther) {
  const isNamed = title && [...title].length <= MAX_TITLE;
  const counts = Object.entries({ repetitions, sets, seconds }).filter(([, count]) => Number.isNaN(count));
  return [
    ...(isDay(day) && day <= dayOf(now) ? [] : [{ field: "day", text: t("diary.wrong_day") }]),
    ...(isNamed ? [] : [{ field: isOther ? "title" : "exercise", text: t("diary.wrong_exercise") }]),
    ...counts.map(([field]) => ({ field, text: t("diary.wrong_number") })),
    ...([...words].length <= MAX_WORDS ? [] : [{ field: "words", text: t("diary.wrong_words", { most: MAX_WORDS }) }]),
  ];
}

/**
 * @param {HTMLElement} form
 * @param {PageData} data
 * @param {Entry | null} was the entry before; null for a new one
 * @param {Date} now
 * @returns {{entry: Entry, wrong: import("../common/wrong.js").Wrong[]}} the entry, which is one if nothing is wrong
 */
export function read(form, data, was, now) {
  const told = (/** @type {string} */ name) => field(form, name).value;
  const { code, exercise, program, title } = exerciseOf(data, told("exercise"), told("title"), was);
  const day = told("day");
  const [repetitions, sets, seconds] = /** @type {const} */ (["repetitions", "sets", "seconds"]).map((name) => countOf(told(name), MOST[name]));
  const [before, after] = ["before", "after"].map((name) => painOf(told(name)));
  // The time is that of the day it was written down on.
  const time = was?.day === day ? was.time : !was && day === dayOf(now) ? timeOf(now) : "";
  const amount = { repetitions, sets, seconds };
  const entry = { id: was?.id ?? newId(), day, time, code, exercise, program, title, ...amount, before, after, words: clean(told("words")) };
  return { entry, wrong: wrongIn(entry, now, told("exercise") === OTHER) };
}
