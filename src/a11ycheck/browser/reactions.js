"use strict";
/*
 * Finds out whether scripts of the page may still react to what was done, such as a click or a key press. Where none has
 * changed the document, set a timer, asked for a frame or sent a request, nothing will follow, so there is nothing to wait for.
 */
module.exports = function createReactions(ask) {
  const OBSERVED = { attributes: true, characterData: true, childList: true, subtree: true };

  /** A task that runs after the callbacks of promises. */
  const nextTask = () =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        done();
      };
      port2.postMessage(null);
    });

  /** The ids of the next timer, frame and idle callback: a document counts those of all worlds together. */
  function nextIds() {
    const ids = [setTimeout(() => {}, 0), requestAnimationFrame(() => {}), requestIdleCallback(() => {})];
    clearTimeout(ids[0]);
    cancelAnimationFrame(ids[1]);
    cancelIdleCallback(ids[2]);
    return ids;
  }

  /** What the page may receive later without a timer; null where that is not known. */
  const sources = () => ask(window, "a11ycheck-ask-timers");

  // A module may import another one when it is needed, which leaves no trace.
  const hasModules = () => document.querySelector("script[type=module],link[rel=modulepreload]") !== null;

  /** Watch from now on; returns an asynchronous function that ends this, and tells whether anything may follow. */
  function watch() {
    let changes = 0;
    const observer = new MutationObserver((records) => {
      changes += records.length;
    });
    observer.observe(document, OBSERVED);
    const [before, requested, url] = [nextIds(), sources()?.requested, location.href];
    return async function mayFollow() {
      await nextTask();
      changes += observer.takeRecords().length;
      observer.disconnect();
      const now = sources();
      if (changes > 0 || location.href !== url || now === null || hasModules()) return true;
      if (now.awaited + now.observers > 0 || now.requested !== requested) return true;
      return nextIds().some((id, index) => id !== before[index] + 1);
    };
  }

  /** Returns a function that tells what scripts have asked for in this task since: timers, frames and requests, as one text. */
  function started() {
    const before = counts();
    return () => counts().map((count, index) => count - before[index]).join(" ");
  }

  function counts() {
    const { requested, awaited, observers } = sources() ?? { requested: 0, awaited: 0, observers: 0 };
    return [...nextIds(), requested, awaited, observers];
  }

  /** Returns a function that tells whether timers were set since. */
  function timers() {
    const [before] = nextIds();
    return () => nextIds()[0] > before + 1;
  }

  /** Returns a function that tells whether timers were set since that come after 0.3 s or later, or may have been. */
  function slowTimers() {
    const before = sources()?.slow;
    return () => before === undefined || sources()?.slow !== before;
  }

  return { slowTimers, started, timers, watch };
};
