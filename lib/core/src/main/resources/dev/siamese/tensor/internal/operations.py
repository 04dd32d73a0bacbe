class Operations(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def forward(self: __torch__.Operations, x: Tensor) -> Tensor:
    return x
  def upload(self: __torch__.Operations, host: Tensor, place: Tensor) -> Tensor:
    return torch.to(host, ops.prim.device(place), None, True, True)
  def upload_pinned(self: __torch__.Operations, host: Tensor, place: Tensor) -> Tensor:
    return torch.to(torch.pin_memory(host, None), ops.prim.device(place), None, True, True)
  def affine(self: __torch__.Operations, images: Tensor, theta: Tensor) -> Tensor:
    grid = torch.affine_grid_generator(theta, torch.size(images), False)
    return torch.grid_sampler(images, grid, 2, 0, False)
  def cdist_l1(self: __torch__.Operations, a: Tensor, b: Tensor) -> Tensor:
    return torch.cdist(a, b, 1., 2)
  def cdist_l2(self: __torch__.Operations, a: Tensor, b: Tensor) -> Tensor:
    return torch.cdist(a, b, 2., 2)
  def cdist_l2_by_product(self: __torch__.Operations, a: Tensor, b: Tensor) -> Tensor:
    x = torch.to(a, 7)
    distance = torch.cdist(x, torch.to(b, 7), 2., 1)
    lengths = torch.linalg_vector_norm(torch.detach(x), 2, [-1], True)
    equal = torch.le(torch.detach(distance), torch.mul(lengths, 2.384185791015625e-07))
    return torch.to(torch.masked_fill(distance, equal, 0), a)
  def warp(self: __torch__.Operations, images: Tensor, shifts: Tensor) -> Tensor:
    unit = torch.eye(3, dtype=ops.prim.dtype(images), layout=None, device=ops.prim.device(images), pin_memory=None)
    still = torch.expand(torch.unsqueeze(torch.slice(unit, 0, 0, 2), 0), [torch.size(images, 0), 2, 3])
    grid = torch.affine_grid_generator(still, torch.size(images), False)
    fine = torch.upsample_bicubic2d(shifts, [torch.size(images, 2), torch.size(images, 3)], True)
    return torch.grid_sampler(images, torch.add(grid, torch.permute(fine, [0, 2, 3, 1])), 2, 0, False)
  def dilate_or_erode(self: __torch__.Operations, images: Tensor, parts: Tensor) -> Tensor:
    wide = torch.max_pool2d(images, [3, 3], [1, 1], [1, 1], [1, 1], False)
    thin = torch.neg(torch.max_pool2d(torch.neg(images), [3, 3], [1, 1], [1, 1], [1, 1], False))
    to_wide = torch.mul(torch.clamp_min(parts, 0), torch.sub(wide, images))
    to_thin = torch.mul(torch.clamp_min(torch.neg(parts), 0), torch.sub(images, thin))
    return torch.sub(torch.add(images, to_wide), to_thin)
  def replace_where(self: __torch__.Operations, batch: Tensor, mask: Tensor, values: Tensor) -> Tensor:
    return torch.where(mask, values, batch)
  def grid_sample_1d(self: __torch__.Operations, signals: Tensor, places: Tensor) -> Tensor:
    lines = torch.reshape(signals, [torch.size(signals, 0), -1, 1, torch.size(signals, -1)])
    x = torch.unsqueeze(places, 1)
    grid = torch.stack([x, torch.mul(x, 0)], -1)
    return torch.reshape(torch.grid_sampler(lines, grid, 0, 1, True), torch.size(signals))
  def svdvals(self: __torch__.Operations, matrix: Tensor) -> Tensor:
    return torch.linalg_svdvals(matrix, driver=None)
  def right_singular_vectors(self: __torch__.Operations, matrix: Tensor) -> Tensor:
    left, values, right, = torch.linalg_svd(matrix, False, driver=None)
    return right
  def newton_schulz(self: __torch__.Operations, matrix: Tensor) -> Tensor:
    x = torch.div(matrix, torch.clamp_min(torch.linalg_vector_norm(matrix, 2, None, False), 1e-30))
    for _0 in range(5):
      a = torch.matmul(x, torch.t(x))
      b = torch.add(torch.mul(a, -4.775), torch.matmul(a, a), alpha=2.0315)
      x = torch.add(torch.matmul(b, x), x, alpha=3.4445)
    return x
  def scaled_dot_product_attention(self: __torch__.Operations, query: Tensor, key: Tensor, value: Tensor, real: Tensor) -> Tensor:
    return torch.scaled_dot_product_attention(query, key, value, real, 0., False)
  def cdist_lp(self: __torch__.Operations, a: Tensor, b: Tensor, p: Tensor) -> Tensor:
    difference = torch.abs(torch.sub(torch.unsqueeze(a, -2), torch.unsqueeze(b, -3)))
    largest = torch.detach(torch.amax(difference, [-1], True))
    ratio = torch.div(difference, torch.masked_fill(largest, torch.eq(largest, 0), 1))
    total = torch.clamp_min(torch.sum(torch.pow(ratio, p), [-1]), 1)
    return torch.mul(torch.squeeze(largest, -1), torch.pow(total, torch.reciprocal(p)))
  def cdist_weighted_l1(self: __torch__.Operations, a: Tensor, b: Tensor, weights: Tensor) -> Tensor:
    above = torch.clamp_min(weights, 0)
    below = torch.clamp_min(torch.neg(weights), 0)
    return torch.sub(torch.cdist(torch.mul(a, above), torch.mul(b, above), 1., 2), torch.cdist(torch.mul(a, below), torch.mul(b, below), 1., 2))
  def masked_log_sum_exp(self: __torch__.Operations, x: Tensor, mask: Tensor) -> Tensor:
    chosen = torch.masked_fill(x, torch.eq(mask, 0), -1.0000000000000000e+30)
    largest = torch.detach(torch.amax(chosen, [-1], True))
    return torch.add(torch.logsumexp(torch.sub(chosen, largest), [-1]), torch.squeeze(largest, -1))
  def masked_min(self: __torch__.Operations, x: Tensor, mask: Tensor) -> Tensor:
    return torch.amin(torch.masked_fill(x, torch.eq(mask, 0), 1.0000000000000000e+30), [-1], True)
  def masked_max(self: __torch__.Operations, x: Tensor, mask: Tensor) -> Tensor:
    return torch.amax(torch.masked_fill(x, torch.eq(mask, 0), -1.0000000000000000e+30), [-1], True)
  def to_bfloat16(self: __torch__.Operations, x: Tensor) -> Tensor:
    return torch.to(x, 15)
  def to_float32(self: __torch__.Operations, x: Tensor) -> Tensor:
    return torch.to(x, 6)
  def channels_last(self: __torch__.Operations, images: Tensor) -> Tensor:
    x = torch.contiguous(torch.permute(images, [0, 2, 3, 1]))
    numbers = torch.view(x, [-1])
    return torch.permute(torch.view(numbers, [torch.size(images, 0), torch.size(images, 2), torch.size(images, 3), torch.size(images, 1)]), [0, 3, 1, 2])
  def conv2d_same(self: __torch__.Operations, images: Tensor, kernels: Tensor) -> Tensor:
    weight = torch.permute(torch.to(kernels, ops.prim.dtype(images)), [0, 3, 1, 2])
    return torch.conv2d((self).channels_last(images, ), weight, None, [1, 1], "same")
  def conv2d_valid(self: __torch__.Operations, images: Tensor, kernels: Tensor, bias: Tensor) -> Tensor:
    weight = torch.permute(torch.to(kernels, ops.prim.dtype(images)), [0, 3, 1, 2])
    return torch.conv2d((self).channels_last(images, ), weight, torch.to(bias, ops.prim.dtype(images)), [1, 1], "valid")
  def search_sorted(self: __torch__.Operations, rows: Tensor, bounds: Tensor) -> Tensor:
    return torch.searchsorted(rows, bounds, out_int32=False, right=True, side=None, sorter=None)
  def embedding_bag(self: __torch__.Operations, numbers: Tensor, table: Tensor) -> Tensor:
    starts = torch.arange(0, torch.numel(numbers), torch.size(numbers, -1), dtype=4, layout=None, device=ops.prim.device(numbers), pin_memory=None)
    sums, places, sizes, largest, = torch.embedding_bag(table, torch.reshape(numbers, [-1]), starts, False, 0, False, None, False, 0)
    return torch.reshape(sums, [torch.size(numbers, 0), torch.size(numbers, 1), torch.size(table, 1)])
