"""Synthetic embeddings, the same on both sides: 964 classes of 20 samples; MAP@R is about 0.5."""

import numpy as np
import torch

CLASSES, SAMPLES_PER_CLASS, DIMENSIONS = 964, 20, 128
SPREAD = 1.5


def clustered_embeddings():
    """(19280, 128), L2-normalised, and the class of each row."""
    values = uniform(1, CLASSES * (1 + SAMPLES_PER_CLASS) * DIMENSIONS).reshape(-1, DIMENSIONS)
    labels = np.repeat(np.arange(CLASSES), SAMPLES_PER_CLASS)
    rows = values[:CLASSES][labels] + SPREAD * values[CLASSES:]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return torch.from_numpy(rows.astype(np.float32)), torch.from_numpy(labels)


def uniform(seed, n):
    """n values from -1 to 1, the same as Java's new SplittableRandom(seed) (Steele, Lea and Flood 2014)."""
    z = np.uint64(seed) + np.uint64(0x9E3779B97F4A7C15) * np.arange(1, n + 1, dtype=np.uint64)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return 2 * ((z >> np.uint64(11)) * 2.0**-53) - 1
