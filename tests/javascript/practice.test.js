// Practice without a page: each kind of dose as steps, and the clock, which is handed in.

import assert from "node:assert/strict";
import { test } from "node:test";

import "./english.js";
import { boundsOf, isOpen, isSound, turnsOf, withAnswers } from "../../docs/assets/javascripts/practice/dose.js";
import { askedOf, programFragment } from "../../docs/assets/javascripts/practice/fragment.js";
import { after, amountOf, cuesBetween, FIRST as AT_FIRST, stateAt, timingOf } from "../../docs/assets/javascripts/practice/run.js";
import { clockText, countTexts, hintText, mainText, nowText } from "../../docs/assets/javascripts/practice/saying.js";
import { afterEnough, stepsOf } from "../../docs/assets/javascripts/practice/steps.js";
import { isClear, momentOf, stillOf } from "../../docs/assets/javascripts/practice/tempo.js";

/** @typedef {import("../../docs/assets/javascripts/practice/dose.js").Line} Line */
/** @typedef {import("../../docs/assets/javascripts/practice/run.js").Event} Event */

/** @param {string} shape @param {number} amount @param {string} [unit] @param {number} [to] */
const quantity = (shape, amount, unit = "", to) => ({ shape, unit, amount, ...(to && { to }) });

/** @param {string} kind @param {ReturnType<typeof quantity> | null} told @param {Partial<Line>} [more] @returns {Line} */
const line = (kind, told, more) => ({ kind, part: "", label: kind, quantity: told, ...more });

const hold = (/** @type {number} */ seconds) => line("hold", quantity("exact", seconds, "seconds"));
const times = (/** @type {number} */ count, /** @type {Partial<Line>} */ more = {}) =>
  line("repetitions", quantity("exact", count), more);

/** @param {Line[]} lines @param {string} [sides] */
const steps = (lines, sides = "") => stepsOf(turnsOf(lines, sides, [], []));

/** @param {ReturnType<typeof steps>} list @returns {string} its kinds, with the side where there is one */
const kinds = (list) => list.map(({ kind, side }) => (side < 0 ? kind : `${kind}${"ab"[side]}`)).join(" ");

// Somebody who chose a time to get into place: at first it waits for a tap.
const FIRST = { ...AT_FIRST, place: 5 };
const ITSELF = { ...FIRST, itself: true };

/**
 * @param {ReturnType<typeof steps>} list
 * @param {[Event, number][]} events each with the second it comes at
 * @param {typeof FIRST} [settings]
 */
function ran(list, events, settings = FIRST) {
  let state = stateAt(0, 0);
  for (const [event, second] of events) state = after(list, settings, state, event, second * 1000);
  return state;
}

/** @param {ReturnType<typeof steps>} list @param {number} from @param {number} to seconds @param {typeof FIRST} settings */
const ticks = (list, from, to, settings) =>
  ran(list, [["go", from], ...Array.from({ length: to - from + 1 }, (_, at) => /** @type {[Event, number]} */ (["tick", from + at]))], settings);

test("a hold is got ready for, held, let go and held again", () => {
  assert.equal(kinds(steps([hold(5), times(2)])), "show ready hold release hold over");
});

test("without a hold, each repetition is counted by itself", () => {
  assert.equal(kinds(steps([times(3)])), "show ready move move move over");
});

test("a hold without a count is done once, as for a rest position", () => {
  assert.equal(kinds(steps([hold(5)])), "show ready hold over");
});

test("sets have a rest between them, whether or not its time is known", () => {
  const list = steps([times(1), line("sets", quantity("exact", 3)), line("rest", quantity("exact", 1, "minutes"))]);
  assert.equal(kinds(list), "show ready move rest move rest move over");
  assert.deepEqual(list[3].time, { least: 60, most: 60, shape: "exact" });
  assert.equal(kinds(steps([times(1), line("sets", quantity("exact", 2))])), "show ready move rest move over");
  assert.equal(timingOf(steps([times(1), line("sets", quantity("exact", 2))])[3], ITSELF).most, null);
});

test("one side is done and then the other, set by set or all sets of a side first", () => {
  const sets = line("sets", quantity("exact", 2));
  assert.equal(kinds(steps([hold(5)], "each")), "show ready holda sideb holdb over");
  assert.equal(kinds(steps([times(1), sets], "each")), "show ready movea sideb moveb resta movea sideb moveb over");
  const perSide = line("sets", quantity("exact", 2), { per: "side" });
  assert.equal(kinds(steps([times(1), perSide], "each")), "show ready movea resta movea sideb moveb restb moveb over");
});

test("sides in turn change each time, and a count for each leg has both", () => {
  assert.equal(kinds(steps([times(2, { per: "leg" })], "alternate")), "show ready movea moveb movea moveb over");
  assert.equal(kinds(steps([times(3)], "alternate")), "show ready movea moveb movea over");
});

test("a count for both sides together, or unclear, is not split into sides", () => {
  for (const per of ["total", "unclear"]) assert.equal(kinds(steps([times(2, { per })], "each")), "show ready move move over");
  for (const sides of ["left", "right", "together", "not-given", ""]) assert.equal(kinds(steps([times(1)], sides)), "show ready move over");
});

test("a range, a goal and 'at least' ask when the least is done", () => {
  const two = line("repetitions", quantity("range", 2, "", 3));
  assert.equal(kinds(steps([two])), "show ready move move choice move over");
  assert.equal(kinds(steps([line("repetitions", quantity("start-goal", 1, "", 2))])), "show ready move choice move over");
  const least = steps([line("repetitions", quantity("at-least", 2))]);
  assert.equal(kinds(least.slice(0, 6)), "show ready move move choice move");
  assert.equal(least.filter(({ kind }) => kind === "move").length, 200);
  const sets = steps([times(1), line("sets", quantity("start-goal", 1, "", 3))]);
  assert.equal(kinds(sets), "show ready move choice rest move rest move over");
  assert.equal(sets[3].of, "sets");
});

test("what nobody knows is counted without an end, within the bounds of the data", () => {
  const list = steps([line("hold", null), line("repetitions", null)]);
  assert.equal(list.filter(({ kind }) => kind === "hold").length, 200);
  assert.equal(timingOf(list[2], FIRST).most, null);
  assert.equal(list.filter(({ kind }) => kind === "choice").length, 0);
});

test("holds in a row belong to one repetition", () => {
  const lines = [line("hold", quantity("exact", 5, "seconds"), { part: "p" }), line("hold", quantity("exact", 7, "seconds"), { part: "q" }), times(2)];
  const list = stepsOf(turnsOf(lines, "", [], [{ code: "p", name: "Arch" }, { code: "q", name: "Flatten" }]));
  assert.equal(kinds(list), "show ready hold release hold release hold release hold over");
  assert.equal(list[4].time?.most, 7);
});

test("forms with doses of their own come one after the other", () => {
  const lines = [line("hold", quantity("exact", 5, "seconds"), { part: "a" }), line("hold", quantity("exact", 9, "seconds"), { part: "b" })];
  const turns = turnsOf(lines, "", [{ code: "a", name: "Standing" }, { code: "b", name: "Sitting" }], []);
  const list = stepsOf(turns);
  assert.equal(kinds(list), "show ready hold form hold over");
  assert.equal(nowText(turns, list[3]), "Next: Sitting");
  assert.deepEqual(countTexts(turns, list[4]), ["Sitting"]);
});

test("each shape has its bounds, and what is open is open", () => {
  assert.deepEqual(boundsOf(quantity("range", 2, "", 3)), { least: 2, most: 3, shape: "range" });
  assert.deepEqual(boundsOf(quantity("at-least", 2)), { least: 2, most: null, shape: "at-least" });
  assert.deepEqual(boundsOf(quantity("target", 8)), { least: 0, most: 8, shape: "target" });
  assert.deepEqual(boundsOf(quantity("words", 0)), { least: 0, most: null, shape: "words" });
  assert.deepEqual(boundsOf(null), { least: 0, most: null, shape: "" });
});

test("blank, lost and not given are asked for, and so is where to begin with a goal; nothing else is", () => {
  assert.ok(isOpen(line("hold", null)));
  assert.ok(isOpen(line("repetitions", quantity("target", 8))));
  assert.ok(!isOpen(line("repetitions", quantity("range", 2, "", 3))));
  assert.ok(!isOpen(line("rest_between_repetitions", quantity("words", 0))));
  assert.ok(!isOpen(line("frequency", null)));
});

test("what the patient typed is marked, keeps the goal, and 'I do not know' changes nothing", () => {
  const goal = line("repetitions", quantity("target", 8));
  const [typed] = withAnswers([goal], { repetitions: { amount: 3, unit: "" } });
  assert.deepEqual(typed, { ...goal, typed: true, quantity: quantity("start-goal", 3, "", 8) });
  const [reached] = withAnswers([goal], { repetitions: { amount: 8, unit: "" } });
  assert.deepEqual(reached.quantity, quantity("exact", 8));
  assert.deepEqual(withAnswers([goal], { repetitions: "unknown" }), [goal]);
  const blank = line("repetitions", null, { target: 25 });
  assert.deepEqual(withAnswers([blank], { repetitions: { amount: 5, unit: "" } })[0].quantity, quantity("start-goal", 5, "", 25));
});

test("beyond the bounds of the data nothing is taken", () => {
  assert.ok(isSound("hold", { amount: 600, unit: "seconds" }));
  assert.ok(isSound("hold", { amount: 120, unit: "minutes" }));
  assert.ok(isSound("sets", "unknown"));
  for (const [kind, amount, unit] of /** @type {[string, number, string][]} */ ([
    ["hold", 601, "seconds"], ["hold", 121, "minutes"], ["hold", 5, ""], ["repetitions", 201, ""], ["repetitions", 0, ""],
    ["sets", 21, ""], ["repetitions", 2.5, ""], ["repetitions", NaN, ""], ["repetitions", 5, "seconds"],
  ])) assert.ok(!isSound(kind, { amount, unit }), `${kind} ${amount} ${unit}`);
});

test("by myself, the hold ends by itself and the rest waits for a tap", () => {
  const list = steps([hold(5), times(2)]);
  const at = (/** @type {number} */ second) => list[ticks(list, 0, second, FIRST).at].kind;
  assert.equal(at(4), "ready");
  assert.equal(at(5), "hold");
  assert.equal(at(10), "release");
  assert.equal(at(600), "release");
});

test("by myself, getting into place waits for a tap, unless a time was chosen", () => {
  const list = steps([hold(5), times(2)]);
  assert.equal(list[ticks(list, 0, 600, AT_FIRST).at].kind, "ready");
  assert.equal(list[ticks(list, 0, 5, { ...AT_FIRST, place: 5 }).at].kind, "hold");
  assert.equal(list[ticks(list, 0, 5, { ...AT_FIRST, itself: true }).at].kind, "hold");
});

test("by itself, it goes on to the end, at the times that the patient set", () => {
  const list = steps([hold(5), times(2)], "each");
  const settings = { ...ITSELF, ready: 5, release: 3, side: 10 };
  // 5 to get ready, 5 + 3 + 5 for one side, 10 to change, and the other side.
  assert.equal(list[ticks(list, 0, 40, settings).at].kind, "hold");
  assert.equal(list[ticks(list, 0, 41, settings).at].kind, "over");
  assert.deepEqual(amountOf(list, ticks(list, 0, 41, settings)), { repetitions: 4, sets: 1, seconds: 20 });
  const paced = steps([times(2)]);
  assert.equal(paced[ticks(paced, 0, 5 + 2 * settings.pace, settings).at].kind, "over");
});

test("by itself, more than must be waits for a tap, and so does a time that nobody knows", () => {
  const range = steps([line("repetitions", quantity("range", 1, "", 2))]);
  assert.equal(range[ticks(range, 0, 500, ITSELF).at].kind, "choice");
  const open = steps([line("hold", null), times(1)]);
  assert.equal(open[ticks(open, 0, 500, ITSELF).at].kind, "hold");
  const least = steps([line("hold", quantity("at-least", 10, "seconds"))]);
  assert.equal(least[ticks(least, 0, 500, ITSELF).at].kind, "hold");
});

test("each time can be switched off: then a tap ends it", () => {
  const list = steps([hold(5), times(2)]);
  const off = { ...ITSELF, ready: 0, place: 0, release: 0, side: 0, pace: 0, clock: false };
  for (const step of list) assert.equal(timingOf(step, off).most, null, step.kind);
  assert.equal(ran(list, [["go", 0], ["tick", 1], ["go", 2], ["tick", 3], ["go", 3]], off).at, 3);
});

test("a stopped clock stands, and goes on from there", () => {
  const list = steps([hold(30)]);
  const state = ran(list, [["go", 0], ["tick", 5], ["tick", 10], ["pause", 15], ["tick", 19], ["resume", 100], ["tick", 100]]);
  assert.equal(list[state.at].kind, "hold");
  assert.equal(state.since, 90_000);
  assert.equal(list[after(list, FIRST, state, "tick", 104_000).at].kind, "hold");
  assert.equal(ran(list, [["go", 0], ["tick", 5], ["pause", 6], ["go", 9]]).stopped, null);
});

test("a tab that slept within a hold counts what is left of it", () => {
  const list = steps([hold(60), times(2)]);
  const state = ran(list, [["go", 0], ["tick", 5], ["tick", 6], ["tick", 40]]);
  assert.deepEqual([list[state.at].kind, state.since, state.asleep], ["hold", 5000, false]);
});

test("a tab that slept on stops at the next step, and counts nothing that nobody saw", () => {
  for (const settings of [FIRST, ITSELF]) {
    const list = steps([hold(5), times(10)]);
    const state = ran(list, [["go", 0], ["tick", 5], ["tick", 6], ["tick", 3600], ["tick", 3601]], settings);
    assert.deepEqual([list[state.at].kind, list[state.at].rep, state.stopped, state.asleep], ["release", 2, 0, true]);
    assert.equal(amountOf(list, state).repetitions, 1);
    const awake = after(list, settings, state, "go", 3_700_000);
    assert.deepEqual([awake.at, awake.stopped, awake.asleep], [state.at, null, false]);
  }
});

test("a slow tab that is not asleep loses no time", () => {
  const list = steps([hold(2), times(3)]);
  const state = ran(list, [["go", 0], ["tick", 4.9], ["tick", 9.8]], { ...ITSELF, release: 1 });
  // 5 + 2 + 1 = 8: the second hold began then, though nobody looked.
  assert.deepEqual([list[state.at].kind, list[state.at].rep, state.since], ["hold", 2, 8000]);
});

test("back leads to what was done before, and takes it off the count", () => {
  const list = steps([times(3)]);
  const two = ran(list, [["go", 0], ["tick", 5], ["go", 6], ["go", 7]]);
  assert.equal(amountOf(list, two).repetitions, 2);
  const one = after(list, FIRST, two, "back", 8000);
  assert.deepEqual([one.at, amountOf(list, one).repetitions], [3, 1]);
  assert.equal(ran(list, [["go", 0], ["back", 1]]).at, 0);
});

test("enough ends a round of repetitions, or all sets", () => {
  const list = steps([times(3), line("sets", quantity("exact", 2))], "each");
  const first = list.findIndex(({ kind }) => kind === "move");
  assert.equal(list[afterEnough(list, first)].kind, "side");
  const rest = list.findIndex(({ kind }) => kind === "rest");
  assert.equal(list[afterEnough(list, rest)].kind, "over");
  const turns = steps([times(3, { per: "leg" })], "alternate");
  assert.equal(turns[afterEnough(turns, 2)].kind, "over");
});

test("more time makes a pause longer", () => {
  const list = steps([hold(5)]);
  assert.equal(list[ran(list, [["go", 0], ["longer", 4], ["tick", 8], ["tick", 12]]).at].kind, "ready");
  assert.equal(list[ran(list, [["go", 0], ["longer", 4], ["tick", 8], ["tick", 12], ["tick", 15]]).at].kind, "hold");
});

test("half, the last seconds and enough are told once, and the end", () => {
  const timing = { least: 30, most: 30, goesOn: true };
  const seen = Array.from({ length: 150 }, (_, at) => cuesBetween(timing, at * 200, (at + 1) * 200)).flat();
  assert.deepEqual(seen, ["half", "last", "over"]);
  assert.deepEqual(cuesBetween({ least: 5, most: 10, goesOn: true }, 4900, 5100), ["half", "enough"]);
  assert.deepEqual(cuesBetween({ least: 5, most: 5, goesOn: true }, 0, 4900), []);
});

test("a step is told in words: what, where in the count, and what to know of it", () => {
  const turns = turnsOf([hold(5), line("repetitions", quantity("range", 2, "", 3)), line("sets", quantity("exact", 3))], "each", [], []);
  const [, , first] = stepsOf(turns);
  assert.equal(nowText(turns, first), "Hold");
  assert.equal(mainText(turns, first), "Let go");
  assert.deepEqual(countTexts(turns, first), ["Repeat 1, of 2 to 3", "Set 1 of 3", "First side"]);
  const open = turnsOf([line("hold", quantity("range", 5, "seconds", 10))], "left", [], []);
  assert.equal(hintText(open, stepsOf(open)[2]), "Hold 5 to 10 seconds. Let go when you want, from 5 on.");
  assert.deepEqual(countTexts(open, stepsOf(open)[2]), ["Left side"]);
  assert.deepEqual([clockText(7), clockText(99), clockText(100), clockText(600)], ["7", "99", "1:40", "10:00"]);
});

test("what is practiced stands in the address", () => {
  const choices = [{ code: "bcd", forms: "", boxes: "" }, { code: "fgh", forms: "ab", boxes: "" }, { code: "jkl", forms: "", boxes: "c" }];
  const fragment = programFragment("bone-health", choices);
  assert.equal(fragment, "program=bone-health&do=bcd,fgh-ab,jkl--c");
  assert.deepEqual(askedOf(fragment), { kind: "program", program: "bone-health", choices });
  assert.deepEqual(askedOf(encodeURIComponent(fragment)), { kind: "program", program: "bone-health", choices });
  assert.deepEqual(askedOf("program=bone-health"), { kind: "program", program: "bone-health", choices: [] });
  assert.deepEqual(askedOf("program=bone-health&utm_source=x"), { kind: "program", program: "bone-health", choices: [] });
  assert.deepEqual(askedOf("exercise=bridge"), { kind: "exercise", exercise: "bridge" });
  assert.deepEqual(askedOf(""), { kind: "none" });
  for (const other of ["1abc", "program=", "program=../x", "%E0%A4%A"]) assert.deepEqual(askedOf(other), { kind: "plan" });
});

test("the body is where the clock is: up while it is held, down between holds", () => {
  const list = steps([hold(10), times(2)]);
  const [ready, first, release] = [1, 2, 3];
  const at = (/** @type {number} */ step, /** @type {number} */ second) => momentOf(list, step, ITSELF, second, [2]).at;
  assert.equal(at(ready, 0), 0);
  assert.ok(at(ready, 4.9) > 0.9);
  assert.equal(at(first, 5), 1);
  assert.equal(at(release, 0), 1);
  assert.ok(at(release, 2.5) < 0.01);
  assert.ok(at(release, 4.9) > 0.9);
  const moves = steps([times(2)]);
  assert.ok(Math.abs(momentOf(moves, 2, ITSELF, ITSELF.pace / 2, [2]).at - 1) < 0.01);
});

test("a body with a single still stays in it", () => {
  const list = steps([hold(5), times(3)]);
  for (const at of list.keys()) {
    for (const second of [0, 3]) assert.deepEqual(momentOf(list, at, ITSELF, second, []), { at: 0, still: 0, hot: 1, over: false });
  }
});

test("one still stands for a step only where it is clear which", () => {
  const list = steps([hold(5), times(1)]);
  assert.ok(isClear(list, 1, "each"));
  assert.ok(isClear(list, 3, "together"));
  assert.ok(!isClear(list, 3, "each"));
  assert.deepEqual([stillOf(list, 1, 1), stillOf(list, 2, 1)], [0, 1]);
});

test("as many as you can, until tired and a time for each one are run as such", () => {
  const many = steps([line("repetitions", quantity("as-many", 0))]);
  assert.equal(many.filter(({ kind }) => kind === "move").length, 200);
  assert.equal(many.filter(({ kind }) => kind === "choice").length, 0);
  const turns = turnsOf([line("repetitions", quantity("to-fatigue", 0))], "", [], []);
  assert.deepEqual(countTexts(turns, stepsOf(turns)[2]), ["Repeat 1, until you are too tired to do it well"]);
  const paced = steps([times(2), line("tempo", quantity("exact", 4, "seconds"))]);
  assert.equal(timingOf(paced[2], ITSELF).most, 4);
  assert.equal(timingOf(paced[2], FIRST).most, null);
  const slowly = steps([times(2), line("tempo", quantity("at-least", 9, "seconds"))]);
  assert.equal(timingOf(slowly[2], ITSELF).most, 9);
});

// Each kind of dose to its end, in the words that stand on the screen. A browser runs one of them (test_practice.py).
const [READY, HOLD, GO, SIDE, REST, OVER] = ["Get into place", "Hold", "Let go", "Change sides", "Rest", "over"];
const [MOVE, ENOUGH] = ["Do it once", "That may be enough"];
const seconds = (/** @type {string} */ kind, /** @type {number} */ amount, part = "") =>
  line(kind, quantity("exact", amount, "seconds"), { part });
const sets = (/** @type {number} */ count) => line("sets", quantity("exact", count));
/** @type {Record<string, [Line[], string, string[]]>} */
const DOSES = {
  "a hold, twice": [[hold(5), times(2)], "", [READY, HOLD, GO, HOLD, OVER]],
  "a hold on both sides": [[hold(5), times(1)], "each", [READY, HOLD, SIDE, HOLD, OVER]],
  "sides in turn": [[hold(5), times(2)], "alternate", [READY, HOLD, GO, HOLD, OVER]],
  "one side": [[hold(5), times(1)], "left", [READY, HOLD, OVER]],
  "sets with rests": [[hold(5), times(1), sets(2), seconds("rest", 30)], "", [READY, HOLD, REST, HOLD, OVER]],
  minutes: [[line("hold", quantity("exact", 2, "minutes")), times(1)], "", [READY, HOLD, OVER]],
  "a pause between": [[times(2), seconds("rest_between_repetitions", 4)], "", [READY, MOVE, REST, MOVE, OVER]],
  "a time for each one": [[times(3), seconds("tempo", 4)], "", [READY, MOVE, OVER]],
  "repeats at a pace": [[times(3)], "", [READY, MOVE, OVER]],
  "holds in a row": [
    [seconds("hold", 5, "a"), seconds("hold", 6, "b"), times(1)],
    "",
    [READY, "Hold: Sitting", "Let go: Standing", "Hold: Standing", OVER],
  ],
  "a range": [[line("repetitions", quantity("range", 1, "", 2))], "", [READY, MOVE, ENOUGH]],
  "at least so many": [[line("repetitions", quantity("at-least", 1))], "", [READY, MOVE, ENOUGH]],
  "a goal": [[line("repetitions", quantity("start-goal", 1, "", 5))], "", [READY, MOVE, ENOUGH]],
  "a goal of sets": [[times(1), line("sets", quantity("start-goal", 1, "", 3))], "", [READY, MOVE, ENOUGH]],
  "a hold of at least": [[line("hold", quantity("at-least", 5, "seconds")), times(1)], "", [READY, HOLD]],
  "a hold for as long as you can": [[line("hold", quantity("as-many", 0)), times(1)], "", [READY, HOLD]],
  "a rest without a time": [[times(1), sets(2)], "", [READY, MOVE, REST]],
};

for (const [name, [lines, sides, expected]] of Object.entries(DOSES)) {
  test(`${name}: runs by itself as far as it must, and says what is to be done`, () => {
    const turns = turnsOf(lines, sides, [], [{ code: "a", name: "Sitting" }, { code: "b", name: "Standing" }]);
    const list = stepsOf(turns);
    /** @type {string[]} */
    const seen = [];
    let state = after(list, ITSELF, stateAt(0, 0), "go", 0);
    for (let second = 0; second <= 200; second++) {
      state = after(list, ITSELF, state, "tick", second * 1000);
      const now = list[state.at].kind === "over" ? OVER : nowText(turns, list[state.at]);
      if (seen.at(-1) !== now) seen.push(now);
    }
    assert.deepEqual(seen, expected);
  });
}
