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
  def displace(self: __torch__.Operations, images: Tensor, shifts: Tensor) -> Tensor:
    still = torch.expand(torch.unsqueeze(torch.slice(torch.eye(3), 0, 0, 2), 0), [torch.size(images, 0), 2, 3])
    grid = torch.affine_grid_generator(torch.to(still, images), torch.size(images), False)
    fine = torch.upsample_bicubic2d(shifts, [torch.size(images, 2), torch.size(images, 3)], True)
    return torch.grid_sampler(images, torch.add(grid, torch.permute(fine, [0, 2, 3, 1])), 0, 0, False)
  def attention(self: __torch__.Operations, query: Tensor, key: Tensor, value: Tensor, real: Tensor) -> Tensor:
    return torch.scaled_dot_product_attention(query, key, value, real, 0., False)
