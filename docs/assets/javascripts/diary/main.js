// @ts-check
import { start } from "./diary.js";

start(document);
