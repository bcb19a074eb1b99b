"use strict";
/** The error messages of forms: whether they are seen, announced, name a field, and say what to do. */
module.exports = function probe(page) {
  const ERROR =
    /\b(?:invalid|incorrect(?:ly)?|correctly|not valid|wrong|errors?|cannot be (?:empty|blank)|can['’]t be (?:empty|blank)|must not be empty|(?:is|are) (?:required|missing)|please (?:fill|correct|complete|check|try))\b/i;
  const CERTAIN = /\b(?:invalid|incorrect|not valid|wrong|error|cannot be (?:empty|blank)|can['’]t be (?:empty|blank)|must not be empty)\b/i;
  const REMEDY =
    /\b(?:must|should|at (?:least|most)|between|more than|less than|cannot be|can['’]t be|required|missing|enter|choose|select|provide|use|format|such as|e\.g\.|only|too (?:long|short|large|small)|already|match|expired|digits?|numbers?|characters?|letters?)\b/i;
  const FIELDS =
    "input:not([type=hidden],[type=submit],[type=reset],[type=button],[type=image],[type=search]),select,textarea,[role=textbox],[role=combobox],[role=listbox],[role=checkbox],[role=radio],[role=switch],[role=spinbutton],[role=slider]";
  const FORM = "form,[role=form]";
  const OF_CONTROLS = "label,legend,button,option,h1,h2,h3,h4,h5,h6,[role=button],[role=heading],[role=tooltip],textarea";
  const BLOCK = "p,li,div,span,em,strong,small,td,dd,output,[role=alert],[role=status]";
  const LEAST_WORDS = 3;
  const LONGEST = 300;
  const LEAST_LETTERS = 3;

  if (document.querySelector(FORM) === null || !page.mentions(ERROR)) return [];
  const fields = [...document.querySelectorAll(FIELDS)].filter((field) => page.isShown(field) && field.closest(FORM));
  if (!fields.length) return [];

  const words = (text) => text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const references = (element) =>
    ["aria-describedby", "aria-errormessage"].flatMap((name) => (element.getAttribute(name) ?? "").split(/\s+/)).filter(Boolean);

  /** The controls that an element describes. */
  function describedBy(element) {
    const ids = [];
    for (let at = element; at && !at.matches(FORM); at = page.above(at)) if (at.id) ids.push(at.id);
    return [...document.querySelectorAll("[aria-describedby],[aria-errormessage]")].filter(
      (control) => page.isShown(control) && references(control).some((id) => ids.includes(id)),
    );
  }

  /** The form of a message: that around it, or that of what it describes. */
  const formOf = (element, described) => page.closest(element, FORM) ?? described[0]?.closest(FORM) ?? null;

  const named = new Map();
  const nameWords = (field) => {
    const group = field.closest("fieldset")?.querySelector("legend");
    const text = `${page.name(field)} ${group ? page.text(group) : ""} ${field.name ?? ""}`;
    if (!named.has(field)) named.set(field, words(text).filter(({ length }) => length >= LEAST_LETTERS && !/^(?:required|optional)$/.test(text)));
    return named.get(field);
  };

  function identifies(text, element, described, own) {
    if (own.length === 1 || described.some((control) => own.includes(control))) return true;
    const around = own.filter((field) => page.above(element)?.contains(field) && !page.above(element).matches(FORM));
    const used = new Set(words(text));
    return around.length === 1 || own.some((field) => nameWords(field).some((word) => used.has(word)));
  }

  const messages = new Map();
  const isText = ({ element }) => element.closest(OF_CONTROLS) === null;
  for (const { element } of page.texts(ERROR).filter(isText)) messages.set(element.closest(BLOCK) ?? element, true);
  const hidden = fields.concat([...document.querySelectorAll("button,input[type=submit],input[type=button]")]);
  for (const control of hidden.filter((found) => page.isShown(found))) {
    for (const id of references(control)) {
      const element = control.getRootNode().getElementById(id);
      if (element && !element.checkVisibility({ visibilityProperty: true }) && CERTAIN.test(element.textContent)) messages.set(element, false);
    }
  }

  const found = [];
  for (const [target, seen] of messages) {
    const text = page.text(target);
    const described = describedBy(target);
    const form = formOf(target, described);
    const own = form ? fields.filter((field) => field.closest(FORM) === form) : [];
    if (own.length && words(text).length >= LEAST_WORDS && text.length <= LONGEST) {
      const facts = { text: text.slice(0, 80), seen, announced: page.isShown(target) || (!seen && described.length > 0) };
      facts.certain = CERTAIN.test(text);
      facts.identifies = identifies(text, target, described, own);
      facts.explains = REMEDY.test(text);
      found.push({ target, facts });
    }
  }
  // The same message elsewhere in the form, for those who do not see this one.
  const announced = new Set(found.filter(({ facts }) => facts.announced).map(({ facts }) => facts.text));
  for (const { facts } of found) facts.repeated = !facts.announced && announced.has(facts.text);
  return found;
};
