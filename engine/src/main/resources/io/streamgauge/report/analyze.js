document.title = "Streamgauge sweep";
const stat = (point, key, name) => point.metrics[key] ? point.metrics[key][name] ?? null : null;

function chart(parent, title, columns, xLabel, yLabel, series) {
  const box = add(parent, "div", null, "chart");
  add(box, "h3", title);
  const place = add(box, "div");
  const plot = new uPlot({
    width: Math.max(280, box.clientWidth - 28), height: 300, scales: { x: { time: false } },
    axes: axes(xLabel, yLabel),
    series: [{ label: xLabel }, ...series.map(s => ({ label: s.label, stroke: () => color(s.color), width: s.line ? 2 : 0, paths: s.line ? undefined : () => null, spanGaps: true, points: { show: true, size: s.line ? 9 : 6, fill: () => color(s.color) } }))]
  }, columns, place);
  new ResizeObserver(() => plot.setSize({ width: Math.max(280, box.clientWidth - 28), height: 300 })).observe(box);
}

byId("subtitle").textContent = [data.parameter, data.bounds.join(", "), data.best == null ? "" : "highest that holds: " + data.best].filter(Boolean).join(" · ");

const byUser = [...data.points].sort((a, b) => a.throughput_per_user - b.throughput_per_user);
chart(byId("pareto"), "Output tokens/s in all against tokens/s of one user",
  [byUser.map(p => p.throughput_per_user), byUser.map(p => p.on_frontier ? p.throughput : null), byUser.map(p => p.on_frontier ? null : p.throughput)],
  "tokens/s/user", "tokens/s", [{ label: "frontier", color: "a", line: true }, { label: "beaten", color: "b", line: false }]);

const byLoad = [...data.points].sort((a, b) => a.value - b.value);
const x = byLoad.map(p => p.value);
const levels = byId("levels");
chart(levels, "Output tokens/s", [x, byLoad.map(p => p.throughput)], data.parameter, "tokens/s", [{ label: "tokens/s", color: "a", line: true }]);
[["time_to_first_token", "Time to first token"], ["inter_token_latency", "Inter token latency"], ["request_latency", "Request latency"]].forEach(([key, title]) => {
  if (byLoad.some(p => p.metrics[key])) {
    chart(levels, title + " (ms)", [x, byLoad.map(p => stat(p, key, "p50")), byLoad.map(p => stat(p, key, "p99"))], data.parameter, "ms", [{ label: "p50", color: "a", line: true }, { label: "p99", color: "b", line: true }]);
  }
});

const table = byId("points");
row(table, "th", ["", "tokens/s", "tokens/s/user", "TTFT p99 (ms)", "ITL p99 (ms)", "latency p99 (ms)", "failed", "frontier", "holds"]);
data.points.forEach(p => row(table, "td", [p.name, number(p.throughput), number(p.throughput_per_user), number(stat(p, "time_to_first_token", "p99")), number(stat(p, "inter_token_latency", "p99")), number(stat(p, "request_latency", "p99")), String(p.failed), p.on_frontier ? "yes" : "", data.bounds.length ? (p.holds ? "yes" : "no") : ""]));
