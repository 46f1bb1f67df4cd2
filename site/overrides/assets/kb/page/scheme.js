import { recall, remember } from "./memory.js";

/** The button for light and dark; choosing what the system says forgets the choice. */
export function startScheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  for (const button of document.querySelectorAll("[data-kb-theme]")) {
    const show = () => {
      const isDark = (recall("theme") ?? (dark.matches ? "dark" : "light")) === "dark";
      button.setAttribute("aria-pressed", String(isDark));
    };
    button.addEventListener("click", () => {
      const chosen = button.getAttribute("aria-pressed") === "true" ? "light" : "dark";
      const isSystem = (chosen === "dark") === dark.matches;
      remember("theme", isSystem ? null : chosen);
      if (isSystem) {
        delete document.documentElement.dataset.theme;
      } else {
        document.documentElement.dataset.theme = chosen;
      }
      button.setAttribute("aria-pressed", String(chosen === "dark"));
    });
    dark.addEventListener("change", show);
    show();
    button.removeAttribute("hidden");
  }
}
