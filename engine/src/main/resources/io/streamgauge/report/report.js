"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = id => document.getElementById(id);
  const color = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const number = (v, digits = 2) => v == null ? "" : v.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const plots = [];

  // Only ever textContent: servers' words are shown, never run.
  function add(parent, tag, text, className) {
    const element = document.createElement(tag);
    if (text != null) element.textContent = text;
    if (className) element.className = className;
    parent.append(element);
    return element;
  }

  function line(cells, tag, table) {
    const row = add(table, "tr");
    cells.forEach(cell => add(row, tag, cell));
  }

  function text(value) {
    if (value == null) return "–";
    return typeof value === "object" ? JSON.stringify(value, null, 1) : String(value);
  }

  function tree(table, value) {
    Object.entries(value).forEach(([key, inner]) => line([key, text(inner)], "td", table));
  }

  function head() {
    byId("subtitle").textContent = [data.subject, data.started, number(data.duration) + " s measured", "formulas: " + data.definitions].join(" · ");
    const notes = [...data.notes, ...data.failures, ...data.remarks];
    if (notes.length) { byId("notes").hidden = false; byId("notes").textContent = notes.join("\n"); }
    const row = key => data.rows.find(r => r.key === key);
    const tile = (label, value) => { if (value != null) { const t = add(byId("headline"), "div", null, "tile"); add(t, "b", value); add(t, "span", label); } };
    const at = (key, index, unit) => { const r = row(key); return r && r.values.length > index ? number(r.values[index]) + unit : null; };
    tile("output tokens/s", at("output_token_throughput", 0, ""));
    tile("requests/s", at("request_throughput", 0, ""));
    tile("time to first token, p50", at("time_to_first_token", 8, " ms"));
    tile("time to first token, p99", at("time_to_first_token", 4, " ms"));
    tile("inter token latency, p50", at("inter_token_latency", 8, " ms"));
    tile("inter chunk latency, p99", at("inter_chunk_latency", 4, " ms"));
    tile("requests with output", number(data.counts.kept, 0));
    tile("requests failed", number(data.counts.failed, 0));
    const table = byId("numbers");
    line(["", "avg", "min", "max", "p99.9", "p99", "p95", "p90", "p75", "p50", "std"], "th", table);
    data.rows.forEach(r => line([r.label, ...r.values.map(v => number(v))], "td", table));
    tree(byId("config"), data.config);
    Object.entries(data.sections).forEach(([name, value]) => {
      add(byId("more"), "h2", name);
      const scroll = add(byId("more"), "div", null, "scroll");
      tree(add(scroll, "table"), typeof value === "object" && value !== null ? value : { [name]: value });
    });
  }

  function axes(xLabel, yLabel) {
    const axis = (label, size) => ({ label, size, labelSize: 18, stroke: () => color("soft"), grid: { stroke: () => color("line"), width: 1 }, ticks: { stroke: () => color("line"), width: 1 }, font: "11px system-ui", labelFont: "11px system-ui" });
    return [axis(xLabel, 34), axis(yLabel, 62)];
  }

  // What came before the measurement, and the time until the load is up.
  function shade(u) {
    const ctx = u.ctx, until = rampEnd();
    ctx.save(); ctx.fillStyle = color("shade");
    [data.measureFrom, until].forEach(x => {
      const right = Math.min(u.valToPos(x, "x", true), u.bbox.left + u.bbox.width);
      if (right > u.bbox.left) ctx.fillRect(u.bbox.left, u.bbox.top, right - u.bbox.left, u.bbox.height);
    });
    ctx.restore();
  }

  function rampEnd() {
    const s = data.slices, most = Math.max(0, ...s.inFlight);
    const at = s.t.findIndex((t, i) => t >= data.measureFrom && s.inFlight[i] >= 0.95 * most);
    return at < 0 ? data.measureFrom : s.t[at];
  }

  function chart(parent, title, columns, options) {
    const card = add(parent, "div", null, "chart");
    add(card, "h3", title);
    const plot = new uPlot({ width: Math.max(260, card.clientWidth - 30), height: 240, cursor: { drag: { x: true, y: false } }, legend: { show: columns.length > 2 || options.legend !== false }, ...options }, columns, card);
    plots.push({ plot, card });
    return plot;
  }

  const series = (label, tone, more) => ({ label, stroke: () => color(tone), width: 1.5, spanGaps: true, points: { show: false }, ...more });
  const linear = { x: { time: false } };

  function overRun() {
    const s = data.slices, parent = byId("series");
    if (!s.t || !s.t.length) return;
    const hooks = { drawClear: [shade] };
    const time = (title, unit, list) => chart(parent, title, [s.t, ...list.map(x => x[0])], { scales: linear, hooks, axes: axes("s", unit), series: [{ label: "s" }, ...list.map(x => series(x[1], x[2]))] });
    time("Output tokens per second", "tokens/s", [[s.tokens, "tokens/s", "a"]]);
    time("Requests in flight", "requests", [[s.inFlight, "in flight", "a"]]);
    if (s.ttft50.some(v => v != null)) time("Time to first token", "ms", [[s.ttft50, "p50", "a"], [s.ttft99, "p99", "b"]]);
    if (s.icl50.some(v => v != null)) time("Inter chunk latency", "ms", [[s.icl50, "p50", "a"], [s.icl99, "p99", "b"]]);
    time("Requests finished per second", "requests/s", [[s.requests, "requests/s", "a"]]);
    if (s.failed.some(v => v > 0)) time("Failures", "requests", [[s.failed, "failed", "bad"]]);
    byId("shading").textContent = "Shaded: warm-up, and the ramp until 95 % of the most requests in flight. Drag to zoom, double-click to go back.";
  }

  function distributions() {
    const parent = byId("distributions");
    data.distributions.forEach(d => {
      const fill = { fill: () => color("a"), paths: uPlot.paths.bars({ size: [1, 100], align: 1, gap: 1 }) };
      chart(parent, d.title + " (ms): " + number(d.count, 0) + " values, " + number(d.beyond, 0) + " beyond p99.9 up to " + number(d.max),
        [d.edges, d.counts], { scales: { x: { time: false, range: [d.edges[0], d.edges[d.edges.length - 1] + d.width] }, y: { range: (u, low, high) => [0, high * 1.05 || 1] } }, axes: axes("ms", "count"), series: [{ label: "from ms" }, series("count", "a", fill)] });
      chart(parent, d.title + " (ms) by percentile", [d.curve.map((p, i) => i), d.curve.map(p => p[1])],
        { scales: linear, axes: (() => { const a = axes("percentile", "ms"); a[0].values = (u, splits) => splits.map(i => d.curve[i] ? "p" + d.curve[i][0] : ""); a[0].splits = () => d.curve.map((p, i) => i).filter(i => [0, 5, 10, 15, 18, 20, 24, 27].includes(i)); return a; })(),
          series: [{ label: "percentile", value: (u, i) => d.curve[i] ? "p" + d.curve[i][0] : "" }, series("ms", "a", { points: { show: true, size: 4 } })] });
    });
  }

  function heat() {
    const h = data.heat, canvas = byId("heat");
    if (!h.cells.length) { byId("positions").hidden = true; return; }
    byId("heat-hint").textContent = "Left to right: token event 2 to " + number(h.positions + 1, 0) + ". Bottom to top: " + number(h.low, 3) + " to " + number(h.high, 1) + " ms, log scale. Darker: more gaps of this length at this position.";
    const ratio = window.devicePixelRatio || 1;
    canvas.width = canvas.clientWidth * ratio; canvas.height = canvas.clientHeight * ratio;
    const ctx = canvas.getContext("2d"), rows = h.cells[0].length, columns = Math.min(h.cells.length, Math.ceil(h.positions / h.perColumn));
    ctx.clearRect(0, 0, canvas.width, canvas.height); ctx.fillStyle = color("a");
    for (let c = 0; c < columns; c++) {
      const sum = h.cells[c].reduce((a, b) => a + b, 0);
      for (let r = 0; r < rows; r++) {
        const n = h.cells[c][r];
        if (!n) continue;
        ctx.globalAlpha = 0.12 + 0.88 * Math.sqrt(n / sum);
        ctx.fillRect(Math.floor(c * canvas.width / columns), Math.floor((rows - 1 - r) * canvas.height / rows), Math.ceil(canvas.width / columns), Math.ceil(canvas.height / rows));
      }
    }
    ctx.globalAlpha = 1;
  }

  function requests() {
    const list = data.requests.list, parent = byId("scatter");
    if (!list.length) return;
    const cloud = (title, column, label) => {
      const sorted = [...list].sort((x, y) => x[column] - y[column]);
      chart(parent, title, [sorted.map(r => r[column]), sorted.map(r => r[4]), sorted.map(r => r[3])], { scales: linear, axes: axes(label, "ms"),
        series: [{ label }, series("latency", "a", { paths: () => null, points: { show: true, size: 4 } }), series("time to first token", "b", { paths: () => null, points: { show: true, size: 4 } })] });
    };
    cloud("Latency against input tokens", 1, "input tokens");
    cloud("Latency against output tokens", 2, "output tokens");
    const pick = byId("pick");
    list.forEach((r, i) => { const option = add(pick, "option", "#" + r[0] + " (" + r[2] + " tokens, sent at " + number(r[5]) + " s)"); option.value = i; });
    const show = () => {
      const curve = list[pick.value][6], x = [], y = [];
      for (let i = 0; i < curve.length; i += 2) { y.push(curve[i]); x.push(curve[i + 1]); }
      if (show.plot) show.plot.setData([x, y]);
      else show.plot = chart(byId("single"), "Token events since sent", [x, y], { scales: linear, axes: axes("ms since sent", "events"), series: [{ label: "ms" }, series("events", "a", { points: { show: true, size: 3 } })] });
    };
    pick.addEventListener("change", show);
    show();
  }

  head(); overRun(); distributions(); requests(); heat();
  const again = () => { plots.forEach(({ plot, card }) => plot.setSize({ width: Math.max(260, card.clientWidth - 30), height: 240 })); heat(); };
  window.addEventListener("resize", again);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  document.documentElement.dataset.drawn = plots.length;
})();
