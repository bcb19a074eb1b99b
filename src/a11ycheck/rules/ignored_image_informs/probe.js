"use strict";
/** Images, graphics and canvases that assistive technologies ignore, with the text that they draw. */
module.exports = function probe(page, { size }) {
  const isShown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.getBoundingClientRect().width > 0;

  const isHidden = (element) => page.closest(element, "[aria-hidden=true]") !== null;
  const hasNoRole = (element) => /^(?:none|presentation)$/.test(element.getAttribute("role") ?? "");
  const isNamed = (element) =>
    element.matches("[aria-label]:not([aria-label='']),[aria-labelledby],[title]:not([title=''])") ||
    element.querySelector(":scope > title, :scope > desc") !== null;

  function isIgnored(element) {
    if (isHidden(element) || hasNoRole(element)) return true;
    if (element.localName === "img") return element.getAttribute("alt")?.trim() === "" && !isNamed(element);
    const isOwn = element.getAttribute("role") === null || element.getAttribute("role") === "graphics-document";
    return isOwn && !isNamed(element) && (element.localName === "svg" || !element.textContent.trim());
  }

  const isInNamed = (element) =>
    page.closest(page.above(element) ?? element, "[aria-label]:not([aria-label='']),[aria-labelledby]") !== null;

  /** A canvas on which nothing is drawn shows nothing. */
  function isBlank(canvas) {
    const pen = new OffscreenCanvas(16, 16).getContext("2d");
    try {
      pen.drawImage(canvas, 0, 0, 16, 16);
      return !pen.getImageData(0, 0, 16, 16).data.some(Boolean);
    } catch {
      return canvas.width * canvas.height === 0;
    }
  }

  const isReady = (element) => {
    if (element.localName === "img") return element.complete && element.naturalWidth > 0;
    return element.localName !== "canvas" || !isBlank(element);
  };

  const wordsOf = (texts) => texts.map((text) => page.text(text)).filter(Boolean);
  const drawn = (element) =>
    element.localName === "canvas" ? page.trials.drawnTexts(element) : wordsOf([...element.querySelectorAll("text")]);

  /** The texts that are not read: those in a graphic are, even if it has no name, unless they are hidden. */
  function unread(element, texts, read) {
    if (element.localName !== "svg") return texts.filter((text) => !read.includes(text.trim().toLowerCase()));
    return wordsOf([...element.querySelectorAll("text")].filter(isHidden));
  }

  /** It is large, in the main content, and there is no other text where it stands. */
  function isAlone(element) {
    const { width, height } = element.getBoundingClientRect();
    if (Math.min(width, height) < size || !page.inMain(element) || page.closest(element, "a,button,label")) return false;
    return !textAround(element);
  }

  function textAround({ parentElement, parentNode: root }) {
    if (parentElement) return parentElement.innerText.trim();
    const beside = [...root.children].filter((child) => child.checkVisibility());
    return beside.map(({ innerText }) => innerText ?? "").join("").trim();
  }

  const isInShadow = (element) => element.getRootNode() !== document;
  const inShadow = page.all("canvas").filter(isInShadow);
  const found = [...document.querySelectorAll("img,canvas,body svg"), ...inShadow].filter(
    (element) => !element.parentElement?.closest("svg") && isIgnored(element),
  );
  const readInShadow = () =>
    page.texts(/\S/, { machines: true }).filter(({ element }) => isInShadow(element)).map(({ text }) => text);
  const read = found.length ? [document.body.innerText, ...readInShadow()].join("\n").toLowerCase() : "";
  return found
    .filter((element) => isShown(element) && !isInNamed(element) && isReady(element))
    .map((target) => {
      const texts = drawn(target);
      return { target, facts: { kind: target.localName, texts, missing: unread(target, texts, read), alone: isAlone(target) } };
    })
    .filter(({ facts }) => facts.kind === "canvas" || facts.texts.length || facts.alone);
};
