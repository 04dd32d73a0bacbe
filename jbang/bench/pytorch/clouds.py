"""Embeddings that both sides make by the same arithmetic: 964 classes of 20, around MAP@R one half."""

import numpy as np
import torch

CLASSES, MEMBERS, DIMENSIONS = 964, 20, 128
SPREAD = 1.5


def clouds():
    """(19280, 128) of length 1, and their classes."""
    numbers = uniform(1, CLASSES * (1 + MEMBERS) * DIMENSIONS).reshape(-1, DIMENSIONS)
    labels = np.repeat(np.arange(CLASSES), MEMBERS)
    rows = numbers[:CLASSES][labels] + SPREAD * numbers[CLASSES:]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return torch.from_numpy(rows.astype(np.float32)), torch.from_numpy(labels)


def uniform(seed, n):
    """From -1 to 1: what new SplittableRandom(seed) of Java draws (Steele, Lea and Flood 2014)."""
    z = np.uint64(seed) + np.uint64(0x9E3779B97F4A7C15) * np.arange(1, n + 1, dtype=np.uint64)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return 2 * ((z >> np.uint64(11)) * 2.0**-53) - 1
