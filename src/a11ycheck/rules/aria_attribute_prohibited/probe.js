"use strict";
/** Each attribute that some roles prohibit, with the role of its element. */
const ATTRIBUTES = [
  "aria-label", "aria-labelledby", "aria-roledescription", "aria-braillelabel", "aria-brailleroledescription",
];
const GENERIC = "a:not([href]),b,bdi,bdo,body,data,div,i,pre,q,s,samp,small,span,u";
const OWN_ROLES = {
  caption: "caption", code: "code", del: "deletion", em: "emphasis", ins: "insertion", mark: "mark", p: "paragraph",
  strong: "strong", sub: "subscript", sup: "superscript",
};

module.exports = function probe(page) {
  const roleOf = (element) => {
    const role = page.semanticRole(element);
    if (role) return role;
    return OWN_ROLES[element.localName] ?? (element.matches(GENERIC) ? "generic" : "");
  };
  const selector = ATTRIBUTES.map((name) => `[${name}]:not([${name}=""])`).join();
  return page.all(selector).filter(page.isExposed).flatMap((target) => {
    const role = roleOf(target);
    const names = ATTRIBUTES.filter((name) => /\S/.test(target.getAttribute(name) ?? ""));
    return names.map((attribute) => ({ target, facts: { attribute, role } }));
  });
};
