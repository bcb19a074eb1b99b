"use strict";
/*
 * Finds out whether scripts of the page may answer to another viewport or colour scheme, and whether they leave something
 * behind when the first one is back: then the page does not look as if it had been loaded in the present one.
 */
module.exports = (hasher, ask) => function createMediaAnswers(digest) {
  const CLASSIC = /^(?:module|(?:text|application)\/(?:javascript|ecmascript))?$/i;
  let before = null;

  /** Remember what the page looks like, if a script may answer to another viewport; `isListening` tells that one does. */
  function remember(isListening) {
    const doubts = ask(window, "a11ycheck-ask-doubts");
    before = isListening || doubts === null || doubts.media > 0 ? JSON.stringify(digest()) : null;
  }

  /** Whether the page looks as it did, in the same viewport and colour scheme. */
  const isAsBefore = () => before === null || before === JSON.stringify(digest());

  // What a generator writes into the script of each page, such as its title or its number.
  const withoutData = (text) => text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\d+/g, "");

  // The next audit serves the site at another port.
  const withoutOrigin = (url) => url.replace(/[?#].*$/, "").replace(location.origin, "");

  /** A hash of the scripts of the page without their data: pages with the same decide alike; "" for none. */
  function context() {
    const scripts = [...document.scripts].filter(({ type, src, text }) => CLASSIC.test(type) && (src || text.trim()));
    if (!scripts.length) return "";
    const sources = scripts.map(({ src, textContent }) => (src ? withoutOrigin(src) : withoutData(textContent)));
    const hash = hasher();
    for (const source of [...new Set(sources)].toSorted()) hash.add(source);
    return hash.value();
  }

  return { context, isAsBefore, remember };
};
