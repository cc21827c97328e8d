// What is wrong with the page as it stands: looked for inside the page, told as a list of sentences.
() => {
  const found = [];
  const told = (node) => {
    const name = node.id ? `#${node.id}` : [...node.classList].slice(0, 2).map((one) => `.${one}`).join("");
    const text = (node.getAttribute("aria-label") || node.textContent || "").trim().replace(/\s+/g, " ");
    return `${node.tagName.toLowerCase()}${name} «${text.slice(0, 40)}»`;
  };
  const some = (nodes) => nodes.slice(0, 3).map(told).join(", ") + (nodes.length > 3 ? ` and ${nodes.length - 3} more` : "");
  const seen = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length > 0;
  const isForReadersAlone = (node) => Boolean(node.closest(".unseen, .skip"));
  const all = [...document.body.querySelectorAll("*")].filter((node) => seen(node) && !isForReadersAlone(node));

  // ---- one h1, one main, the language of the document ----
  const headings = [...document.querySelectorAll("h1")].filter(seen);
  if (headings.length !== 1) found.push(`${headings.length} h1`);
  if (document.querySelectorAll("main").length !== 1) found.push("not one main");
  if (document.querySelector("[aria-busy='true'] .bone")) found.push("still skeletons");

  // ---- nothing scrolls sideways, nothing is cut off ----
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    found.push(`scrolls sideways: ${document.documentElement.scrollWidth} of ${width}`);
  }
  const scrolls = (node) => ["auto", "scroll"].includes(getComputedStyle(node).overflowX);
  const inScroller = (node) => {
    for (let up = node.parentElement; up && up !== document.body; up = up.parentElement) if (scrolls(up)) return true;
    return false;
  };
  const outside = all.filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width > 1 && (box.right > width + 1 || box.left < -1) && !inScroller(node);
  });
  if (outside.length) found.push(`reaches outside the window: ${some(outside)}`);
  const wide = all.filter((node) => scrolls(node) && node.scrollWidth > node.clientWidth + 1);
  if (wide.length) found.push(`scrolls sideways inside: ${some(wide)}`);
  const fullText = (node) => (node.closest("[title]")?.title || "").replace(/\s+/g, " ").trim();
  const cut = all.filter((node) => {
    const style = getComputedStyle(node);
    if (node.matches("input, select, textarea, img, option")) return false;
    if (node.matches(".wordmark")) return false; // its second half, in the other language, falls out of sight on a phone
    const isWide = ["hidden", "clip"].includes(style.overflowX) && node.scrollWidth > node.clientWidth + 1;
    const isHigh = ["hidden", "clip"].includes(style.overflowY) && node.scrollHeight > node.clientHeight + 2;
    if (!isWide && !isHigh) return false;
    return !fullText(node).includes(node.textContent.replace(/\s+/g, " ").trim());
  });
  if (cut.length) found.push(`cut off without its full text: ${some(cut)}`);
  const overlapping = all.filter((node) => {
    if (node.children.length || !node.textContent.trim() || node.closest("svg, select")) return false;
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    return style.display !== "inline" && node.scrollWidth > box.width + 2 && style.overflowX === "visible";
  });
  if (overlapping.length) found.push(`text wider than its place: ${some(overlapping)}`);

  // ---- sizes of what is pressed ----
  const pressed = all.filter((node) => node.matches("button, summary, select, input:not([type=hidden]), .btn"));
  const small = pressed.filter((node) => {
    const target = node.matches("input[type=radio], input[type=checkbox], input[type=file]") ? node.closest("label, li, .choice, .file") || node : node;
    const box = target.getBoundingClientRect();
    return box.height < 23.5 || box.width < 23.5;
  });
  if (small.length) found.push(`smaller than 24 px: ${some(small)}`);
  const low = width < 768 ? all.filter((node) => node.matches(".btn, nav button") && node.getBoundingClientRect().height < 43.5) : [];
  if (low.length) found.push(`lower than 44 px on a phone: ${some(low)}`);

  // ---- order: what is read is what is seen ----
  const ordered = all.filter((node) => {
    const style = getComputedStyle(node);
    return style.order !== "0" || style.flexDirection.endsWith("reverse") || node.tabIndex > 0;
  });
  if (ordered.length) found.push(`in another order than it is read: ${some(ordered)}`);
  const broken = [...document.images].filter((image) => seen(image) && image.complete && !image.naturalWidth);
  if (broken.length) found.push(`pictures that did not come: ${broken.map((image) => image.src).slice(0, 3)}`);
  const placeholders = ["undefined", "[object Object]", "NaN", "{count}", "{name}"];
  const main = document.querySelector("main")?.innerText || "";
  for (const word of placeholders) if (main.includes(word)) found.push(`says ${word}`);

  // ---- texts by the language that they stand in ----
  const texts = [];
  const languageOf = (node) => (node.closest("[lang]")?.lang || "").slice(0, 2);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    if (text && !node.closest("script, style, noscript") && node.checkVisibility()) texts.push([languageOf(node), text]);
  }
  for (const node of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      // the language of a field is that of what is typed, not of its label
      const speaks = node.matches("input, textarea, select") ? node.parentElement : node;
      if (node.getAttribute(name)?.trim()) texts.push([languageOf(speaks), node.getAttribute(name).trim()]);
    }
  }
  const isChinese = /[\u3400-\u9fff]/;
  const isSentence = /[A-Za-z][a-z'’]+(?:[ ,]+[A-Za-z'’-]+){2,}/;
  const strange = texts.filter(([language, text]) => (language === "zh" ? isSentence : isChinese).test(text));
  return { found, strange, title: document.title, language: document.documentElement.lang };
}
