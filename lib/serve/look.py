"""Compares pictures on the page of jbang/run Serve in headless Chromium, and takes screenshots in both themes."""

import base64
import contextlib
import pathlib
import shutil
import struct
import sys
import tempfile
import time
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "notebooks" / ".tools"))

import requests  # noqa: E402
from browser import TIMEOUT, Browser, Failed, free_port, running, until  # noqa: E402

CROSS = [[(-60, -60), (60, 60)], [(60, -60), (-60, 60)]]
CROSS_ELSEWHERE = [[(-40, -50), (70, 55)], [(65, -45), (-45, 60)]]
LADDER = [[(-50, -80), (-50, 80)], [(50, -80), (50, 80)], [(-50, -30), (50, -30)], [(-50, 30), (50, 30)]]


def png(strokes, side=105):
    """A picture of strokes, as an image file."""
    rows = [bytearray(b"\xff" * side) for _ in range(side)]
    for (x0, y0), (x1, y1) in strokes:
        for i in range(200):
            x, y = (round(side / 2 + 0.4 * (a + (b - a) * i / 199)) for a, b in ((x0, x1), (y0, y1)))
            for dy in (-1, 0, 1):
                rows[y + dy][x - 1 : x + 2] = b"\0\0\0"
    chunk = lambda name, data: struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


class Page:
    """The page, used as a person does: by files, pointer and buttons."""

    def __init__(self, browser, address):
        self.browser = browser
        browser.open(address)
        until("showing the encoder", lambda: self.text("model"))

    def text(self, name):
        return self.browser.script(f"return document.getElementById('{name}').textContent")

    def element(self, css, number):
        found = self.browser._post(f"{self.browser.session}/elements", using="css selector", value=css)
        return found[number]

    def choose(self, number, file):
        path = next(iter(self.element("input[type=file]", number).values()))
        self.browser._post(f"{self.browser.session}/element/{path}/value", text=str(file))

    def draw(self, number, strokes):
        canvas, actions = self.element("canvas:not(.heat)", number), []
        for (x0, y0), (x1, y1) in strokes:
            actions.append({"type": "pointerMove", "duration": 0, "origin": canvas, "x": x0, "y": y0})
            actions.append({"type": "pointerDown", "button": 0})
            actions.append({"type": "pointerMove", "duration": 100, "origin": canvas, "x": x1, "y": y1})
            actions.append({"type": "pointerUp", "button": 0})
        pointer = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions}
        self.browser._post(f"{self.browser.session}/actions", actions=[pointer])

    def expect(self, start):
        until(f"waiting for '{start}'", lambda: self.text("result").startswith(start), 60)
        if self.text("error"):
            raise Failed(self.text("error"))

    def heat(self, number):
        """The pixels of a picture that are shaded."""
        script = "return document.querySelectorAll('.heat')[%d].getContext('2d').getImageData(0, 0, 320, 320).data.filter((_, i) => i %% 4 === 3).filter(a => a > 20).length"
        return self.browser.script(script % number)

    def take_screenshots(self, out, name="page"):
        for theme in ("light", "dark"):
            self.browser.devtools("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])
            time.sleep(1)  # for layout and rendering
            (out / f"{name}-{theme}.png").write_bytes(base64.b64decode(self.browser.devtools("Page.captureScreenshot")["data"]))


def look(page, folder, out):
    page.choose(0, folder / "cross.png")
    page.draw(1, CROSS_ELSEWHERE)
    page.expect("Same: distance")
    until("explaining the distance", lambda: page.text("strongest").startswith("The strongest"), 60)
    for number in (0, 1):
        if not 0 < page.heat(number) < 320 * 320 / 2:
            raise Failed(f"{page.heat(number)} pixels of picture {number} are shaded")
    page.take_screenshots(out, "same")
    page.browser.script("const s = document.getElementById('threshold'); s.value = 0; s.dispatchEvent(new Event('input'))")
    page.expect("Different: distance")
    page.browser.script("const s = document.getElementById('threshold'); s.value = model.threshold; s.dispatchEvent(new Event('input'))")
    page.browser.click("(//button[@class='clear'])[2]")
    if page.heat(0) or page.heat(1):
        raise Failed("the explanation stays after a picture is cleared")
    page.draw(1, LADDER)
    page.expect("Different: distance")
    until("explaining the distance", lambda: page.text("strongest").startswith("The strongest"), 60)
    page.browser.click("(//button[@class='find'])[2]")
    shown = "return [...document.querySelectorAll('.hits img')].filter(i => i.complete && i.naturalWidth).length"
    until("showing the neighbours", lambda: page.browser.script(shown) == 2, 60)
    first = page.browser.script("return document.querySelector('.hits li span').textContent")
    if not first.endswith("ladder.png"):
        raise Failed(f"the nearest picture of a ladder is {first}")
    page.take_screenshots(out)


def main():
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium or not shutil.which("chromedriver"):
        sys.exit("chromium or chromedriver not found on PATH: install both (on Debian: chromium and chromium-driver).")
    out = ROOT / "target" / "look"
    out.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory())) / "pictures"
        folder.mkdir()
        (folder / "cross.png").write_bytes(png(CROSS))
        (folder / "ladder.png").write_bytes(png(LADDER))
        port, driver_port = free_port(), free_port()
        serve = [ROOT / "jbang" / "run", "Serve", "--data", folder, "--port", str(port), "--device", "cpu"]
        stack.enter_context(running(serve, out / "serve.log"))
        stack.enter_context(running(["chromedriver", f"--port={driver_port}"], out / "chromedriver.log"))
        address, driver = f"http://127.0.0.1:{port}/", f"http://127.0.0.1:{driver_port}"
        until("starting the server", lambda: requests.get(f"{address}health", timeout=60).ok, TIMEOUT)
        until("starting ChromeDriver", lambda: requests.get(f"{driver}/status", timeout=5).ok)
        browser = Browser(driver, chromium)
        stack.callback(browser.close)
        look(Page(browser, address), folder, out)
    print(f"Screenshots written to {out}")


if __name__ == "__main__":
    main()
