const data = JSON.parse(document.getElementById("data").textContent);
const byId = id => document.getElementById(id);
const root = document.documentElement;
const tones = new Map();
// Asking for a computed style after each change of the page would lay it out anew for every line of every chart.
const color = name => tones.get(name) ?? (tones.set(name, getComputedStyle(root).getPropertyValue("--" + name).trim()), tones.get(name));
const number = (v, digits = 2) => v == null ? "" : v.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });

// Only ever textContent: words of servers and names of directories are shown, never run.
function add(parent, tag, text, className) {
  const element = document.createElement(tag);
  if (text != null) element.textContent = text;
  if (className) element.className = className;
  parent.append(element);
  return element;
}

function row(table, tag, cells) {
  const line = add(table, "tr");
  cells.forEach(cell => add(line, tag, cell));
  return line;
}

function axes(xLabel, yLabel) {
  const axis = (label, size) => ({ label, size, labelSize: 18, stroke: () => color("soft"), grid: { stroke: () => color("line"), width: 1 }, ticks: { stroke: () => color("line"), width: 1 }, font: "11px system-ui", labelFont: "11px system-ui" });
  return [axis(xLabel, 34), axis(yLabel, 66)];
}

const isEmpty = v => v == null || v === "" || (Array.isArray(v) && !v.length);

const plots = [];
const drawings = [];
const width = card => Math.max(260, card.clientWidth - 30);

function plot(card, height, options, columns) {
  const made = new uPlot({ width: width(card), height, cursor: { drag: { x: true, y: false } }, ...options }, columns, card);
  plots.push({ made, card, height });
  return made;
}

function again() {
  tones.clear();
  plots.forEach(({ made, card, height }) => made.setSize({ width: width(card), height }));
  drawings.forEach(draw => draw());
}

window.addEventListener("resize", again);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
// Paper is white and narrow, whatever the screen is; a canvas has to be told before it is printed.
window.addEventListener("beforeprint", () => { root.dataset.paper = ""; again(); });
window.addEventListener("afterprint", () => { delete root.dataset.paper; again(); });
