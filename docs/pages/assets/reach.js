/* What is wider than the page scrolls: let it be reached by who has no mouse. And the bars of buttons have names that differ. */
"use strict";
const mend = () => {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap:not([tabindex]), .language-text pre > code:not([tabindex])")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
  document.querySelectorAll("nav.md-code__nav").forEach((bar, index) => bar.setAttribute("aria-label", `Block ${index + 1}`));
};
new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
addEventListener("resize", mend);
addEventListener("load", mend);
