"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const slider = byId("slider");
  const items = [...byId("steps").children];
  const show = (number) => {
    const at = Math.min(Math.max(number, 1), items.length);
    const item = items[at - 1];
    slider.value = at;
    byId("number").textContent = at;
    byId("stage").replaceChildren(...item.querySelector("code").cloneNode(true).childNodes);
    byId("remark").textContent = item.querySelector("span").textContent;
    byId("back").disabled = at === 1;
    byId("next").disabled = at === items.length;
    items.forEach((other) => other.removeAttribute("aria-current"));
    item.setAttribute("aria-current", "step");
  };
  for (const hidden of document.querySelectorAll("[hidden]")) {
    hidden.hidden = false;
  }
  slider.addEventListener("input", () => show(Number(slider.value)));
  byId("back").addEventListener("click", () => show(Number(slider.value) - 1));
  byId("next").addEventListener("click", () => show(Number(slider.value) + 1));
  items.forEach((item, index) => item.addEventListener("click", () => show(index + 1)));
  show(1);
})();
