// @ts-check
// A plan as a FHIR R4B CarePlan, for a health record: docs/contribute/api.md tells how. It waits until it is asked for.
// Who it is for is not in a plan, and so not in here. A dose is in the extension of our open data, and in a Timing where
// that can say the same.

import { t } from "../common/messages.js";
import { entryLines, line as lineOf, titleOf, wholeLines } from "./as-text.js";
import { chosenOf } from "./cards.js";
import { linesOfPlan, titled } from "./words.js";

/** @typedef {import("./format.js").Plan} Plan */
/** @typedef {import("./format.js").Entry} Entry */
/** @typedef {import("./format.js").Line} Line */
/** @typedef {import("./format.js").Quantity} Quantity */
/** @typedef {import("./page-data.js").PageData} PageData */
/** @typedef {Record<string, unknown>} Json */

const ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
// What a number may be that FHIR's positiveInt cannot.
const DECIMAL = ["load", "effort"];
/** How our open data call a shape, and its numbers. @type {Record<string, string[]>} */
const KINDS = {
  exact: ["value", "amount"],
  range: ["range", "from", "to"],
  "at-least": ["at-least", "amount"],
  target: ["target", "amount"],
  "start-goal": ["start-goal", "start", "goal"],
};
/** @type {Record<string, string>} */
const PERIODS = { "times-a-day": "d", "times-a-week": "wk", "every-days": "d", "every-hours": "h" };

/** @param {Json} values @returns {Json} without what is empty: FHIR allows nothing empty */
const filled = (values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value && (!Array.isArray(value) || value.length)));

/** @param {string} url @param {string} key by the type of the value @param {unknown} value @returns {Json} */
const extension = (url, key, value) => ({ url, [key]: value });

/** @param {string} base of our FHIR files @param {Line} line @param {string} [name] of its part @returns {Json} */
function doseLine(base, { kind, part, quantity }, name) {
  const { shape, unit, amount, to } = quantity;
  const [told, ...numbers] = KINDS[shape] ?? [shape];
  const names = DECIMAL.includes(kind) ? numbers.map((_, at) => ["low", "high"][at]) : numbers;
  const key = DECIMAL.includes(kind) ? "valueDecimal" : "valuePositiveInt";
  return {
    url: `${base}StructureDefinition/dose-line`,
    extension: [
      extension("line", "valueCode", kind),
      ...(part ? [extension("part", "valueCode", part)] : []),
      ...(name ? [extension("part-name", "valueString", name)] : []),
      extension("kind", "valueCode", told),
      ...names.map((one, at) => extension(one, key, at ? to : amount)),
      ...(unit ? [extension("unit", "valueCode", unit)] : []),
    ],
  };
}

/**
 * @param {Quantity} frequency
 * @param {Quantity | undefined} days beside it
 * @returns {Quantity | null} both as one, where one can say just that: every day goes without saying, and once a day every
 *   other day is every other day
 */
function asOne(frequency, days) {
  if (!days || (days.shape === "exact" && days.unit === "days-a-week" && days.amount === 7)) return frequency;
  const once = frequency.shape === "exact" && frequency.unit === "times-a-day" && frequency.amount === 1;
  return once && days.unit === "every-days" ? days : null;
}

/** @param {Quantity} frequency @param {Quantity | undefined} days beside it @returns {Json | null} a Timing's repeat, where that can say just that */
function repeat(frequency, days) {
  const often = asOne(frequency, days);
  if (!often || !["exact", "range"].includes(often.shape)) return null;
  const { unit, amount, to } = often;
  const periodUnit = PERIODS[unit];
  if (!periodUnit) return null;
  if (unit.startsWith("every-")) return { frequency: 1, period: amount, ...(to && { periodMax: to }), periodUnit };
  return { frequency: amount, ...(to && { frequencyMax: to }), period: 1, periodUnit };
}

/** @param {Plan} plan @returns {Json} from when to when */
const period = ({ start, end }) => filled({ start, end });

/** @param {Plan} plan @param {Entry} entry @returns {Json | null} in numbers where those say just that, and else in words */
function timing(plan, { lines }) {
  const of = (/** @type {string} */ kind) => lines.filter((line) => line.kind === kind);
  const [often, ...more] = of("frequency");
  if (more.length || often?.part) return null;
  const frequency = often ? often.quantity : plan.frequency;
  const days = often ? of("days")[0]?.quantity : plan.days;
  if (!frequency) return null;
  const told = repeat(frequency, days);
  const words = linesOfPlan({ ...plan, frequency, days, start: undefined, end: undefined }).map(lineOf).join("; ");
  const bounds = period(plan);
  const whole = { ...(Object.keys(bounds).length && { boundsPeriod: bounds }), ...told };
  return filled({ repeat: Object.keys(whole).length && whole, code: !told && { text: words } });
}

/** @param {PageData} data @param {Plan} plan @param {Entry} entry @param {string} base @returns {Json} an exercise */
function activity(data, plan, entry, base) {
  const known = Object.hasOwn(data.entries, entry.code) ? data.entries[entry.code] : null;
  const chosen = known && chosenOf(known, entry);
  const lines = chosen && !chosen.none ? chosen.lines : [];
  const sides = entry.sides && extension(`${base}StructureDefinition/dose-sides`, "valueCode", entry.sides);
  return {
    detail: filled({
      extension: [...lines.map((line) => doseLine(base, line, chosen?.names.get(line.part))), ...(lines.length && sides ? [sides] : [])],
      kind: "ServiceRequest",
      instantiatesCanonical: known?.exercise && [`${base}ActivityDefinition/${known.exercise}`],
      code: { text: titled(titleOf(data, entry.code), entry.sides) },
      status: "not-started",
      scheduledTiming: lines.length ? timing(plan, entry) : null,
      description: entryLines(data, entry).join("\n"),
    }),
  };
}

/**
 * @param {PageData} data
 * @param {Plan} plan
 * @param {string} page the address of the page of plans, below which our FHIR files are found
 * @returns {Json} the CarePlan
 */
export function carePlan(data, plan, page) {
  const base = new URL(`${data.api}v1/fhir/`, page).href;
  const { frequency, days, clinic } = plan;
  const whole = [
    ...(frequency ? [doseLine(base, { kind: "frequency", part: "", quantity: frequency })] : []),
    ...(days ? [doseLine(base, { kind: "days", part: "", quantity: days })] : []),
  ];
  const dates = period(plan);
  return filled({
    resourceType: "CarePlan",
    language: data.language,
    extension: whole,
    status: "active",
    intent: "plan",
    title: t("plan.heading", { count: plan.entries.length }),
    description: wholeLines(data, plan).join("\n"),
    subject: { extension: [extension(ABSENT, "valueCode", "unknown")] },
    period: Object.keys(dates).length && dates,
    author: clinic && { display: clinic },
    activity: plan.entries.map((entry) => activity(data, plan, entry, base)),
  });
}
