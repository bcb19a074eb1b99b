"use strict";
/* oxlint-disable no-underscore-dangle -- axe has no public way to its checks */
/*
 * Confines an exception in axe to the element on which it is raised: otherwise axe drops the rule's results for the whole
 * page. A check that throws cannot tell; a rule whose matcher throws does not apply to the element. A frame in which axe
 * fails as a whole counts as not tested: otherwise axe drops the results of all rules.
 */
module.exports = function createAxeErrors(axe, { isSilent, silence, openRoots, nameOf }) {
  const KEY = "a11ycheckError";
  const SKIPPING = / Skipping \S+ rule\.$/;
  const TESTED = "frame-tested";
  const isTop = window.top === window;
  const failedFrames = [];
  let unmatched = [];

  const textOf = (error) => String(error?.message ?? error).split("\n")[0].replace(SKIPPING, "");

  for (const check of Object.values(axe._audit.checks)) {
    const evaluate = check.evaluate;
    check.evaluate = function (...values) {
      try {
        return evaluate.apply(this, values);
      } catch (error) {
        this.data({ [KEY]: textOf(error) });
        return undefined;
      }
    };
  }
  for (const rule of axe._audit.rules) {
    const matches = rule.matches;
    rule.matches = function (element, ...values) {
      try {
        return matches.call(this, element, ...values);
      } catch (error) {
        // What is noted in a frame would not reach the page: there axe itself reports the error.
        if (!isTop) throw error;
        unmatched.push({ rule: rule.id, element, error: textOf(error) });
        return false;
      }
    };
  }

  /** The text of the error that a check raised on an element, "" if there is none. */
  function errorIn(checks) {
    for (const { id, data, message } of checks) {
      if (data?.[KEY]) return data[KEY];
      if (id === "error-occurred") return textOf(data?.message ?? message);
    }
    return "";
  }

  /** Return and forget the elements to which the matchers of rules could not be applied: {rule, element, error}. */
  function takeUnmatched() {
    const taken = unmatched;
    unmatched = [];
    return taken;
  }

  /** Run axe in a document, without the frames in it; where it fails as a whole, the error. */
  async function errorOf(ownAxe, shown, options) {
    try {
      await ownAxe.run(shown, { ...options, iframes: false });
      return null;
    } catch (error) {
      ownAxe._running = false;
      ownAxe.teardown();
      return error;
    }
  }

  /** The frames in a document in which axe can run, each with the names of all around it and the outermost one. */
  function framesIn(shown, around = "", outermost = null) {
    const frames = openRoots(shown).flatMap((root) => Array.from(root.querySelectorAll("iframe,frame")));
    return frames
      .filter(({ contentDocument, contentWindow }) => contentDocument?.documentElement && contentWindow.axe)
      .filter(({ contentWindow }) => !isSilent(contentWindow))
      .flatMap((frame) => {
        const found = { frame, name: around + nameOf(frame), element: outermost ?? frame };
        return [found].concat(framesIn(frame.contentDocument, `${found.name} → `, found.element));
      });
  }

  /** Have the frames in which axe fails answer no more, and note them: whether there are any. */
  async function silenceFrames(options) {
    const before = failedFrames.length;
    for (const { frame, name, element } of framesIn(document)) {
      const { contentDocument, contentWindow } = frame;
      // oxlint-disable-next-line no-await-in-loop -- one frame at a time has a tree of axe
      const error = await errorOf(contentWindow.axe, contentDocument, options);
      if (error === null) continue;
      silence(contentWindow);
      failedFrames.push({ element: name, error: textOf(error) });
      if (options.runOnly.values.includes(TESTED)) unmatched.push({ rule: TESTED, element, error: textOf(error) });
    }
    return failedFrames.length > before;
  }

  /** Run rules; where axe fails as a whole, run each on its own: {results, broken}, with the errors of broken rules. */
  async function run(options) {
    const rules = options.runOnly.values;
    try {
      return { results: [await axe.run(document, options)], broken: [] };
    } catch (error) {
      axe._running = false;
      axe.teardown();
      if (isTop && (await silenceFrames(options))) return run(options);
      if (rules.length === 1) return { results: [], broken: [{ rule: rules[0], element: null, error: textOf(error) }] };
    }
    const parts = [];
    for (const rule of rules) {
      // oxlint-disable-next-line no-await-in-loop
      parts.push(await run({ ...options, runOnly: { type: "rule", values: [rule] } }));
    }
    return { results: parts.flatMap((part) => part.results), broken: parts.flatMap((part) => part.broken) };
  }

  return { errorIn, failedFrames, run, takeUnmatched };
};
