// Whether the page is there: loaded, no skeletons, and nothing has changed for a moment.
() => {
  const now = performance.now();
  if (!window.settling) {
    window.settling = { since: now };
    const changes = { childList: true, subtree: true, attributes: true, characterData: true };
    new MutationObserver(() => { window.settling.since = performance.now(); }).observe(document.documentElement, changes);
  }
  const isBusy = document.querySelector("[aria-busy='true'] .bone") || !document.querySelector("h1")?.textContent.trim();
  return !isBusy && document.readyState === "complete" && now - window.settling.since > 220;
}
