// What all widgets share: elements, sliders, plots and the theme. Each widget adds a function build.

/** An HTML element. */
function element(name, attributes = {}, ...children) {
  const made = set(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

/** An SVG element. */
function shape(name, attributes = {}, ...children) {
  const made = set(document.createElementNS("http://www.w3.org/2000/svg", name), attributes);
  made.append(...children);
  return made;
}

function set(target, attributes) {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, value);
  return target;
}

function button(text, pressed) {
  const made = element("button", { type: "button" }, text);
  made.addEventListener("click", pressed);
  return made;
}

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** A number with a true minus sign. */
const fixed = (value, digits) => {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "\u2212");
};

/** A labelled slider; calls changed with its new value. */
function slider({ label, min, max, step, value, format, changed }) {
  const input = element("input", { type: "range", min, max, step });
  const output = element("output");
  const show = () => {
    output.textContent = format(Number(input.value));
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", () => {
    show();
    changed(Number(input.value));
  });
  input.value = value;
  show();
  return {
    line: element("label", { class: "slider" }, element("span", {}, label), input, output),
    set value(other) {
      input.value = other;
      show();
    },
  };
}

/** A step of 1, 2 or 5 times a power of ten, for about so many ticks. */
function niceStep(span, ticks) {
  const power = 10 ** Math.floor(Math.log10(span / ticks));
  return power * [1, 2, 5, 10].find((factor) => factor * power * ticks >= span * 0.999);
}

/** Axes and grid in an SVG of 640 pixels' width; x and y are [least, greatest]. */
function plot({ height = 300, x, y, xTitle, yTitle, label }) {
  const box = { left: 52, right: 628, top: 14, bottom: height - 44 };
  const px = (value) => box.left + ((value - x[0]) / (x[1] - x[0])) * (box.right - box.left);
  const py = (value) => box.bottom - ((value - y[0]) / (y[1] - y[0])) * (box.bottom - box.top);
  const svg = shape("svg", { viewBox: `0 0 640 ${height}`, role: "img", "aria-label": label });
  const text = (x, y, anchor, content) => svg.append(shape("text", { x, y, "text-anchor": anchor }, content));
  const ticks = ([low, high], count, draw) => {
    const step = niceStep(high - low, count);
    const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step / 1e6; i++) draw(i * step, fixed(i * step, digits));
  };
  ticks(y, 4, (value, name) => {
    svg.append(shape("line", { class: "grid", x1: box.left, x2: box.right, y1: py(value), y2: py(value) }));
    text(box.left - 7, py(value) + 4, "end", name);
  });
  ticks(x, 8, (value, name) => {
    svg.append(shape("line", { class: "grid", x1: px(value), x2: px(value), y1: box.bottom, y2: box.bottom + 5 }));
    text(px(value), box.bottom + 19, "middle", name);
  });
  text((box.left + box.right) / 2, height - 6, "middle", xTitle);
  svg.append(shape("text", { x: 14, y: (box.top + box.bottom) / 2, "text-anchor": "middle", transform: `rotate(-90 14 ${(box.top + box.bottom) / 2})` }, yTitle));
  const inside = shape("svg", { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top, viewBox: `${box.left} ${box.top} ${box.right - box.left} ${box.bottom - box.top}` });
  svg.append(inside);
  const xAt = (event) => clamp(x[0] + ((toSvg(svg, event).x - box.left) / (box.right - box.left)) * (x[1] - x[0]), x[0], x[1]);
  return { svg, inside, box, px, py, xAt };
}

/** The position of a pointer in the units of an SVG. */
function toSvg(svg, event) {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
}

/** Calls moved while the pointer is pressed on a target, by mouse, pen or finger. */
function drag(target, moved) {
  target.addEventListener("pointerdown", (event) => {
    target.setPointerCapture(event.pointerId);
    moved(event);
    event.preventDefault();
    target.focus?.({ preventScroll: true });
  });
  target.addEventListener("pointermove", (event) => {
    if (target.hasPointerCapture(event.pointerId)) moved(event);
  });
}

/** The points of a line in an SVG path. */
const path = (points) => points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

/** The picture in the text of a PNG file in Base64. */
function picture(base64) {
  const image = new Image();
  image.src = "data:image/png;base64," + base64;
  return image.decode().then(() => image);
}

/** Follows the theme of the page: the inherited colour of text is light or dark. */
function followTheme(host, card) {
  const update = () => {
    const [red, green, blue] = getComputedStyle(host).color.match(/[\d.]+/g).map(Number);
    const theme = 0.3 * red + 0.59 * green + 0.11 * blue > 140 ? "dark" : "light";
    if (card.dataset.theme !== theme) {
      card.dataset.theme = theme;
      card.dispatchEvent(new Event("theme"));
    }
  };
  update();
  const later = () => [0, 300, 1500].forEach((delay) => setTimeout(update, delay)); // style sheets load late
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", later);
  for (const node of [document.documentElement, document.body]) new MutationObserver(later).observe(node, { attributes: true });
}

/** Replaces the still picture of a widget by the widget. */
function start(host, css, data) {
  host.dataset.ready = "yes";
  host.dataset.lmSuppressShortcuts = "true"; // JupyterLab would take the arrow keys
  const card = element("section", { class: "card", "aria-label": data.title }, element("h3", {}, data.title));
  host.attachShadow({ mode: "open" }).append(element("style", {}, css), card);
  card.addEventListener("keydown", (event) => event.stopPropagation());
  followTheme(host, card);
  build(card, data);
}
