"""Random transforms of handwritten characters, computed for a whole batch; the padding is 0."""

import math

import torch
import torch.nn.functional as F


def affine(images):
    """Rotates by up to 10°, shears by 0.15, scales each axis by up to 1.15 and translates by 6 % of the side."""
    n = len(images)
    angle = math.radians(10) * symmetric(n)
    shear = 0.15 * symmetric(n)
    scale_x = 1.15 ** symmetric(n)
    scale_y = 1.15 ** symmetric(n)
    cos, sin = angle.cos(), angle.sin()
    row_x = torch.stack([cos * scale_x, (cos * shear - sin) * scale_y, 0.12 * symmetric(n)], 1)
    row_y = torch.stack([sin * scale_x, (sin * shear + cos) * scale_y, 0.12 * symmetric(n)], 1)
    grid = F.affine_grid(torch.stack([row_x, row_y], 1), images.shape, align_corners=False)
    return F.grid_sample(images, grid, align_corners=False)


def elastic(images):
    """Displaces the points of a 5×5 grid by 1.5 % of the side (standard deviation), with bicubic interpolation."""
    n, _, height, width = images.shape
    displacement = 0.03 * torch.randn(n, 2, 5, 5)
    dense = F.interpolate(displacement, (height, width), mode="bicubic", align_corners=True)
    identity = F.affine_grid(torch.eye(2, 3).expand(n, 2, 3), images.shape, align_corners=False)
    return F.grid_sample(images, identity + dense.permute(0, 2, 3, 1), align_corners=False)


def symmetric(n):
    """Uniform random numbers from -1 to 1."""
    return 2 * torch.rand(n) - 1
