"use strict";
/** The fields that are marked as invalid, whether a visible text describes them, and the other texts of their form. */
module.exports = function probe(page) {
  const FIELDS = "input,select,textarea,[role=textbox],[role=searchbox],[role=combobox],[role=listbox],[role=checkbox],[role=radio],[role=switch],[role=spinbutton],[role=slider],[role=radiogroup]";
  const OF_CONTROLS = "label,legend,button,select,option,datalist,textarea,h1,h2,h3,h4,h5,h6,script,style,[role=button],[role=heading],[role=textbox]";
  const LONGEST = 80;
  const invalid = page.all("[aria-invalid]").filter(
    (field) =>
      !["false", ""].includes(field.getAttribute("aria-invalid").trim()) && field.matches(FIELDS) && page.isShown(field),
  );

  function isDescribed(field) {
    const ids = ["aria-errormessage", "aria-describedby"].map((name) => field.getAttribute(name) ?? "");
    const found = ids.join(" ").split(/\s+/).filter(Boolean).map((id) => field.getRootNode().getElementById(id));
    return found.some((element) => element && page.isShown(element) && page.text(element));
  }

  /** Of a label the text beside its name may be the message: `<label>Age <input> <em>Enter a number</em></label>`. */
  const besideField = (field) =>
    [...(field.closest("label")?.querySelectorAll("em,strong,small,span,div,p") ?? [])].filter(
      (element) => field.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING && page.isShown(element),
    );

  function textsAround(field) {
    const root = field.closest("form,[role=form],fieldset,dialog,main,body") ?? document.body;
    const form = root.matches("fieldset") ? (root.closest("form") ?? root) : root;
    const texts = page
      .texts(/\S/, { root: form })
      .filter(({ element }) => element.closest(OF_CONTROLS) === null)
      .map(({ text }) => text);
    const alerts = page.all("[role=alert],[role=alertdialog],[aria-live]")
      .filter((alert) => page.isShown(alert))
      .map(page.text);
    return [...besideField(field).map(page.text), ...texts, ...alerts].join(" ").replace(/\s+/g, " ").trim();
  }

  return invalid.map((target) => {
    const described = isDescribed(target);
    return { target, facts: { described, text: described ? "" : textsAround(target).slice(0, LONGEST) } };
  });
};
