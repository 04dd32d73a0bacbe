#!/usr/bin/env python3
"""The works of jbang/Benchmark as the documentation of PyTorch and pytorch-metric-learning would write them."""

import time

STARTED = time.perf_counter()  # before the imports: they are part of a program's time

import argparse
import json
import statistics
import sys

import torch

from pytorch.target import to_ten_percent
from pytorch.works import embed, retrieval, train_guide, train_resnet, train_resnet_best

WORKS = {
    "train-resnet": (train_resnet, "images/s"),
    "train-resnet-best": (train_resnet_best, "images/s"),
    "train-guide": (train_guide, "images/s"),
    "embed": (embed, "images/s"),
    "retrieval": (retrieval, "queries/s"),
}
FROM_START = "to-ten-percent"


def measure(work, rounds):
    """Things per second in each round, and what the last round says."""
    round_ = work()
    speeds = []
    for _ in range(rounds):
        start = time.perf_counter()
        things, notes = round_()
        speeds.append(things / (time.perf_counter() - start))
    return speeds, notes


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only",
        action="append",
        metavar="WORK",
        choices=[*WORKS, FROM_START],
        help=f"only this one of {', '.join(WORKS)}, {FROM_START}; may be repeated. The last one counts from the"
        " start of the process, so it must be asked for, and alone.",
    )
    parser.add_argument("--rounds", type=int, default=3, help="measured rounds of each, after its warm-up (3)")
    parser.add_argument("--seed", type=int, default=1, help="root of all chance (1)")
    arguments = parser.parse_args()
    chosen = arguments.only or list(WORKS)
    if FROM_START in chosen and len(chosen) > 1:
        parser.error(f"{FROM_START} counts from the start of the process: measure it alone")
    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads", file=sys.stderr)
    for work in chosen:
        torch.manual_seed(arguments.seed)
        if work == FROM_START:
            unit = "s"
            rounds, notes = to_ten_percent(STARTED)
        else:
            function, unit = WORKS[work]
            rounds, notes = measure(function, arguments.rounds)
        figures = {"work": work, "unit": unit, "median": statistics.median(rounds), "rounds": rounds}
        print(json.dumps(figures | notes), flush=True)


if __name__ == "__main__":
    main()
