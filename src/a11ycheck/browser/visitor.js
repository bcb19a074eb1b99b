"use strict";
/*
 * Runs what it is given, and lets `a11ycheck.leave()` put back every name that this took. Firefox gives each
 * script a global of its own before `window`, so names are kept on `window`.
 */
module.exports = function enter(run) {
  const taken = [
    [window, "axe"],
    [window, "a11ycheck"],
    [window, "a11yProbes"],
    [document, "elementsFromPoint"],
  ].map(([holder, name]) => [holder, name, Object.getOwnPropertyDescriptor(holder, name)]);

  run();
  const { leave } = window.a11ycheck;

  window.a11ycheck.leave = () => {
    leave();
    for (const [holder, name, before] of taken) {
      if (before) Object.defineProperty(holder, name, before);
      else delete holder[name];
    }
  };
};
