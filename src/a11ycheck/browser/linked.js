"use strict";
/*
 * Which content a page repeats from pages that it links to (ACT: block of repeated content), and how readers can get past
 * it: landmarks, headings, links and controls that move the focus, controls that hide it.
 */
module.exports = function createLinked(controls, leavesBelow) {
  const MOST_PAGES = 2;
  const result = { pages: [], failed: 0, moves: 0, hidden: new Set(), removed: new Set(), tried: false };
  let texts = [];

  /** The path of a page: most servers send `index.html` for its folder. */
  const pageOf = (path) => path.replace(/\/index\.html?$/i, "/");
  const isThis = ({ pathname }) => pageOf(pathname) === pageOf(location.pathname);

  /** The URLs of other pages of this site that links lead to, the first ones first. */
  function linkedPages() {
    const found = new Set();
    for (const link of document.querySelectorAll("a[href]:not([download])")) {
      const { origin, pathname, search } = link;
      if (origin === location.origin && !isThis(link)) found.add(`${origin}${pathname}${search}`);
    }
    return [...found];
  }

  async function read(url) {
    try {
      // The page itself was measured before; the audit allows no other host.
      // oxlint-disable-next-line no-restricted-globals
      const response = await fetch(url, { credentials: "omit" });
      if (!response.ok || !/html/.test(response.headers.get("content-type") ?? "")) return null;
      if (isThis(new URL(response.url))) return null;
      const other = new DOMParser().parseFromString(await response.text(), "text/html");
      return leavesBelow(other.body);
    } catch {
      return null;
    }
  }

  /** Read linked pages; returns their URLs. */
  async function load() {
    texts = [];
    for (const url of linkedPages()) {
      // oxlint-disable-next-line no-await-in-loop
      const leaves = await read(url);
      if (leaves) {
        result.pages.push(url);
        texts.push(leaves);
      } else {
        result.failed += 1;
      }
      if (result.pages.length >= MOST_PAGES || result.failed > MOST_PAGES) break;
    }
    return result.pages;
  }

  const key = ({ text, kind }) => `${kind} ${text}`;

  /** Mark the leaves that another page has in the same order (longest common subsequence). */
  function markCommon(own, other) {
    const width = other.length + 1;
    const lengths = new Uint16Array((own.length + 1) * width);
    const others = other.map(key);
    const owns = own.map(key);
    for (let i = own.length - 1; i >= 0; i -= 1) {
      for (let j = other.length - 1; j >= 0; j -= 1) {
        const at = i * width + j;
        lengths[at] =
          owns[i] === others[j] ? lengths[at + width + 1] + 1 : Math.max(lengths[at + width], lengths[at + 1]);
      }
    }
    for (let i = 0, j = 0; i < own.length && j < other.length; ) {
      if (owns[i] === others[j]) {
        own[i].isRepeated = true;
        own[i].pages = (own[i].pages ?? 0) + 1;
        i += 1;
        j += 1;
      } else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) i += 1;
      else j += 1;
    }
  }

  const isRendered = (element) => element.checkVisibility({ visibilityProperty: true });
  const isHidden = (element) => {
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
      if (at.getAttribute("aria-hidden") === "true") return true;
    }
    return !isRendered(element);
  };

  /** How far the window and boxes around an element are scrolled to the right and down: a control may have done that. */
  function scrolledAround(element) {
    let [x, y] = [Math.max(scrollX, 0), scrollY];
    for (let at = element.parentElement; at; at = at.parentElement ?? at.getRootNode().host) {
      if (at === document.scrollingElement) continue;
      x += Math.max(at.scrollLeft, 0);
      y += at.scrollTop;
    }
    return { x, y };
  }

  /** Rendered where the reader can scroll to, and not cut to nothing. */
  function isVisible(element) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const boxes = [...element.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
    if (boxes.some(({ right, bottom }) => right > 0 && bottom > 0)) return true;
    const { x, y } = scrolledAround(element);
    return boxes.some(({ right, bottom }) => right + x > 0 && bottom + y > 0);
  }

  /** The nearest block around an element, which holds the lines of its text. */
  function blockOf(element) {
    let block = element;
    while (block.parentElement && /^(?:inline|contents)/.test(getComputedStyle(block).display)) block = block.parentElement;
    return block;
  }

  /** A word that a sentence shares with another page is not repeated: at least half of its block must be. */
  function keepWholeBlocks(leaves) {
    const blocks = Map.groupBy(leaves, ({ element }) => blockOf(element));
    for (const block of blocks.values()) {
      const lengthOf = (some) => some.reduce((sum, { text }) => sum + text.length, 0);
      const common = block.filter(({ isRepeated }) => isRepeated);
      const isShared = common.some(({ text }) => /[\p{L}\p{N}]/u.test(text)) && 2 * lengthOf(common) >= lengthOf(block);
      if (!isShared) for (const leaf of common) leaf.isRepeated = false;
    }
  }

  /** Whether nothing is to be bypassed: a heading and more of the page's own come before all that is repeated. */
  function hasContent(before) {
    const heading = before.findIndex(({ kind }) => kind === "h");
    return heading >= 0 && before.slice(heading).some(({ kind }) => kind !== "h");
  }

  const isInMenu = (element) => Boolean(element.closest("nav,[role=navigation]") ?? element.closest("a[href]")?.closest("li"));
  /** Whether not all pages that were read have it, and it is in no menu: a start page has the first sentences of articles. */
  const isTeaser = ({ element, isRepeated, pages, kind }) =>
    isRepeated && kind !== "h" && pages < texts.length && !isInMenu(element);
  const isPerceivable = (leaf) => !isHidden(leaf.element) || isVisible(leaf.element);
  /** Repeated leaves before some that are not, and those that are not, after the first that is. */
  let divided = null;

  function divide() {
    if (divided) return divided;
    const leaves = document.body ? leavesBelow(document.body).filter(isPerceivable) : [];
    for (const other of texts) markCommon(leaves, other);
    keepWholeBlocks(leaves);
    const first = leaves.findIndex((leaf) => leaf.isRepeated);
    const isAhead = first >= 0 && !hasContent(leaves.slice(0, first));
    const own = isAhead ? leaves.filter((leaf, index) => index > first && !leaf.isRepeated) : [];
    const last = own.length ? leaves.indexOf(own.at(-1)) : -1;
    const repeated = leaves.filter((leaf, index) => leaf.isRepeated && index < last);
    divided = { leaves, own: new Set(own), repeated };
    return divided;
  }

  /** The first leaf that an element contains or that follows it. */
  function leafAt(element) {
    const { leaves } = divide();
    return leaves.find(
      (leaf) =>
        element.contains(leaf.element) ||
        element.compareDocumentPosition(leaf.element) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
  }

  function fragmentTarget(hash) {
    if (hash.length < 2) return null;
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return null;
    }
  }

  const leadsToOwn = (target) => target !== null && target !== document.body && divide().own.has(leafAt(target));

  /** Links within the page that move the focus just before content of its own. */
  const skipLinks = () =>
    [...document.querySelectorAll("a[href*='#']")].filter(
      (link) => link.pathname === location.pathname && leadsToOwn(fragmentTarget(link.hash)) && isRendered(link),
    );

  /** Activate one control after the other; note which move the focus, and what they hide and remove. */
  async function tryControls() {
    const { repeated } = divide();
    result.tried = true;
    await controls.tryEach(async (control) => {
      const before = [location.hash, document.activeElement].join();
      const focus = document.activeElement;
      controls.activate(control);
      await controls.wait(50);
      if (location.hash !== before.split(",")[0] && leadsToOwn(fragmentTarget(location.hash))) result.moves += 1;
      else if (document.activeElement !== focus && leadsToOwn(document.activeElement)) result.moves += 1;
      for (const leaf of repeated) {
        if (!isVisible(leaf.element)) result.hidden.add(leaf);
        if (isHidden(leaf.element)) result.removed.add(leaf);
      }
      return false;
    });
  }

  /** A page whose main content is marked and not empty needs no look at others. */
  const isExpected = () => {
    const main = document.querySelector("main,[role=main]");
    return (!main || !main.textContent.trim() || isHidden(main)) && linkedPages().length > 0;
  };

  /** What `page` needs to know of axe: the roles of elements. */
  function facts(role, landmarks) {
    const { own, repeated, leaves } = divide();
    const firstLeaf = (element) => leaves.find((leaf) => element.contains(leaf.element));
    const all = [...document.querySelectorAll("*")];
    const isOwn = (leaf) => own.has(leaf);
    /**
     * Whether a heading is the page's own, or what follows it is: each page of a manual may begin with "Name", and an article
     * with what the start page has of it.
     */
    function isHeading(element) {
      if (role(element) !== "heading") return false;
      const last = leaves.findLastIndex((leaf) => element.contains(leaf.element));
      const following = leaves.slice(last + 1).find((leaf) => !isTeaser(leaf));
      return isOwn(following) || leaves.some((leaf) => isOwn(leaf) && element.contains(leaf.element));
    }
    return {
      // Paths: the origin of our own server differs from run to run.
      pages: result.pages.map((url) => url.slice(location.origin.length)),
      unread: result.failed,
      links: linkedPages().length,
      own: own.size,
      repeated: repeated.length,
      landmark: all.some(
        (element) => landmarks.has(role(element)) && !isHidden(element) && own.has(firstLeaf(element)),
      ),
      heading: all.some((element) => isHeading(element) && !isHidden(element) && isVisible(element)),
      skips: skipLinks().length + result.moves,
      collapsible: repeated.every((leaf) => result.hidden.has(leaf) && result.removed.has(leaf)),
      tried: result.tried,
    };
  }

  return { load, tryControls, isExpected, facts };
};
