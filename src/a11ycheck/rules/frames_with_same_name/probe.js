"use strict";
/** Frames that have a name, nested ones too; of those with the same name, how the content of each relates to the first. */
module.exports = function probe(page) {
  const LEAST_WORDS = 2;
  const fold = (text) => (text ?? "").replace(/\s+/g, " ").trim();

  function documentOf(frame) {
    try {
      return frame.contentDocument;
    } catch {
      return null;
    }
  }

  function nameOf(frame) {
    const ids = (frame.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
    const labels = ids.map((id) => fold(frame.getRootNode().getElementById(id)?.textContent)).join(" ");
    return fold(labels) || fold(frame.getAttribute("aria-label")) || fold(frame.title);
  }

  const isExposed = (frame) => frame.checkVisibility({ visibilityProperty: true }) && page.closest(frame, "[aria-hidden=true]") === null;

  /** The frames of a document and of those in it, each with the frame of the page that holds it. */
  function* framesIn(root, holder = null) {
    for (const frame of page.all("iframe", root)) {
      if (isExposed(frame)) {
        yield { frame, target: holder ?? frame };
        const inside = documentOf(frame);
        if (inside) yield* framesIn(inside, holder ?? frame);
      }
    }
  }

  const wordsOf = (text) => new Set(text.toLowerCase().match(/\p{L}{2,}/gu));

  /** "same", "other" (no word in common), or "unknown". */
  function relation(one, other) {
    if (one.src && one.src === other.src) return "same";
    const texts = [one, other].map((frame) => fold(documentOf(frame)?.body?.textContent));
    if (!texts.every(Boolean)) return "unknown";
    if (texts[0].includes(texts[1]) || texts[1].includes(texts[0])) return "same";
    const [first, second] = texts.map(wordsOf);
    const isEnough = first.size >= LEAST_WORDS && second.size >= LEAST_WORDS;
    return isEnough && [...first].every((word) => !second.has(word)) ? "other" : "unknown";
  }

  const firsts = new Map();
  const found = [];
  for (const { frame, target } of framesIn(document)) {
    const name = nameOf(frame);
    const first = firsts.get(name.toLowerCase());
    if (name && !first) firsts.set(name.toLowerCase(), frame);
    if (first) found.push({ target, facts: { name: name.slice(0, 60), relation: relation(first, frame) } });
  }
  return found;
};
