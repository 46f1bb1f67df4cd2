// What every page does beside search: scheme, language, the lost visitor, opinions.
import { startContents, startCopying } from "./contents.js";
import { startFeedback } from "./feedback.js";
import { startLanguages } from "./language.js";
import { startLost } from "./lost.js";
import { startScheme } from "./scheme.js";

const pageConfig = JSON.parse(document.getElementById("kb-config")?.textContent || "{}");

/** @type {HTMLElement?} */
const printButton = document.querySelector("[data-kb-print]");
if (printButton) {
  printButton.hidden = false;
  printButton.onclick = () => print();
}
startScheme();
startLanguages();
startLost();
startFeedback(pageConfig);
startContents();
startCopying(pageConfig.strings ?? {});
