"use strict";
/*
 * What a press opens: the links that come into sight by it and go by the next, and the controls that may open
 * them instead. Who presses is not asked here: a mouse, a key or a script.
 */
module.exports = function createMenus(sight, suspects) {
  const { MENU, elements, finishAnimations, isTabbable, isVisible } = suspects;
  const OPENERS = 3;

  /** Bring a toggle into view; returns where to press it, null where something else lies there. */
  function aim(toggle) {
    toggle.scrollIntoView({ block: "center", inline: "center" });
    const { left, top, width, height } = toggle.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const hit = toggle.getRootNode().elementFromPoint(x, y);
    return hit && toggle.contains(hit) ? { x, y } : null;
  }

  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

  /** What is in sight of these links once that is as expected, or two frames from now. */
  async function inSight(links, isExpected) {
    const look = () => {
      finishAnimations();
      return sight.during(() => links.filter((link) => isVisible(link) && sight.isInSight(link)));
    };
    const now = look();
    if (isExpected(now)) return now;
    await frames();
    return look();
  }

  /** The menu of these links that a press has just opened, which another one closes; null where there is none. */
  async function menuOf(suspect, closed) {
    const opened = await inSight(closed, (seen) => seen.length >= MENU);
    if (!opened.length) return null;
    suspect.toggle.click();
    // Other links may have come into sight for good: scripts follow the scroll position.
    const staying = new Set(await inSight(opened, (seen) => !seen.length));
    const links = opened.filter((link) => !staying.has(link));
    return links.length < MENU ? null : { ...suspect, links };
  }

  /** Whether other links in sight lead wherever those of the menu lead. */
  function isElsewhere({ links }) {
    const goals = new Set(links.map((link) => link.href));
    const others = sight.during(() =>
      [...document.querySelectorAll("a[href]")]
        .filter((link) => goals.has(link.href) && !links.includes(link) && isTabbable(link))
        .filter((link) => sight.isInSight(link))
        .map((link) => link.href),
    );
    return goals.size === new Set(others).size;
  }

  /** Controls that may open a menu instead, the likeliest first. */
  function openersOf({ toggle, links }) {
    const near = toggle.closest("header,nav,[role=banner],[role=navigation]") ?? document.body;
    const content = "main,article,[role=main],[role=article]";
    // What belongs to the text, such as a button that copies code, opens no menu that lies elsewhere.
    const isApart = (element) => element.closest(content) && !element.closest(content).contains(toggle);
    const press = "button,summary,[role=button],input[type=checkbox],a[href^='#']";
    const leads = (element) => {
      const target = element.getAttribute("aria-controls") ?? element.getAttribute("href")?.slice(1);
      const part = target && document.getElementById(target);
      return part && links.some((link) => part.contains(link));
    };
    const said = (element) => element.matches("[aria-expanded],[aria-haspopup],[popovertarget],summary");
    const isNear = (element) => near.contains(element) && !isApart(element);
    const rank = (element) => (leads(element) ? 0 : said(element) ? 1 : isNear(element) ? 2 : 3);
    return [...elements(document)]
      .filter((element) => element.matches(press) && isTabbable(element))
      .filter((element) => !(element.type === "submit" && element.form))
      .map((element) => ({ element, place: rank(element) }))
      .filter(({ element, place }) => place < 3 && (place < 2 || !element.matches("a")))
      .toSorted((a, b) => a.place - b.place)
      .slice(0, OPENERS)
      .map(({ element }) => element);
  }

  return { aim, inSight, isElsewhere, menuOf, openersOf };
};
