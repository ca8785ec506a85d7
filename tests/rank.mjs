// Asks the ranker as the pages do, without a page. From standard input: {"index": …, "queries": [text, …]}. To standard
// output: an answer for each. tests/rank.py runs it.

import { readFileSync } from "node:fs";

import { languageOf } from "../docs/assets/javascripts/search/language.js";
import { searcher } from "../docs/assets/javascripts/search/search.js";

const { index, queries } = JSON.parse(readFileSync(0, "utf8"));
const ask = searcher(index, await languageOf(index.messages.locale));
const told = (typed) => {
  const { pages, help, conditions, ...rest } = ask(typed);
  return {
    ...rest,
    urls: pages.map(({ url }) => url),
    help: help.length ? help.map(({ sign }) => sign) : null,
    conditions: conditions.map(({ name }) => name),
  };
};
process.stdout.write(JSON.stringify(queries.map(told)));
