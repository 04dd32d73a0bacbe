"""Executes notebooks, each with a fresh kernel, and writes them as HTML (notebooks/start --run)."""

import argparse
import concurrent.futures
import copy
import hashlib
import os
import pathlib
import re
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter

FOLDER = pathlib.Path(__file__).resolve().parent


def choose(names):
    """The notebooks whose file name starts with one of the names; all without names."""
    everything = sorted(FOLDER.glob("*.ipynb"))
    chosen = []
    for name in names:
        start = pathlib.Path(name).name.removesuffix(".ipynb")
        found = [path for path in everything if path.stem.startswith(start)]
        if not found:
            sys.exit(f"No notebook starts with '{start}'. There are: " + ", ".join(path.stem for path in everything))
        chosen += [path for path in found if path not in chosen]
    return chosen or everything or sys.exit(f"There are no notebooks in {FOLDER}.")


def execute(notebook):
    """Runs all cells in place; returns what went wrong, or None."""
    running = []
    for cell in notebook.cells:
        if cell.cell_type == "code":  # what a failed run does not reach must not show an older result
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        timeout=None,
        startup_timeout=600,  # seconds, for a busy machine
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(FOLDER)}},
        on_cell_execute=lambda cell, cell_index: running.append((cell_index, cell)),
    )
    try:
        client.execute()
    except (CellExecutionError, RuntimeError) as error:  # the latter: the kernel died
        if not running:
            return str(error)
        index, cell = running[-1]
        # The exception shows the kernel's own stack; what the reader of the cell sees is among its outputs.
        seen = [line for output in cell.outputs for line in output.get("traceback", [])]
        text = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(seen) or str(error))
        return f"--- cell {index + 1} of {len(notebook.cells)}:\n{cell.source}\n---\n{text.strip()}\n---"
    return None


def fingerprint(notebook):
    """The SHA-256 of a notebook's code, by which outputs can be told that belong to older code."""
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    return hashlib.sha256("\n".join(code).encode()).hexdigest()


def run(path, out, inplace):
    """Executes a notebook and writes its page; returns its name, the seconds it took and what went wrong, or None."""
    notebook = nbformat.read(path, as_version=4)
    metadata = copy.deepcopy(notebook.metadata)
    began = time.monotonic()
    problem = execute(notebook)
    seconds = time.monotonic() - began
    html = HTMLExporter(embed_images=True)
    page, _ = html.from_notebook_node(notebook, {"metadata": {"name": path.stem, "path": str(FOLDER)}})
    (out / f"{path.stem}.html").write_text(page, encoding="utf-8")
    if inplace and not problem:
        notebook.metadata = metadata  # the kernel has added its exact version
        notebook.metadata.pop("full_run", None)
        if "SIAMESE_QUICK" not in os.environ:
            notebook.metadata["full_run"] = fingerprint(notebook)
        nbformat.write(notebook, path)
    return path.stem, seconds, problem


def main():
    parser = argparse.ArgumentParser(prog="notebooks/start --run", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="the start of a notebook's file name; default: all")
    parser.add_argument("--out", metavar="DIR", help="where the HTML goes; default: target/notebooks")
    parser.add_argument("--inplace", action="store_true", help="also keep the new outputs in the notebook itself")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="how many to run at once; default: 1")
    options = parser.parse_intermixed_args()
    out = pathlib.Path(options.out or FOLDER.parent / "target" / "notebooks")
    out.mkdir(parents=True, exist_ok=True)
    failed = 0
    chosen = choose(options.names)
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        runs = [pool.submit(run, path, out, options.inplace) for path in chosen]
        for finished in concurrent.futures.as_completed(runs):
            name, seconds, problem = finished.result()
            print(f"{name} {'FAILED' if problem else 'ok'} {seconds:.1f} s", flush=True)
            if problem:
                failed += 1
                print(problem, flush=True)
    print(f"Pages are in {out}")
    print(f"{len(chosen) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
