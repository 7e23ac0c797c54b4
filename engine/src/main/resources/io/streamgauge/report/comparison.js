document.title = "Streamgauge comparison";
const hues = ["a", "b", "c", "d", "bad", "soft"];

function chart(parent, title, columns, x, y, more) {
  const card = add(parent, "div");
  card.className = "chart";
  add(card, "h3", title);
  const series = data.runs.map((run, i) => ({ label: run.name, stroke: () => color(hues[i % hues.length]), width: 1.5, spanGaps: true, points: { show: false }, dash: i >= hues.length ? [6, 4] : undefined }));
  plot(card, 250, { scales: { x: { time: false } }, axes: axes(x, y), series: [{ label: x, ...more.series }, ...series], ...more.options }, columns);
}

row(byId("runs"), "th", ["", "run", "what", "requests", "failed"]);
data.runs.forEach((run, i) => { const r = row(byId("runs"), "td", ["■", run.name, run.facts, number(run.requests, 0), number(run.failed, 0)]); r.firstChild.style.color = "var(--" + hues[i % hues.length] + ")"; });

row(byId("numbers"), "th", ["", data.runs[0].name, ...data.runs.slice(1).flatMap(run => [run.name, "change"])]);
data.rows.forEach(r => {
  const line = row(byId("numbers"), "td", [r.label, number(r.baseline)]);
  r.candidates.forEach(c => {
    add(line, "td", number(c.value));
    const change = add(line, "td");
    add(change, c.different ? "b" : "span", c.change == null ? "–" : (c.change >= 0 ? "+" : "") + number(c.change, 1) + " %");
  });
});

data.distributions.forEach(d => {
  const name = i => d.percents[i] == null ? "" : "p" + d.percents[i], at = axes("percentile", "ms");
  at[0].splits = () => [0, 5, 10, 15, 18, 20, 24, 27];
  at[0].values = (u, splits) => splits.map(name);
  chart(byId("distributions"), d.title, [d.percents.map((p, i) => i), ...d.curves], "percentile", "ms", { series: { value: (u, i) => name(i) }, options: { axes: at } });
});

data.series.forEach(s => chart(byId("series"), s.title, uPlot.join(s.lines.map(l => [l.t, l.v])), "s", s.unit, { series: {}, options: {} }));

root.dataset.drawn = plots.length;
