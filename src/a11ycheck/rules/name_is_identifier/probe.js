"use strict";
/** The accessible names that attributes give, and those of controls, links and headings with nothing but text. */
module.exports = function probe(page) {
  const CODE = "code,pre,kbd,samp,var,tt,dt,.sig,.highlight,[translate=no]";
  const CONTROLS = "button,[role=button],label,legend,input[type=submit],input[type=button],input[type=reset]";
  const TEXTS = "a[href],h1,h2,h3,h4,h5,h6,[role=heading],[role=tab],[role=menuitem]";
  const found = [];
  // Three words are no identifier, but may be the placeholder of a template.
  const isCandidate = (name) => name && (!/\S\s+\S+\s+\S/.test(name) || /[{<%]/.test(name));
  const note = (target, where, name) => {
    if (isCandidate(name) && page.isShown(target)) found.push({ target, facts: { name: name.slice(0, 100), where } });
  };
  // What carries its name as an id, or in its URL, is a thing of a program: `<a href="Locale.LanguageRange.html">`.
  const isOfProgram = ({ id }, href, name) => /^\w+(?:\.\w+)+$/.test(name) && (id === name || href.includes(name));
  const named = (element, attribute) => (element.getAttribute(attribute) ?? "").replace(/\s+/g, " ").trim();

  for (const element of page.all("[aria-label]")) note(element, "aria-label", named(element, "aria-label"));
  for (const element of page.all("img[alt],area[alt],input[type=image][alt]")) note(element, "alt", named(element, "alt"));
  for (const element of page.all("input[placeholder],textarea[placeholder]")) {
    note(element, "placeholder", named(element, "placeholder"));
  }
  // A title names only what has no other name; beside a name it is a hint.
  for (const element of page.all("iframe[title],:is(button,a[href],input,select,textarea)[title]")) {
    const title = named(element, "title");
    if (title && (element.localName === "iframe" || page.name(element) === title) && page.text(element) !== title) {
      note(element, "title", title);
    }
  }
  for (const element of page.all(`${CONTROLS},${TEXTS}`)) {
    if (!element.hasAttribute("aria-label") && page.closest(element, CODE) === null && !element.querySelector("code,kbd,samp,tt")) {
      const where = element.matches(CONTROLS) ? "control" : "text";
      const name = element.localName === "input" ? named(element, "value") : page.text(element);
      if (where === "control" || !isOfProgram(element, named(element, "href"), name)) note(element, where, name);
    }
  }
  return found;
};
