// @ts-check
import { start } from "./plan.js";

start(document);
