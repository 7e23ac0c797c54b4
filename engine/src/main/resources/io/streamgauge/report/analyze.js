document.title = "Streamgauge sweep";
const stat = (point, key, name) => point.metrics[key] ? point.metrics[key][name] ?? null : null;
const words = key => key.replaceAll("_", " ");

// What the points were held to, by all tiers together: metric, statistic, bound.
const bounds = [...new Set([...data.bounds, ...data.searches.flatMap(search => search.bounds)])].map(text => /^(\w+)\.(\w+)[<>]([\d.E+-]+)$/.exec(text)).filter(Boolean).map(([text, key, name, bound]) => ({ text, key, name, bound: +bound }));
const boundsOn = (...keys) => bounds.filter(b => keys.includes(b.key));

// A dashed line across the chart, with its words along it.
function line(u, axis, value, text, tone) {
  const { ctx, bbox } = u, at = u.valToPos(value, axis, true), across = axis === "y";
  if (at < (across ? bbox.top : bbox.left) || at > (across ? bbox.top + bbox.height : bbox.left + bbox.width)) return;
  const ratio = window.devicePixelRatio || 1;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = color(tone);
  ctx.lineWidth = ratio; ctx.setLineDash([5 * ratio, 4 * ratio]);
  ctx.beginPath();
  if (across) { ctx.moveTo(bbox.left, at); ctx.lineTo(bbox.left + bbox.width, at); } else { ctx.moveTo(at, bbox.top); ctx.lineTo(at, bbox.top + bbox.height); }
  ctx.stroke();
  ctx.font = 11 * ratio + "px system-ui"; ctx.textBaseline = "bottom"; ctx.textAlign = "left";
  if (across) ctx.fillText(text, bbox.left + 6 * ratio, at - 2 * ratio);
  else { ctx.translate(at - 2 * ratio, bbox.top + bbox.height - 6 * ratio); ctx.rotate(-Math.PI / 2); ctx.fillText(text, 0, 0); }
  ctx.restore();
}

function chart(parent, title, columns, xLabel, yLabel, series, lines = []) {
  const card = add(parent, "div", null, "chart");
  add(card, "h3", title);
  // The lines belong to the picture: the scales reach them.
  const reach = axis => (u, low, high) => {
    const all = [low, high, ...lines.filter(l => l.axis === axis).map(l => l.value)].filter(v => v != null), from = axis === "y" ? 0 : Math.min(...all), to = Math.max(...all), room = axis === "x" ? 0.04 * (to - from || to || 1) : 0;
    return [axis === "y" ? 0 : from - room, axis === "y" ? (to > 0 ? to * 1.06 : 1) : to + room];
  };
  plot(card, 300, {
    scales: { x: { time: false, range: reach("x") }, y: { range: reach("y") } },
    axes: axes(xLabel, yLabel),
    hooks: { draw: [u => lines.forEach(l => line(u, l.axis, l.value, l.text, l.tone ?? "bad"))] },
    series: [{ label: xLabel }, ...series.map(s => ({ label: s.label, stroke: () => color(s.color), width: s.line ? 2 : 0, paths: s.line ? undefined : () => null, spanGaps: true, points: { show: true, size: s.size ?? (s.line ? 9 : 6), fill: () => color(s.hollow ? "card" : s.color), stroke: () => color(s.color), width: s.hollow ? 3 : 1 } }))]
  }, columns);
}

const sought = search => search.goal ? (search.direction === "minimize" ? "least " : "most ") + search.goal : search.tier ? search.tier : "highest that holds";
const where = search => data.parameters.length === 1 ? search.values[data.parameter] : data.parameters.map(key => words(key) + " " + search.values[key]).join(", ");
const found = data.searches.filter(search => search.values || search.front).map(search => search.front ? search.front.length + " on the front" : sought(search) + ": " + where(search));
byId("subtitle").textContent = [data.parameters.map(words).join(data.zipped ? " with " : " and "), ...data.bounds, ...found].filter(Boolean).join(" · ");

// Of what keeps the bounds, that which gives most; where none was asked for, of all.
const able = data.points.filter(p => p.throughput > 0 && (!data.bounds.length || p.holds));
const best = able.length ? able.reduce((a, b) => b.throughput > a.throughput ? b : a) : null;
const bestLabel = data.bounds.length ? "most that holds" : "most";
if (best) byId("best").textContent = (data.bounds.length ? "The most that keeps the bounds: " : "The most: ") + number(best.throughput, 0) + " tokens/s, " + number(best.throughput_per_user) + " tokens/s for each user, at " + data.parameters.map(key => words(key) + " " + best.values[key]).join(", ") + ".";
else byId("best").textContent = data.bounds.length ? "No point keeps the bounds." : "";

// Throughput against one number: the points that none beats, the others, and the best in a ring.
function against(title, xLabel, value, lines) {
  const order = data.points.filter(p => value(p) != null).sort((a, b) => value(a) - value(b));
  if (!order.length) return;
  const of = pick => order.map(p => pick(p) ? p.throughput : null);
  chart(byId("pareto"), title, [order.map(value), of(p => p.on_frontier), of(p => !p.on_frontier), of(p => p === best)], xLabel, "tokens/s",
    [{ label: "not beaten", color: "a", line: true }, { label: "beaten", color: "b" }, { label: bestLabel, color: "c", size: 15, hollow: true }], lines);
}
against("Output tokens/s in all against tokens/s of one user", "tokens/s/user", p => p.throughput_per_user, boundsOn("output_token_throughput_per_user").map(b => ({ axis: "x", value: b.bound, text: b.text })));
const judged = [...new Map(bounds.filter(b => !b.key.includes("throughput")).map(b => [b.key + b.name, b])).values()];
(judged.length ? judged : [{ key: "time_to_first_token", name: "p99" }]).forEach(j => against("Output tokens/s against " + words(j.key) + " " + j.name, words(j.key) + " " + j.name, p => stat(p, j.key, j.name), bounds.filter(b => b.key === j.key && b.name === j.name).map(b => ({ axis: "x", value: b.bound, text: b.text }))));

// Searches with several objectives: the first against each other, of what was tried.
const numberOf = (p, goal) => { const [key, name] = goal.split("."), metric = p.metrics[key]; return typeof metric === "number" ? metric : metric?.[name] ?? null; };
for (const search of data.searches.filter(search => search.front)) {
  const [first, ...rest] = search.objectives.map(objective => objective.goal), on = new Set(search.front.map(point => point.name));
  const fixed = data.parameters.filter(key => !search.searched.includes(key)).map(key => words(key) + " " + data.points.find(p => p.name === search.tried[0]).values[key]).join(", ");
  for (const goal of rest) {
    const tried = data.points.filter(p => search.tried.includes(p.name) && numberOf(p, first) != null && numberOf(p, goal) != null).sort((a, b) => numberOf(a, goal) - numberOf(b, goal));
    if (!tried.length) continue;
    const of = pick => tried.map(p => pick(p) ? numberOf(p, first) : null);
    const lines = bounds.filter(b => b.key + "." + b.name === goal || b.key + "." + b.name === first).map(b => ({ axis: b.key + "." + b.name === goal ? "x" : "y", value: b.bound, text: b.text }));
    chart(byId("pareto"), "Found: " + words(first) + " against " + words(goal) + (fixed ? ", " + fixed : ""), [tried.map(p => numberOf(p, goal)), of(p => on.has(p.name)), of(p => !on.has(p.name))], words(goal), words(first),
      [{ label: "on the front", color: "a", line: rest.length === 1 }, { label: "beaten", color: "b" }], lines);
  }
}

// One line for each combination of what else is swept; where all go in step there is one.
const others = p => data.zipped ? [] : data.parameters.slice(1).map(key => [key, p.values[key]]);
const named = p => others(p).map(([key, value]) => words(key) + " " + value).join(", ");
const groups = [...Map.groupBy(data.points, named).values()].map(points => points.sort((a, b) => a.value - b.value));
const x = [...new Set(data.points.map(p => p.value))].sort((a, b) => a - b);
const hues = ["a", "b", "c", "d"];
const levels = byId("levels");
const knee = data.knee ? [{ axis: "x", value: data.knee.at, text: "knee: " + number(data.knee.at), tone: "soft" }] : [];
// Searches along one thing for several tiers each have a line.
const holds = data.parameters.length > 1 ? knee : [...knee, ...data.searches.filter(search => search.values).map(search => ({ axis: "x", value: +search.values[data.parameter], text: sought(search) + ": " + where(search), tone: "c" }))];
const along = (points, value) => { const at = new Map(points.map(p => [p.value, value(p)])); return x.map(v => at.get(v) ?? null); };
// Of one line two numbers of a metric are shown, of several the last.
function byLoad(title, unit, numbers, lines) {
  const shown = groups.length > 1 ? numbers.slice(-1) : numbers;
  const series = groups.flatMap(points => shown.map(([label, value]) => ({ label: groups.length > 1 ? named(points[0]) : label, values: along(points, value) })));
  chart(levels, title + (groups.length > 1 && shown[0][0] !== unit ? ", " + shown[0][0] : "") + (unit === "ms" ? " (ms)" : ""), [x, ...series.map(s => s.values)], words(data.parameter), unit,
    series.map((s, i) => ({ label: s.label, color: hues[i % hues.length], line: true })), [...lines, ...holds]);
}
byLoad("Output tokens/s", "tokens/s", [["tokens/s", p => p.throughput]], boundsOn("output_token_throughput").map(b => ({ axis: "y", value: b.bound, text: b.text })));
[["time_to_first_token", "Time to first token"], ["inter_token_latency", "Inter token latency"], ["request_latency", "Request latency"]].forEach(([key, title]) => {
  if (data.points.some(p => p.metrics[key])) {
    byLoad(title, "ms", ["p50", "p99"].map(name => [name, p => stat(p, key, name)]), boundsOn(key).map(b => ({ axis: "y", value: b.bound, text: b.text })));
  }
});

const table = byId("points");
row(table, "th", ["", "tokens/s", "tokens/s/user", "TTFT p99 (ms)", "ITL p99 (ms)", "latency p99 (ms)", "failed", "not beaten", ...(data.bounds.length ? ["holds"] : []), ...(data.points[0].tiers ? ["tiers that hold"] : [])]);
data.points.forEach(p => row(table, "td", [p.name, number(p.throughput), number(p.throughput_per_user), number(stat(p, "time_to_first_token", "p99")), number(stat(p, "inter_token_latency", "p99")), number(stat(p, "request_latency", "p99")), String(p.failed), p.on_frontier ? "yes" : "", ...(data.bounds.length ? [p.holds ? "yes" : "no"] : []), ...(p.tiers ? [p.tiers.join(", ") || "none"] : [])]));
root.dataset.drawn = plots.length;
