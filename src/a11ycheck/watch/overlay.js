// The overlay of the preview: marks the elements with findings, lists them, and reloads the page when it
// has changed. It is sent by the preview server only. A closed shadow root keeps the page's styles out.
(() => {
  const own = document.currentScript;
  const folder = new URL("/.a11ycheck/", location.origin);
  const loaded = own.dataset.hash;
  const words = "OVERLAY_WORDS";
  const kept = "a11ycheck-preview-open";
  own.remove();

  const host = document.createElement("a11ycheck-preview");
  const root = host.attachShadow({ mode: "closed" });
  let state = null;
  let source = null;
  let current = -1;
  let cameFrom = null;

  // --- parts ---

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  }

  /** Return a text whose `{name}` fields are filled. */
  function fill(text, values) {
    return text.replaceAll(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  const style = make("style");
  style.textContent = "OVERLAY_STYLE";
  const createMarks = "OVERLAY_MARKS";
  const marks = createMarks(make);
  const title = make("h2", { id: "title", tabindex: "-1" }, words.title);
  const status = make("p", { role: "status" });
  const failure = make("div", { role: "alert" });
  const list = make("ol", { role: "list" });
  const close = make("button", { type: "button" }, words.close);
  const panel = make(
    "section",
    { class: "panel", id: "panel", "aria-labelledby": "title", lang: words.lang, dir: words.dir, tabindex: "0" },
    title,
    status,
    failure,
    list,
    make("p", { class: "actions" }, close),
  );
  const toggle = make(
    "button",
    { class: "toggle", type: "button", "aria-expanded": "false", "aria-controls": "panel", lang: words.lang, dir: words.dir },
    "a11ycheck",
  );
  panel.hidden = true;
  const corner = make("div", { class: "corner" }, panel, toggle);
  root.append(style, marks.layer, corner);

  // --- elements of the page ---

  const draw = () => marks.draw(state?.findings ?? [], current);

  let waits = false;
  function drawSoon() {
    if (!waits) {
      waits = true;
      requestAnimationFrame(() => {
        waits = false;
        draw();
      });
    }
  }

  /** Move to the element of a finding; Escape there returns to its button. */
  function goTo(index, button) {
    const found = marks.find(state.findings[index].target);
    if (!found) {
      status.textContent = words.gone;
      return;
    }
    const { element } = found;
    current = index;
    element.scrollIntoView({ block: "start", inline: "nearest" });
    scrollBy(0, -innerHeight / 8);
    if (marks.meets(found, panel.getBoundingClientRect())) {
      setOpen(false);
    }
    if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) {
      element.setAttribute("tabindex", "-1");
      element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
    }
    element.focus({ preventScroll: true });
    cameFrom = { element, button };
    const where = marks.boxOf(found) ? words.escape : words.hidden;
    status.textContent = fill(words.findingIs, { number: index + 1, text: where });
    draw();
  }

  // --- the list ---

  function item(finding, index) {
    const number = index + 1;
    const notes = [finding.rule, ...(finding.known ? [words.known] : []), ...finding.variants];
    const actions = make("p", { class: "actions" });
    if (finding.target.length) {
      const go = make("button", { type: "button" }, words.goTo);
      go.setAttribute("aria-label", fill(words.goToNamed, { number }));
      go.addEventListener("click", () => goTo(index, go));
      actions.append(go);
    }
    if (finding.url) {
      actions.append(make("a", { href: finding.url }, fill(words.edit, finding)));
    }
    if (finding.place) {
      const copy = make("button", { type: "button" }, finding.url ? words.copy : fill(words.copyPlace, finding));
      copy.setAttribute("aria-label", fill(words.copyPlace, finding));
      copy.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(finding.place);
          status.textContent = fill(words.copied, finding);
        } catch {
          status.textContent = fill(words.notCopied, finding);
        }
      });
      actions.append(copy);
    }
    if (finding.help) {
      const help = make("a", { href: finding.help, target: "_blank", rel: "noreferrer" }, words.rule);
      help.setAttribute("aria-label", fill(words.ruleNamed, finding));
      actions.append(help);
    }
    const text = fill(finding.isNew ? words.newItem : words.item, { ...finding, number });
    return make(
      "li",
      {},
      make("p", { class: "message", dir: "auto" }, text),
      make("p", { class: "facts" }, notes.join(" · ")),
      actions,
    );
  }

  function summary() {
    return words.statuses[state.notTested && state.status === "ready" ? "notTested" : state.status] ?? state.found;
  }

  function render() {
    const focused = root.activeElement;
    const at = [...list.querySelectorAll("button, a")].indexOf(focused);
    toggle.textContent = summary();
    const parts = [`${summary()}.`];
    if (state.notTested) {
      parts.push(fill(words.notTestedWhy, { reason: state.notTested }));
    }
    if (!state.hash) {
      parts.push(words.notOfSite);
    }
    status.textContent = [...parts, state.elsewhere].join(" ");
    failure.replaceChildren();
    if (state.error) {
      failure.append(make("pre", { tabindex: "0", role: "region", "aria-label": words.error, lang: "en", dir: "ltr" }, state.error));
    }
    if (!["building", "auditing"].includes(state.status)) {
      list.replaceChildren(...state.findings.map(item));
      if (at >= 0) {
        const controls = list.querySelectorAll("button, a");
        (controls[Math.min(at, controls.length - 1)] ?? title).focus();
      }
    }
    draw();
  }

  function setOpen(isOpen) {
    panel.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
    sessionStorage.setItem(kept, isOpen ? "1" : "");
  }

  toggle.addEventListener("click", () => {
    setOpen(panel.hidden);
    if (!panel.hidden) {
      title.focus();
    }
  });
  close.addEventListener("click", () => {
    setOpen(false);
    toggle.focus();
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      event.stopPropagation();
      setOpen(false);
      toggle.focus();
    }
  });
  addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Escape" && cameFrom && document.activeElement === cameFrom.element) {
        event.stopImmediatePropagation();
        const { button } = cameFrom;
        cameFrom = null;
        current = -1;
        setOpen(true);
        (button.isConnected ? button : toggle).focus();
        draw();
      }
    },
    true,
  );

  // --- the server ---

  /** Return whether the page itself, or a file that it requested, has changed since it was loaded. */
  function isOutdated() {
    if (state.hash && state.hash !== loaded) {
      return true;
    }
    const requested = performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname);
    return state.assets.some((path) => requested.some((name) => decodeURI(name).endsWith(`/${path}`)));
  }

  async function update() {
    const query = new URLSearchParams({ page: location.pathname, since: state?.number ?? "" });
    const isFirst = state === null;
    try {
      const answer = await fetch(new URL(`state?${query}`, folder));
      state = await answer.json();
    } catch {
      return; // the preview has ended
    }
    if (!isFirst && isOutdated()) {
      location.reload();
      return;
    }
    if (state.status === "failed") {
      panel.hidden = false;
      toggle.setAttribute("aria-expanded", "true");
    }
    render();
  }

  // A hidden page keeps no connection: browsers allow only six to one server.
  function connect() {
    source?.close();
    source = null;
    if (document.visibilityState === "visible") {
      source = new EventSource(new URL(`events?since=${state?.number ?? 0}`, folder));
      source.addEventListener("message", update);
    }
  }

  addEventListener("scroll", drawSoon, { capture: true, passive: true });
  addEventListener("resize", drawSoon);
  addEventListener("load", drawSoon);
  document.addEventListener("toggle", drawSoon, true);
  document.addEventListener("visibilitychange", connect);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && connect());
  document.documentElement.append(host);
  setOpen(sessionStorage.getItem(kept) === "1");
  connect();
})();
