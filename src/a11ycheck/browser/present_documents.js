"use strict";
/*
 * Keeps our script with the document that a window shows now. A frame that a script touches while its document is on its
 * way keeps its window, and with it our world in it, when that document takes the place of the empty one: axe would judge
 * the empty one for ever. And `document.open()` removes all listeners from a window, with that by which axe answers.
 */
const KEY = "a11ycheckPresentDocument";

/** Run our script in this window, in a way that `renew` can run it again for another document. */
function enter({ isUnwritten, isOnItsWay }, run) {
  const { addEventListener, removeEventListener } = window;
  const isFramed = window !== top;
  let entered = null;
  let listeners = [];

  function begin() {
    entered = document;
    listeners = [];
    window.addEventListener = (type, listener, options) => {
      if (!options?.once) listeners.push([type, listener, options]);
      addEventListener.call(window, type, listener, options);
    };
    try {
      run();
    } finally {
      delete window.addEventListener;
    }
    if (isFramed) skipUnwritten();
  }

  /** Have rules apply to documents that somebody wrote; `frame-tested` reads from its result that the frame was tested. */
  function skipUnwritten() {
    // oxlint-disable-next-line no-underscore-dangle -- axe has no public way to its rules
    for (const rule of window.axe._audit.rules.filter(({ id }) => id !== "frame-tested")) {
      const { gather } = rule;
      rule.gather = function (...values) {
        return isUnwritten(document) ? [] : gather.apply(this, values);
      };
    }
  }

  function renewHere() {
    if (entered !== document) {
      window.a11ycheck.leave();
      begin();
    }
    // A frame whose document has not come, or is without a root, does not answer axe: it counts as not tested.
    const isMissing = isFramed && (document.documentElement === null || isOnItsWay(window.frameElement));
    const change = isMissing ? removeEventListener : addEventListener;
    // To add a listener twice is to add it once.
    for (const values of listeners) change.apply(window, values);
    if (isFramed) window.a11ycheck.hideNames();
  }

  window[KEY] = renewHere;
  begin();
}

/** Have axe see the present document of this window, and of all frames in it that are of its origin. */
function renew(openRoots, view = window) {
  // A page that lives on has got our script just now.
  if (!view[KEY]) return;
  view[KEY]();
  const frames = openRoots(view.document).flatMap((root) => Array.from(root.querySelectorAll("iframe,frame")));
  for (const { contentDocument, contentWindow } of frames) if (contentDocument !== null) renew(openRoots, contentWindow);
}

module.exports = { enter, renew };
