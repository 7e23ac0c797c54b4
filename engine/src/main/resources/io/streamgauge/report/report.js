const began = performance.now();
const together = uPlot.sync("time");

function text(value) {
  if (value == null) return "–";
  if (Array.isArray(value) && value.every(v => typeof v !== "object")) return value.join(", ");
  if (typeof value === "number") return value.toLocaleString("en-US", { maximumFractionDigits: 6 });
  return typeof value === "object" ? JSON.stringify(value, null, 1) : String(value);
}

const words = key => key.replaceAll("_", " ").replace(/^./, c => c.toUpperCase());
const isMap = v => v != null && typeof v === "object" && !Array.isArray(v);
const isNumbers = v => isMap(v) && "unit" in v;

// A section of the summary: numbers with a unit as one table, by GPU or by session too, all else by key.
function tree(parent, value) {
  const rows = [], rest = [];
  Object.entries(value).filter(([, v]) => !isEmpty(v)).forEach(([key, v]) => {
    if (isNumbers(v)) {
      const { unit, ...own } = v, label = words(key) + " (" + unit + ")", parts = Object.entries(own);
      if (parts.length && parts.every(([, part]) => isMap(part))) parts.forEach(([part, numbers]) => rows.push([label + ", " + part, numbers]));
      else rows.push([label, { ...own, ...ours(key, own) }]);
    } else if (isMap(v) && Object.values(v).some(isNumbers)) {
      rows.push([key, Object.fromEntries(Object.entries(v).filter(([, n]) => isNumbers(n)).map(([metric, n]) => [words(metric) + " (" + n.unit + "), avg", n.avg]))]);
    } else rest.push([key, v]);
  });
  if (rest.length) {
    const table = add(add(parent, "div", null, "scroll"), "table", null, "words");
    rest.forEach(([key, v]) => row(table, "td", [key, text(v)]));
  }
  if (rows.length) {
    const table = add(add(parent, "div", null, "scroll"), "table"), columns = [...new Set(rows.flatMap(([, numbers]) => Object.keys(numbers)))].sort((a, b) => rank(a) - rank(b));
    row(table, "th", ["", ...columns]);
    rows.forEach(([label, numbers]) => row(table, "td", [label, ...columns.map(name => number(numbers[name], name === "count" ? 0 : 2))]));
  }
}

const rank = column => (at => at < 0 ? 99 : at)(["avg", "min", "max", "p99", "p95", "p90", "p75", "p50", "p25", "p10", "p5", "p1", "std", "count"].indexOf(column));

// What the client measured of the same, beside the server's word: the difference is the network and the client.
function ours(key, server) {
  const twin = { inter_token_latency: "inter_chunk_latency", time_per_output_token: "inter_token_latency" }[key] ?? key, mine = data.rows.find(r => r.key === twin && r.values.length > 1);
  return mine && "p99" in server ? { "client avg": mine.values[0], "client p50": mine.values[8], "client p99": mine.values[4], "difference of avg": mine.values[0] - server.avg } : {};
}

// Columns of the stages' table that are counts.
const whole = new Set(["In flight at end", "Failed"]);

function head() {
  const title = data.title || data.subject;
  byId("title").textContent = title;
  document.title = title + " – Streamgauge report";
  byId("subtitle").textContent = [...data.facts, data.started, number(data.duration) + " s measured", "formulas: " + data.definitions].filter(x => x).join(" · ");
  const notes = [...data.notes, ...data.failures, ...data.remarks];
  if (notes.length) { byId("notes").hidden = false; byId("notes").textContent = notes.join("\n"); }
  const found = key => data.rows.find(r => r.key === key);
  const tile = (label, value, bad) => { if (value != null) { const t = add(byId("headline"), "div", null, bad ? "tile bad" : "tile"); add(t, "b", value); add(t, "span", label); } };
  const at = (key, index, unit, digits) => { const r = found(key); return r && r.values.length > index ? number(r.values[index], digits) + unit : null; };
  tile("output tokens/s", at("output_token_throughput", 0, "", 0));
  tile("requests/s", at("request_throughput", 0, ""));
  tile("time to first token, p50", at("time_to_first_token", 8, " ms"));
  tile("time to first token, p99", at("time_to_first_token", 4, " ms"));
  tile("inter token latency, p50", at("inter_token_latency", 8, " ms"));
  tile("inter token latency, p99", at("inter_token_latency", 4, " ms"));
  tile("request latency, p99", at("request_latency", 4, " ms"));
  tile("good requests/s", at("request_goodput", 0, ""));
  tile("requests with output", number(data.counts.kept, 0));
  tile("requests failed", number(data.counts.failed, 0), data.counts.failed > 0);
  const health = data.sections.client_health;
  if (health?.overhead) tile("client overhead", health.overhead, health.overhead !== "negligible");
  const table = byId("numbers");
  const statistics = ["avg", "min", "max", "p99.9", "p99", "p95", "p90", "p75", "p50", "std"];
  row(table, "th", ["", ...statistics]);
  data.rows.forEach(r => row(table, "td", [r.label, ...statistics.map((name, i) => number(r.values[i]))]));
  if (data.stages.rows.length) {
    byId("stages").hidden = false;
    row(byId("by-stage"), "th", data.stages.columns);
    data.stages.rows.forEach(r => row(byId("by-stage"), "td", [r.label, ...r.values.map((v, i) => number(v, whole.has(data.stages.columns[i + 1]) ? 0 : 2))]));
  }
  if (data.errors.length) {
    byId("errors").hidden = false;
    row(byId("kinds"), "th", ["how often", "what", "HTTP", "message"]);
    data.errors.forEach(cells => row(byId("kinds"), "td", cells.map(text)));
  }
  tree(byId("config"), data.config);
  const more = byId("more");
  Object.entries(data.sections).forEach(([name, value]) => {
    if (value == null) return;
    add(more, "h2", words(name));
    tree(more, typeof value === "object" ? value : { [name]: value });
  });
  const links = data.links.filter(name => /^[\w./-]+\.(html|jfr)$/.test(name));
  if (links.length) {
    add(more, "h2", "Profiles of the client");
    const list = add(more, "p");
    links.forEach((name, i) => { if (i) list.append(", "); add(list, "a", name).setAttribute("href", name); });
  }
}

// What came before the measurement, the time until the load is up, and that after it goes down.
function shade(u) {
  const ctx = u.ctx, left = u.bbox.left, right = left + u.bbox.width;
  const band = (from, to, tone) => {
    const a = Math.max(left, u.valToPos(from, "x", true)), b = Math.min(right, u.valToPos(to, "x", true));
    if (b > a) { ctx.fillStyle = color(tone); ctx.fillRect(a, u.bbox.top, b - a, u.bbox.height); }
  };
  ctx.save();
  band(0, data.measureFrom, "warm");
  if (windowed) band(data.measureTo, data.slices.end, "warm");
  else { band(data.measureFrom, full.from, "ramp"); band(full.to, data.slices.end, "ramp"); }
  ctx.restore();
}

const windowed = data.measureTo != null;

const full = (() => {
  const s = data.slices, most = Math.max(0, ...s.inFlight), up = i => s.t[i] >= data.measureFrom && s.inFlight[i] >= 0.95 * most;
  const first = s.t.findIndex((t, i) => up(i)), last = s.t.findLastIndex((t, i) => up(i));
  return first < 0 ? { from: data.measureFrom, to: s.end } : { from: Math.max(data.measureFrom, s.t[first] - s.step / 2), to: Math.min(s.end, s.t[last] + s.step / 2) };
})();

function chart(parent, title, more, columns, options) {
  const card = add(parent, "div", null, "chart" + (options.pick ? " pickable" : ""));
  const heading = add(card, "h3", title);
  if (more) { heading.append(" "); add(heading, "small", more); }
  const made = plot(card, 230, options, columns);
  if (options.pick) made.over.addEventListener("click", () => { if (made.cursor.idx != null) options.pick(made.cursor.idx); });
  return made;
}

const series = (label, tone, more) => ({ label, stroke: () => color(tone), width: 1.5, ...more });
const dots = { paths: () => null, points: { show: true, size: 4 } };
const fromZero = (u, low, high) => [0, high > 0 ? high * 1.06 : 1];

function time(parent, title, unit, x, list, more) {
  const scales = { x: { time: false, range: (u, low, high) => low == null || low === high ? [0, data.slices.end || 1] : [low, high] }, y: { range: fromZero } };
  const cursor = { drag: { x: true, y: false }, sync: { key: together.key, setSeries: false } };
  const made = chart(parent, title, more, [x, ...list.map(l => l[0])], { scales, cursor, hooks: { drawClear: [shade] }, axes: axes("s", unit), series: [{ label: "s", value: (u, v) => v == null ? "–" : number(v, 2) }, ...list.map(l => series(l[1], l[2], { spanGaps: !!l[3], points: l[4] ? { show: true, size: 4 } : undefined, value: (u, v) => v == null ? "–" : number(v, 2) }))] });
  made.setScale("x", { min: 0, max: data.slices.end || 1 });
}

function overRun() {
  const s = data.slices, parent = byId("series");
  if (!s.t.length) { byId("over").hidden = true; return; }
  const has = column => column.some(v => v != null);
  if (s.tokens.some(v => v > 0)) time(parent, "Output tokens per second", "tokens/s", s.t, [[s.tokens, "tokens/s", "a"]]);
  time(parent, "Requests in flight", "requests", s.t, [[s.inFlight, "in flight", "a"]]);
  if (has(s.ttft50)) time(parent, "Time to first token", "ms", s.t, [[s.ttft50, "p50", "a", false, true], [s.ttft99, "p99", "b", false, true]], "of tokens that came then");
  if (has(s.icl50)) time(parent, "Inter chunk latency", "ms", s.t, [[s.icl50, "p50", "a"], [s.icl99, "p99", "b"]], "every gap that ended then");
  time(parent, "Requests finished per second", "requests/s", s.t, [[s.requests, "requests/s", "a"]]);
  if (s.failed.some(v => v > 0)) time(parent, "Failures", "requests", s.t, [[s.failed, "failed", "bad"]]);
  const steps = number(s.step, s.step < 0.1 ? 3 : 1);
  byId("shading").textContent = "In steps of " + steps + " s. " + 
    (windowed ? "Dark: does not count; only the time in between does (--measurement-interval, --cut-start, --cut-end). " : (data.measureFrom > 0 ? "Dark: warm-up. " : "") + "Light: fewer than 95 % of the most requests in flight, at the begin and at the end. ") + "Drag to zoom, double-click to go back.";
}

function courses() {
  if (!data.courses.length) return;
  byId("server").hidden = false;
  const tones = ["a", "b", "c", "d"];
  data.courses.forEach(group => {
    const joined = uPlot.join(group.lines.map(l => [l.t, l.v]));
    time(byId("courses"), group.title, group.unit, joined[0], group.lines.map((l, i) => [joined[i + 1], l.label || group.title, tones[i % tones.length], true]));
  });
}

function distributions() {
  const parent = byId("distributions");
  if (!data.distributions.length) byId("spread").hidden = true;
  data.distributions.forEach(d => {
    const fill = { fill: () => color("a"), paths: uPlot.paths.bars({ size: [1, 100], align: 1, gap: 1 }), points: { show: false } };
    const counts = number(d.count, 0) + " values, " + number(d.beyond, 0) + " beyond p99.9, up to " + number(d.max) + " ms";
    chart(parent, d.title, counts, [d.edges, d.counts], { scales: { x: { time: false, distr: d.byFactor ? 3 : 1, range: [d.edges[0], d.end] }, y: { range: fromZero } }, axes: axes("ms", "count"), series: [{ label: "from ms" }, series("count", "a", fill)] });
    const at = axes("percentile", "ms"), name = i => d.curve[i] ? "p" + d.curve[i][0] : "";
    at[0].splits = () => [0, 5, 10, 15, 18, 20, 24, 27];
    at[0].values = (u, splits) => splits.map(name);
    chart(parent, d.title + " by percentile", "the tail spread out", [d.curve.map((p, i) => i), d.curve.map(p => p[1])],
      { scales: { x: { time: false } }, axes: at, series: [{ label: "percentile", value: (u, i) => name(i) }, series("ms", "a", { points: { show: true, size: 4 } })] });
  });
}

function heat() {
  const h = data.heat, canvas = byId("heat");
  if (!h.cells.length) { byId("positions").hidden = true; return; }
  byId("heat-hint").textContent = "How long the gap before each token event was. Stronger: more of the gaps at this position have this length.";
  const ratio = window.devicePixelRatio || 1, left = 62 * ratio, bottom = 34 * ratio, top = 10 * ratio, right = 10 * ratio;
  canvas.width = canvas.clientWidth * ratio; canvas.height = canvas.clientHeight * ratio;
  const ctx = canvas.getContext("2d"), rows = h.cells[0].length, columns = Math.min(h.cells.length, Math.ceil(h.positions / h.perColumn));
  const w = canvas.width - left - right, tall = canvas.height - top - bottom;
  ctx.clearRect(0, 0, canvas.width, canvas.height); ctx.fillStyle = color("a");
  for (let c = 0; c < columns; c++) {
    const sum = h.cells[c].reduce((a, b) => a + b, 0);
    for (let r = 0; r < rows; r++) {
      const n = h.cells[c][r];
      if (!n) continue;
      ctx.globalAlpha = 0.1 + 0.9 * Math.sqrt(n / sum);
      const x = Math.floor(left + c * w / columns), y = Math.floor(top + (rows - 1 - r) * tall / rows);
      ctx.fillRect(x, y, Math.floor(left + (c + 1) * w / columns) - x, Math.floor(top + (rows - r) * tall / rows) - y);
    }
  }
  ctx.globalAlpha = 1; ctx.fillStyle = color("soft"); ctx.strokeStyle = color("line"); ctx.font = 11 * ratio + "px system-ui";
  const span = Math.log(h.high) - Math.log(h.low) || 1;
  ctx.textAlign = "right"; ctx.textBaseline = "middle";
  for (let decade = Math.floor(Math.log10(h.low)); decade <= Math.ceil(Math.log10(h.high)); decade++) [1, 2, 5].forEach(step => {
    const v = step * 10 ** decade, y = top + tall * (1 - (Math.log(v) - Math.log(h.low)) / span);
    if (v < h.low || v > h.high || (step !== 1 && span > 5)) return;
    ctx.beginPath(); ctx.moveTo(left, y); ctx.lineTo(left + w, y); ctx.stroke();
    ctx.fillText(v >= 1 ? v.toLocaleString("en-US") + " ms" : +(v * 1000).toPrecision(3) + " µs", left - 6 * ratio, y);
  });
  ctx.textAlign = "center"; ctx.textBaseline = "top";
  for (let i = 0; i <= 5; i++) ctx.fillText(number(2 + Math.round(i * (h.positions - 1) / 5), 0), left + w * i / 5 - (i === 5 ? 12 * ratio : 0), top + tall + 5 * ratio);
  ctx.fillText("token event", left + w / 2, top + tall + 19 * ratio);
}

function requests() {
  const list = data.requests.list, of = data.requests.of, pick = byId("pick");
  if (!list.length) { byId("each").hidden = true; return; }
  byId("each-hint").textContent = (list.length < of ? number(list.length, 0) + " of " + number(of, 0) + " requests, evenly taken, the slowest among them. " : "") + "Click a point to see its request below.";
  const choose = i => { pick.value = i; show(); };
  const cloud = (title, column, label) => {
    const order = list.map((r, i) => i).sort((x, y) => list[x][column] - list[y][column]), of = c => order.map(i => list[i][c]);
    chart(byId("scatter"), title, "", [of(column), of(4), of(3)], { scales: { x: { time: false }, y: { range: fromZero } }, axes: axes(label, "ms"), pick: i => choose(order[i]),
      series: [{ label }, series("latency", "a", dots), series("time to first token", "b", dots)] });
  };
  cloud("Latency against input tokens", 1, "input tokens");
  cloud("Latency against output tokens", 2, "output tokens");
  list.forEach((r, i) => { const option = add(pick, "option", "#" + r[0] + ", " + number(r[2], 0) + " tokens, sent at " + number(r[5]) + " s"); option.value = i; });
  // Thinned: every point has the time of an event and the longest gap since the point before.
  const curve = r => {
    const [events, points] = [r[6], r[7].length / 2], n = [], t = [], gap = [];
    let tenths = 0;
    for (let p = 0; p < points; p++) {
      n.push(points === 1 ? 1 : 1 + Math.floor(p * (events - 1) / (points - 1)));
      tenths += r[7][2 * p];
      t.push(tenths / 10); gap.push(p ? r[7][2 * p + 1] / 10 : null);
    }
    return [n, t, gap];
  };
  const show = () => {
    const [n, t, gap] = curve(list[pick.value]);
    if (show.plots) { show.plots[0].setData([t, n]); show.plots[1].setData([t, gap]); return; }
    const one = (title, more, unit, column, label) => chart(byId("single"), title, more, [t, column], { scales: { x: { time: false }, y: { range: fromZero } }, axes: axes("ms since sent", unit), series: [{ label: "ms" }, series(label, "a", { points: { show: true, size: 3 } })] });
    show.plots = [one("Token events against time", "", "events", n, "events"), one("Gaps against time", "the longest since the point before", "ms", gap, "gap")];
  };
  const most = value => list.reduce((best, r, i) => value(r) > value(list[best]) ? i : best, 0);
  const longest = r => r[7].reduce((m, v, i) => i > 1 && i % 2 ? Math.max(m, v) : m, 0);
  pick.addEventListener("change", show);
  byId("slowest").addEventListener("click", () => choose(most(r => r[4])));
  byId("latest-first").addEventListener("click", () => choose(most(r => r[3])));
  byId("longest-gap").addEventListener("click", () => choose(most(longest)));
  show();
}

head(); overRun(); courses(); distributions(); requests(); heat();
drawings.push(heat);
// uPlot draws in a microtask: once those are through, all is drawn.
setTimeout(() => { root.dataset.drawn = plots.length; root.dataset.millis = Math.round(performance.now() - began); }, 0);
