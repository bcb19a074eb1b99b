"use strict";
/*
 * The marks of the preview: boxes over the elements of findings, and where these are. They stand in a layer of their own,
 * which assistive technology ignores: the list has the same findings as text.
 */
module.exports = function createMarks(make) {
  const layer = make("div", { "aria-hidden": "true" });

  /** Return the element of a selector path, and how far frames around it move it; null if it is gone. */
  function find(target) {
    let scope = document;
    let element = null;
    let left = 0;
    let top = 0;
    try {
      for (const step of target) {
        if (element) {
          const frame = element.getBoundingClientRect();
          left += frame.left + element.clientLeft;
          top += frame.top + element.clientTop;
          scope = element.contentDocument;
        }
        for (const selector of [step].flat()) {
          element = scope.querySelector(selector);
          scope = element.shadowRoot;
        }
      }
    } catch {
      return null; // another origin, a closed shadow root, or an element that a script removed
    }
    return element && { element, left, top };
  }

  function boxOf(found) {
    const area = found.element.getBoundingClientRect();
    return area.width || area.height ? area : null;
  }

  /** Return whether an element that was found meets a box of the overlay. */
  function meets(found, box) {
    const area = found.element.getBoundingClientRect();
    return (
      area.left + found.left < box.right &&
      area.right + found.left > box.left &&
      area.top + found.top < box.bottom &&
      area.bottom + found.top > box.top
    );
  }

  /** Mark the elements of findings, and none else; `current` is the index of the one in use, -1 for none. */
  function draw(findings, current) {
    layer.replaceChildren();
    for (const [index, finding] of findings.entries()) {
      const found = find(finding.target);
      const area = found && boxOf(found);
      // What covers the whole page would only frame the window.
      if (!area || found.element === document.documentElement || found.element === document.body) {
        continue;
      }
      const mark = make("div", { class: "mark" }, make("span", { class: "number" }, String(index + 1)));
      mark.classList.toggle("current", index === current);
      mark.style.left = `${area.left + found.left - 4}px`;
      mark.style.top = `${area.top + found.top - 4}px`;
      mark.style.width = `${area.width + 8}px`;
      mark.style.height = `${area.height + 8}px`;
      layer.append(mark);
    }
  }

  return { boxOf, draw, find, layer, meets };
};
