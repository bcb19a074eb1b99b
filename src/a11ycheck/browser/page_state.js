"use strict";
/*
 * The state of the page: waits until it is stable, and hashes what it shows.
 */
module.exports = function createPageState(hasher, shown, activity, frames, openRoots, hideNames, isOnItsWay) {
  const STABLE_LIMIT_MS = 3000;
  const NAMESPACES = new Set(["http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"]);
  const LEAST_CONTENT = 8;
  const dialogs = [];
  const DIALOGS = new Set(["alert", "confirm", "prompt", "print", "open"]);
  /** The page can send any such event: only names of dialogs count, once each. */
  const noteDialog = ({ detail }) => {
    if (DIALOGS.has(detail) && !dialogs.includes(detail)) dialogs.push(detail);
  };
  window.addEventListener("a11ycheck-dialog", noteDialog);

  const isRendered = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  /** Transitions jump to their end; endless animations stop at their start. Returns whether there were any. */
  function freezeAnimations() {
    const animations = openRoots().flatMap((root) => root.getAnimations());
    for (const animation of animations) {
      const endless = animation.effect?.getComputedTiming().endTime === Infinity;
      try {
        if (endless) {
          animation.pause();
          animation.currentTime = 0;
        } else {
          animation.finish();
        }
      } catch {
        // A scroll-driven animation has no end to jump to: it follows the scroll position.
      }
    }
    return animations.length > 0;
  }

  /** Wait for the next frame, and for what observers of sizes and intersections, and promises, do after it. */
  async function nextFrame() {
    await frames(1);
    await activity.wait(0);
    await activity.wait(0);
  }

  /** Wait until the documents in the page's frames have loaded: those that scripts inserted late hold up no load event. */
  function framesLoaded() {
    const isAwaited = (frame) => isOnItsWay(frame) && frame.loading !== "lazy" && frame.checkVisibility();
    const isLoading = (frame) =>
      frame.contentDocument !== null && (frame.contentDocument.readyState !== "complete" || isAwaited(frame));
    const inPage = openRoots().flatMap((root) => Array.from(root.querySelectorAll("iframe,frame")));
    const loading = inPage.filter(isLoading);
    return Promise.all(loading.map((frame) => new Promise((done) => void frame.addEventListener("load", done, { once: true }))));
  }

  /**
   * Wait for fonts, animations and frames; returns the URL, where the page sends its reader, the host on which it says that it is
   * published, what blocked it, and what it shows: with `isQuick` only whether that is its main content.
   */
  async function stabilise(isQuick = false) {
    const limit = activity.wait(STABLE_LIMIT_MS);
    // A loaded page gets its events of another size or colour scheme with the next frame.
    const drawn = () => (isQuick ? nextFrame() : frames(2));
    await Promise.race([document.fonts.ready.then(drawn), limit]);
    // What was moved is drawn again, and a frame that is loaded late may be on its way.
    const moved = freezeAnimations();
    if (moved || document.querySelector("iframe,frame")) await Promise.race([frames(1), limit]);
    if (!isQuick) await Promise.race([framesLoaded(), limit]);
    return {
      url: location.href,
      empty: document.documentElement === null,
      elements: document.getElementsByTagName("*").length,
      refresh: refreshTarget(),
      host: publishedHost(),
      dialogs: dialogs.splice(0),
      blocking: renderBlocking(),
      type: isDocument() ? "" : document.contentType,
      content: isQuick ? "" : contentHash(),
      ...display(isQuick),
    };
  }

  /** What the page shows, and whether that may still change; null where it cannot be measured. */
  function display(isQuick) {
    try {
      // A script may have inserted a form meanwhile.
      hideNames();
      const measured = shown.measure({ isQuick });
      return { shown: measured, active: measured !== null && !isQuick && activity.isExpected(measured) };
    } catch {
      return { shown: null, active: false };
    }
  }

  /** Wait until the page stops changing, or shows content where it shows none, and is stable again. */
  async function awaitContent() {
    const still = await activity.awaitIdle(() => display(false).shown);
    return { ...(await stabilise()), changing: still };
  }

  /** Wait until an element that matches can be seen: "" then, else "hidden" or "missing"; "invalid" selectors never match. */
  async function awaitElement(selector, seconds) {
    const find = () => [...document.querySelectorAll(selector)];
    const isShown = (element) => isRendered(element) && element.getClientRects().length > 0;
    try {
      find();
    } catch {
      return "invalid";
    }
    const arrived = await activity.poll(() => find().some(isShown), seconds * 1000);
    if (arrived) return "";
    return find().length ? "hidden" : "missing";
  }

  /** Whether the browser shows HTML or SVG, and not what it makes of an image, a text or other XML. */
  function isDocument() {
    const { contentType, documentElement } = document;
    if (contentType === "text/html") return true;
    // Chromium shows other XML as a tree, in an HTML document of its own.
    const isTree = document.getElementById("webkit-xml-viewer-source-xml") !== null;
    return contentType.endsWith("xml") && !isTree && NAMESPACES.has(documentElement?.namespaceURI);
  }

  /** A hash of the title and of what the main content shows, "" where that is too little to compare. */
  function contentHash() {
    const main = document.querySelector("main,[role=main]") ?? document.body;
    const text = (main?.innerText ?? "").trim().replace(/\s+/g, " ");
    if (text.length < LEAST_CONTENT) return "";
    const hash = hasher();
    hash.add(document.title);
    hash.add(text);
    for (const image of main.querySelectorAll("img")) hash.add(image.currentSrc);
    return hash.value();
  }

  /** The host of the canonical URL of the page, "" for none. */
  function publishedHost() {
    const url = document.querySelector("link[rel~=canonical]")?.href;
    return URL.canParse(url) ? new URL(url).host : "";
  }

  /** The URLs of what the browser loads before it draws anything (Resource Timing, `renderBlockingStatus`). */
  function renderBlocking() {
    const entries = performance.getEntriesByType("resource");
    return entries.filter((entry) => entry.renderBlockingStatus === "blocking").map((entry) => entry.name);
  }

  /** Where a `meta` refresh sends the reader at once, "" if none does (HTML, shared declarative refresh steps). */
  function refreshTarget() {
    const metas = [...document.querySelectorAll('meta[http-equiv="refresh" i][content]')];
    return metas.map(({ content }) => targetAtOnce(content)).find(Boolean) ?? "";
  }

  function targetAtOnce(content) {
    const form = /^\s*(?<seconds>\d+|(?=\.))(?:\.[\d.]*)?\s*(?:$|[\s;,]\s*(?:url\s*=\s*)?["']?(?<url>[^"']*))/i;
    const found = form.exec(content || "never")?.groups;
    if (!found || Number(found.seconds) !== 0) return "";
    const url = (found.url ?? "").trim() || location.href;
    return URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI).href : "";
  }

  function leave() {
    window.removeEventListener("a11ycheck-dialog", noteDialog);
    activity.leave();
  }

  return { stabilise, awaitContent, awaitElement, poll: activity.poll, leave };
};
