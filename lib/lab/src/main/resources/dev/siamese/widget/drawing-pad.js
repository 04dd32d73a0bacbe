// Two drawings and the distance that the encoder gives them, computed in the browser.

const DISTANCES = {
  euclidean: (a, b) => Math.hypot(...a.map((value, i) => value - b[i])),
  "squared-euclidean": (a, b) => a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0),
  manhattan: (a, b) => a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0),
  cosine: (a, b) => 1 - a.reduce((sum, value, i) => sum + value * b[i], 0) / (Math.hypot(...a) * Math.hypot(...b) || 1),
};

/** The pixels that each pixel of a smaller line covers, with their weights. */
function overlaps(from, to) {
  const step = from / to;
  return Array.from({ length: to }, (_, i) => {
    const [left, right] = [i * step, Math.min(from, (i + 1) * step)];
    const start = Math.floor(left);
    const weights = [];
    for (let k = start; k < right - 1e-9; k++) weights.push((Math.min(right, k + 1) - Math.max(left, k)) / (right - left));
    return { start, weights };
  });
}

/** Grey values scaled down by area averaging and rounded, as the encoder's preprocessing does it. */
function scaledDown(grey, side, size) {
  const table = overlaps(side, size);
  const narrow = new Float32Array(side * size);
  for (let y = 0; y < side; y++)
    table.forEach(({ start, weights }, x) => weights.forEach((weight, k) => (narrow[y * size + x] += weight * grey[y * side + start + k])));
  const small = new Float32Array(size * size).fill(0.5);
  table.forEach(({ start, weights }, y) => {
    for (let x = 0; x < size; x++) weights.forEach((weight, k) => (small[y * size + x] += weight * narrow[(start + k) * size + x]));
  });
  return small.map(Math.floor);
}

function build(card, data) {
  const embed = network(data.network, data.weights);
  const { side, size, threshold, labels } = data;
  const pads = [];
  let strokes = 0;

  /** The drawing as the encoder sees it, or null if the field is empty. */
  function read(pad) {
    const { data: pixels } = pad.context.getImageData(0, 0, side, side);
    const grey = new Float32Array(side * side);
    for (let i = 0; i < grey.length; i++) grey[i] = (299 * pixels[4 * i] + 587 * pixels[4 * i + 1] + 114 * pixels[4 * i + 2]) / 1000;
    const small = scaledDown(grey, side, size);
    const shown = new ImageData(size, size);
    small.forEach((value, i) => shown.data.set([value, value, value, 255], 4 * i));
    pad.seen.getContext("2d").putImageData(shown, 0, 0);
    return grey.some((value) => value < 250) ? small.map((value) => value / 255) : null;
  }

  function makePad(name) {
    const canvas = element("canvas", { width: side, height: side, role: "img", "aria-label": `${name} drawing` });
    const seen = element("canvas", { class: "seen", width: size, height: size, role: "img", "aria-label": `the ${name} drawing as the encoder sees it` });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    Object.assign(context, { lineWidth: data.pen, lineCap: "round", lineJoin: "round", strokeStyle: "#000", imageSmoothingEnabled: false });
    const pad = { canvas, context, seen, label: null }; // the label of an example, or null
    const at = (event) => [(event.offsetX * side) / canvas.clientWidth, (event.offsetY * side) / canvas.clientHeight];
    let from = null;
    drag(canvas, (event) => {
      if (event.type === "pointerdown") {
        if (pad.label !== null) clear(pad);
        strokes++;
        from = at(event);
      }
      for (const each of event.getCoalescedEvents?.().length ? event.getCoalescedEvents() : [event]) {
        context.beginPath();
        context.moveTo(...from);
        from = at(each);
        context.lineTo(...from);
        context.stroke();
      }
    });
    const done = () => canvas.dispatchEvent(new Event("input"));
    canvas.addEventListener("pointerup", done);
    canvas.addEventListener("pointercancel", done);
    canvas.addEventListener("input", compare);
    const erase = button("Clear", () => {
      clear(pad);
      compare();
    });
    erase.setAttribute("aria-label", `Clear the ${name} drawing`);
    pad.part = element("div", { class: "pad" }, canvas, element("div", { class: "under" }, erase, seen, element("span", { class: "soft" }, "input of the encoder")));
    pads.push(pad);
    clear(pad);
    return pad.part;
  }

  function clear(pad) {
    pad.label = null;
    pad.context.fillStyle = "#fff";
    pad.context.fillRect(0, 0, side, side);
  }

  const number = element("span", { class: "number", "data-value": "distance" });
  const verdict = element("span", {});
  const bar = shape("svg", { viewBox: "0 0 240 44", role: "presentation" });
  const note = element("p", { class: "soft" });

  function compare() {
    const begin = performance.now();
    const inputs = pads.map(read);
    bar.replaceChildren(
      shape("rect", { class: "area same", x: 0, y: 10, width: 80, height: 10, "fill-opacity": 0.45 }),
      shape("rect", { class: "area different", x: 80, y: 10, width: 160, height: 10, "fill-opacity": 0.45 }),
      shape("path", { class: "line text", d: "M80 6V24", style: "stroke-width:2" }),
      shape("text", { x: 80, y: 40, "text-anchor": "middle" }, `threshold ${fixed(threshold, 3)}`));
    if (inputs.includes(null)) {
      number.textContent = "\u2013";
      verdict.className = "";
      verdict.textContent = "";
      note.textContent = "Draw a character in each field.";
      return;
    }
    const [a, b] = inputs.map((values) => Array.from(embed([1, 1, size, size], values)));
    const distance = DISTANCES[data.distance](a, b);
    const same = distance <= threshold;
    number.textContent = fixed(distance, 3);
    verdict.className = "chip " + (same ? "same" : "different");
    verdict.textContent = same ? "same" : "different";
    bar.append(shape("circle", { class: "area text", cx: clamp((80 * distance) / threshold, 6, 234), cy: 15, r: 8, style: "stroke:var(--card);stroke-width:2" }));
    const truth = pads.every((pad) => pad.label !== null) ? `Truth: ${pads[0].label === pads[1].label ? "the same character, by two people" : "two characters"}. ` : "";
    note.textContent = `${truth}Computed in this browser in ${Math.max(1, Math.round(performance.now() - begin))} ms.`;
  }

  const turn = { true: 0, false: 0 };
  const pairs = { true: [], false: [] };
  labels.forEach((label, i) => labels.forEach((other, j) => i < j && pairs[label === other].push([i, j])));
  pairs.false.sort(([a, b], [c, d]) => ((a * 7 + b * 3) % 11) - ((c * 7 + d * 3) % 11)); // not all of one character

  function example(sprite, same) {
    const pair = pairs[same][turn[same]++ % pairs[same].length];
    pair.forEach((row, i) => {
      clear(pads[i]);
      pads[i].context.drawImage(sprite, row * data.exampleSide, 0, data.exampleSide, data.exampleSide, 0, 0, side, side);
      pads[i].label = labels[row];
    });
    compare();
  }

  const examples = element("div", { class: "buttons" });
  card.append(
    element("p", { class: "help" }, "Draw two characters by mouse, pen or finger, large and in the middle. The encoder of this notebook compares them; nothing leaves this page."),
    element("div", { class: "pads" }, makePad("first"), makePad("second"),
      element("div", { class: "verdict", "aria-live": "polite" }, element("div", { class: "soft" }, `${data.distance.replace("euclidean", "Euclidean")} distance of the embeddings`), number, " ", verdict, bar, note)),
    examples);
  compare();
  picture(data.examples).then((sprite) => {
    examples.append(element("span", { class: "soft" }, "Unseen examples:"), button("a same pair", () => example(sprite, true)), button("a different pair", () => example(sprite, false)));
    if (strokes === 0) example(sprite, true);
  });
}
