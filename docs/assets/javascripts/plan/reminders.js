// @ts-check
// 'Add to my calendar': the patient chooses times and days, and gets a file. It waits until somebody asks for it.

import { find, make, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { showWrong } from "../common/wrong.js";
import { calendar, firstDay } from "./calendar.js";
import { choiceOf, groupsOf, timesEvery } from "./schedule.js";
import { DAY, dayOf } from "./day.js";
import { lineLabel, lineText } from "./words.js";

/** @typedef {import("./format.js").Plan} Plan */
/** @typedef {import("./schedule.js").Group} Group */
/** @typedef {import("./schedule.js").Choice} Choice */
/** @typedef {import("./calendar.js").Reminder} Reminder */
/** @typedef {{plan: Plan, link: string, say: (text: string) => void}} What link: in full */

const WEEK = [1, 2, 3, 4, 5, 6, 0];

/** @param {number} day 0 is Sunday @returns {string} its name. The 4th of January 1970 was a Sunday. */
const nameOf = (day) =>
  new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", timeZone: "UTC" }).format(new Date((3 + day) * DAY));

/** @typedef {{min?: string, max?: string, value?: string, checked?: boolean}} Start what a field begins with */

/** @param {string} type @param {string} text @param {Start} [more] @param {string} [name] @returns {[HTMLElement, HTMLInputElement]} a label with its field */
function field(type, text, more = {}, name = "") {
  const input = Object.assign(document.createElement("input"), { type, ...more });
  if (name) input.dataset.field = name;
  const isTick = type === "checkbox";
  return [make("label", isTick ? "tick" : "plan-name", ...(isTick ? [input, " ", text] : [text, " ", input])), input];
}

/** @param {Group} group @returns {string} what the plan says of how often */
function told({ frequency, days }) {
  const texts = [...(frequency ? [lineText("frequency", frequency)] : []), ...(days ? [lineText("days", days)] : [])];
  return texts.length ? t("calendar.told", { often: texts }) : t("calendar.not_told");
}

/** @param {number} count @param {string} name of the first @returns {{made: HTMLElement, times: () => string[]}} as many fields for times, and a button for more */
function timeFields(count, name) {
  const made = make("div", "");
  /** @type {HTMLInputElement[]} */
  const inputs = [];
  const add = () => {
    const [label, input] = field("time", t("calendar.time", { number: inputs.length + 1 }), {}, inputs.length ? "" : name);
    inputs.push(input);
    more.before(make("p", "", label));
  };
  const button = make("button", "", t("calendar.add_time"));
  button.setAttribute("type", "button");
  const more = make("p", "", button);
  made.append(more);
  button.addEventListener("click", () => {
    add();
    inputs[inputs.length - 1].focus();
  });
  for (let at = 0; at < count; at++) add();
  return { made, times: () => [...new Set(inputs.map(({ value }) => value).filter(Boolean))].sort() };
}

/** @param {[number, number]} span @param {boolean} awake @param {string} name of the first time @returns {{made: HTMLElement, times: () => string[], hours: () => number | undefined}} */
function hourFields([from, to], awake, name) {
  const [every, hours] = field("number", t("calendar.hours"), { min: `${from}`, max: `${to}`, value: `${from}` });
  const [start, first] = field("time", t("calendar.first_time"), {}, name);
  const [end, last] = field("time", t("calendar.last_time"), {}, `${name}-last`);
  const fields = [...(from < to ? [every] : []), start, ...(awake ? [end] : [])];
  const made = make("div", "", ...fields.map((one) => make("p", "", one)));
  // Where the hours do not fill a day, the times move on from day to day.
  const moves = () => !awake && 24 % Number(hours.value) !== 0;
  const times = () => {
    if (!first.value || (awake && !last.value)) return [];
    if (moves()) return [first.value];
    return timesEvery(Number(hours.value), first.value, awake ? last.value : undefined);
  };
  return { made, times, hours: () => (moves() ? Number(hours.value) : undefined) };
}

/** @param {Choice} choice @param {string} name of the first day @returns {{made: HTMLElement, days: () => {every?: number, weekdays?: number[]}}} */
function dayFields({ every, weekdays }, name) {
  if (every) {
    const [from, to] = every;
    const [label, input] = field("number", t("calendar.every"), { min: `${from}`, max: `${to}`, value: `${from}` });
    const made = make("p", "", label);
    made.hidden = from === to;
    return { made, days: () => ({ every: Number(input.value) }) };
  }
  const ticks = WEEK.map((day, at) => field("checkbox", nameOf(day), { checked: weekdays.includes(day) }, at ? "" : name));
  const made = make("fieldset", "plan-days", make("legend", "", t("calendar.days")), ...ticks.map(([label]) => label));
  return { made, days: () => ({ weekdays: WEEK.filter((_, at) => ticks[at][1].checked) }) };
}

/** @param {Group} group @param {Plan} plan @param {number} at which one it is @returns {{made: HTMLElement, read: () => Reminder}} the fields for what is done alike */
function fieldsFor(group, plan, at) {
  const { numbers } = group;
  const title = numbers.length ? t("calendar.title_some", { count: numbers.length, numbers }) : t("calendar.title");
  const choice = choiceOf(group);
  const { hours: span } = choice;
  const hourly = span && hourFields(span, choice.awake, `time-${at}`);
  const often = hourly ?? timeFields(choice.times, `time-${at}`);
  const { made: onDays, days } = dayFields(choice, `days-${at}`);
  const now = dayOf(new Date());
  const [start, first] = field("date", lineLabel("start"), { value: plan.start && plan.start > now ? plan.start : now });
  const [end, last] = field("date", lineLabel("end"), { value: plan.end ?? "" }, `end-${at}`);
  const dates = [start, end].map((one) => make("p", "", one));
  const made = make("fieldset", "plan-reminder", make("legend", "", title), make("p", "", told(group)), often.made, onDays, ...dates);
  const read = () => {
    // What began before today goes on in its rhythm, unless the patient says another day.
    const begun = plan.start && plan.start < now && first.value === now ? plan.start : first.value;
    const hours = hourly?.hours();
    return { title, times: often.times(), ...(hours ? { hours } : days()), start: begun || now, end: last.value };
  };
  return { made, read };
}

/** @param {Reminder} reminder @param {ParentNode} place @param {number} at which one it is @returns {import("../common/wrong.js").Wrong[]} what is missing of it */
function missing({ times, weekdays, ...more }, place, at) {
  const { title } = more;
  const noTime = times.length ? [] : [{ field: timeMissing(place, at), text: t("calendar.no_time", { title }) }];
  const noDay = weekdays?.length === 0 ? [{ field: `days-${at}`, text: t("calendar.no_day", { title }) }] : [];
  const isOver = !noTime.length && !noDay.length && !firstDay({ times, weekdays, ...more }, dayOf(new Date()));
  return [...noTime, ...noDay, ...(isOver ? [{ field: `end-${at}`, text: t("calendar.over", { title }) }] : [])];
}

/** @param {ParentNode} place @param {number} at @returns {string} the name of the first field for a time that has none */
function timeMissing(place, at) {
  const [first, last] = [`time-${at}`, `time-${at}-last`];
  return find(place, `[data-field="${first}"]`, HTMLInputElement).value ? last : first;
}

/** @param {string} text Saves it as a file. */
function save(text) {
  const href = `data:text/calendar;charset=utf-8,${encodeURIComponent(text)}`;
  Object.assign(document.createElement("a"), { href, download: `${t("calendar.file_name")}.ics` }).click();
}

/** @param {ParentNode} root @param {What} what Shows the fields, in place of those of another plan. */
export function offerReminders(root, { plan, link, say }) {
  const place = part(root, "calendar");
  const fields = groupsOf(plan).map((group, at) => fieldsFor(group, plan, at));
  const [withLink, isLinked] = field("checkbox", t("calendar.link"));
  const button = make("button", "", t("calendar.save"));
  button.setAttribute("type", "button");
  button.addEventListener("click", () => {
    const reminders = fields.map(({ read }) => read());
    const wrong = reminders.flatMap((reminder, at) => missing(reminder, place, at));
    showWrong(place, wrong);
    if (wrong.length) return undefined;
    const uid = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    save(calendar(reminders, { now: new Date(), uid, link: isLinked.checked ? link : "" }));
    return say(t("calendar.saved"));
  });
  place.replaceChildren(...fields.map(({ made }) => made), make("p", "", withLink), make("p", "", button));
  place.hidden = false;
  find(place, "input", HTMLInputElement).focus();
}
