#!/usr/bin/env python3
"""The workloads of jbang/run Benchmark as the documentation of pytorch-metric-learning writes them."""

import time

STARTED = time.perf_counter()  # before the imports, which are part of the program's time

import argparse
import json
import statistics
import sys

import torch

from pytorch.target import to_ten_percent
from pytorch.workloads import embed, retrieval, train_resnet, train_resnet_best, train_simple_cnn

WORKLOADS = {
    "train-resnet": (train_resnet, "images/s"),
    "train-resnet-best": (train_resnet_best, "images/s"),
    "train-simple-cnn": (train_simple_cnn, "images/s"),
    "embed": (embed, "images/s"),
    "retrieval": (retrieval, "queries/s"),
}
FROM_START = "to-ten-percent"


def measure(prepare, rounds):
    """Items per second in each round, and the further results of the last round."""
    run_round = prepare()
    speeds = []
    for _ in range(rounds):
        start = time.perf_counter()
        items, details = run_round()
        speeds.append(items / (time.perf_counter() - start))
    return speeds, details


def main():
    parser = argparse.ArgumentParser(description=__doc__, epilog="Example: peer.py --only embed --rounds 5")
    parser.add_argument(
        "--only",
        action="append",
        metavar="WORKLOAD",
        choices=[*WORKLOADS, FROM_START],
        help=f"workload to measure; may be repeated: {', '.join(WORKLOADS)}, {FROM_START} (default: all but"
        f" {FROM_START}, which is timed from the start of the process and has to be run alone)",
    )
    rounds = "measured rounds per workload, after warm-up (default: %(default)s)"
    parser.add_argument("--rounds", type=int, default=3, help=rounds)
    parser.add_argument("--seed", type=int, default=1, help="random seed (default: %(default)s)")
    arguments = parser.parse_args()
    if arguments.rounds < 1:
        parser.error(f"--rounds must be at least 1, got {arguments.rounds}")
    chosen = arguments.only or list(WORKLOADS)
    if FROM_START in chosen and len(chosen) > 1:
        parser.error(f"{FROM_START} is timed from the start of the process: run it alone")
    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads", file=sys.stderr)
    for workload in chosen:
        torch.manual_seed(arguments.seed)
        if workload == FROM_START:
            unit = "s"
            rounds, details = to_ten_percent(STARTED)
        else:
            prepare, unit = WORKLOADS[workload]
            rounds, details = measure(prepare, arguments.rounds)
        result = {"workload": workload, "unit": unit, "median": statistics.median(rounds), "rounds": rounds}
        print(json.dumps(result | details), flush=True)


if __name__ == "__main__":
    main()
