// The page's own modules: which language a visitor gets, and what an address says.
import assert from "node:assert/strict";
import { test } from "node:test";

import { bestLanguage } from "../../site/overrides/assets/kb/page/language.js";
import { wordsOf } from "../../site/overrides/assets/kb/page/lost.js";

test("a visitor gets the first wanted language that the site has, exactly or by its base", () => {
  const cases = [
    [["it-CH", "en"], ["it", "en"], "it"],
    [["de", "en-GB"], ["it", "en"], "en"],
    [[null, "fr", "IT"], ["it", "en"], "it"],
    [["pt-BR"], ["pt", "pt-br"], "pt-br"],
    [["pt-PT"], ["pt", "pt-br"], "pt"],
    [["de"], ["it", "en"], undefined],
    [[], ["it"], undefined],
    [["", null], ["it"], undefined],
  ];
  for (const [wanted, offered, found] of cases) {
    assert.equal(bestLanguage(wanted, offered), found);
  }
});

test("an address that leads nowhere still says what was wanted", () => {
  const cases = [
    ["/it/annullare-piano.html", "it", "annullare piano"],
    ["/help/en/change_plan/", "en", "help change plan"],
    ["/it/perch%C3%A9/", "it", "perché"],
    ["/it/%E0%A4%A/", "it", "%E0%A4%A"],
    ["/", "it", ""],
    [`/${"a".repeat(500)}/`, "it", "a".repeat(120)],
    ["/it/a%2Fb+c.php", "it", "a b c"],
  ];
  for (const [path, language, words] of cases) {
    assert.equal(wordsOf(path, language), words);
  }
});
