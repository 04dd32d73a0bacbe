// A map of embeddings with pictures: zoom, pan, names, and the epochs of a training.

const COLORS = { // hues in the order of Palette.java, which colours the still picture
  light: ["#009e73", "#c98500", "#2e9fe0", "#b6568c", "#0072b2", "#d55e00", "#444"],
  dark: ["#2fd0a2", "#f2b632", "#8ad2fa", "#e79cc6", "#4aa3ea", "#ff8b45", "#e6eaee"],
};
const NEIGHBOURS = 5;
const REACH = 26; // pixels around a point in which the pointer finds it
const still = matchMedia("(prefers-reduced-motion: reduce)");

function build(card, data) {
  const { frames, labels, classes, side, columns } = data;
  const count = labels.length;
  const canvas = element("canvas", { tabindex: 0, role: "application", "aria-label": `${data.title}. Arrow keys move the map, plus and minus zoom, 0 shows everything, n and p step through the drawings.` });
  const tip = element("div", { class: "tip", hidden: "" });
  const map = element("div", { class: "map" }, canvas, tip);
  const context = canvas.getContext("2d");
  const view = { zoom: 1, x: 0.5, y: 0.5 }; // the middle of what is shown, from 0 to 1
  let [time, goal, chosen, only, sprite, tinted] = [frames.length - 1, frames.length - 1, -1, -1, null, null];

  /** The place of a point from 0 to 1, between two frames while they change. */
  function place(row) {
    const [before, after] = [frames[Math.floor(time)].points, frames[Math.ceil(time)].points];
    const part = time - Math.floor(time);
    return [0, 1].map((axis) => ((1 - part) * before[2 * row + axis] + part * after[2 * row + axis]) / data.range);
  }

  /** The side of the whole map in pixels. */
  const extent = (zoom = view.zoom) => Math.min(canvas.clientWidth, canvas.clientHeight) * 0.92 * zoom;

  function screen(row) {
    const [x, y] = place(row);
    const size = extent();
    return [canvas.clientWidth / 2 + (x - view.x) * size, canvas.clientHeight / 2 - (y - view.y) * size];
  }

  /** The pictures as ink in the colours of their classes. */
  function tint() {
    tinted = element("canvas", { width: sprite.width, height: sprite.height });
    const ink = tinted.getContext("2d");
    ink.drawImage(sprite, 0, 0);
    const image = ink.getImageData(0, 0, sprite.width, sprite.height);
    const colors = COLORS[card.dataset.theme].map((color) => color.slice(1).replace(/^(.)(.)(.)$/, "$1$1$2$2$3$3").match(/../g).map((hex) => parseInt(hex, 16)));
    for (let i = 0; i < image.data.length; i += 4) {
      const [x, y] = [(i / 4) % sprite.width, Math.floor(i / 4 / sprite.width)];
      const row = Math.floor(y / side) * columns + Math.floor(x / side);
      const ink = Math.min(255, 2 * (255 - image.data[i]));
      image.data.set([...colors[(labels[row] ?? 0) % colors.length], ink], i);
    }
    ink.putImageData(image, 0, 0);
  }

  function draw() {
    if (!tinted) return;
    const ratio = devicePixelRatio || 1;
    if (canvas.width !== Math.round(canvas.clientWidth * ratio)) {
      set(canvas, { width: Math.round(canvas.clientWidth * ratio), height: Math.round(canvas.clientHeight * ratio) });
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    const size = clamp(20 * Math.sqrt(view.zoom), 20, 64);
    const focus = chosen >= 0 ? labels[chosen] : only;
    for (let row = 0; row < count; row++) {
      const [x, y] = screen(row);
      context.globalAlpha = focus < 0 || labels[row] === focus ? 1 : 0.22;
      context.drawImage(tinted, (row % columns) * side, Math.floor(row / columns) * side, side, side, x - size / 2, y - size / 2, size, size);
    }
    context.globalAlpha = 1;
    if (chosen >= 0) {
      const [x, y] = screen(chosen);
      context.strokeStyle = getComputedStyle(card).color;
      context.lineWidth = 2;
      context.strokeRect(x - size / 2 - 3, y - size / 2 - 3, size + 6, size + 6);
    }
  }

  /** How many of the nearest points on the map show the same class. */
  function agreement(row) {
    const [x, y] = place(row);
    const distances = labels.map((_, other) => Math.hypot(place(other)[0] - x, place(other)[1] - y));
    const near = labels.map((_, other) => other).filter((other) => other !== row).sort((a, b) => distances[a] - distances[b]);
    return near.slice(0, NEIGHBOURS).filter((other) => labels[other] === labels[row]).length;
  }

  function choose(row) {
    if (row === chosen && (row < 0) === tip.hidden) return;
    chosen = row;
    tip.hidden = row < 0;
    if (row >= 0) {
      const large = element("canvas", { width: 2 * side, height: 2 * side, role: "img", "aria-label": "the drawing" });
      large.getContext("2d").drawImage(sprite, (row % columns) * side, Math.floor(row / columns) * side, side, side, 0, 0, 2 * side, 2 * side);
      tip.replaceChildren(large, element("div", { role: "status" }, element("b", {}, classes[labels[row]]), element("br"),
        `${agreement(row)} of the ${NEIGHBOURS} nearest on this map show the same character`));
      const [x, y] = screen(row);
      tip.style.left = clamp(x + 18, 4, Math.max(4, canvas.clientWidth - tip.offsetWidth - 4)) + "px";
      tip.style.top = clamp(y < canvas.clientHeight / 2 ? y + 24 : y - tip.offsetHeight - 24, 4, canvas.clientHeight - tip.offsetHeight - 4) + "px";
    }
    draw();
  }

  function nearest(event) {
    let [best, least] = [-1, REACH];
    for (let row = 0; row < count; row++) {
      const [x, y] = screen(row);
      const distance = Math.hypot(x - event.offsetX, y - event.offsetY);
      if (distance < least) [best, least] = [row, distance];
    }
    return best;
  }

  function zoom(factor, at = [canvas.clientWidth / 2, canvas.clientHeight / 2]) {
    const zoomed = clamp(view.zoom * factor, 1, 30);
    const move = 1 / extent() - 1 / extent(zoomed);
    pan((at[0] - canvas.clientWidth / 2) * move, (canvas.clientHeight / 2 - at[1]) * move, zoomed);
  }

  function pan(dx, dy, zoomed = view.zoom) {
    Object.assign(view, { x: clamp(view.x + dx, 0, 1), y: clamp(view.y + dy, 0, 1), zoom: zoomed });
    choose(-1);
    draw();
  }

  const reset = () => pan(0.5 - view.x, 0.5 - view.y, 1);
  const pixels = (n) => n / extent();
  const pointers = new Map();
  canvas.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
    canvas.setPointerCapture(event.pointerId);
    canvas.focus({ preventScroll: true });
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return choose(nearest(event));
    const now = [event.offsetX, event.offsetY];
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, now);
    const apart = (point) => Math.hypot(point[0] - other[0], point[1] - other[1]);
    if (other) zoom(apart(now) / Math.max(1, apart(before)), now.map((value, i) => (value + other[i]) / 2));
    else if (Math.hypot(now[0] - before[0], now[1] - before[1]) > 0) pan(-pixels(now[0] - before[0]), pixels(now[1] - before[1]));
  });
  const release = (event) => pointers.delete(event.pointerId) && event.pointerType === "touch" && choose(nearest(event));
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", (event) => pointers.delete(event.pointerId));
  canvas.addEventListener("pointerleave", () => choose(-1));
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && !canvas.matches(":focus")) return; // else the page scrolls
    event.preventDefault();
    zoom(2 ** (-event.deltaY / 250), [event.offsetX, event.offsetY]);
  });
  canvas.addEventListener("keydown", (event) => {
    const step = pixels(40);
    const next = (by) => choose((chosen + by + (chosen < 0 && by < 0 ? 1 : 0) + count) % count);
    const keys = { ArrowLeft: () => pan(-step, 0), ArrowRight: () => pan(step, 0), ArrowUp: () => pan(0, step), ArrowDown: () => pan(0, -step), "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: reset, n: () => next(1), p: () => next(-1) };
    if (!keys[event.key] || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    keys[event.key]();
  });

  let [ticking, speed, last] = [false, 1, 0];
  function tick(now) {
    const step = (speed * (now - last)) / 1000;
    last = now;
    ticking = Math.abs(goal - time) > step && card.isConnected && !still.matches;
    time = ticking ? time + Math.sign(goal - time) * step : goal;
    if (ticking) requestAnimationFrame(tick);
    draw();
  }
  function show(frame, seconds = 0.4) {
    goal = frame;
    speed = Math.abs(goal - time) / seconds;
    choose(-1);
    if (!ticking) tick((last = performance.now()));
  }
  const epochs = slider({ label: "moment of the training", min: 0, max: frames.length - 1, step: 1, value: goal, format: (i) => frames[i].name, changed: (frame) => show(frame) });
  const play = button("\u25b6 Play", () => {
    if (goal === frames.length - 1 && time === goal) time = 0;
    epochs.value = frames.length - 1;
    show(frames.length - 1, 0.4 * frames.length);
  });
  const select = element("select", { "aria-label": "show one character" }, element("option", { value: -1 }, "all characters"), ...classes.map((name, i) => element("option", { value: i }, name)));
  select.addEventListener("change", () => {
    only = Number(select.value);
    draw();
  });
  card.append(element("p", { class: "help" }, "Point at a drawing. Drag to move, zoom with the buttons, by two fingers or by Ctrl and the wheel; the slider goes through the training."), map);
  if (frames.length > 1) card.append(element("div", { class: "sliders" }, epochs.line));
  card.append(element("div", { class: "buttons" }, ...(frames.length > 1 ? [play] : []), button("+", () => zoom(1.5)), button("\u2212", () => zoom(1 / 1.5)), button("Show all", reset), select));
  picture(data.sprite).then((image) => {
    sprite = image;
    tint();
    draw();
    new ResizeObserver(draw).observe(canvas);
  });
  card.addEventListener("theme", () => sprite && (tint(), draw()));
}
