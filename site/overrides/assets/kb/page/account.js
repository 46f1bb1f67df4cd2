// What the account pages share with the site: the scheme, and the language that a visitor chose.
import { startLanguages } from "./language.js";
import { startScheme } from "./scheme.js";

startScheme();
startLanguages();
