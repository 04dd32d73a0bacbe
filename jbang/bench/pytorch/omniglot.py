"""Omniglot as tensors: ink is 1 on an empty background of 0, scaled by area as the library does."""

import os
import zipfile
from pathlib import Path, PurePosixPath

import numpy as np
import torch
from PIL import Image

FOLDERS = [Path(os.environ.get("SIAMESE_DATA") or "."), Path(__file__).resolve().parents[3] / "data"]


def background(size):
    """(19280, 1, size, size) and the number of each drawing's character, from 0 to 963."""
    with zipfile.ZipFile(locate("omniglot/images_background.zip")) as archive:
        files = pictures(archive)
        images = read(archive, files, size)
    characters = {folder: i for i, folder in enumerate(dict.fromkeys(file.parent for file in files))}
    return images, torch.tensor([characters[file.parent] for file in files])


def trials(size):
    """The official trials: (800, 1, size, size), and for each run the rows of support and queries, and the answers."""
    with zipfile.ZipFile(locate("omniglot/all_runs.zip")) as archive:
        files = pictures(archive)
        row = {file: i for i, file in enumerate(files)}
        runs = []
        for key in sorted(PurePosixPath(name) for name in archive.namelist() if name.endswith("class_labels.txt")):
            run = key.parent
            pairs = [line.split() for line in archive.read(str(key)).decode().splitlines() if line.strip()]
            support = [row[file] for file in files if file.parent == run / "training"]
            queries = [row[run.parent / query] for query, _ in pairs]
            answers = [support.index(row[run.parent / answer]) for _, answer in pairs]
            runs.append((support, queries, torch.tensor(answers)))
        return read(archive, files, size), runs


def turned(images, labels):
    """Four times the classes: each turned by 0, 90, 180 and 270 degrees is a class of its own."""
    classes = int(labels.max()) + 1
    turns = range(4)
    return (
        torch.cat([torch.rot90(images, turn, (2, 3)) for turn in turns]),
        torch.cat([labels + turn * classes for turn in turns]),
    )


def locate(file):
    for folder in FOLDERS:
        if (folder / file).exists():
            return folder / file
    raise SystemExit(f"{file} is neither in SIAMESE_DATA nor in data/: jbang/run Benchmark downloads it")


def pictures(archive):
    return sorted(PurePosixPath(name) for name in archive.namelist() if name.endswith(".png"))


def read(archive, files, size):
    images = np.empty((len(files), 1, size, size), np.float32)
    for i, file in enumerate(files):
        with archive.open(str(file)) as stream:
            picture = Image.open(stream).convert("L").resize((size, size), Image.Resampling.BOX)
        images[i, 0] = 1 - np.asarray(picture, np.float32) / 255
    return torch.from_numpy(images)
