"""Executes notebooks, each in a new kernel, and writes them as HTML."""

import argparse
import concurrent.futures
import copy
import hashlib
import html
import os
import pathlib
import re
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter

FOLDER = pathlib.Path(__file__).resolve().parent.parent


def choose(names):
    """The notebooks whose file names start with one of the names; all notebooks if there are no names."""
    all_paths = sorted(FOLDER.glob("*.ipynb"))
    chosen = []
    for name in names:
        start = pathlib.Path(name).name.removesuffix(".ipynb")
        found = [path for path in all_paths if path.stem.startswith(start)]
        if not found:
            sys.exit(f"No notebook starts with '{start}'; choose from: " + ", ".join(path.stem for path in all_paths))
        chosen += [path for path in found if path not in chosen]
    return chosen or all_paths or sys.exit(f"No notebooks in {FOLDER}.")


class Progress:
    """Says which cell runs: in place in a terminal, and at most every 20 seconds elsewhere."""

    def __init__(self, name, notebook):
        self.name, self.start, self.said = name, time.monotonic(), 0
        self.cells = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]

    def update(self, index):
        seconds = time.monotonic() - self.start
        text = f"{self.name}: cell {self.cells.index(index) + 1} of {len(self.cells)}, {seconds:.0f} s"
        if sys.stdout.isatty():
            print(f"\r{text:60}", end="\r", flush=True)
        elif seconds - self.said >= 20:
            self.said = seconds
            print(text, flush=True)


def execute(notebook, name):
    """Runs all cells in place; returns an error message, or None."""
    started = []
    progress = Progress(name, notebook)

    def start(cell, cell_index):
        started.append((cell_index, cell))
        if cell.cell_type == "code":
            progress.update(cell_index)

    for cell in notebook.cells:
        if cell.cell_type == "code":  # cells after a failure must not show older results
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        timeout=None,
        startup_timeout=600,  # seconds
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(FOLDER)}},
        on_cell_execute=start,
    )
    try:
        client.execute()
    except (CellExecutionError, RuntimeError) as error:  # RuntimeError: the kernel died
        if not started:
            return str(error)
        index, cell = started[-1]
        # The exception has the stack of the kernel; the error of the cell is among its outputs.
        traceback = [line for output in cell.outputs for line in output.get("traceback", [])]
        text = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(traceback) or str(error))
        return f"--- cell {index + 1} of {len(notebook.cells)}:\n{cell.source}\n---\n{text.strip()}\n---"
    return None


def fingerprint(notebook):
    """The SHA-256 of a notebook's code, which detects outputs of older code."""
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    return hashlib.sha256("\n".join(code).encode()).hexdigest()


def with_alt_texts(page, notebook):
    """Fills in the alternative texts of charts, which nbconvert leaves out."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]
    charts = [output for output in outputs if "image/png" in output.data and "text/html" not in output.data]
    texts = iter([output.metadata.get("image/png", {}).get("alt", "Chart") for output in charts])
    missing = 'alt="No description has been provided for this image"'
    return re.sub(missing, lambda _: f'alt="{html.escape(next(texts, "Chart"))}"', page)


def run(path, out, inplace, copies):
    """Executes a notebook and writes its HTML; returns its name, the seconds and an error message, or None."""
    notebook = nbformat.read(path, as_version=4)
    metadata = copy.deepcopy(notebook.metadata)
    start_time = time.monotonic()
    error_message = execute(notebook, path.stem)
    seconds = time.monotonic() - start_time
    exporter = HTMLExporter(embed_images=True)
    page, _ = exporter.from_notebook_node(notebook, {"metadata": {"name": path.stem, "path": str(FOLDER)}})
    (out / f"{path.stem}.html").write_text(with_alt_texts(page, notebook), encoding="utf-8")
    if inplace and not error_message:
        notebook.metadata = metadata  # without the exact version that the kernel adds
        notebook.metadata.pop("full_run", None)
        if "SIAMESE_QUICK" not in os.environ:
            notebook.metadata["full_run"] = fingerprint(notebook)
        nbformat.write(notebook, path)
    if copies:
        nbformat.write(notebook, pathlib.Path(copies) / path.name)
    return path.stem, seconds, error_message


def main():
    parser = argparse.ArgumentParser(
        prog="notebooks/start --run", description=__doc__, epilog="Example: notebooks/start --run 01 02 --inplace"
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="start of a notebook's file name (default: all notebooks)")
    parser.add_argument("--out", metavar="DIR", help="folder for the HTML (default: target/notebooks)")
    parser.add_argument("--inplace", action="store_true", help="also save the outputs in the notebook")
    parser.add_argument("--copies", metavar="DIR", help="also write the executed notebooks into this existing folder")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="number of notebooks to run at once (default: %(default)s)")
    options = parser.parse_intermixed_args()
    out = pathlib.Path(options.out or FOLDER.parent / "target" / "notebooks")
    out.mkdir(parents=True, exist_ok=True)
    failed = 0
    chosen = choose(options.names)
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        runs = [pool.submit(run, path, out, options.inplace, options.copies) for path in chosen]
        for finished in concurrent.futures.as_completed(runs):
            name, seconds, error_message = finished.result()
            print(f"{name} {'FAILED' if error_message else 'ok'} {seconds:.1f} s".ljust(60 * sys.stdout.isatty()), flush=True)
            if error_message:
                failed += 1
                print(error_message, flush=True)
    print(f"HTML written to {out}")
    print(f"{len(chosen) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
