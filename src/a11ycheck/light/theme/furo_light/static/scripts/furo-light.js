// What CSS and HTML cannot do for furo_light. Without this file every page still works:
// the drawers are popovers, and boxes that scroll have their tabindex in the HTML.
(() => {
  "use strict";

  const each = (selector, action) => document.querySelectorAll(selector).forEach(action);

  // A colour-scheme button is named by what is on now; furo's script writes that to the body.
  function nameThemeButtons() {
    const scheme = document.body.dataset.theme;
    each(".theme-toggle", (button) => {
      const name = button.getAttribute(`data-name-${scheme}`);
      if (!name) return;
      button.setAttribute("aria-label", name);
      button.title = name;
    });
  }

  // Only a box that really scrolls is worth a stop of the Tab key.
  function updateScroller(box) {
    const style = getComputedStyle(box);
    const scrolls = (overflow, hidden) => hidden > 1 && /auto|scroll/.test(overflow);
    if (
      scrolls(style.overflowX, box.scrollWidth - box.clientWidth) ||
      scrolls(style.overflowY, box.scrollHeight - box.clientHeight)
    )
      box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }

  function watchScrollers() {
    const observer = window.ResizeObserver
      ? new ResizeObserver((entries) => entries.forEach((entry) => updateScroller(entry.target)))
      : null;
    each("pre, .table-wrapper, .math-wrapper, .content, .sd-cards-carousel", (box) => {
      updateScroller(box);
      if (observer) observer.observe(box);
    });
  }

  // The drawers are not modal: one that the focus has left, or whose link was followed within
  // the page, would cover what the reader went to.
  function watchDrawer(drawer) {
    const close = () => drawer.matches(":popover-open") && drawer.hidePopover();
    drawer.addEventListener("focusout", (event) => {
      const to = event.relatedTarget;
      if (to && !drawer.contains(to)) close();
    });
    drawer.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (link && link.hash && link.pathname === location.pathname) close();
    });
    // In the wide layout a drawer stands beside the text: one that is open would cover it.
    window.addEventListener("resize", () => {
      const shown = [...document.querySelectorAll(`.drawer-button[popovertarget="${drawer.id}"]`)];
      if (!shown.some((button) => button.getClientRects().length)) close();
    });
  }

  // Escape closes a popover by itself, but Sphinx takes the key to end a search's highlighting.
  function closeOnEscape(event) {
    const open = ".sidebar-drawer:popover-open, .toc-drawer:popover-open";
    const drawer = event.key === "Escape" && document.querySelector(open);
    if (!drawer) return;
    drawer.hidePopover();
    event.stopPropagation();
  }

  // Sphinx writes how many pages it found into a paragraph that it adds: say so when it does.
  function announceSearchResults() {
    const results = document.getElementById("search-results");
    if (!results) return;
    const name = () => each(".search-summary", (line) => line.setAttribute("role", "status"));
    new MutationObserver(name).observe(results, { childList: true });
    name();
  }

  document.addEventListener("DOMContentLoaded", () => {
    nameThemeButtons();
    new MutationObserver(nameThemeButtons).observe(document.body, { attributeFilter: ["data-theme"] });
    watchScrollers();
    if ("popover" in HTMLElement.prototype) {
      each(".sidebar-drawer, .toc-drawer", watchDrawer);
      document.addEventListener("keydown", closeOnEscape, { capture: true });
    }
    announceSearchResults();
  });
})();
