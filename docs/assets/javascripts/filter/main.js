// @ts-check
import { start } from "./filter.js";

start(document);
