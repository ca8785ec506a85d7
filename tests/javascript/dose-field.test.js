import assert from "node:assert/strict";
import { test } from "node:test";

import { alsoRead, blank, fieldOf, quantityOf, read, setsIn, withTyped } from "../../docs/assets/javascripts/prescribe/dose-field.js";
import { inEnglish } from "../../docs/assets/javascripts/prescribe/typed-in-spanish.js";

/** @param {object} given @returns {import("../../docs/assets/javascripts/prescribe/dose-field.js").Field} */
const field = (given) => ({ amount: "", to: "", unit: "seconds", shape: "exact", ...given });

/** @param {string} kind @param {string} amount typed in an empty field @returns {(string | number | undefined)[]} */
function typed(kind, amount) {
  const quantity = quantityOf(kind, { ...blank(kind), amount });
  return quantity ? [quantity.shape, quantity.unit, quantity.amount, ...(quantity.to ? [quantity.to] : [])] : [];
}

test("a number as typed becomes a quantity", () => {
  assert.equal(quantityOf("hold", undefined), null);
  assert.equal(quantityOf("hold", field({ amount: "  " })), null);
  assert.deepEqual(quantityOf("hold", field({ amount: " 5 " })), { shape: "exact", unit: "seconds", amount: 5 });
  const both = field({ amount: "5", to: "10" });
  assert.deepEqual(quantityOf("hold", both), { shape: "range", unit: "seconds", amount: 5, to: 10 });
  assert.deepEqual(quantityOf("hold", field({ amount: "5", shape: "range" })), { shape: "exact", unit: "seconds", amount: 5 });
  const goal = field({ amount: "5", to: "9", shape: "start-goal" });
  assert.deepEqual(quantityOf("hold", goal), { shape: "start-goal", unit: "seconds", amount: 5, to: 9 });
  assert.equal(quantityOf("hold", field({ amount: "five" }))?.amount, NaN);
  assert.equal(quantityOf("hold", field({ to: "5" }))?.shape, "range");
});

test("two numbers can be typed in one field, with any dash", () => {
  for (const amount of ["5-10", "5 – 10", "5 to 10", "5—10", "5\u20118".replace("8", "10"), "5−10", " 5 -10 s "]) {
    assert.deepEqual(typed("hold", amount), ["range", "seconds", 5, 10], amount);
  }
  assert.deepEqual(typed("repetitions", "8-12 reps"), ["range", "", 8, 12]);
});

test("what people write after a number is understood where it fits", () => {
  /** @type {[string, string, (string | number)[]][]} */
  const cases = [
    ["repetitions", "10x", ["exact", "", 10]],
    ["repetitions", "10 Reps", ["exact", "", 10]],
    ["repetitions", "8+", ["at-least", "", 8]],
    ["repetitions", "at least 8", ["at-least", "", 8]],
    ["repetitions", "max", ["as-many", "", 0]],
    ["repetitions", "as many as you can", ["as-many", "", 0]],
    ["repetitions", "to fatigue", ["to-fatigue", "", 0]],
    ["sets", "3 sets", ["exact", "", 3]],
    ["hold", "2 min", ["exact", "minutes", 2]],
    ["hold", "30s", ["exact", "seconds", 30]],
    ["hold", "5 sec.", ["exact", "seconds", 5]],
    ["hold", "5\u201d", ["exact", "seconds", 5]],
    ["hold", "1:30", ["exact", "seconds", 90]],
    ["rest", "2:00 min", ["exact", "seconds", 120]],
    ["hold", "2 m 30 s", ["exact", "seconds", 150]],
    ["hold", "1 min and 5 seconds", ["exact", "seconds", 65]],
    ["repetitions", "8 or 10 reps.", ["range", "", 8, 10]],
    ["hold", "as long as you can", ["as-many", "", 0]],
    ["tempo", "4 sec", ["exact", "seconds", 4]],
    ["load", "2.5kg", ["exact", "kg", 2.5]],
    ["load", "5-7,5 lbs", ["range", "lb", 5, 7.5]],
    ["load", "Red", ["band", "red", 0]],
    ["load", "extra heavy band", ["band", "extra-heavy", 0]],
    ["effort", "5/10", ["exact", "", 5]],
    ["frequency", "twice a day", ["exact", "times-a-day", 2]],
    ["frequency", "2x/day", ["exact", "times-a-day", 2]],
    ["frequency", "3 x per week", ["exact", "times-a-week", 3]],
    ["frequency", "3-5 days a week", ["range", "days-a-week", 3, 5]],
    ["frequency", "every other day", ["exact", "every-days", 2]],
    ["frequency", "every day", ["exact", "days-a-week", 7]],
    ["frequency", "every hour", ["exact", "every-hours", 1]],
    ["frequency", "every 2-3 hours while awake", ["range", "every-hours-awake", 2, 3]],
    ["days", "5 days", ["exact", "days-a-week", 5]],
    ["days", "every 3 days", ["exact", "every-days", 3]],
  ];
  for (const [kind, amount, wanted] of cases) assert.deepEqual(typed(kind, amount), wanted, amount);
});

test("what does not fit is no number, and never another one", () => {
  /** @type {[string, string][]} */
  const cases = [
    ["repetitions", "10 kg"], ["repetitions", "3x10"], ["repetitions", "10 20"], ["repetitions", "1e3"], ["repetitions", "-5"],
    ["repetitions", "10 each side"], ["repetitions", "every 2 hours"], ["hold", "1:75"], ["hold", "1:5"], ["hold", "3x10s"], ["sets", "1:30"], ["hold", "red"], ["hold", "½"],
    ["load", "max"], ["load", "pink"], ["sets", "max"], ["effort", "5/100"], ["days", "every 2 hours"], ["days", "2 times a day"],
    ["frequency", "every 2 weeks"], ["frequency", "every 2"], ["rest", "to fatigue"], ["hold", "__proto__"],
  ];
  for (const [kind, amount] of cases) assert.deepEqual(typed(kind, amount).slice(2), [NaN], `${kind} ${amount}`);
});

test("a number is typed in Spanish, too", () => {
  alsoRead(inEnglish);
  const cases = /** @type {[string, string, string][]} */ ([
    ["hold", "8 a 12 segundos", "8-12 s"], ["hold", "2 minutos", "2 min"], ["hold", "2,5 min", "2.5 min"], ["repetitions", "10 veces", "10"],
    ["repetitions", "12 repeticiones", "12"], ["repetitions", "al menos 5", "at least 5"], ["repetitions", "las que pueda", "max"],
    ["repetitions", "hasta el cansancio", "until fatigue"], ["sets", "3 series", "3"], ["frequency", "2 veces al día", "2 times a day"],
    ["frequency", "2x al dia", "2x/day"], ["frequency", "3 veces por semana", "3 times a week"], ["frequency", "5 días a la semana", "5 days a week"],
    ["frequency", "cada 2 horas", "every 2 hours"], ["frequency", "cada 2 horas mientras esté despierto", "every 2 hours while awake"],
    ["frequency", "un día sí y otro no", "every other day"], ["frequency", "2 diarias", "2 daily"], ["frequency", "una vez al día", "once a day"],
    ["hold", "5 seg.", "5 s"], ["hold", "8 a 10 seg", "8-10 s"], ["hold", "1 minuto y 30 segundos", "90"], ["repetitions", "8 o 10", "8-10"],
    ["frequency", "todos los días", "every day"],
    ["load", "banda roja", "red band"], ["load", "extra fuerte", "extra heavy"], ["load", "5 libras", "5 lb"],
  ]);
  for (const [kind, spanish, english] of cases) {
    assert.deepEqual(typed(kind, spanish), typed(kind, english), spanish);
    assert.ok(!typed(kind, spanish).some(Number.isNaN), spanish);
  }
  assert.deepEqual(setsIn("3 series de 10"), { sets: "3", rest: "10" });
});

test("a second number makes a range, and none unmakes it", () => {
  const type = (/** @type {object} */ given, /** @type {string} */ name, /** @type {string} */ value) =>
    withTyped("hold", field(given), name, value);
  assert.equal(type({ amount: "5" }, "to", "9").shape, "range");
  assert.equal(type({}, "amount", "5-").shape, "range");
  assert.equal(type({}, "amount", "2 min").shape, "exact");
  assert.equal(type({ amount: "5", to: "9", shape: "range" }, "to", "").shape, "exact");
  assert.equal(type({ amount: "", to: "9", shape: "range" }, "amount", "5").shape, "range");
  assert.equal(type({ amount: "5", to: "9", shape: "range" }, "shape", "at-least").to, "");
  assert.equal(type({ amount: "5", to: "9" }, "shape", "start-goal").to, "9");
  assert.equal(type({}, "unit", "minutes").unit, "minutes");
});

test("each way to give a number is a quantity of its own", () => {
  /** @type {[string, string, string, object][]} */
  const ways = [
    ["exact", "4", "", { shape: "exact", unit: "", amount: 4 }],
    ["exact", "2-3", "", { shape: "range", unit: "", amount: 2, to: 3 }],
    ["exact", "2 to 3", "", { shape: "range", unit: "", amount: 2, to: 3 }],
    ["exact", "2", "3", { shape: "range", unit: "", amount: 2, to: 3 }],
    ["range", "2", "3", { shape: "range", unit: "", amount: 2, to: 3 }],
    ["at-least", "2", "", { shape: "at-least", unit: "", amount: 2 }],
    ["target", "3", "", { shape: "target", unit: "", amount: 3 }],
    ["start-goal", "1", "3", { shape: "start-goal", unit: "", amount: 1, to: 3 }],
  ];
  for (const [shape, amount, to, wanted] of ways) {
    const chosen = withTyped("sets", withTyped("sets", blank("sets"), "shape", shape), "amount", amount);
    const made = to ? withTyped("sets", chosen, "to", to) : chosen;
    assert.deepEqual(quantityOf("sets", made), wanted, `${shape} ${amount} ${to}`);
  }
});

test("a unit that can be said in one way only is said so, and what has no number keeps none", () => {
  const band = withTyped("load", { ...blank("load"), amount: "5" }, "unit", "red");
  assert.deepEqual(band, { amount: "", to: "", unit: "red", shape: "band" });
  assert.equal(withTyped("load", band, "unit", "kg").shape, "exact");
  assert.equal(withTyped("repetitions", field({ amount: "5", unit: "" }), "shape", "as-many").amount, "");
  assert.equal(withTyped("frequency", field({ unit: "times-a-day", shape: "at-least" }), "unit", "every-hours").shape, "exact");
});

test("a quantity comes back from its field", () => {
  for (const [kind, quantity] of /** @type {[string, import("../../docs/assets/javascripts/plan/format.js").Quantity][]} */ ([
    ["hold", { shape: "as-many", unit: "", amount: 0 }],
    ["load", { shape: "band", unit: "gold", amount: 0 }],
    ["load", { shape: "range", unit: "lb", amount: 2.25, to: 5 }],
    ["effort", { shape: "exact", unit: "", amount: 0 }],
  ])) {
    const made = fieldOf(kind, quantity);
    assert.deepEqual(quantityOf(kind, made), quantity);
    assert.deepEqual(read(kind, made), made, "and stays as it is");
  }
});
