// @ts-check
// Lets scripts say English without a page. `make test-scripts` writes the messages, from data/interface/en.yml.

import { readFileSync } from "node:fs";

import { speak, translator } from "../../docs/assets/javascripts/common/messages.js";

speak(translator(JSON.parse(readFileSync(new URL("../../.cache/messages.json", import.meta.url), "utf-8"))));
