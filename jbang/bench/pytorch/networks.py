"""The networks that both sides train."""

import torch.nn.functional as F
from torch import nn


class Stage(nn.Module):
    """Two 3×3 convolutions beside a 1×1 shortcut, each with batch normalisation, then 2×2 max-pooling."""

    def __init__(self, inputs, width):
        super().__init__()
        self.path = nn.Sequential(
            nn.Conv2d(inputs, width, 3, padding=1, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(),
            nn.Conv2d(width, width, 3, padding=1, bias=False),
            nn.BatchNorm2d(width),
        )
        self.shortcut = nn.Sequential(nn.Conv2d(inputs, width, 1, bias=False), nn.BatchNorm2d(width))
        self.pool = nn.MaxPool2d(2)

    def forward(self, x):
        return self.pool(F.relu(self.path(x) + self.shortcut(x)))


class ResidualCnn(nn.Module):
    """Four stages for 42×42 pixels, projected to 128 dimensions of length 1."""

    def __init__(self):
        super().__init__()
        widths = [1, 32, 64, 96, 128]
        self.stages = nn.Sequential(*(Stage(a, b) for a, b in zip(widths, widths[1:])))
        self.projection = nn.Linear(128 * 2 * 2, 128)

    def forward(self, x):
        return F.normalize(self.projection(self.stages(x).flatten(1)))


def guide_cnn():
    """The small network of introductions to the subject, for 105×105 pixels."""
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
