"use strict";
/*
 * What is read of a page, in the order of the flat tree: texts, and what stands for itself, such as an image; each with a
 * text to compare, and its kind: "h" in a heading.
 */
module.exports = function createLeaves() {
  const MOST_LEAVES = 1500;
  const UNREAD = "script,style,template,noscript,head,datalist";
  const HEADING = "h1,h2,h3,h4,h5,h6,[role=heading]";
  const MEDIA = "img,svg,video,audio,canvas,input,select,textarea,object,iframe";

  const collapse = (text) => text.replace(/\s+/g, " ").trim();

  /** The leaves below a root: {element, text, kind}, at most 1500. */
  function leavesBelow(root, found = []) {
    for (const node of root.shadowRoot ? root.shadowRoot.childNodes : root.childNodes) {
      if (found.length >= MOST_LEAVES) return found;
      if (node.nodeType === Node.TEXT_NODE) addText(node, found);
      else if (node.nodeType === Node.ELEMENT_NODE) addElement(node, found);
    }
    return found;
  }

  function addText(node, found) {
    const text = collapse(node.data);
    // A text can be a child of a shadow root itself.
    const element = node.parentElement ?? node.getRootNode().host;
    if (text) found.push({ element, text, kind: element.closest(HEADING) ? "h" : "" });
  }

  function addElement(node, found) {
    if (node.matches(UNREAD)) return;
    if (node.tagName === "SLOT" && node.assignedNodes().length) {
      for (const child of node.assignedNodes()) {
        if (child.nodeType === Node.TEXT_NODE) addText(child, found);
        else if (child.nodeType === Node.ELEMENT_NODE) addElement(child, found);
      }
    } else if (node.matches(MEDIA)) {
      const source = node.getAttribute("src") ?? node.getAttribute("aria-label") ?? node.getAttribute("name") ?? "";
      found.push({ element: node, text: `${node.getAttribute("alt") ?? ""} ${source.split("/").pop()}`, kind: node.localName });
    } else {
      leavesBelow(node, found);
    }
  }

  return leavesBelow;
};
