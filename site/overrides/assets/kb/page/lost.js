import { bestLanguage } from "./language.js";
import { recall } from "./memory.js";

/**
 * The words of an address that led nowhere: "/it/annullare-piano.html" -> "annullare piano".
 * @param {string} path
 * @param {string} language
 * @returns {string}
 */
export function wordsOf(path, language) {
  let text = path;
  try {
    text = decodeURIComponent(path);
  } catch {
    // A broken escape stays as it was typed.
  }
  const parts = text.split("/").filter((part) => part && part !== language);
  return parts
    .join(" ")
    .replace(/\.(html?|php|aspx?)$/i, "")
    .replace(/[-_+.]+/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 120);
}

/**
 * The title of the topic that an address ends with, in the visitor's language: its id is a word of ours.
 * @param {string} path
 * @param {HTMLElement} block
 * @returns {string | undefined}
 */
function titleOf(path, block) {
  const last = path
    .split("/")
    .filter((part) => part)
    .pop();
  /** @type {NodeListOf<HTMLElement>} */
  const topics = block.querySelectorAll("[data-kb-topic]");
  return [...topics].find((topic) => topic.dataset.kbTopic === last)?.textContent ?? undefined;
}

/** The page for a lost visitor: keep the visitor's language, fill in the words of the address. */
export function startLost() {
  /** @type {HTMLElement[]} */
  const blocks = [...document.querySelectorAll("[data-kb-lost]")].map(
    (block) => /** @type {HTMLElement} */ (block),
  );
  if (blocks.length === 0) {
    return;
  }
  const offered = blocks.map((block) => block.dataset.kbLost ?? "");
  const inPath = location.pathname.split("/").filter((part) => offered.includes(part));
  const code =
    bestLanguage([inPath[0] ?? null, recall("language"), ...navigator.languages], offered) ?? offered[0];
  for (const block of blocks) {
    const chosen = block.dataset.kbLost === code;
    block.hidden = !chosen;
    if (chosen) {
      document.documentElement.lang = block.lang;
      document.title = block.querySelector(".kb-lost__title")?.textContent ?? document.title;
      const brand = document.querySelector(".kb-brand span");
      if (brand) {
        brand.textContent = block.dataset.kbName ?? "";
      }
      const field = block.querySelector("input");
      if (field) {
        field.value = titleOf(location.pathname, block) ?? wordsOf(location.pathname, code);
      }
    }
  }
}
