"use strict";
/*
 * Documents in frames that nobody wrote: the empty one that a frame shows before its first own one, and what the browser
 * makes of a text. There is nothing in them to judge.
 */
const EMPTY = "<html><head></head><body></body></html>";
const NO_OTHER = /^\s*(?:$|about:blank|javascript:)/i;

/** Whether a document is as the browser makes one of nothing. */
const isBlank = ({ documentElement: root }) => root?.lastChild?.hasChildNodes() === false && root.outerHTML === EMPTY;

/** Whether a document is empty, or a file of another kind than HTML. */
const isUnwritten = (shown) => isBlank(shown) || !/html|svg/.test(shown.contentType);

/** Whether a frame shows its empty document still, and names another one. */
const isOnItsWay = (frame) =>
  frame.contentDocument?.URL.startsWith("about:blank") === true &&
  isBlank(frame.contentDocument) &&
  (frame.hasAttribute("srcdoc") || !NO_OTHER.test(frame.getAttribute("src") ?? ""));

module.exports = { isUnwritten, isOnItsWay };
