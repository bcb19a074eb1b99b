"use strict";
/* oxlint-disable no-underscore-dangle -- axe has no public way to its checks and its tree */
/*
 * What a page lacks may be in a frame that axe cannot test: one of another origin or in a sandbox, one whose document has
 * not come, a page in `object` or `embed`. Then the checks of what a page must have cannot tell, and name the frames.
 */
module.exports = function askAboutUntestedFrames(axe, { isOnItsWay, isSilent, openRoots, holdsPage, nameOf }) {
  const { checks } = axe._audit;
  const KEY = "untested-frames";
  const FRAMES = "iframe,frame,object,embed";
  // In CSS pixels: nobody reads what a smaller frame shows, such as one that counts visitors.
  const LEAST_SIZE = 2;
  const MOST_NAMED = 5;

  /** Whether a frame has content for readers: axe ignores what is hidden from screen readers, too. */
  function isPerceived(frame) {
    const { width, height } = frame.getBoundingClientRect();
    const isShown = frame.checkVisibility({ visibilityProperty: true }) && width >= LEAST_SIZE && height >= LEAST_SIZE;
    return isShown && !frame.closest("[aria-hidden=true i],[inert]");
  }

  const isUntested = (frame) => !frame.contentDocument?.documentElement || isOnItsWay(frame) || isSilent(frame.contentWindow);

  /** The names of the frames in a document that cannot be tested, each with those around it. */
  function untestedIn(shown) {
    const frames = openRoots(shown).flatMap((root) => Array.from(root.querySelectorAll(FRAMES)));
    return frames.filter(isPerceived).flatMap(untestedFrom);
  }

  function untestedFrom(frame) {
    if (frame.matches("object,embed")) return holdsPage(frame) ? [nameOf(frame)] : [];
    if (isUntested(frame)) return [nameOf(frame)];
    return untestedIn(frame.contentDocument).map((inner) => `${nameOf(frame)} → ${inner}`);
  }

  function ask(result, frames) {
    result.result = undefined;
    result.data = { messageKey: KEY, frames: frames.slice(0, MOST_NAMED) };
  }

  // `after` is called in the page, with the results of all frames that were tested.
  for (const check of [checks["page-has-heading-one"], checks["page-has-main"]]) {
    const { after } = check;
    check.after = function (...values) {
      const results = after.apply(this, values);
      const failed = results.filter(({ result }) => result === false);
      const frames = failed.length ? untestedIn(document) : [];
      if (frames.length) for (const result of failed) ask(result, frames);
      return results;
    };
  }

  const keyOf = (ancestry) => JSON.stringify(ancestry);
  const order = checks["heading-order"];

  /** Add to the frames in the list of a document's headings, where they have the level -1, which of them are untested. */
  function withUntested({ headingOrder, ...rest }) {
    const frames = axe.utils.querySelectorAll(axe._tree[0], "iframe, frame").map(({ actualNode }) => actualNode);
    const untested = new Map(frames.map((frame) => [keyOf([axe.utils.getAncestry(frame)]), frame]));
    const complete = (entry) => {
      const frame = entry.level === -1 && untested.get(keyOf(entry.ancestry));
      return frame ? { ...entry, untested: isPerceived(frame) ? untestedFrom(frame) : [] } : entry;
    };
    return { ...rest, headingOrder: headingOrder.map(complete) };
  }

  const { evaluate, after } = order;
  order.evaluate = function (...values) {
    const data = (given) => this.data(given?.headingOrder ? withUntested(given) : given);
    return evaluate.apply({ ...this, data }, values);
  };

  /** The untested frames between a heading and the one that axe has found before it. */
  function untestedBefore(ancestry, lists) {
    for (let path = ancestry; path.length > 0; path = path.slice(0, -1)) {
      const list = lists.get(keyOf(path.slice(0, -1))) ?? [];
      const end = list.findIndex((entry) => keyOf(entry.ancestry) === keyOf(path.slice(-1)));
      for (const { level, untested = [], ancestry: own } of list.slice(0, Math.max(0, end)).toReversed()) {
        if (untested.length) return untested;
        if (level !== -1 || lists.has(keyOf([...path.slice(0, -1), ...own]))) return [];
      }
    }
    return [];
  }

  order.after = function (results, ...values) {
    const listed = results.filter(({ data }) => data?.headingOrder);
    const lists = new Map(listed.map(({ node, data }) => [keyOf(node.ancestry.slice(0, -1)), data.headingOrder]));
    const judged = after.call(this, results, ...values);
    for (const result of judged.filter((item) => item.result === false)) {
      const frames = untestedBefore(result.node.ancestry, lists);
      if (frames.length) ask(result, frames);
    }
    return judged;
  };
};
