class Operations(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def forward(self: __torch__.Operations, x: Tensor) -> Tensor:
    return x
  def affine(self: __torch__.Operations, images: Tensor, theta: Tensor) -> Tensor:
    grid = torch.affine_grid_generator(theta, torch.size(images), False)
    return torch.grid_sampler(images, grid, 0, 0, False)
  def manhattan(self: __torch__.Operations, a: Tensor, b: Tensor) -> Tensor:
    return torch.cdist(a, b, 1., 2)
  def euclidean(self: __torch__.Operations, a: Tensor, b: Tensor) -> Tensor:
    return torch.cdist(a, b, 2., 2)
