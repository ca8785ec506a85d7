// @ts-check
import { start } from "./keep.js";

start(document);
