// Make lists.json, which test_cldr.py compares with: how ICU lists two people, the first in the language's own script.
// Run here: node lists.js > lists.json
const languages = ("ar cs da de el en-GB es fa fi fr he hi hu id it ja ko nl nb pl pt ro ru sv tr uk vi zh-Hant zh")
  .split(" ");
const seconds = ["Isabel", "Ignacio", "Iñigo", "Hilda", "Hiam", "Hierro", "Juan", "Yolanda", "Óscar", "Chen", "דנה"];
const made = { "made by": `ICU ${process.versions.icu}, CLDR ${process.versions.cldr}` };
for (const language of languages) {
  const first = new Intl.DisplayNames(language, { type: "language" }).of(language);
  const list = new Intl.ListFormat(language);
  made[language] = seconds.map((second) => [first, second, list.format([first, second])]);
}
console.log(JSON.stringify(made));
