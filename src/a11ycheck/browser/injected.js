"use strict";
/*
 * Injects scripts into the page's own world so that they can be removed without a trace: `begin` before axe is there,
 * `define` for the script that defines `a11ycheck`. After that `a11ycheck.leave()` restores every name that was taken.
 * Firefox gives each script a global of its own before `window`, so names are kept on `window`.
 */
const names = () => [
  [window, "axe"],
  [window, "a11ycheck"],
  [window, "a11yProbes"],
  [document, "elementsFromPoint"],
];

function begin() {
  const before = names().map(([holder, name]) => [holder, name, Object.getOwnPropertyDescriptor(holder, name)]);
  const leave = () => {
    for (const [holder, name, descriptor] of before) {
      if (descriptor) Object.defineProperty(holder, name, descriptor);
      else delete holder[name];
    }
  };
  Object.defineProperty(window, "a11ycheck", { value: { leave }, configurable: true, writable: true });
}

function define(run) {
  const restore = window.a11ycheck.leave;
  run();
  const { leave } = window.a11ycheck;
  window.a11ycheck.leave = () => {
    leave();
    restore();
  };
}

module.exports = { begin, define };
