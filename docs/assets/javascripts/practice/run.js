// @ts-check
// The clock of practice. It keeps when a step began, and never counts ticks: a tab that slept, or a phone that was locked,
// is right when it wakes. `now` is always handed in, in milliseconds.

import { afterEnough } from "./steps.js";

/** @typedef {import("./steps.js").Step} Step */
/**
 * What the patient set. itself: whether it goes on by itself; ready, release, side: seconds for it, 0 to wait for a tap;
 * place: seconds to get into place where it does not go on by itself;
 * pace: seconds for a repetition; clock: whether holds and rests are counted down.
 * @typedef {{itself: boolean, ready: number, place: number, release: number, side: number, pace: number, clock: boolean}} Settings
 */
/**
 * Where somebody is. at: the number of the step; since: when it began; stopped: how long it had lasted when the clock was
 * stopped, null while it runs; seen: when this was last looked at; asleep: whether it stopped because nobody could see it;
 * done: the seconds of each hold and repetition that is over, by the number of its step.
 * @typedef {object} State
 * @property {number} at
 * @property {number} since
 * @property {number | null} stopped
 * @property {number} seen
 * @property {boolean} asleep
 * @property {Record<string, number>} done
 */
/** least, most: seconds; most: null where nothing ends it. @typedef {{least: number, most: number | null, goesOn: boolean}} Timing */
/** @typedef {"go" | "enough" | "pause" | "resume" | "back" | "longer" | "tick"} Event */

/** Longer than this between two looks, the page was asleep: nobody saw what came next. */
const ASLEEP = 5000;
const LONGER = 10;
/** A patient who is so far in a step goes back to its beginning. */
const BEGUN = 2000;

/** @type {Settings} */
export const FIRST = { itself: false, ready: 5, place: 0, release: 5, side: 10, pace: 6, clock: true };

/** @param {number} at @param {number} now @returns {State} */
export const stateAt = (at, now) => ({ at, since: now, stopped: null, seen: now, asleep: false, done: {} });

/** @param {State} state @param {number} now @returns {number} milliseconds since the step began, without pauses */
export const elapsedOf = ({ stopped, since }, now) => stopped ?? now - since;

/** @type {Timing} */
const OPEN = { least: 0, most: null, goesOn: false };

/** @param {number} seconds that the patient set @returns {Timing} */
const own = (seconds) => (seconds ? { least: seconds, most: seconds, goesOn: true } : OPEN);

/** @param {Step} step that has no time of its dose @param {Settings} settings @returns {Timing} */
function ownTiming({ kind, time }, { itself, ready, place, release, side, pace }) {
  if (kind === "ready") return own(itself ? ready : place);
  if (!itself) return OPEN;
  // No faster than the dose says, where it says the least.
  if (kind === "move") return own(pace && Math.max(pace, time?.least ?? 0));
  if (kind === "release") return own(release);
  return kind === "side" || kind === "form" ? own(side) : OPEN;
}

/** @param {Step} step @param {Settings} settings @returns {Timing} */
export function timingOf(step, settings) {
  const { kind, time } = step;
  const { itself, clock } = settings;
  const given = clock && time ? { least: time.least, most: time.most } : OPEN;
  if (kind === "hold") return { ...given, goesOn: true };
  if (kind === "rest") return { ...given, goesOn: itself };
  // "A few seconds" is no time that a clock can keep: what the patient set counts then. So it does where none is given.
  const kept = given.most !== null && (itself || kind === "release");
  return kept ? { ...given, goesOn: itself } : ownTiming(step, settings);
}

/** @param {Step} step @param {number} elapsed milliseconds @returns {number[]} what is noted of it: nothing but work is */
const noted = ({ kind }, elapsed) => (kind === "hold" || kind === "move" ? [Math.round(elapsed / 1000)] : []);

/** @param {Step[]} steps @param {State} state @param {number} elapsed of the step that is over @param {number} since @returns {State} */
function onward(steps, state, elapsed, since) {
  const done = { ...state.done };
  for (const seconds of noted(steps[state.at], elapsed)) done[state.at] = seconds;
  return { ...state, at: Math.min(state.at + 1, steps.length - 1), since, stopped: null, done };
}

/** @param {Step[]} steps @param {Settings} settings @param {State} state @param {number} now @returns {State} */
function tick(steps, settings, state, now) {
  const slept = now - state.seen > ASLEEP;
  let next = { ...state, seen: now };
  while (next.stopped === null) {
    const { most, goesOn } = timingOf(steps[next.at], settings);
    const lasted = now - next.since;
    if (most === null || !goesOn || lasted < most * 1000) return next;
    next = onward(steps, next, most * 1000, next.since + most * 1000);
    // What came after it was not seen, and is not counted as done.
    if (slept) next = { ...next, since: now, stopped: 0, asleep: true };
  }
  return next;
}

/** @param {Step[]} steps @param {number} at @returns {number} the step that one goes back to: what comes between is no place */
const before = (steps, at) =>
  Math.max(0, steps.findLastIndex((step, index) => index < at && !["release", "choice", "ready"].includes(step.kind)));

/** @param {Step[]} steps @param {State} state @param {number} now @returns {State} */
function back(steps, state, now) {
  const begun = elapsedOf(state, now) > BEGUN && ["hold", "rest"].includes(steps[state.at].kind);
  const at = begun ? state.at : before(steps, state.at);
  const done = Object.fromEntries(Object.entries(state.done).filter(([step]) => Number(step) < at));
  return { ...stateAt(at, now), done };
}

/**
 * @param {Step[]} steps
 * @param {Settings} settings
 * @param {State} state
 * @param {Event} event
 * @param {number} now
 * @returns {State} what comes of it
 */
export function after(steps, settings, state, event, now) {
  const awake = { ...state, asleep: false, seen: now };
  const elapsed = elapsedOf(state, now);
  if (event === "tick") return tick(steps, settings, state, now);
  if (event === "pause") return { ...awake, stopped: elapsed };
  if (event === "resume") return { ...awake, since: now - elapsed, stopped: null };
  if (event === "longer") return { ...awake, since: state.since + LONGER * 1000, stopped: state.stopped && elapsed - LONGER * 1000 };
  if (event === "back") return back(steps, state, now);
  if (event === "enough") return { ...awake, at: afterEnough(steps, state.at), since: now, stopped: null };
  return state.stopped === null ? onward(steps, awake, elapsed, now) : after(steps, settings, state, "resume", now);
}

/**
 * @typedef {object} Amount what was done of an exercise
 * @property {number} repetitions that are over
 * @property {number} sets that were begun
 * @property {number} seconds held in all
 */

/** @param {Step[]} steps @param {State} state @returns {Amount} */
export function amountOf(steps, { done }) {
  const over = Object.entries(done).map(([at, seconds]) => ({ step: steps[Number(at)], seconds }));
  const whole = over.filter(({ step }) => step.kind === "move" || step.hold === 0);
  return {
    repetitions: whole.length,
    sets: new Set(over.map(({ step }) => `${step.turn} ${step.set}`)).size,
    seconds: over.reduce((sum, { step, seconds }) => sum + (step.kind === "hold" ? seconds : 0), 0),
  };
}

/**
 * What is to be told between two looks at one step.
 * @param {Timing} timing
 * @param {number} before milliseconds
 * @param {number} now milliseconds
 * @returns {("half" | "last" | "enough" | "over")[]} half the time; the last seconds; enough, where more may be; and its end
 */
export function cuesBetween({ least, most }, before, now) {
  const passed = (/** @type {number | null} */ second) => second !== null && before < second * 1000 && now >= second * 1000;
  /** @type {("half" | "last" | "enough" | "over")[]} */
  const cues = [];
  const goal = most ?? least;
  if (goal >= 10 && passed(goal / 2)) cues.push("half");
  if (goal >= 10 && passed(goal - LAST)) cues.push("last");
  if (least && least !== most && passed(least)) cues.push("enough");
  if (passed(most)) cues.push("over");
  return cues;
}

/** How many seconds before its end the last seconds of a step are told. */
export const LAST = 3;
