"""Omniglot as tensors: ink is 1, the background 0; resized by area averaging as in the library."""

import os
import zipfile
from pathlib import Path, PurePosixPath

import numpy as np
import torch
from PIL import Image

FOLDERS = [Path(os.environ.get("SIAMESE_DATA") or "."), Path(__file__).resolve().parents[3] / "data"]


def background(size):
    """Images (19280, 1, size, size) and their classes, from 0 to 963."""
    with zipfile.ZipFile(locate("omniglot/images_background.zip")) as archive:
        files = image_files(archive)
        images = read(archive, files, size)
    characters = {folder: i for i, folder in enumerate(dict.fromkeys(file.parent for file in files))}
    return images, torch.tensor([characters[file.parent] for file in files])


def trials(size):
    """The official trials: images (800, 1, size, size) and per run the rows of support, queries and correct answers."""
    with zipfile.ZipFile(locate("omniglot/all_runs.zip")) as archive:
        files = image_files(archive)
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


def with_rotated_classes(images, labels):
    """Four times the classes: a class rotated by 90, 180 or 270 degrees is a new class."""
    classes = int(labels.max()) + 1
    quarter_turns = range(4)
    return (
        torch.cat([torch.rot90(images, k, (2, 3)) for k in quarter_turns]),
        torch.cat([labels + k * classes for k in quarter_turns]),
    )


def locate(file):
    for folder in FOLDERS:
        if (folder / file).exists():
            return folder / file
    raise SystemExit(
        f"{file} not found in SIAMESE_DATA or data/: download it with jbang/run FetchData --dataset omniglot"
    )


def image_files(archive):
    return sorted(PurePosixPath(name) for name in archive.namelist() if name.endswith(".png"))


def read(archive, files, size):
    images = np.empty((len(files), 1, size, size), np.float32)
    for i, file in enumerate(files):
        with archive.open(str(file)) as stream:
            image = Image.open(stream).convert("L").resize((size, size), Image.Resampling.BOX)
        images[i, 0] = 1 - np.asarray(image, np.float32) / 255
    return torch.from_numpy(images)
