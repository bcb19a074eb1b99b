"use strict";
/* Types keys by events of ours, which nobody has pressed. Scripts answer to them within one task. */
module.exports = function createTypedKeys() {
  // A character that is no shortcut: what it does, any other does too.
  const NEUTRAL = "§";
  const LOOSE = { bubbles: true, cancelable: true, composed: true };
  const TAB = { key: "Tab", code: "Tab", keyCode: 9, ...LOOSE };

  /** A character as a keyboard types it, with what old scripts read; `key_strokes` in Python does the same. */
  function typed(key) {
    const isLetter = /^[a-z]$/i.test(key);
    const isDigit = /^\d$/.test(key);
    const code = isLetter ? `Key${key.toUpperCase()}` : isDigit ? `Digit${key}` : "";
    const keyCode = isLetter || isDigit ? key.toUpperCase().charCodeAt(0) : 0;
    return { key, code, keyCode, shiftKey: /^[A-Z]$/.test(key), ...LOOSE };
  }

  /** Send a key to an element; returns whether the page lets the browser act. */
  function send(element, init) {
    const isAllowed = element.dispatchEvent(new KeyboardEvent("keydown", init));
    if (isAllowed && init.key.length === 1) {
      const charCode = init.key.charCodeAt(0);
      element.dispatchEvent(new KeyboardEvent("keypress", { ...init, charCode, keyCode: charCode }));
    }
    element.dispatchEvent(new KeyboardEvent("keyup", init));
    return isAllowed;
  }

  /** Send a character to the page as a whole. */
  const type = (key) => send(document.body ?? document.documentElement, typed(key));
  const sendTab = (element, shiftKey) => send(element, { ...TAB, shiftKey });

  return { NEUTRAL, sendTab, type };
};
