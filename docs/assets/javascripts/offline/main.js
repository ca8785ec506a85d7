// @ts-check
import { start } from "./offline.js";

start(document);
