"use strict";
/*
 * What fields do when they get the focus, when their value changes, and when something is pasted. Each is tried alone, on a
 * page that can neither leave nor send anything.
 */
module.exports = function createFields(controls) {
  const MOST = 12;
  const WAIT_MS = 60;
  const CHOICES = "select,input[type=radio],input[type=checkbox]";
  const SECRETS = "input[type=password]:not([autocomplete=new-password]),input[autocomplete~=one-time-code]";
  const FOCUSED = "[onfocus],[onfocusin]";
  const CODES = "[autocomplete~=one-time-code],[inputmode=numeric],[type=number],[type=tel]";
  const [PASTED, DIGITS] = ["a11ycheck-0", "123456"];
  const found = [];
  let happened = "";
  let isPageReplaced = false;

  const candidates = () =>
    [...document.querySelectorAll(`${CHOICES},${SECRETS},${FOCUSED}`)]
      .filter((element) => element !== document.body && !element.matches(":disabled") && !element.readOnly && controls.isShown(element))
      .slice(0, MOST);

  /** Whether a script of the page can react. */
  const isExpected = () => {
    const hasHandlers = document.scripts.length > 0 || document.querySelector(`${FOCUSED},[onchange],[oninput],[onpaste]`) !== null;
    return hasHandlers && candidates().length > 0;
  };

  const note = (what) => {
    happened ||= what;
  };
  const stay = (event) => {
    if (event.destination.sameDocument) return;
    note("navigates");
    if (event.cancelable) event.preventDefault();
  };
  const keep = (event) => {
    note("submits");
    event.preventDefault();
  };
  const hear = ({ detail }) => {
    if (detail === "open") note("opens");
  };

  async function watch(act) {
    happened = "";
    act();
    await controls.wait(WAIT_MS);
    return happened;
  }

  const focused = () => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at;
  };

  /** Whether no reader reaches a field: a script shows another control in its place, to which a label leads. */
  const isReplaced = (element) => element.tabIndex < 0 && element.closest("[aria-hidden=true]") !== null;

  async function tryFocus(element) {
    document.activeElement?.blur();
    const root = document.documentElement;
    const did = await watch(() => element.focus());
    if (did) return did;
    if (document.documentElement !== root) {
      // `document.write` has put another document in the place of the page; the element is to be located in its own.
      document.documentElement?.remove();
      document.append(root);
      isPageReplaced = true;
      return "navigates";
    }
    const at = focused();
    if (at === element) return "";
    return at === document.body || at === null ? "blurs" : "moves";
  }

  async function tryChoice(element) {
    if (!element.matches(CHOICES)) return null;
    if (element.matches("select") ? element.options.length < 2 : element.checked && element.type === "radio") return null;
    const before = element.selectedIndex;
    // The last of the choices: the first is often "Choose…".
    const did = await watch(() => {
      if (!element.matches("select")) {
        element.click();
        return;
      }
      element.selectedIndex = before === element.options.length - 1 ? 0 : element.options.length - 1;
      for (const type of ["input", "change"]) element.dispatchEvent(new Event(type, { bubbles: true }));
    });
    if (element.matches("select")) element.selectedIndex = before;
    return did;
  }

  /** Whether something that is pasted is refused; a script may also put it in by itself. */
  async function tryPaste(element) {
    if (!element.matches(SECRETS)) return null;
    if (element.form && element.form.querySelectorAll("input[type=password]").length > 1) return null;
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", PASTED);
    const before = element.value;
    const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true, composed: true, clipboardData });
    await watch(() => element.dispatchEvent(event));
    if (event.defaultPrevented) return element.value === before;
    // What is cleared however it is entered is not refused because it is pasted.
    return (await isCleared(element, "insertFromPaste")) && !(await isCleared(element, "insertText"));
  }

  /** Whether a script removes what is entered at once. */
  async function isCleared(element, inputType) {
    const before = element.value;
    const data = element.matches(CODES) ? DIGITS.slice(0, element.maxLength > 0 ? element.maxLength : DIGITS.length) : PASTED;
    element.value = data;
    await watch(() => element.dispatchEvent(new InputEvent("input", { inputType, data, bubbles: true, composed: true })));
    const isEmpty = element.value === "";
    element.value = before;
    return isEmpty;
  }

  /** Whether a field gets what is pasted depends on it alone: all fields are tried one after the other. */
  async function run() {
    window.navigation?.addEventListener("navigate", stay);
    window.addEventListener("submit", keep, { capture: true });
    window.addEventListener("a11ycheck-dialog", hear);
    for (const element of candidates()) {
      // With the document, all handlers that were added to the page are gone.
      if (isPageReplaced) break;
      // One after the other: each may change the page.
      /* oxlint-disable no-await-in-loop */
      const focus = element.isConnected && !isReplaced(element) ? await tryFocus(element) : "";
      const paste = await tryPaste(element);
      const input = await tryChoice(element);
      /* oxlint-enable no-await-in-loop */
      found.push({ target: element, facts: { focus, input, paste } });
    }
    return found.length;
  }

  const facts = () => found.filter(({ target }) => target.isConnected);

  return { isExpected, run, facts };
};
