"use strict";
/*
 * Where the page's Content Security Policy forbids scripts (`sandbox` without `allow-scripts`), Chromium still runs those
 * of an isolated world, but none of their timers. Tasks take their place there: axe waits for timers.
 */
module.exports = function installTimers() {
  const { setTimeout: startTimer, clearTimeout: clearTimer } = window;
  const tasks = new Map();
  let last = 0;
  const areScriptsForbidden = () => matchMedia("(scripting: none)").matches;

  window.setTimeout = (callback, delay = 0, ...values) => {
    if (!areScriptsForbidden()) return startTimer(callback, delay, ...values);
    const id = ++last;
    const controller = new AbortController();
    tasks.set(id, controller);
    const run = () => {
      tasks.delete(id);
      callback(...values);
    };
    scheduler.postTask(run, { delay: Math.max(0, delay), signal: controller.signal }).catch(() => {});
    return id;
  };

  window.clearTimeout = (id) => {
    const controller = tasks.get(id);
    tasks.delete(id);
    if (controller) controller.abort();
    else clearTimer(id);
  };
};
