// @ts-check
import { start } from "./open.js";

start(document);
