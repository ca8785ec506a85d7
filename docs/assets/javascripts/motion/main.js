// @ts-check
import { start } from "./motion.js";

start(document);
