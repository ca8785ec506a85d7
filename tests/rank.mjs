// Asks the ranker as the pages do, without a page. tests/rank.py loads it.

import { languageOf } from "../docs/assets/javascripts/search/language.js";
import { searcher } from "../docs/assets/javascripts/search/search.js";

/** A function that returns for a text what the search of an index says to it. */
export async function asker(index) {
  const others = await Promise.all(
    index.others.map(async (other) => ({ ...other, language: await languageOf(other.locale) })),
  );
  const ask = searcher(index, await languageOf(index.messages.locale), others);
  return (typed) => {
    const { pages, help, conditions, elsewhere, ...rest } = ask(typed);
    return {
      ...rest,
      urls: pages.map(({ url }) => url),
      help: help.length ? help.map(({ sign }) => sign) : null,
      elsewhere: elsewhere.map(({ url }) => url),
      conditions: conditions.map(({ name }) => name),
    };
  };
}
