"""A headless browser for notebooks/look."""

import base64
import contextlib
import os
import socket
import subprocess
import time

import requests

WIDTH, HEIGHT = 1100, 900  # pixels
TIMEOUT = 600  # seconds


class Failed(Exception):
    """The page does not show what is expected, or not in time."""


def free_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


def until(what, condition, seconds=TIMEOUT):
    """Polls the condition; returns its first true result."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(requests.ConnectionError):
            if result := condition():
                return result
        time.sleep(0.2)
    raise Failed(f"{what}: timed out after {seconds} seconds")


@contextlib.contextmanager
def running(command, log, **options):
    """Runs a program during the block."""
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
    """Headless Chromium, controlled through the WebDriver protocol of ChromeDriver."""

    def __init__(self, driver, chromium):
        self.driver = driver
        options = ["--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        options += ["--disable-component-update", "--disable-sync", f"--window-size={WIDTH},{HEIGHT}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            options.append("--no-sandbox")  # Chromium has no sandbox for root, as in a container
        timeouts = {"script": 1000 * TIMEOUT, "pageLoad": 1000 * TIMEOUT}  # milliseconds
        capabilities = {"goog:chromeOptions": {"binary": chromium, "args": options}, "timeouts": timeouts}
        session = self._post(f"{driver}/session", capabilities={"alwaysMatch": capabilities})
        self.session = f"{driver}/session/{session['sessionId']}"

    @staticmethod
    def _post(address, /, **body):
        value = requests.post(address, json=body, timeout=TIMEOUT).json()["value"]
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
        """Clicks a menu item: menu("Run", "Run All Cells")."""
        self.click(f"//div[contains(@class, 'lm-MenuBar-itemLabel') and . = '{names[0]}']")
        for name in names[1:]:
            self.click(f"//div[contains(@class, 'lm-Menu-itemLabel') and . = '{name}']")

    def devtools(self, command, **parameters):
        return self._post(f"{self.session}/goog/cdp/execute", cmd=command, params=parameters)

    def screenshot(self, file):
        """Takes a screenshot of the whole notebook."""
        inner = self.script("return document.querySelector('.jp-WindowedPanel-inner').offsetHeight")
        size = {"width": WIDTH, "height": max(HEIGHT, inner + 150), "deviceScaleFactor": 1, "mobile": False}
        self.devtools("Emulation.setDeviceMetricsOverride", **size)
        self.script("document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0")
        time.sleep(1)  # for layout and rendering
        file.write_bytes(base64.b64decode(self.devtools("Page.captureScreenshot")["data"]))
        self.devtools("Emulation.clearDeviceMetricsOverride")

    def close(self):
        requests.delete(self.session, timeout=30)
