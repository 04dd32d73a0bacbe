// A triplet in the plane: anchor, positive and negative can be dragged.

const NAMES = { a: "anchor", p: "positive", n: "negative" };
const COLORS = { a: "text", p: "same", n: "different" };
const REGIONS = {
  hard: ["hard", "The negative is closer to the anchor than the positive."],
  semi: ["semi-hard", "The negative is farther than the positive, but by less than the margin."],
  easy: ["easy", "The negative is farther than the positive by more than the margin: nothing is learned."],
};
const SCALE = 150; // pixels per unit of distance
const STEP = 0.05;

function build(card, data) {
  const points = structuredClone(data.start);
  let margin = data.margin;
  card.append(element("p", { class: "help" }, "Drag the three points, or select one with the Tab key and move it with the arrow keys. Arrows show where a step of training moves each point."));
  const svg = shape("svg", { viewBox: "-320 -200 640 400", role: "group", "aria-label": data.title, style: "border:1px solid var(--line);border-radius:.4rem" });
  const back = shape("g");
  const arrows = shape("g");
  svg.append(back, arrows);
  const numbers = element("div", { class: "boxes", "aria-live": "polite" });
  const minus = (u, v) => [u[0] - v[0], u[1] - v[1]];
  const norm = (u) => Math.hypot(...u);
  const unit = (u) => (norm(u) > 1e-9 ? [u[0] / norm(u), u[1] / norm(u)] : [0, 0]);
  const distance = (first, second) => norm(minus(points[first], points[second]));

  /** The negative gradient of the loss by each point. */
  function forces() {
    const pull = unit(minus(points.a, points.p));
    const push = unit(minus(points.n, points.a));
    return { a: minus([0, 0], [pull[0] + push[0], pull[1] + push[1]]), p: pull, n: push };
  }

  function loss() {
    return Math.max(0, distance("a", "p") - distance("a", "n") + margin);
  }

  function region() {
    const gap = distance("a", "n") - distance("a", "p");
    return gap <= 0 ? "hard" : gap <= margin ? "semi" : "easy";
  }

  function handle(key) {
    const label = shape("text", { class: "name", "text-anchor": "middle", y: 4, style: "fill:var(--card)" }, key);
    const made = shape("g", { class: `drag ${COLORS[key]}`, tabindex: 0, role: "button", "data-point": key },
      shape("circle", { r: 24, fill: "transparent" }),
      shape("circle", { class: "area halo", r: 13, style: "paint-order:stroke" }), label,
      shape("text", key === "a" ? { class: "name", x: -18, y: 5, "text-anchor": "end" } : { class: "name", x: 17, y: 20 }, NAMES[key]));
    drag(made, (event) => {
      const at = toSvg(svg, event);
      move(key, at.x / SCALE, -at.y / SCALE);
    });
    made.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] }[event.key];
      if (!by) return;
      event.preventDefault();
      move(key, points[key][0] + by[0], points[key][1] + by[1]);
    });
    svg.append(made);
    return made;
  }
  const handles = { a: handle("a"), p: handle("p"), n: handle("n") };

  function move(key, x, y) {
    points[key] = [clamp(x, -2.05, 2.05), clamp(y, -1.25, 1.25)];
    update();
  }

  const screen = ([x, y]) => [SCALE * x, -SCALE * y];

  function ring(className, radius, opacity) {
    const [cx, cy] = screen(points.a);
    return shape("circle", { class: `area ${className}`, cx, cy, r: SCALE * radius, "fill-opacity": opacity, style: "stroke:currentColor;stroke-width:1.5" });
  }

  function ringName(className, text, radius) {
    const [cx, cy] = screen(points.a);
    const y = cy - SCALE * radius;
    return y > -190 ? [shape("text", { class: `${className} name`, x: cx, y: y + 16, "text-anchor": "middle" }, text)] : [];
  }

  function arrow(key, force) {
    if (norm(force) < 1e-6) return;
    const [x, y] = screen(points[key]);
    const [dx, dy] = [force[0], -force[1]];
    const long = 14 + 34 * norm(force);
    const [ux, uy] = [dx / norm(force), dy / norm(force)];
    const tip = [x + ux * long, y + uy * long];
    const wing = (side) => [tip[0] - 9 * ux - side * 5 * uy, tip[1] - 9 * uy + side * 5 * ux];
    arrows.append(shape("path", { class: `line ${COLORS[key]}`, d: path([[x, y], tip]) + path([wing(1), tip, wing(-1)]) }));
  }

  function update() {
    const [ap, an, now] = [distance("a", "p"), distance("a", "n"), region()];
    back.replaceChildren(
      shape("rect", { class: "area easy", x: -320, y: -200, width: 640, height: 400, "fill-opacity": 0.1 }),
      shape("circle", { cx: screen(points.a)[0], cy: screen(points.a)[1], r: SCALE * (ap + margin), style: "fill:var(--card)" }),
      ring("semi", ap + margin, 0.2), shape("circle", { cx: screen(points.a)[0], cy: screen(points.a)[1], r: SCALE * ap, style: "fill:var(--card)" }),
      ring("hard", ap, 0.25),
      ...ringName("semi", "semi-hard", ap + margin), ...(ap > 0.2 ? ringName("hard", "hard", ap) : []),
      shape("text", { class: "easy name", x: -308, y: 188 }, "easy"),
      ...["p", "n"].map((key) => shape("path", { class: `line ${COLORS[key]}`, d: path([screen(points.a), screen(points[key])]), "stroke-dasharray": key === "n" ? "7 5" : "none", style: "stroke-width:1.8" })));
    arrows.replaceChildren();
    if (loss() > 0) for (const [key, force] of Object.entries(forces())) arrow(key, force);
    for (const key of "apn") {
      const [x, y] = screen(points[key]);
      set(handles[key], { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, "aria-label": `${NAMES[key]} at ${fixed(points[key][0], 2)}, ${fixed(points[key][1], 2)}: arrow keys move it` });
    }
    const [name, why] = REGIONS[now];
    numbers.replaceChildren(
      element("div", { class: "box text" }, element("span", { class: "soft" }, "loss = max(0, d(a, p) \u2212 d(a, n) + m)"),
        element("b", { "data-value": "loss" }, fixed(loss(), 3)),
        element("span", {}, `max(0, ${fixed(ap, 3)} \u2212 ${fixed(an, 3)} + ${fixed(margin, 2)})`)),
      element("div", { class: `box ${now}` }, element("span", { class: "soft" }, "this triplet is"),
        element("b", { "data-value": "region" }, name), element("span", {}, why)));
  }

  const margins = slider({ label: "margin, m", min: 0.05, max: 1, step: 0.01, value: margin, format: (v) => fixed(v, 2), changed: (v) => { margin = v; update(); } });
  const step = button("One step of training", () => {
    if (loss() === 0) return;
    const force = forces();
    for (const key of "apn") points[key] = points[key].map((value, axis) => value + STEP * force[key][axis]);
    update();
  });
  const reset = button("Reset", () => {
    Object.assign(points, structuredClone(data.start));
    margin = margins.value = data.margin;
    update();
  });
  card.append(svg, element("div", { class: "sliders" }, margins.line), element("div", { class: "buttons" }, step, reset), numbers);
  update();
}
