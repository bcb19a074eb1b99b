"use strict";
// Filters what the page already shows; without this script everything is shown.
(() => {
  const form = document.getElementById("filter");
  const panel = form.querySelector("details");
  const text = document.getElementById("f-text");
  const opener = document.getElementById("f-open");
  const count = document.getElementById("f-count");
  const rule = document.getElementById("f-rule");
  const criterion = document.getElementById("f-criterion");
  const page = document.getElementById("f-page");
  const file = document.getElementById("f-file");
  const criteria = new Map(
    [...rule.options].map((option) => [option.value, split(option.dataset.criteria)]),
  );
  const textOf = (element) => element.textContent.toLowerCase();
  const groups = [...document.querySelectorAll(".group")].map((element) => ({
    element,
    impact: element.querySelector(".tag").classList[1],
    rule: element.dataset.rule,
    pages: split(element.closest("[data-pages]").dataset.pages),
    // Without the location in the row, which is one of those below.
    head: [".tag", "summary > :is(h3, h4)", ".at > code", ".why"]
      .map((selector) => textOf(element.querySelector(selector))).join(" "),
    messages: [...element.querySelectorAll(".message")].map((message) => ({
      element: message,
      head: textOf(message.querySelector("p")),
      locations: [...message.querySelectorAll(".locations > li")].map((location) => ({
        element: location,
        text: textOf(location),
        file: fileOf(location),
      })),
    })),
  }));
  const total = groups.reduce((sum, group) => sum + locations(group).length, 0);

  function locations(group) {
    return group.messages.flatMap((message) => message.locations);
  }

  // "docs/x.md:37" without its line.
  function fileOf(location) {
    const source = location.querySelector(".source");
    return source ? source.textContent.replace(/:\d+$/, "") : "";
  }

  function split(names) {
    return names ? names.split(" ") : [];
  }

  function admits(group) {
    return form.querySelector(`[name="impact"][value="${group.impact}"]`).checked
      && (!rule.value || rule.value === group.rule)
      && (!criterion.value || criteria.get(group.rule).includes(criterion.value))
      && (!page.value || group.pages.includes(page.value));
  }

  // A match in a title keeps all locations below it; a match in a location keeps that one alone.
  function search(group, words) {
    const titled = group.head.includes(words);
    for (const message of group.messages) {
      const isMatch = titled || message.head.includes(words);
      for (const location of message.locations) {
        const here = !file || !file.value || file.value === location.file;
        location.element.hidden = !(here && (isMatch || location.text.includes(words)));
      }
      message.element.hidden = message.locations.every((location) => location.element.hidden);
    }
  }

  function show() {
    const words = text.value.trim().toLowerCase();
    let shown = 0;
    for (const group of groups) {
      search(group, words);
      const left = locations(group).filter((location) => !location.element.hidden).length;
      group.element.hidden = !admits(group) || left === 0;
      shown += group.element.hidden ? 0 : left;
    }
    for (const section of document.querySelectorAll(".page, .findings")) {
      section.hidden = !section.querySelector(".group:not([hidden])");
    }
    const sentence = form.dataset.shown.replace("{shown}", shown).replace("{total}", total);
    count.textContent = shown === total ? "" : sentence;
  }

  function openAll(open) {
    for (const group of groups) group.element.open = open;
    opener.textContent = open ? form.dataset.close : form.dataset.open;
  }

  form.addEventListener("input", show);
  // The fields are reset only after the event.
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  opener.addEventListener("click", () => openAll(opener.textContent === form.dataset.open));
  panel.open = matchMedia("(min-width: 62rem)").matches;
  form.hidden = false;
})();
