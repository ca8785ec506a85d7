// @ts-check
import { start } from "./practice.js";

start(document);
