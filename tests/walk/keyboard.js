// Watches the keyboard: which elements Tab must reach, which it did, and whether each showed that it has the focus.
() => {
  const told = (node) => {
    const name = node.id ? `#${node.id}` : [...node.classList].slice(0, 2).map((one) => `.${one}`).join("");
    const text = (node.getAttribute("aria-label") || node.textContent || node.name || "").trim().replace(/\s+/g, " ");
    return `${node.tagName.toLowerCase()}${name} «${text.slice(0, 40)}»`;
  };
  const modal = document.querySelector("dialog:modal");
  const room = modal || document;
  const candidates = [...room.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  const groups = new Map();
  const wanted = candidates.filter((node) => {
    if (node.matches(":disabled, [type=hidden]") || node.tabIndex < 0 || node.closest("[inert]")) return false;
    if (!node.checkVisibility({ visibilityProperty: true })) return false;
    if (node.matches("input[type=radio]")) {
      const key = `${node.form ? [...document.forms].indexOf(node.form) : ""} ${node.name}`;
      if (groups.has(key)) return groups.get(key).push(node) && false;
      groups.set(key, [node]);
    }
    return true;
  });
  const groupOf = (node) => [...groups.values()].find((group) => group.includes(node))?.[0] || node;
  const order = [], ringless = new Set(), hidden = new Set();
  const hasRing = (node) => {
    const near = [node, node.nextElementSibling, node.previousElementSibling, node.parentElement, node.closest("label, li, .choice"), node.closest("tr")];
    return near.some((one) => one && [null, "::before", "::after"].some((part) => {
      const style = getComputedStyle(one, part);
      return style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
    }));
  };
  const isCovered = (node) => {
    const target = node.matches("input") ? node.closest("label, .choice, .file") || node : node;
    const boxes = [...target.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    if (!boxes.length) return false;
    return boxes.every((box) => {
      const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
      return [box.top + 2, box.top + box.height / 2, box.bottom - 2].every((y) => {
        if (y < 0 || y > innerHeight || box.right < 0 || box.left > innerWidth) return true;
        const top = document.elementFromPoint(x, y);
        if (!top || target.contains(top) || top.contains(target)) return false;
        return ["fixed", "sticky"].some((kind) => {
          for (let up = top; up; up = up.parentElement) {
            if (getComputedStyle(up).position === kind && !up.contains(target)) return true;
          }
          return false;
        });
      });
    });
  };
  const note = () => {
    const node = document.activeElement;
    if (!node || node === document.body || order.at(-1) === node) return;
    order.push(node);
    if (!hasRing(node)) ringless.add(told(node));
    if (isCovered(node)) hidden.add(told(node));
  };
  document.addEventListener("keydown", (event) => { if (event.key === "Tab") note(); }, true);
  document.activeElement?.blur();
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  window.walked = {
    count: wanted.length,
    end: () => {
      note();
      const reached = new Set(order.map(groupOf));
      const still = wanted.filter((node) => node.isConnected);
      const missed = still.filter((node) => !reached.has(node));
      const places = order.map((node) => wanted.indexOf(groupOf(node))).filter((place) => place >= 0);
      const round = places.findIndex((place, at) => at > 0 && place <= places[at - 1]);
      const once = round < 0 ? places : places.slice(0, round);
      const first = modal ? [...new Set(places)] : once; // in a dialog Tab goes round, from where it stood
      const found = [];
      if (missed.length) found.push(`Tab does not reach ${missed.slice(0, 3).map(told).join(", ")} (${missed.length} of ${wanted.length})`);
      if (!missed.length && new Set(first).size < still.length) found.push(`Tab goes in another order than the page: ${told(order[round])}`);
      if (ringless.size) found.push(`the focus does not show on ${[...ringless].slice(0, 4).join(", ")} (${ringless.size})`);
      if (hidden.size) found.push(`the focus is hidden on ${[...hidden].slice(0, 4).join(", ")} (${hidden.size})`);
      return { missed: missed.length, found };
    },
  };
  return wanted.length;
}
