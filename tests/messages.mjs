// Tells each case of messages.json by the script that pages use, and prints what it told: null where it threw.
import { readFileSync } from "node:fs";
import { translator } from "../docs/assets/javascripts/common/messages.js";

const given = (value) => {
  if (typeof value?.date === "string") return new Date(`${value.date}T00:00`);
  return value?.slot ? (text) => `${value.slot[0]}${text}${value.slot[1]}` : value;
};

const told = JSON.parse(readFileSync(new URL("messages.json", import.meta.url), "utf-8")).map((one) => {
  const t = translator({ locale: one.locale, messages: one.message === null ? {} : { "a.b": one.message } });
  const names = Object.fromEntries(Object.entries(one.names).map(([name, value]) => [name, given(value)]));
  try {
    return t("a.b", names);
  } catch {
    return null;
  }
});
console.log(JSON.stringify(told));
