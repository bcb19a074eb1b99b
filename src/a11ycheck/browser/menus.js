"use strict";
/*
 * Measures what a press opens: the links that it brings into sight and the next press takes away. It is made by a
 * mouse, a key or a script; that makes no difference here.
 */
module.exports = function createMenus(visibility, suspects, frames) {
  const MOST_LOOKS = 30;
  const { elements, finishAnimations, isTabbable, isVisible } = suspects;

  /** Scroll an element into view; returns the point to press, null where it is gone or something else lies there. */
  function aim(element) {
    // A button pressed before may have removed what it was in, such as a message.
    if (!element.isConnected) return null;
    element.scrollIntoView({ block: "center", inline: "center" });
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const hit = element.getRootNode().elementFromPoint(x, y);
    return hit && element.contains(hit) ? { x, y } : null;
  }

  /** A link to the top that is fixed in the window: scrolling brings it into sight, whatever has been pressed. */
  const followsScrolling = (link) =>
    /^#(?:top)?$/i.test(link.getAttribute("href")) && getComputedStyle(link).position === "fixed";

  const look = (links) => {
    finishAnimations();
    const isInSight = (link) => isVisible(link) && visibility.isInSight(link) && !followsScrolling(link);
    return visibility.during(() => links.filter(isInSight));
  };

  /**
   * Those of the links that are in sight now, or two frames later if they are not as expected now. `mayFollow` tells
   * whether the page may still react to what was pressed (`reactions.js`).
   */
  async function linksInSight(links, isExpected, mayFollow) {
    const follows = await mayFollow();
    const now = look(links);
    if (!follows || isExpected(now)) return now;
    await frames(2);
    return look(links);
  }

  /** Those of the links that are in sight once none is added any more: a script may show them one after the other. */
  async function allInSight(links, isExpected, mayFollow) {
    const follows = await mayFollow();
    let seen = await linksInSight(links, isExpected, () => follows);
    if (!follows) return seen;
    for (let looks = 0; looks < MOST_LOOKS && isExpected(seen); looks += 1) {
      // oxlint-disable-next-line no-await-in-loop
      await frames(2);
      const now = look(links);
      if (now.length === seen.length) return now;
      seen = now;
    }
    return seen;
  }

  // To resolve a URL costs more than all else that is asked of most links.
  const urls = new Map();
  function urlOf(link) {
    if (!urls.has(link)) urls.set(link, link.href);
    return urls.get(link);
  }

  /** How many different URLs links lead to, and to how many of these other links in sight lead as well. */
  function goalsOf(links) {
    const goals = new Set(links.map(urlOf));
    const elsewhere = visibility.during(() =>
      [...document.querySelectorAll("a[href]")]
        .filter((link) => goals.has(urlOf(link)) && !links.includes(link) && isTabbable(link))
        .filter((link) => visibility.isInSight(link))
        .map(urlOf),
    );
    return { goals: goals.size, goals_elsewhere: new Set(elsewhere).size };
  }

  const PRESSED = "button,summary,[role=button],input[type=checkbox],a[href^='#']";
  let candidates = null;

  /** The toggle, if Tab reaches it, and at most `most` controls that may open its menu instead, the likeliest first. */
  function openersOf(toggle, links, most) {
    candidates ??= [...elements(document)].filter((element) => element.matches(PRESSED) && isTabbable(element));
    const near = toggle.closest("header,nav,[role=banner],[role=navigation]") ?? document.body;
    const content = "main,article,[role=main],[role=article]";
    // What belongs to the text, such as a button that copies code, opens no menu that lies elsewhere.
    const isApart = (element) => element.closest(content) && !element.closest(content).contains(toggle);
    const leads = (element) => {
      const target = element.getAttribute("aria-controls") ?? element.getAttribute("href")?.slice(1);
      const part = target && document.getElementById(target);
      return part && links.some((link) => part.contains(link));
    };
    const declares = (element) => element.matches("[aria-expanded],[aria-haspopup],[popovertarget],summary");
    const isNear = (element) => near.contains(element) && !isApart(element);
    const rank = (element) => (leads(element) ? 0 : declares(element) ? 1 : isNear(element) ? 2 : 3);
    const others = candidates
      .filter((element) => element !== toggle && !(element.type === "submit" && element.form))
      .map((element) => ({ element, order: rank(element) }))
      .filter(({ element, order }) => order < 3 && (order < 2 || !element.matches("a")))
      .toSorted((a, b) => a.order - b.order)
      .slice(0, most)
      .map(({ element }) => element);
    // A script can make Enter press what a pointer presses, such as a label in the tab order.
    return isTabbable(toggle) ? [toggle, ...others] : others;
  }

  return { aim, allInSight, goalsOf, linksInSight, openersOf };
};
