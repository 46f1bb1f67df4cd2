// Runs before the first paint, so that a remembered colour scheme never flashes: a plain script, not a module.
try {
  const remembered = localStorage.getItem("kb.theme");
  if (remembered === "light" || remembered === "dark") {
    document.documentElement.dataset.theme = remembered;
  }
} catch {
  // Storage is closed to this page: the visitor's system decides.
}
