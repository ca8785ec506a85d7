// Asks the ranker as the pages do, without a page. From standard input: an index, then texts again and again, each a line
// of JSON. To standard output: for each line of texts one of answers. tests/rank.py runs it.

import { createInterface } from "node:readline";

import { languageOf } from "../docs/assets/javascripts/search/language.js";
import { searcher } from "../docs/assets/javascripts/search/search.js";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const index = JSON.parse((await lines.next()).value);
const others = await Promise.all(index.others.map(async (other) => ({ ...other, language: await languageOf(other.locale) })));
const ask = searcher(index, await languageOf(index.messages.locale), others);
const told = (typed) => {
  const { pages, help, conditions, elsewhere, ...rest } = ask(typed);
  return {
    ...rest,
    urls: pages.map(({ url }) => url),
    help: help.length ? help.map(({ sign }) => sign) : null,
    elsewhere: elsewhere.map(({ url }) => url),
    conditions: conditions.map(({ name }) => name),
  };
};
for await (const line of lines) process.stdout.write(`${JSON.stringify(JSON.parse(line).map(told))}\n`);
