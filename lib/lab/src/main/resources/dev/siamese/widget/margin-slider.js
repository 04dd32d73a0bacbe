// The value of a loss over the distance, for any margin.

const tripletExcess = (d, s) => s.positive - d + s.margin;
const LOSSES = {
  contrastive: {
    top: 2,
    distance: "distance, d",
    xTitle: "distance d of the pair",
    sliders: [
      { key: "positive", label: "margin of same pairs, m\u207a", min: 0, max: 1.9 },
      { key: "negative", label: "margin of different pairs, m\u207b", min: 0.1, max: 2 },
    ],
    curves: [
      { name: "same pair", color: "same", excess: (d, s) => d - s.positive, power: 2, sign: 1, sides: [(s) => s.positive + 1.22, "end"] },
      { name: "different pair", color: "different", excess: (d, s) => s.negative - d, power: 2, sign: -1, sides: [(s) => s.negative - 1.22, "start"] },
    ],
    bands: () => [],
    margins: (s) => [["m\u207a", s.positive, "same"], ["m\u207b", s.negative, "different"]],
  },
  triplet: {
    top: 1.2,
    distance: "anchor\u2013negative, d(a, n)",
    xTitle: "distance of anchor and negative, d(a, n)",
    sliders: [
      { key: "positive", label: "anchor\u2013positive, d(a, p)", min: 0, max: 2 },
      { key: "margin", label: "margin, m", min: 0.05, max: 1 },
    ],
    curves: [
      { name: "by d(a, n)", color: "different", excess: tripletExcess, power: 1, sign: -1 },
      { name: "by d(a, p)", color: "same", excess: tripletExcess, power: 1, sign: 1, hidden: true },
    ],
    bands: (s) => [["hard", 0, s.positive], ["semi", s.positive, s.positive + s.margin], ["easy", s.positive + s.margin, 2]],
    margins: (s) => [["d(a, p)", s.positive, "text"], ["d(a, p) + m", s.positive + s.margin, "text"]],
  },
};
const BAND_NAMES = { hard: "hard", semi: "semi-hard", easy: "easy: loss 0" };

function build(card, data) {
  const loss = LOSSES[data.loss];
  const state = { ...data.start };
  const value = (curve, d) => Math.max(0, curve.excess(d, state)) ** curve.power;
  const slope = (curve, d) => (curve.excess(d, state) <= 0 ? 0 : curve.sign * (curve.power === 2 ? 2 * curve.excess(d, state) : 1));
  card.append(element("p", { class: "help" }, "Point at the plot, or move the sliders. The dashed lines are tangents: their slope is the gradient."));
  const chart = plot({ x: [0, 2], y: [0, loss.top], xTitle: loss.xTitle, yTitle: "loss", label: data.title + ". The table below gives the values." });
  const layer = shape("g");
  chart.inside.append(layer);
  chart.svg.style.cursor = "crosshair";
  chart.svg.style.touchAction = "pan-y";
  const body = element("tbody");
  const head = ["", "loss", "gradient", "what a step of training does"].map((text) => element("th", { scope: "col" }, text));
  const table = element("table", { "aria-live": "polite" }, element("thead", {}, element("tr", {}, ...head)), body);

  const line = (className, x1, y1, x2, y2, dash) =>
    shape("line", { class: `line ${className}`, x1, y1, x2, y2, "stroke-dasharray": dash, style: "stroke-width:1.6" });

  function drawBands() {
    for (const [name, from, to] of loss.bands(state)) {
      const left = chart.px(from);
      const right = chart.px(Math.min(2, to));
      if (right <= left) continue;
      layer.append(shape("rect", { class: `area ${name}`, x: left, width: right - left, y: chart.box.top, height: 400, opacity: 0.13 }));
      if (right - left > 62) layer.append(shape("text", { class: `${name} name`, x: (left + right) / 2, y: chart.box.top + 18, "text-anchor": "middle" }, BAND_NAMES[name]));
    }
  }

  function drawMargins() {
    for (const [i, [name, at, color]] of loss.margins(state).entries()) {
      if (at <= 0.01 || at > 2) continue;
      layer.append(line(color, chart.px(at), chart.box.bottom, chart.px(at), chart.box.bottom - 34, "none"));
      const side = i === 0 ? { x: chart.px(at) - 5, "text-anchor": "end" } : { x: chart.px(at) + 5 };
      layer.append(shape("text", { class: `${color} name`, y: chart.box.bottom - 24, ...side }, name));
    }
  }

  function drawCurve(curve) {
    const points = [];
    for (let i = 0; i <= 200; i++) points.push([chart.px(i / 100), chart.py(value(curve, i / 100))]);
    layer.append(shape("path", { class: `line ${curve.color}`, d: path(points), "stroke-dasharray": curve.color === "different" && data.loss === "contrastive" ? "9 4" : "none" }));
    drawName(curve);
    const d = state.distance;
    const [y, rise] = [value(curve, d), slope(curve, d)];
    const reach = 0.25 / Math.hypot(1, rise);
    layer.append(line("text", chart.px(d - reach), chart.py(y - rise * reach), chart.px(d + reach), chart.py(y + rise * reach), "3 3"));
    layer.append(shape("circle", { class: `area ${curve.color}`, cx: chart.px(d), cy: chart.py(y), r: 6 }));
  }

  /** The name of a curve, near its upper end. */
  function drawName(curve) {
    if (!curve.sides) return;
    const [from, anchor] = curve.sides;
    const d = clamp(from(state), 0.02, 1.98);
    const x = chart.px(d) + (anchor === "end" ? -12 : 12);
    layer.append(shape("text", { class: `${curve.color} name`, x, y: chart.py(Math.min(1.8, value(curve, d))) + 4, "text-anchor": anchor }, curve.name));
  }

  function row(curve) {
    const gradient = slope(curve, state.distance);
    const step = gradient > 0 ? "\u2190 makes the distance smaller" : gradient < 0 ? "\u2192 makes the distance greater" : "nothing: the loss is 0 here";
    const cells = [fixed(value(curve, state.distance), 3), fixed(gradient, 3), step].map((text) => element("td", {}, text));
    return element("tr", { "data-curve": curve.color }, element("th", { scope: "row", class: curve.color }, curve.name), ...cells);
  }

  function update() {
    layer.replaceChildren();
    drawBands();
    layer.append(line("text", chart.px(state.distance), chart.box.top, chart.px(state.distance), chart.box.bottom, "none"));
    layer.lastChild.setAttribute("opacity", 0.35);
    drawMargins();
    loss.curves.filter((curve) => !curve.hidden).forEach(drawCurve);
    body.replaceChildren(...loss.curves.map(row));
  }

  const make = (key, label, min, max) =>
    slider({ label, min, max, step: 0.01, value: state[key], format: (v) => fixed(v, 2), changed: (v) => change(key, v) });
  const sliders = { distance: make("distance", loss.distance, 0, 2) };
  for (const { key, label, min, max } of loss.sliders) sliders[key] = make(key, label, min, max);

  function change(key, v) {
    state[key] = v;
    if (data.loss === "contrastive" && state.positive >= state.negative) { // m+ stays below m-
      const other = key === "negative" ? "positive" : "negative";
      state[other] = Math.round(100 * (key === "negative" ? v - 0.01 : v + 0.01)) / 100;
      sliders[other].value = state[other];
    }
    update();
  }

  const point = (event) => {
    state.distance = Math.round(100 * chart.xAt(event)) / 100;
    sliders.distance.value = state.distance;
    update();
  };
  chart.svg.addEventListener("pointermove", point);
  chart.svg.addEventListener("pointerdown", point);
  card.append(chart.svg, element("div", { class: "sliders" }, ...Object.values(sliders).map((each) => each.line)), table);
  update();
}
