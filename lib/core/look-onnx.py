"""Runs the exported encoders of OnnxElsewhereTest in Python's ONNX Runtime and in that of headless Chromium."""

import contextlib
import functools
import http.server
import json
import math
import pathlib
import shutil
import subprocess
import sys
import threading
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "lib" / "core" / "target" / "onnx"
NAMES = ("image", "text")
TOLERANCE = 1e-5  # of embeddings of length 1
WEB, PYTHON = "onnxruntime-web@1.30.0", "onnxruntime==1.32.0"

RUN_IN_PYTHON = """
import json, sys
import numpy
import onnxruntime
example = json.load(open(sys.argv[1] + ".json"))
inputs = {name: numpy.array(x["data"], x["type"]).reshape(x["shape"]) for name, x in example["inputs"].items()}
session = onnxruntime.InferenceSession(sys.argv[1] + ".onnx", providers=["CPUExecutionProvider"])
print(json.dumps(session.run(["embedding"], inputs)[0].ravel().tolist()))
"""

PAGE = """<!doctype html>
<script src="node_modules/onnxruntime-web/dist/ort.wasm.min.js"></script>
<script>
const types = {float32: Float32Array, int64: BigInt64Array}
async function run(name) {
  const example = await (await fetch(name + '.json')).json()
  const session = await ort.InferenceSession.create(name + '.onnx')
  const inputs = {}
  for (const [key, x] of Object.entries(example.inputs)) {
    const data = x.type === 'int64' ? x.data.map(BigInt) : x.data
    inputs[key] = new ort.Tensor(x.type, types[x.type].from(data), x.shape)
  }
  return Array.from((await session.run(inputs)).embedding.data)
}
ort.env.wasm.numThreads = 1
</script>
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}

    def log_message(self, *_):
        pass


def check(where, name, embeddings):
    """Stops unless the embeddings are those of the library."""
    expected = json.loads((FOLDER / f"{name}.json").read_text())["embeddings"]
    if len(embeddings) != math.prod(expected["shape"]):
        sys.exit(f"{where}, {name}: {len(embeddings)} numbers instead of {expected['shape']}")
    largest = max(abs(a - b) for a, b in zip(embeddings, expected["data"]))
    shape = " × ".join(map(str, expected["shape"]))
    print(f"{where}, {name} encoder, {shape}: largest difference {largest:.1e}")
    if not largest <= TOLERANCE:
        sys.exit(f"{where}, {name}: the embeddings differ by {largest}, more than {TOLERANCE}")


def python_with_onnxruntime():
    folder = FOLDER / "venv"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists() or subprocess.run([python, "-c", "import onnxruntime"], capture_output=True).returncode:
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", PYTHON], check=True)
    return python


def look_in_browser(chromium):
    sys.path.insert(0, str(ROOT / "notebooks" / ".tools"))
    import requests
    from browser import Browser, free_port, running, until

    npm = ["npm", "install", "--no-save", "--no-audit", "--no-fund", "--silent", "--ignore-scripts", "--prefix", FOLDER]
    subprocess.run([*npm, WEB], check=True)
    (FOLDER / "page.html").write_text(PAGE)
    with contextlib.ExitStack() as stack:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=FOLDER))
        stack.callback(server.shutdown)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = free_port()
        stack.enter_context(running(["chromedriver", f"--port={port}"], FOLDER / "chromedriver.log"))
        driver = f"http://127.0.0.1:{port}"
        until("starting ChromeDriver", lambda: requests.get(f"{driver}/status", timeout=5).ok)
        browser = Browser(driver, chromium)
        stack.callback(browser.close)
        browser.open(f"http://127.0.0.1:{server.server_port}/page.html")
        for name in NAMES:
            check("onnxruntime-web", name, browser.script(f"return run('{name}')"))


def main():
    if not all((FOLDER / f"{name}.json").exists() for name in NAMES):
        sys.exit("no exported encoders: run mvn test -pl lib/core -Dtest=OnnxElsewhereTest first.")
    python = python_with_onnxruntime()
    for name in NAMES:
        printed = subprocess.run([python, "-c", RUN_IN_PYTHON, FOLDER / name], stdout=subprocess.PIPE, check=True)
        check("Python's onnxruntime", name, json.loads(printed.stdout))
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    missing = [each for each in ("npm", "chromedriver") if not shutil.which(each)] + ["chromium"] * (not chromium)
    if missing:
        sys.exit(f"not run in a browser: {', '.join(missing)} not found on PATH.")
    look_in_browser(chromium)


if __name__ == "__main__":
    main()
