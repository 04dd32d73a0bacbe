// The errors of verification at any threshold, over the histograms of the distances.

const Z = 1.959963984540054; // 97.5 % quantile of the normal distribution

/** Wilson's 95 % interval of a fraction. */
function wilson(successes, trials) {
  const fraction = successes / trials;
  const z2 = (Z * Z) / trials;
  const centre = (fraction + z2 / 2) / (1 + z2);
  const half = (Z / (1 + z2)) * Math.sqrt((fraction * (1 - fraction)) / trials + z2 / (4 * trials));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

function build(card, data) {
  // same[k] and different[k]: how many pairs have a distance of at most k times data.step
  const { same, different, step, histogram } = data;
  const last = same.length - 1;
  const [sames, differents] = [same[last], different[last]];
  let at = data.start;
  card.append(element("p", { class: "help" }, "Drag the line, or use the slider below. Pairs at or left of the line are accepted as the same; the dark areas are the errors."));
  const end = step * last;
  const top = Math.max(...histogram.same, ...histogram.different) * 1.12;
  const chart = plot({ height: 290, x: [0, end], y: [0, top], xTitle: "distance", yTitle: "pairs (%)", label: data.title + ": histograms of the distances of same and of different pairs" });
  const { box, inside, px, py } = chart;

  /** The outline of a histogram's bars. */
  function outline(percents) {
    const width = histogram.max / percents.length;
    const points = [[px(0), py(0)]];
    percents.forEach((value, i) => points.push([px(i * width), py(value)], [px((i + 1) * width), py(value)]));
    return [...points, [px(histogram.max), py(0)]];
  }

  const outlines = { different: outline(histogram.different), same: outline(histogram.same) };
  const part = () => shape("svg", { y: box.top, height: box.bottom - box.top });
  const errors = { different: part(), same: part() };
  for (const [name, points] of Object.entries(outlines)) {
    inside.append(shape("path", { class: `area ${name}`, d: path(points), opacity: 0.18 }));
    errors[name].append(shape("path", { class: `area ${name}`, d: path(points), opacity: 0.6 }));
  }
  inside.append(errors.different, errors.same);
  for (const [name, points] of Object.entries(outlines)) {
    inside.append(shape("path", { class: `line ${name}`, d: path(points), style: "stroke-width:1.8", "stroke-dasharray": name === "different" ? "7 3" : "none" }));
    const peak = points.reduce((best, each) => (each[1] < best[1] ? each : best));
    inside.append(shape("text", { class: `${name} name`, x: clamp(peak[0], box.left + 30, box.right - 60), y: Math.max(peak[1] - 6, box.top + 12), "text-anchor": "middle" }, name));
  }
  const handle = shape("g", { class: "text" },
    shape("line", { class: "line", y1: box.top, y2: box.bottom, style: "stroke-width:2" }),
    shape("circle", { class: "area", cy: box.bottom - 2, r: 9 }),
    shape("path", { d: `M-3 ${box.bottom - 6}v8M3 ${box.bottom - 6}v8`, style: "stroke:var(--card);stroke-width:1.5" }));
  chart.svg.append(handle);
  chart.svg.classList.add("drag");
  chart.svg.style.cursor = "ew-resize";
  chart.svg.style.touchAction = "pan-y";

  const numbers = element("div", { class: "boxes", "aria-live": "polite" });
  const count = (n) => n.toLocaleString("en-US");

  function result(color, name, rate, wrong, total, kind) {
    const [low, high] = wilson(wrong, total);
    const percent = (fraction) => fixed(100 * fraction, fraction < 0.01 ? 2 : 1);
    return element("div", { class: `box ${color}` }, element("span", { class: "soft" }, name),
      element("b", { "data-value": rate }, `${rate} ${percent(wrong / total)} % [${percent(low)}, ${percent(high)}]`),
      element("span", { "data-count": rate }, `${count(wrong)} of ${count(total)} ${kind} pairs`));
  }

  function update() {
    const x = px(at * step);
    handle.setAttribute("transform", `translate(${x.toFixed(1)} 0)`);
    const clip = (part, from, to) => set(part, { x: from, width: Math.max(0.01, to - from), viewBox: `${from} ${box.top} ${Math.max(0.01, to - from)} ${box.bottom - box.top}` });
    clip(errors.different, box.left, x);
    clip(errors.same, x, box.right);
    numbers.replaceChildren(
      result("different", "False accepts: different, but accepted", "FAR", different[at], differents, "different"),
      result("same", "False rejects: same, but rejected", "FRR", sames - same[at], sames, "same"));
  }

  const digits = Math.max(2, Math.ceil(-Math.log10(step) - 1e-9));
  const threshold = slider({ label: "threshold", min: 0, max: last, step: 1, value: at, format: (k) => fixed(k * step, digits), changed: (k) => { at = k; update(); } });
  const go = (k) => {
    at = threshold.value = clamp(k, 0, last);
    update();
  };
  drag(chart.svg, (event) => go(Math.round(chart.xAt(event) / step)));

  /** The greatest threshold with a FAR of at most some fraction. */
  const atFar = (far) => different.findLastIndex((accepted) => accepted <= far * differents);
  const gap = (k) => Math.abs(different[k] / differents - (sames - same[k]) / sames);
  const equal = same.reduce((best, _, k) => (gap(k) < gap(best) ? k : best), 0);
  card.append(chart.svg, element("div", { class: "sliders" }, threshold.line),
    element("div", { class: "buttons" }, element("span", { class: "soft" }, "Go to"), button("equal errors", () => go(equal)),
      button("FAR of 10 %", () => go(atFar(0.1))), button("FAR of 1 %", () => go(atFar(0.01)))),
    numbers, element("p", { class: "soft" }, "In brackets: Wilson\u2019s 95 % interval. It takes the pairs as independent; pairs that share a sample are not, so it is somewhat too narrow."));
  update();
}
