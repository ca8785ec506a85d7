// @ts-check
// Whether practice writes into the diary. Nobody has one who did not ask for it.

import { Stored } from "../common/storage.js";

const wanted = () => new Stored("localStorage", "diary", (text) => text === "on");

/** @returns {boolean} */
export const isOn = () => wanted().read() === "on";

/** @param {boolean} on @returns {boolean} whether the browser keeps that */
export const turn = (on) => (on ? wanted().write("on") : wanted().remove());
