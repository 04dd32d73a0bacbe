"""The networks that both sides train."""

import torch.nn.functional as F
from torch import nn


class Stage(nn.Module):
    """Two 3×3 convolutions with a 1×1 shortcut, each with batch normalisation, then 2×2 max-pooling."""

    def __init__(self, in_channels, channels):
        super().__init__()
        self.path = nn.Sequential(
            nn.Conv2d(in_channels, channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(channels),
            nn.ReLU(),
            nn.Conv2d(channels, channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(channels),
        )
        self.shortcut = nn.Sequential(nn.Conv2d(in_channels, channels, 1, bias=False), nn.BatchNorm2d(channels))
        self.pool = nn.MaxPool2d(2)

    def forward(self, x):
        return self.pool(F.relu(self.path(x) + self.shortcut(x)))


class ResidualCnn(nn.Module):
    """Four stages for 42×42 pixels, projected to 128 dimensions and L2-normalised."""

    def __init__(self):
        super().__init__()
        channels = [1, 32, 64, 96, 128]
        self.stages = nn.Sequential(*(Stage(a, b) for a, b in zip(channels, channels[1:])))
        self.projection = nn.Linear(128 * 2 * 2, 128)

    def forward(self, x):
        return F.normalize(self.projection(self.stages(x).flatten(1)))


def simple_cnn():
    """A small network of two convolutions and a linear layer, for 105×105 pixels."""
    return nn.Sequential(
        nn.Conv2d(1, 32, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(64 * 24 * 24, 128),
        nn.ReLU(),
    )
