// @ts-check
import { start } from "./pose.js";

start(document);
