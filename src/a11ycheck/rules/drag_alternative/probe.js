"use strict";
/** The elements that a script lets readers drag. */
module.exports = function probe(page) {
  const DRAGGABLE = "[draggable=true]";
  const MADE_DRAGGABLE = ".ui-draggable-handle,.ui-sortable-handle";
  const drags = [...document.querySelectorAll(`${DRAGGABLE},[ondragstart],${MADE_DRAGGABLE}`)].filter(page.isShown);
  if (!drags.length) return [];
  const listening = page.trials.listening("drag");
  const isHeard = (element) =>
    element.matches(`[ondragstart],${MADE_DRAGGABLE}`) || listening.some((listener) => listener.contains(element));
  return drags.filter(isHeard).map((target) => ({ target, facts: {} }));
};
