"use strict";
/*
 * A form has a property for each of its fields, and the document for each of its forms, images and frames, under the name
 * that the page gives them: `<input name="childNodes">` hides the children of its form from every script, axe included.
 * Such names get a mark while the page is measured. Python removes the mark from what is returned.
 */
module.exports = function createFieldNames(mark) {
  // Taken from the prototypes at the start: those of the form and the document themselves may be hidden.
  const { querySelectorAll } = Document.prototype;
  const shadowRootOf = Object.getOwnPropertyDescriptor(Element.prototype, "shadowRoot").get;
  const { getAttribute, setAttribute, removeAttribute, querySelectorAll: searchIn } = Element.prototype;
  const formOf = (name) => Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, name).get;
  const elementsOf = formOf("elements");
  const changed = [];
  // What forms are for: neither axe nor a probe reads these of a form, and the page's own scripts do.
  const OF_FORMS = new Set([
    "acceptCharset", "action", "autocomplete", "elements", "encoding", "enctype", "length", "method", "name", "noValidate",
    "rel", "relList", "requestSubmit", "reset", "submit", "target",
  ]);

  const find = (selector) => [...Reflect.apply(querySelectorAll, document, [selector])];

  /** What matches in the open shadow trees below some elements. */
  function* findInShadows(elements, selector) {
    for (const element of elements) {
      const root = Reflect.apply(shadowRootOf, element, []);
      if (!root) continue;
      yield* root.querySelectorAll(selector);
      yield* findInShadows(root.querySelectorAll("*"), selector);
    }
  }

  const findAll = (selector) => [...find(selector), ...findInShadows(find("*"), selector)];
  const read = (element, name) => Reflect.apply(getAttribute, element, [name]);

  function change(element, name, value) {
    changed.push([element, name, read(element, name)]);
    Reflect.apply(setAttribute, element, [name, value]);
  }

  const isHidden = (holder, name) => typeof name === "string" && name in holder && !OF_FORMS.has(name);

  function markFields(form) {
    const images = [...Reflect.apply(searchIn, form, ["img[name]"])].filter((image) => form[read(image, "name")] === image);
    for (const field of [...Reflect.apply(elementsOf, form, []), ...images]) {
      const name = read(field, "name");
      if (isHidden(HTMLFormElement.prototype, name)) {
        change(field, "name", name + mark);
        // A form remembers the names by which its fields were asked for.
        if (form[name] === field) change(field, "form", mark);
      }
      if (isHidden(HTMLFormElement.prototype, read(field, "id"))) change(field, "form", mark);
    }
  }

  /** Make the properties of forms and of the document what they are without names of fields. */
  function hide() {
    for (const element of find("form[name],img[name],embed[name],iframe[name],object[name]")) {
      const name = read(element, "name");
      if (isHidden(HTMLDocument.prototype, name)) change(element, "name", name + mark);
    }
    for (const form of findAll("form")) markFields(form);
  }

  /** Give back the page its own names. */
  function restore() {
    for (const [element, name, value] of changed.splice(0).toReversed()) {
      if (value === null) Reflect.apply(removeAttribute, element, [name]);
      else Reflect.apply(setAttribute, element, [name, value]);
    }
  }

  // Of a frame only axe is called, which reads it when the frame's page is asked.
  if (window !== window.top) {
    if (document.readyState === "complete") hide();
    window.addEventListener("load", hide, { once: true });
  }
  return { hide, restore };
};
