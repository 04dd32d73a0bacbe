"""Throughput and latency of Embedder, and of the same network in Python's onnxruntime, with 1, 8 and 64 callers."""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

import numpy as np
import onnxruntime

HERE = pathlib.Path(__file__).resolve().parent
CALLERS = (1, 8, 64)
WARM_UP = 3  # seconds
SIDE = 42  # pixels
TOLERANCE = 0.01  # of embeddings of length 1; ours may compute in bfloat16


def measure(callers, seconds, embed):
    """The seconds of each call that ended within some seconds; every caller embeds one image after the other."""
    times = [[] for _ in range(callers)]
    end = time.perf_counter() + seconds

    def repeat(caller):
        start, image = time.perf_counter(), caller
        while True:
            embed(image)
            now = time.perf_counter()
            if now > end:
                return
            times[caller].append(now - start)
            start, image = now, image + 1

    threads = [threading.Thread(target=repeat, args=(caller,)) for caller in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return np.concatenate(times)


def peer(folder, seconds):
    images = np.fromfile(folder / "images.f32", np.float32).reshape(-1, 1, 1, SIDE, SIDE)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(os.environ.get("OMP_NUM_THREADS", 0))  # 0: its default, the number of cores
    session = onnxruntime.InferenceSession(folder / "network.onnx", options, providers=["CPUExecutionProvider"])
    embed = lambda image: session.run(["embedding"], {"input": images[image % len(images)]})[0][0]
    expected = np.fromfile(folder / "embeddings.f32", np.float32).reshape(len(images), -1)
    largest = max(np.abs(embed(i) - expected[i]).max() for i in range(len(images)))
    print(f"largest difference of the embeddings: {largest:.1e}")
    if not largest <= TOLERANCE:
        sys.exit(f"both sides must compute the same embeddings, to {TOLERANCE}")
    for callers in CALLERS:
        measure(callers, WARM_UP, embed)
        before = time.process_time()
        times = measure(callers, seconds, embed)
        cpu = 1000 * (time.process_time() - before) / len(times)
        p50, p99 = 1000 * np.percentile(times, [50, 99])
        speed = f"{len(times) / seconds:,.0f} images/s, p50 {p50:.1f} ms, p99 {p99:.1f} ms"
        print(f"peer: {callers} callers: {speed}, {cpu:.2f} ms of processor time each", flush=True)


def main():
    threads = "OMP_NUM_THREADS sets the threads of one operation on both sides."
    parser = argparse.ArgumentParser(description=__doc__, epilog=threads)
    parser.add_argument("--seconds", type=float, default=20, help="of each measurement (default: %(default)s)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        command = [HERE.parent / "run", "bench/EmbedderSpeed", folder, str(arguments.seconds)]
        subprocess.run(command, check=True)
        peer(pathlib.Path(folder), arguments.seconds)


if __name__ == "__main__":
    main()
