// @ts-check
import { start } from "./prescribe.js";

start(document);
