"""Opens notebooks in JupyterLab in Chromium, runs them by clicking, and takes pictures in both themes (notebooks/look)."""

import argparse
import base64
import contextlib
import json
import os
import pathlib
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time

import requests

from execute import FOLDER, choose

WIDTH, HEIGHT = 1100, 900  # pixels
PATIENCE = 600  # seconds, for a busy machine
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
SETTINGS = {  # notebooks stay as they are in the repository, and all their cells in the page
    "docmanager-extension/plugin": {"autosave": False},
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
CELLS = """
return [...document.querySelectorAll('.jp-Notebook .jp-CodeCell')].map(cell => ({
  prompt: cell.querySelector('.jp-InputArea-prompt').textContent,
  source: cell.querySelector('.cm-content')?.innerText ?? '',
  error: [...cell.querySelectorAll('[data-mime-type="application/vnd.jupyter.error"]')].map(e => e.innerText).join('\\n'),
  text: [...cell.querySelectorAll('.jp-OutputArea-output')].map(e => e.innerText).join('\\n'),
  pictures: [...cell.querySelectorAll('.jp-OutputArea-output img')].map(e => e.src.length + e.src.slice(-400)).join(),
}));
"""


class Failed(Exception):
    """What was seen is not what should be."""


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def until(what, condition, seconds=PATIENCE):
    """What the condition gives as soon as that is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(requests.ConnectionError):
            if result := condition():
                return result
        time.sleep(0.2)
    raise Failed(f"{what}: not within {seconds} seconds")


@contextlib.contextmanager
def running(command, log, **options):
    """A program as long as the block lasts."""
    with open(log, "w") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, **options)
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


class Browser:
    """Chromium, spoken to through ChromeDriver as W3C's WebDriver standard has it."""

    def __init__(self, driver, chromium):
        self.driver = driver
        options = ["--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        options += ["--disable-component-update", "--disable-sync", f"--window-size={WIDTH},{HEIGHT}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            options.append("--no-sandbox")  # Chromium refuses one to root, as in a container
        patience = {"script": 1000 * PATIENCE, "pageLoad": 1000 * PATIENCE}  # milliseconds
        wanted = {"goog:chromeOptions": {"binary": chromium, "args": options}, "timeouts": patience}
        session = self._post(f"{driver}/session", capabilities={"alwaysMatch": wanted})
        self.session = f"{driver}/session/{session['sessionId']}"

    @staticmethod
    def _post(address, /, **body):
        value = requests.post(address, json=body, timeout=PATIENCE).json()["value"]
        if isinstance(value, dict) and "error" in value:
            raise Failed(value["message"].splitlines()[0])
        return value

    def open(self, url):
        self._post(f"{self.session}/url", url=url)

    def script(self, text):
        return self._post(f"{self.session}/execute/sync", script=text, args=[])

    def click(self, xpath):
        def find():
            found = self._post(f"{self.session}/elements", using="xpath", value=xpath)
            return found and next(iter(found[0].values()))

        self._post(f"{self.session}/element/{until(xpath, find)}/click")

    def menu(self, *names):
        """Clicks through the menu bar, as in menu("Run", "Run All Cells")."""
        self.click(f"//div[contains(@class, 'lm-MenuBar-itemLabel') and . = '{names[0]}']")
        for name in names[1:]:
            self.click(f"//div[contains(@class, 'lm-Menu-itemLabel') and . = '{name}']")

    def devtools(self, command, **parameters):
        return self._post(f"{self.session}/goog/cdp/execute", cmd=command, params=parameters)

    def picture(self, file):
        """Takes a picture of a window that is as high as the notebook in it."""
        inner = self.script("return document.querySelector('.jp-WindowedPanel-inner').offsetHeight")
        size = {"width": WIDTH, "height": max(HEIGHT, inner + 150), "deviceScaleFactor": 1, "mobile": False}
        self.devtools("Emulation.setDeviceMetricsOverride", **size)
        self.script("document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0")
        time.sleep(1)  # to be laid out and drawn anew
        file.write_bytes(base64.b64decode(self.devtools("Page.captureScreenshot")["data"]))
        self.devtools("Emulation.clearDeviceMetricsOverride")

    def close(self):
        requests.delete(self.session, timeout=30)


class Page:
    """A notebook that is open in the browser."""

    def __init__(self, browser, url, path, out):
        self.browser, self.name, self.out = browser, path.stem, out
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        self.count = sum(cell["cell_type"] == "code" for cell in cells)
        browser.open(url)
        until(f"{self.name} is shown", lambda: len(self.cells()) == self.count)

    def await_kernel(self):
        """Waits until a kernel is there; its state stays unknown until the first cell runs if it spoke before the page listened."""
        status = "return document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status"
        until("the kernel starts", lambda: self.browser.script(status) in ("idle", "unknown"))

    def cells(self):
        return self.browser.script(CELLS)

    def pictures(self):
        for theme, name in THEMES.items():
            self.browser.menu("Settings", "Theme", name)
            dark = "return document.body.dataset.jpThemeLight"
            until(name, lambda: self.browser.script(dark) == str(theme == "light").lower())
            self.browser.picture(self.out / f"{self.name}-{theme}.png")

    def await_end(self, seconds):
        """Waits until no cell runs or is to run; gives all."""

        def over():
            cells = self.cells()
            return cells if not any("*" in cell["prompt"] for cell in cells) else None

        return until(f"{self.name} has run", over, seconds)

    def run(self, seconds):
        """Runs all cells by the menu, and fails with what a failed cell says."""
        self.await_kernel()
        self.browser.menu("Run", "Run All Cells")
        until("a cell runs", lambda: any("*" in cell["prompt"] for cell in self.cells()))
        self.check(self.await_end(seconds))

    def check(self, cells):
        for number, cell in enumerate(cells, 1):
            if cell["error"]:
                raise Failed(f"code cell {number} of {self.count}:\n{cell['source']}\n---\n{cell['error']}")
        if not all(any(letter.isdigit() for letter in cell["prompt"]) for cell in cells):
            raise Failed("not all cells have run: " + " ".join(cell["prompt"] for cell in cells))

    def interrupt(self, seconds):
        """Runs up to the first training, stops that when its chart has been drawn anew, and runs the rest."""
        self.await_kernel()
        training = [i for i, cell in enumerate(self.cells(), 1) if "live.run(" in cell["source"]]
        if not training:
            raise Failed("no cell of it trains with a live chart, so there is nothing to interrupt")
        number = training[0]
        self.select(number + 1)
        self.browser.menu("Run", "Run All Above Selected Cell")
        shown = until("a chart is there", lambda: self.cells()[number - 1]["pictures"], seconds)
        until("it is drawn anew", lambda: self.cells()[number - 1]["pictures"] != shown, seconds)
        self.browser.click("//*[@data-command = 'notebook:interrupt-kernel']")
        until("the cell says that it was interrupted", lambda: "interrupted" in self.cells()[number - 1]["text"])
        self.await_end(PATIENCE)
        self.select(number + 1)
        self.browser.menu("Run", "Run Selected Cell and All Below")
        until("a cell runs", lambda: any("*" in cell["prompt"] for cell in self.cells()))
        cells = self.await_end(seconds)
        cells[number - 1]["error"] = ""
        self.check(cells)

    def select(self, number):
        cell = f"(//*[contains(@class, 'jp-CodeCell')])[{number}]"
        self.browser.click(f"{cell}//*[contains(@class, 'jp-InputArea-prompt')]")


def settings(folder):
    for name, value in SETTINGS.items():
        file = folder / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(value))


def look(path, options, browser, address, token):
    page = Page(browser, f"{address}/doc/tree/{path.name}?reset&token={token}", path, options.out)
    if options.committed:
        page.pictures()
        return
    (page.interrupt if options.interrupt else page.run)(options.seconds)
    page.pictures()


def main():
    parser = argparse.ArgumentParser(prog="notebooks/look", description=__doc__)
    parser.add_argument("names", nargs="*", default=["01"], metavar="NAME", help="the start of a notebook's file name; default: 01")
    parser.add_argument("--committed", action="store_true", help="run nothing, look at the outputs in the file")
    parser.add_argument("--interrupt", action="store_true", help="press the stop button while a cell trains, and go on")
    parser.add_argument("--full", action="store_true", help="not the short run")
    parser.add_argument("--seconds", type=int, default=1200, help="how long a notebook may take; default: %(default)s")
    parser.add_argument("--out", type=pathlib.Path, default=FOLDER.parent / "target" / "look", help="where the pictures go; default: target/look")
    options = parser.parse_intermixed_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium or not shutil.which("chromedriver"):
        sys.exit("Chromium and ChromeDriver are needed (on Debian: the packages chromium and chromium-driver).")
    options.out.mkdir(parents=True, exist_ok=True)
    failed = 0
    with contextlib.ExitStack() as stack:
        home = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings(home / "settings")
        environment = {**os.environ, "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
                       "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"), "JUPYTER_CONFIG_DIR": str(home / "config")}
        if not options.full:
            environment["SIAMESE_QUICK"] = "yes"
        port, token, door = free_port(), secrets.token_hex(16), free_port()
        server = [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", "--allow-root"]
        stack.enter_context(running([FOLDER / "start", "--no-browser", "--", *server], options.out / "jupyter.log", env=environment))
        stack.enter_context(running(["chromedriver", f"--port={door}"], options.out / "chromedriver.log"))
        address, driver = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{door}"
        until("JupyterLab starts", lambda: requests.get(f"{address}/api", timeout=5).ok)
        until("ChromeDriver starts", lambda: requests.get(f"{driver}/status", timeout=5).ok)
        browser = Browser(driver, chromium)
        stack.callback(browser.close)
        for path in choose(options.names):
            print(f"{path.stem} … ", end="", flush=True)
            began = time.monotonic()
            try:
                look(path, options, browser, address, token)
                print(f"ok {time.monotonic() - began:.1f} s", flush=True)
            except Failed as problem:
                failed += 1
                print(f"FAILED {time.monotonic() - began:.1f} s\n{problem}", flush=True)
    print(f"Pictures are in {options.out}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
