const data = JSON.parse(document.getElementById("data").textContent);
const byId = id => document.getElementById(id);
const color = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
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
