"use strict";
/**
 * The elements that can be clicked, look like it, and hold nothing and are in nothing that Tab reaches; and the labels of
 * choices and files whose own control is not rendered.
 */
module.exports = function probe(page) {
  const REACHED =
    "a[href],area[href],button,input,select,textarea,summary,iframe,object,audio[controls],video[controls],[contenteditable],[tabindex]";
  // The first leads the focus or the click to a field; in the others, arrow keys move from part to part.
  const OPERATED_ELSEWHERE =
    "label,[role=listbox],[role=menu],[role=menubar],[role=tree],[role=grid],[role=treegrid],[role=tablist],[role=radiogroup],[role=toolbar]";
  const LEAST_SIZE = 8;
  const LONGEST_NAME = 60;
  /** A statement of a handler that only keeps the click from others. */
  const IDLE = /^(?:|return\b[^(]*|void 0|(?:\w+\.)*(?:stop|prevent)\w*\(\w*\))$/;

  const isVisible = (element) => element.checkVisibility({ visibilityProperty: true });
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

  /** Whether an attribute tells of a control that shows no hand: it does something, and has the text of one. */
  function isHandled(element) {
    const statements = (element.getAttribute("onclick") ?? "").split(";");
    if (statements.every((statement) => IDLE.test(statement.trim()))) return false;
    const { length } = page.text(element);
    return element.localName === "img" || (length > 0 && length <= LONGEST_NAME);
  }

  const CHOICE = "input[type=radio],input[type=checkbox],input[type=file]";
  const WIDGET = "[role=radio],[role=checkbox],[role=switch],[role=tab]";

  /** Whether a label stands for a control that is not rendered. One of a check box outside of forms opens a menu, most often. */
  function isHiddenChoice({ control, parentElement }) {
    if (!control?.matches(CHOICE) || control.disabled || (control.type === "checkbox" && !control.form)) return false;
    return !isVisible(control) && !parentElement?.querySelector(WIDGET);
  }

  /** Whether Tab reaches a part of a label, or what it is in. */
  const isLabelReached = (label) =>
    label.closest(REACHED) !== null || [...label.querySelectorAll(REACHED)].some(isVisible);

  const labels = page
    .all("label")
    .filter((label) => isHiddenChoice(label) && page.isShown(label) && hasSizeOfControl(label) && !isLabelReached(label));

  const looksClickable = (element) => getComputedStyle(element).cursor === "pointer" || isHandled(element);
  const found = new Set([...page.all("[onclick]"), ...page.trials.listening("click")]);
  const controls = [...found].filter(
    (element) =>
      page.isShown(element) && looksClickable(element) && hasSizeOfControl(element) && !isReached(element),
  );
  const holders = new Set();
  for (const element of controls) {
    for (let at = around(element); at && !holders.has(at); at = around(at)) holders.add(at);
  }
  return [...controls.filter((element) => !holders.has(element)), ...labels]
    .map((target) => ({ target, facts: { look: [target.localName, ...target.classList].join(".") } }));
};
