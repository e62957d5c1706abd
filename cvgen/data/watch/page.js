// Shows the pages of the last PDFs, and takes new ones in their places: what was in sight stays there.
"use strict";

const main = document.getElementById("pages");
const status = document.getElementById("status");
let seen = 0;

function takeElement(index, name) {
  const present = main.children[index];
  if (present && present.localName === name) return present;
  const made = document.createElement(name);
  if (present) present.replaceWith(made);
  else main.append(made);
  return made;
}

function show(state) {
  let index = 0;
  state.files.forEach((file, number) => {
    if (state.files.length > 1) takeElement(index++, "h2").textContent = file.name;
    file.pages.forEach(([width, height], page) => {
      const picture = takeElement(index++, "img");
      picture.width = width;
      picture.height = height;
      picture.alt = `${file.name}, page ${page + 1}`;
      picture.src = `${state.number}-${number}-${page}.png`;
    });
  });
  while (main.children.length > index) main.lastElementChild.remove();
  tell(state.message, state.failed);
}

function tell(message, failed) {
  status.textContent = message;
  status.classList.toggle("failed", failed);
}

async function follow() {
  for (;;) {
    try {
      const answer = await fetch(`state?after=${seen}`);
      if (!answer.ok) throw new Error(answer.statusText);
      const state = await answer.json();
      if (state.number !== seen) show(state);
      seen = state.number;
    } catch {
      tell("the watch has ended", true);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

follow();
