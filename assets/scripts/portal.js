// What a handler cannot do from the server: modal dialogs, focus on arrival, uploads, shown passwords, desk keys.
// Elements are found by their data- attributes; nothing here knows a page.
(() => {
  "use strict";

  // ---- arrivals: error summaries take the focus, dialogs become modal and give the focus back ----
  const openers = new WeakMap();
  let lastFocus = null;
  document.addEventListener("focusin", (event) => {
    if (!event.target.closest("dialog")) lastFocus = event.target;
  });
  const arrived = (node) => {
    if (!(node instanceof Element)) return;
    for (const box of [node, ...node.querySelectorAll("[data-arrives], [data-into-view], dialog[data-modal]")]) {
      if (box.matches("[data-arrives]")) {
        const summary = box.closest("#error-summary") || box;
        summary.focus({ preventScroll: true });
        box.scrollIntoView({ block: "center" });
      }
      if (box.matches("[data-into-view]") && box.getBoundingClientRect().top > window.innerHeight - 260) {
        box.scrollIntoView({ block: "start" });
      }
      if (box.matches("dialog[data-modal]") && !box.open) {
        openers.set(box, lastFocus);
        box.showModal();
        box.querySelector("[data-keep] button, [data-keep] a")?.focus(); // Enter must not destroy anything
      }
    }
  };
  const left = (node) => {
    if (!(node instanceof Element)) return;
    const box = node.matches("dialog[data-modal]") ? node : node.querySelector("dialog[data-modal]");
    if (box) openers.get(box)?.focus?.();
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      change.removedNodes.forEach(left);
      change.addedNodes.forEach(arrived);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("cancel", (event) => {
    if (!event.target.matches?.("dialog[data-modal]")) return;
    event.preventDefault();
    event.target.querySelector("[data-keep] button, button[data-keep]")?.click();
  }, true);

  // ---- presses: error links lead into the field, busy buttons and double presses are ignored ----
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    if (target.closest("[aria-busy='true']")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const toField = target.closest(".errors a[href^='#']");
    if (toField) {
      const field = document.getElementById(decodeURIComponent(toField.hash.slice(1)));
      const control = field?.matches("fieldset") ? field.querySelector("input, select, textarea") : field;
      if (control) {
        event.preventDefault();
        control.scrollIntoView({ block: "center" });
        control.focus({ preventScroll: true });
      }
    }
    const show = target.closest("[data-show]");
    if (show) {
      const field = document.getElementById(show.dataset.show);
      const isHidden = field.type === "password";
      field.type = isHidden ? "text" : "password";
      show.textContent = isHidden ? show.dataset.hideText : show.dataset.showText;
    }
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(target) || target.closest("a")) menu.open = false;
    });
  }, true);
  const pressed = new WeakMap();
  document.addEventListener("submit", (event) => {
    const before = pressed.get(event.target);
    const said = JSON.stringify([...new FormData(event.target)].map(([name, value]) => [name, value.name ?? value]));
    if (before && event.timeStamp - before.at < 600 && before.said === said) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    pressed.set(event.target, { at: event.timeStamp, said });
    if (event.target.matches("form[data-native]")) event.submitter?.setAttribute("aria-busy", "true");
  }, true);
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-native] [aria-busy='true']").forEach((b) => b.removeAttribute("aria-busy"));
  });

  // ---- the desk's keys: j and k move between rows, other keys press what carries them ----
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("details.menu[open]").forEach((menu) => { menu.open = false; });
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest?.("input:not([type=checkbox], [type=radio]), select, textarea, dialog")) return;
    if (event.key === "j" || event.key === "k") {
      const rows = [...document.querySelectorAll("[data-row]")];
      const at = rows.findIndex((row) => row.closest("tr")?.contains(document.activeElement));
      const next = rows[event.key === "j" ? at + 1 : Math.max(at - 1, 0)];
      if (next) {
        event.preventDefault();
        next.focus();
        next.scrollIntoView({ block: "nearest" });
      }
      return;
    }
    if (event.key.length !== 1) return;
    const key = CSS.escape(event.key);
    const row = document.activeElement?.closest("tr");
    const control = row?.querySelector(`[data-key="${key}"]`) || document.querySelector(`[data-key="${key}"]`);
    if (!control) return;
    event.preventDefault();
    control.focus();
    if (!control.matches("input[type=search], input[type=text], textarea, select")) control.click();
  });

  // ---- pages that show what others decide ask anew by themselves, only while somebody looks ----
  const ask = () => {
    if (document.hidden) return;
    for (const one of document.querySelectorAll("[data-fresh]")) one.dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
  };
  setInterval(ask, 10000);
  document.addEventListener("visibilitychange", ask);
})();
