"use strict";
/*
 * The empty document that a frame shows before its first own one. It is nobody's page: there is nothing in it to judge.
 */
const EMPTY = "<html><head></head><body></body></html>";
const NO_OTHER = /^\s*(?:$|about:blank|javascript:)/i;

/** Whether a document is as the browser has made it: nothing has filled it. */
const isBlank = ({ URL, documentElement }) => URL.startsWith("about:blank") && documentElement?.outerHTML === EMPTY;

/** Whether a frame shows such a document, and names another one. */
const isOnItsWay = (frame) =>
  frame.contentDocument !== null &&
  isBlank(frame.contentDocument) &&
  (frame.hasAttribute("srcdoc") || !NO_OTHER.test(frame.getAttribute("src") ?? ""));

module.exports = { isBlank, isOnItsWay };
