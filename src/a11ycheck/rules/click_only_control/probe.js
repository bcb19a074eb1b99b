"use strict";
/** The elements that can be clicked, look like it, and hold nothing and are in nothing that Tab reaches. */
module.exports = function probe(page) {
  const REACHED =
    "a[href],area[href],button,input,select,textarea,summary,iframe,object,audio[controls],video[controls],[contenteditable],[tabindex]";
  // The first leads the focus or the click to a field; in the others, arrow keys move from part to part.
  const OPERATED_ELSEWHERE =
    "label,[role=listbox],[role=menu],[role=menubar],[role=tree],[role=grid],[role=treegrid],[role=tablist],[role=radiogroup],[role=toolbar]";
  const LEAST_SIZE = 8;

  const around = (element) => element.assignedSlot ?? page.above(element);
  const slotted = (element) => (element.localName === "slot" ? element.assignedElements({ flatten: true }) : []);
  const within = (element) => [...element.children, ...(element.shadowRoot?.children ?? []), ...slotted(element)];

  const holdsReached = (element) => within(element).some((inner) => inner.matches(REACHED) || holdsReached(inner));

  /** Whether Tab reaches an element, what is in it, or what it is in, in the flat tree. */
  function isReached(element) {
    for (let at = element; at; at = around(at)) if (at.matches(`${REACHED},${OPERATED_ELSEWHERE}`)) return true;
    return holdsReached(element);
  }

  /** Whether it is a control by its size: not a mark, and not what covers the window. */
  function hasSizeOfControl(element) {
    const { width, height } = element.getBoundingClientRect();
    return Math.min(width, height) >= LEAST_SIZE && 2 * width * height < innerWidth * innerHeight;
  }

  const found = new Set([...page.all("[onclick]"), ...page.trials.listening("click")]);
  const controls = [...found].filter(
    (element) =>
      page.isShown(element) && getComputedStyle(element).cursor === "pointer" && hasSizeOfControl(element) && !isReached(element),
  );
  return controls
    .filter((element) => !controls.some((other) => other !== element && other.contains(element)))
    .map((target) => ({ target, facts: {} }));
};
