"""Runs notebooks in JupyterLab in headless Chromium through its menus, and takes screenshots in both themes."""

import argparse
import contextlib
import json
import os
import pathlib
import secrets
import shutil
import sys
import tempfile
import time

import requests

from browser import TIMEOUT, Browser, Failed, free_port, running, until
from execute import FOLDER, choose

THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
SETTINGS = {  # no autosave, so that notebooks stay unchanged; all cells are rendered
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
  images: [...cell.querySelectorAll('.jp-OutputArea-output img')].map(e => e.src.length + e.src.slice(-400)).join(),
}));
"""


class Page:
    """A notebook opened in the browser."""

    def __init__(self, browser, url, path, out):
        self.browser, self.name, self.out = browser, path.stem, out
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        self.count = sum(cell["cell_type"] == "code" for cell in cells)
        browser.open(url)
        until(f"showing {self.name}", lambda: len(self.cells()) == self.count)

    def await_kernel(self):
        """Waits for the kernel; its status may stay unknown until the first cell runs."""
        status = "return document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status"
        until("starting the kernel", lambda: self.browser.script(status) in ("idle", "unknown"))

    def cells(self):
        return self.browser.script(CELLS)

    def take_screenshots(self):
        for theme, name in THEMES.items():
            self.browser.menu("Settings", "Theme", name)
            is_light = "return document.body.dataset.jpThemeLight"
            until(f"switching to {name}", lambda: self.browser.script(is_light) == str(theme == "light").lower())
            self.browser.screenshot(self.out / f"{self.name}-{theme}.png")

    def await_end(self, seconds):
        """Waits until no cell runs or is queued; returns all cells."""

        def finished():
            cells = self.cells()
            return cells if not any("*" in cell["prompt"] for cell in cells) else None

        return until(f"running {self.name}", finished, seconds)

    def run(self, seconds):
        """Runs all cells from the menu; raises the error of the first failed cell."""
        self.await_kernel()
        self.browser.menu("Run", "Run All Cells")
        until("starting the first cell", lambda: any("*" in cell["prompt"] for cell in self.cells()))
        self.check(self.await_end(seconds))

    def check(self, cells):
        for number, cell in enumerate(cells, 1):
            if cell["error"]:
                raise Failed(f"code cell {number} of {self.count}:\n{cell['source']}\n---\n{cell['error']}")
        if not all(any(letter.isdigit() for letter in cell["prompt"]) for cell in cells):
            raise Failed("cells without a result: " + " ".join(cell["prompt"] for cell in cells))

    def interrupt(self, seconds):
        """Interrupts the first training cell after its chart has been updated, then runs the other cells."""
        self.await_kernel()
        training = [i for i, cell in enumerate(self.cells(), 1) if "live.run(" in cell["source"]]
        if not training:
            raise Failed("no cell trains with a live chart: choose another notebook for --interrupt")
        number = training[0]
        self.select(number + 1)
        self.browser.menu("Run", "Run All Above Selected Cell")
        first = until("waiting for a chart", lambda: self.cells()[number - 1]["images"], seconds)
        until("waiting for an update of the chart", lambda: self.cells()[number - 1]["images"] != first, seconds)
        self.browser.click("//*[@data-command = 'notebook:interrupt-kernel']")
        until("waiting for the message that training was interrupted", lambda: "interrupted" in self.cells()[number - 1]["text"])
        self.await_end(TIMEOUT)
        self.select(number + 1)
        self.browser.menu("Run", "Run Selected Cell and All Below")
        until("starting the first cell", lambda: any("*" in cell["prompt"] for cell in self.cells()))
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
        page.take_screenshots()
        return
    (page.interrupt if options.interrupt else page.run)(options.seconds)
    page.take_screenshots()


def main():
    parser = argparse.ArgumentParser(
        prog="notebooks/look", description=__doc__, epilog="Example: notebooks/look --interrupt 01"
    )
    parser.add_argument("names", nargs="*", default=["01"], metavar="NAME", help="start of a notebook's file name (default: 01)")
    parser.add_argument("--committed", action="store_true", help="run nothing, show the saved outputs")
    parser.add_argument("--interrupt", action="store_true", help="interrupt the first training cell, then run the other cells")
    parser.add_argument("--full", action="store_true", help="full run instead of the short one")
    parser.add_argument("--seconds", type=int, default=1200, help="time limit per notebook (default: %(default)s)")
    parser.add_argument("--out", type=pathlib.Path, default=FOLDER.parent / "target" / "look", help="folder for the screenshots (default: target/look)")
    options = parser.parse_intermixed_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium or not shutil.which("chromedriver"):
        sys.exit("chromium or chromedriver not found on PATH: install both (on Debian: chromium and chromium-driver).")
    options.out.mkdir(parents=True, exist_ok=True)
    failed = 0
    with contextlib.ExitStack() as stack:
        home = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings(home / "settings")
        environment = {**os.environ, "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
                       "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"), "JUPYTER_CONFIG_DIR": str(home / "config")}
        if not options.full:
            environment["SIAMESE_QUICK"] = "yes"
        port, token, driver_port = free_port(), secrets.token_hex(16), free_port()
        server = [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", "--allow-root"]
        stack.enter_context(running([FOLDER / "start", "--no-browser", "--", *server], options.out / "jupyter.log", env=environment))
        stack.enter_context(running(["chromedriver", f"--port={driver_port}"], options.out / "chromedriver.log"))
        address, driver = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{driver_port}"
        until("starting JupyterLab", lambda: requests.get(f"{address}/api", timeout=5).ok)
        until("starting ChromeDriver", lambda: requests.get(f"{driver}/status", timeout=5).ok)
        browser = Browser(driver, chromium)
        stack.callback(browser.close)
        for path in choose(options.names):
            print(f"{path.stem} … ", end="", flush=True)
            start_time = time.monotonic()
            try:
                look(path, options, browser, address, token)
                print(f"ok {time.monotonic() - start_time:.1f} s", flush=True)
            except Failed as error:
                failed += 1
                print(f"FAILED {time.monotonic() - start_time:.1f} s\n{error}", flush=True)
    print(f"Screenshots written to {options.out}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
