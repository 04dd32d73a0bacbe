"""Uses all widgets of the notebooks in headless Chromium, compares their numbers with the library's, and takes screenshots."""

import base64
import contextlib
import json
import re
import shutil
import sys
import time

import requests

from browser import Browser, Failed, free_port, running, until
from execute import FOLDER

ROOT = FOLDER.parent
PAGE = ROOT / "target" / "widgets"
MARGINS, TRIPLET_MARGIN, TRIPLET, THRESHOLD, COPY, MAP, PAD = range(7)  # the order of WidgetPageTest
TOLERANCE = 0.002  # of distances, whose weights are rounded to 16 bits
ORIGIN = "element-6066-11e4-a52e-4f735466cecf"  # the key of an element in the WebDriver protocol


def close(what, found, expected, tolerance=0.0011):
    if abs(found - expected) > tolerance:
        raise Failed(f"{what}: {found} instead of {expected}")


def equal(what, found, expected):
    if found != expected:
        raise Failed(f"{what}: {found!r} instead of {expected!r}")


class Widgets:
    """The page, used by pointer and keyboard."""

    def __init__(self, browser, url):
        self.browser = browser
        browser.open(url)
        until("starting the widgets", lambda: self.js("return [...document.querySelectorAll('[data-widget]')].every(w => w.shadowRoot)"), 30)
        until("loading the pictures", lambda: self.find(PAD, "button:nth-of-type(2)") and self.text(PAD, "[data-value=distance]") != "–", 30)

    def js(self, code):
        return self.browser.script(code)

    def root(self, widget):
        return f"document.querySelectorAll('[data-widget]')[{widget}].shadowRoot"

    def find(self, widget, css, number=0):
        return self.js(f"return {self.root(widget)}.querySelectorAll(`{css}`)[{number}]")

    def text(self, widget, css, number=0):
        return self.js(f"return {self.root(widget)}.querySelectorAll(`{css}`)[{number}].textContent")

    def number(self, widget, css, number=0):
        return float(self.text(widget, css, number).replace("\u2212", "-"))

    def actions(self, kind, steps, **more):
        self.browser._post(f"{self.browser.session}/actions", actions=[{"type": kind, "id": str(more), "actions": steps, **more}])

    def press(self, widget, css, keys, number=0):
        """Focuses an element and presses keys."""
        self.js(f"const e = {self.root(widget)}.querySelectorAll(`{css}`)[{number}]; e.scrollIntoView({{block: 'center'}}); e.focus()")
        self.actions("key", [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")])

    def point(self, widget, css, path, number=0, pressed=False, kind="mouse"):
        """Moves the pointer over an element along (x, y) in fractions of its size, from its middle."""
        element = self.find(widget, css, number)
        self.js(f"{self.root(widget)}.querySelectorAll(`{css}`)[{number}].scrollIntoView({{block: 'center'}})")
        size = self.js(f"const b = {self.root(widget)}.querySelectorAll(`{css}`)[{number}].getBoundingClientRect(); return [b.width, b.height]")
        places = [(round(x * size[0]), round(y * size[1])) for x, y in path]
        moves = [{"type": "pointerMove", "duration": 0, "origin": element, "x": places[0][0], "y": places[0][1]}]
        for (x0, y0), (x, y) in zip(places, places[1:]):  # the element may move with the pointer
            moves.append({"type": "pointerMove", "duration": 60, "origin": "pointer", "x": x - x0, "y": y - y0})
        steps = [moves[0], {"type": "pointerDown", "button": 0}, *moves[1:], {"type": "pointerUp", "button": 0}] if pressed else moves
        self.actions("pointer", steps, parameters={"pointerType": kind})

    def click(self, widget, text):
        self.js(f"[...{self.root(widget)}.querySelectorAll('button')].find(b => b.textContent === `{text}`).click()")

    def screenshot(self, out, widget=None):
        for theme in ("light", "dark"):
            self.browser.devtools("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])
            until(f"switching to {theme}", lambda: self.js(f"return {self.root(MAP)}.querySelector('.card').dataset.theme") == theme, 10)
            time.sleep(0.4)  # for layout and rendering
            height = self.js("return document.documentElement.scrollHeight")
            clip = {"x": 0, "y": 0, "width": 780, "height": height, "scale": 1}
            shot = self.browser.devtools("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
            (out / f"widgets-{theme}.png").write_bytes(base64.b64decode(shot["data"]))


RIGHT, LEFT, UP, DOWN = "\ue014", "\ue012", "\ue013", "\ue015"  # keys of the WebDriver protocol


def margins(page, expected):
    """At the start, the numbers of both losses; after moving a slider and the pointer, those of the formula."""
    for i, loss in enumerate(expected["contrastive"]):
        close("contrastive loss", page.number(MARGINS, "tbody td:nth-of-type(1)", i), loss)
    page.press(MARGINS, "input", [RIGHT] * 10)
    close("distance after ten keys", page.number(MARGINS, ".slider output"), 0.9, 0)
    close("loss of a same pair at 0.9", page.number(MARGINS, "tbody td:nth-of-type(1)"), 0.5**2)
    close("its gradient", page.number(MARGINS, "tbody td:nth-of-type(2)"), 1.0)
    page.press(MARGINS, "input", [LEFT] * 40, 2)
    close("loss of a different pair under a margin of 1", page.number(MARGINS, "tbody td:nth-of-type(1)", 1), 0.01)
    page.press(MARGINS, "input", [LEFT] * 95, 2)
    if not page.number(MARGINS, ".slider output", 1) < page.number(MARGINS, ".slider output", 2):
        raise Failed("the margin of same pairs is not below that of different pairs")
    page.press(MARGINS, "input", [RIGHT] * 135, 2)
    page.press(MARGINS, "input", [RIGHT] * 39, 1)
    page.point(MARGINS, "svg", [(-0.3, 0), (0.1, 0)])
    d = page.number(MARGINS, ".slider output")
    close("distance under the pointer", d, (0.6 * 640 - 52) / 576 * 2, 0.02)
    close("loss there", page.number(MARGINS, "tbody td:nth-of-type(1)", 1), max(0, page.number(MARGINS, ".slider output", 2) - d) ** 2)
    page.press(TRIPLET_MARGIN, "input", [RIGHT] * 20, 2)
    close("triplet loss under a margin of 0.4", page.number(TRIPLET_MARGIN, "tbody td"), 0.6 - 0.7 + 0.4)


def triplet(page, expected):
    loss = lambda: page.number(TRIPLET, "[data-value=loss]")
    region = lambda: page.text(TRIPLET, "[data-value=region]")
    close("triplet loss at the start", loss(), expected["triplet"])
    equal("region at the start", region(), "semi-hard")
    page.click(TRIPLET, "One step of training")
    if not loss() < expected["triplet"]:
        raise Failed("a step of training does not lower the loss")
    page.press(TRIPLET, "[data-point=n]", [UP] * 5)
    equal("region after moving the negative away", region(), "easy")
    equal("loss there", loss(), 0.0)
    page.point(TRIPLET, "[data-point=n] circle", [(0, 0), (-1, 2), (-1.5, 2.5)], pressed=True)
    equal("region after dragging the negative to the anchor", region(), "hard")
    terms = [float(part) for part in re.findall(r"\d+\.\d+", page.text(TRIPLET, ".box span:last-child"))]
    close("loss", loss(), terms[0] - terms[1] + terms[2], 0.0021)
    page.point(TRIPLET, "[data-point=p] circle", [(0, 0), (1, -1)], pressed=True, kind="touch")
    page.click(TRIPLET, "Reset")
    close("triplet loss after Reset", loss(), expected["triplet"])


def threshold(page, expected):
    equal("title", page.text(THRESHOLD, "h3"), expected["title"])

    def check(case):
        for rate, wrong in (("far", "accepts"), ("frr", "rejects")):
            name = rate.upper()
            shown = [float(each) for each in re.findall(r"\d+\.\d+", page.text(THRESHOLD, f"[data-value={name}]"))]
            for each, key in zip(shown, ("value", "low", "high")):
                close(f"{name} ({key}) at {case['threshold']}", each, 100 * case[rate][key], 0.0501)
            equal(f"{wrong} at {case['threshold']}", int(page.text(THRESHOLD, f"[data-count={name}]").split()[0].replace(",", "")), case[wrong])

    step = lambda: page.js(f"return Number({page.root(THRESHOLD)}.querySelector('input').value)")
    shown = lambda: page.number(THRESHOLD, ".slider output")
    first = shown()
    for case in expected["verification"]:
        size = shown() / step() if step() else 0.002
        steps = round((case["threshold"] - shown()) / size)
        page.press(THRESHOLD, "input", [RIGHT if steps > 0 else LEFT] * abs(steps))
        close("threshold by keyboard", shown(), case["threshold"], 1e-9)
        check(case)
    page.point(THRESHOLD, "svg", [(0.2, 0), (-0.1, 0), (-0.2, 0)], pressed=True)
    dragged = shown()
    if not 0 < dragged < expected["verification"][-1]["threshold"]:
        raise Failed(f"the dragged threshold is {dragged}")
    close("threshold of the second copy", page.number(COPY, ".slider output"), first, 0)
    page.click(THRESHOLD, "equal errors")
    close("threshold of equal errors", shown(), expected["threshold"], 0.02)


def explorer(page):
    canvas = ".map > canvas"
    page.press(MAP, canvas, ["n"])
    first = page.text(MAP, ".tip b")
    picture = f"return {page.root(MAP)}.querySelector('.map > canvas').toDataURL()"
    last = page.js(picture)
    page.press(MAP, canvas, ["n"] * 6)
    if page.text(MAP, ".tip b") == first:
        raise Failed("six drawings further, the map still shows " + first)
    page.press(MAP, "input", [LEFT] * 3)
    equal("moment", page.text(MAP, ".slider output"), "before")
    time.sleep(2.5)
    before = page.js(picture)
    if before == last:
        raise Failed("the map does not change with the moment")
    page.click(MAP, "▶ Play")
    time.sleep(2.5)
    equal("moment after Play", page.text(MAP, ".slider output"), "epoch 3")
    after = page.js(picture)
    page.click(MAP, "+")
    page.point(MAP, canvas, [(0.1, 0.1), (-0.1, 0), (-0.1, 0.1)], pressed=True)
    if page.js(picture) == after:
        raise Failed("zooming and dragging do not change the map")
    page.click(MAP, "Show all")
    if page.js(picture) != after:
        raise Failed("'Show all' does not restore the map")
    hidden = lambda: page.js(f"return {page.root(MAP)}.querySelector('.tip').hidden")
    for i in range(9):  # some place near the middle has a drawing
        page.point(MAP, canvas, [(0.04 * i - 0.16, 0.03 * i - 0.12)])
        if not hidden():
            return
    raise Failed("no drawing is found by the pointer")


def pad(page, expected):
    """The distances of the examples are the library's; drawings by mouse and finger are compared."""
    value = lambda: page.number(PAD, "[data-value=distance]")
    table = expected["examples"]
    side = page.js(f"return {page.root(PAD)}.querySelector('.pad canvas').width")
    close("distance of the first examples", value(), table[0][1], TOLERANCE)
    worst = abs(value() - table[0][1])
    page.point(PAD, ".pad > canvas", [(0, 0), (0.1, 0)], pressed=True)
    if page.text(PAD, ".verdict p").startswith("Truth"):
        raise Failed("a drawing over an example is taken for the example")
    sprite = f"""
      const pads = [...{page.root(PAD)}.querySelectorAll('.pad > canvas')];
      const data = document.documentElement.innerHTML.match(/"exampleSide":(\\d+),"examples":"([^"]*)"/);
      const image = new Image();
      image.src = 'data:image/png;base64,' + data[2].replaceAll('\\\\u003d', '=');
      return image.decode().then(() => [FIRST, SECOND].forEach((row, i) => {{
        const small = document.createElement('canvas'), s = Number(data[1]), k = {side} / s;
        small.width = small.height = s;
        const context = small.getContext('2d');
        context.drawImage(image, -row * s, 0);
        const from = context.getImageData(0, 0, s, s), to = new ImageData({side}, {side});
        for (let j = 0; j < to.data.length; j++) {{
          const x = Math.floor(j / 4 % {side} / k), y = Math.floor(j / 4 / {side} / k);
          to.data[j] = from.data[4 * (y * s + x) + j % 4];
        }}
        pads[i].getContext('2d').putImageData(to, 0, 0);
        pads[i].dispatchEvent(new Event('input'));
      }}));"""
    distances = []
    for first in range(len(table)):
        second = (5 * first + 3) % len(table)
        page.js(sprite.replace("FIRST", str(first)).replace("SECOND", str(second)))
        worst = max(worst, abs(value() - table[first][second]))
        close(f"distance of examples {first} and {second}", value(), table[first][second], TOLERANCE)
        same = table[first][second] <= expected["threshold"]
        equal("verdict", page.text(PAD, ".chip"), "same" if same else "different")
        distances.append(value())
    if max(distances) - min(distances) < 0.1:
        raise Failed("the distances are all alike, which proves little")
    print(f"{len(distances) + 1} distances agree to {worst:.1e}; {page.text(PAD, '.verdict p')}")
    for number in (0, 1):
        page.click(PAD, "Clear") if number == 0 else page.js(f"{page.root(PAD)}.querySelectorAll('.under button')[1].click()")
    equal("distance of empty fields", page.text(PAD, "[data-value=distance]"), "–")
    cross = [[(-0.3, -0.3), (0, 0.02), (0.3, 0.3)], [(0.3, -0.3), (0, 0), (-0.3, 0.3)]]
    for number, kind in ((0, "mouse"), (1, "touch")):
        for stroke in cross:
            page.point(PAD, ".pad > canvas", stroke, number, pressed=True, kind=kind)
    close("distance of two equal crosses", value(), 0, 0.02)
    page.point(PAD, ".pad > canvas", [(-0.35, 0.35), (0.35, 0.35), (0.35, -0.1)], 1, pressed=True)
    if not value() > 0.01:
        raise Failed("another stroke does not change the distance")


def main():
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium or not shutil.which("chromedriver"):
        sys.exit("chromium or chromedriver not found on PATH: install both (on Debian: chromium and chromium-driver).")
    if not (PAGE / "page.html").is_file():
        sys.exit("target/widgets/page.html is missing: 'mvn verify' writes it (lib/lab, WidgetPageTest).")
    expected = json.loads((PAGE / "expected.json").read_text(encoding="utf-8"))
    with contextlib.ExitStack() as stack:
        port = free_port()
        stack.enter_context(running(["chromedriver", f"--port={port}"], PAGE / "chromedriver.log"))
        until("starting ChromeDriver", lambda: requests.get(f"http://127.0.0.1:{port}/status", timeout=5).ok)
        browser = Browser(f"http://127.0.0.1:{port}", chromium)
        stack.callback(browser.close)
        page = Widgets(browser, (PAGE / "page.html").as_uri())
        try:
            margins(page, expected)
            triplet(page, expected)
            threshold(page, expected)
            explorer(page)
            pad(page, expected)
        finally:
            page.screenshot(PAGE)
    print(f"All widgets work; screenshots written to {PAGE}")


if __name__ == "__main__":
    main()
