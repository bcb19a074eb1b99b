"use strict";
/*
 * Finds out, without a real key, whether the scripts of a page answer to keys or to the focus in another way than those of
 * the pages that showed what keys do here. What they answer to may depend on all of the page, even on its URL.
 */
module.exports = function createRehearsal(suspects, motion, characters) {
  const ANSWER_MS = 40;
  const TAB = { key: "Tab", code: "Tab", keyCode: 9, bubbles: true, cancelable: true, composed: true };

  /** Send a key to an element; returns whether the page lets the browser act. */
  function send(element, init) {
    const isAllowed = element.dispatchEvent(new KeyboardEvent("keydown", init));
    element.dispatchEvent(new KeyboardEvent("keyup", init));
    return isAllowed;
  }

  /** Whether a stop lets the focus, and the keys that lead on, pass. */
  function passes(stop) {
    motion.focus(stop, { preventScroll: true });
    if (suspects.active() !== stop) return false;
    return [false, true].every((shiftKey) => send(stop, { ...TAB, shiftKey }) && suspects.active() === stop);
  }

  const answer = () => new Promise((done) => setTimeout(done, ANSWER_MS));

  async function passesAll(stops) {
    if (!stops.every(passes)) return false;
    const last = suspects.active();
    await answer();
    return suspects.active() === last && motion.moved().length === 0;
  }

  /** Whether characters that no page answered to change nothing. */
  async function ignores(keys) {
    suspects.active()?.blur();
    const hasChanged = motion.watchChanges(true);
    const target = document.body ?? document.documentElement;
    for (const key of keys) send(target, { key, bubbles: true, cancelable: true, composed: true });
    await answer();
    return !hasChanged() && !motion.stop();
  }

  /** Whether the page answers as it should; `acting` are the characters that change it, null if none are asked for. */
  return async function rehearse(stops, acting) {
    if (!stops.length && !acting) return true;
    motion.prepare();
    const others = acting ? characters.filter((key) => !acting.includes(key)) : [];
    // What scrolling, or the size of the window, has started may end only now: it changes nothing a second time.
    const isAsExpected =
      (await passesAll(stops)) && (!acting || (await ignores(others)) || (await ignores(others)));
    motion.leave();
    return isAsExpected;
  };
};
