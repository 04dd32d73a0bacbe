"""What a hand does to a character, a whole batch at a time; what comes in from outside is 0."""

import math

import torch
import torch.nn.functional as F


def affine(images):
    """Turns by up to 10°, slants by 0.15, scales each axis by up to 1.15 and moves by 6 % of the side."""
    n = len(images)
    angle = math.radians(10) * symmetric(n)
    slant = 0.15 * symmetric(n)
    wide = 1.15 ** symmetric(n)
    high = 1.15 ** symmetric(n)
    cos, sin = angle.cos(), angle.sin()
    across = torch.stack([cos * wide, (cos * slant - sin) * high, 0.12 * symmetric(n)], 1)
    down = torch.stack([sin * wide, (sin * slant + cos) * high, 0.12 * symmetric(n)], 1)
    grid = F.affine_grid(torch.stack([across, down], 1), images.shape, align_corners=False)
    return F.grid_sample(images, grid, align_corners=False)


def elastic(images):
    """Moves the points of a 5×5 grid by 1.5 % of the side (one standard deviation), bicubic between them."""
    n, _, height, width = images.shape
    shifts = 0.03 * torch.randn(n, 2, 5, 5)
    fine = F.interpolate(shifts, (height, width), mode="bicubic", align_corners=True)
    still = F.affine_grid(torch.eye(2, 3).expand(n, 2, 3), images.shape, align_corners=False)
    return F.grid_sample(images, still + fine.permute(0, 2, 3, 1), align_corners=False)


def symmetric(n):
    return 2 * torch.rand(n) - 1
