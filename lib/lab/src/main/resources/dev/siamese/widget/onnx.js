// Computes the networks of encoders: the few operators of ONNX that they consist of, for a batch of one.

const tensor = (dims, data = new Float32Array(dims.reduce((a, b) => a * b, 1))) => ({ dims, data });

/** A function of two numbers, with the second tensor repeated along axes of size 1, or the first. */
function elementwise(combine) {
  return (a, b) => {
    if (String(a.dims) === String(b.dims)) return tensor(a.dims, a.data.map((value, i) => combine(value, b.data[i])));
    const rank = Math.max(a.dims.length, b.dims.length);
    const [p, q] = [a, b].map((each) => [...Array(rank - each.dims.length).fill(1), ...each.dims]);
    const result = tensor(p.map((size, i) => Math.max(size, q[i])));
    for (let i = 0; i < result.data.length; i++) {
      let [rest, ai, bi, sa, sb] = [i, 0, 0, 1, 1];
      for (let axis = rank - 1; axis >= 0; axis--) {
        const k = rest % result.dims[axis];
        rest = (rest - k) / result.dims[axis];
        if (p[axis] > 1) ai += k * sa;
        if (q[axis] > 1) bi += k * sb;
        sa *= p[axis];
        sb *= q[axis];
      }
      result.data[i] = combine(a.data[ai], b.data[bi]);
    }
    return result;
  };
}

const OPERATORS = {
  Add: elementwise((a, b) => a + b),
  Sub: elementwise((a, b) => a - b),
  Mul: elementwise((a, b) => a * b),
  Div: elementwise((a, b) => a / b),
  Max: elementwise(Math.max),
  Identity: (x) => x,
  Relu: (x) => tensor(x.dims, x.data.map((value) => Math.max(0, value))),
  Flatten: (x) => tensor([x.dims[0], x.data.length / x.dims[0]], x.data),

  Transpose(x, { perm }) {
    const strides = x.dims.map((_, i) => x.dims.slice(i + 1).reduce((a, b) => a * b, 1));
    const result = tensor(perm.map((axis) => x.dims[axis]));
    for (let i = 0; i < result.data.length; i++) {
      let [rest, from] = [i, 0];
      for (let axis = perm.length - 1; axis >= 0; axis--) {
        from += (rest % result.dims[axis]) * strides[perm[axis]];
        rest = Math.floor(rest / result.dims[axis]);
      }
      result.data[i] = x.data[from];
    }
    return result;
  },

  /** (N, K) times (K, M). */
  MatMul(a, b) {
    const [n, k] = a.dims;
    const m = b.dims[1];
    const result = tensor([n, m]);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < k; j++)
        for (let c = 0; c < m; c++) result.data[i * m + c] += a.data[i * k + j] * b.data[j * m + c];
    return result;
  },

  /** One image (1, C, H, W) with kernels (O, C, h, w), at a stride of 1. */
  Conv({ dims: [, channels, height, width], data }, { dims: [outputs, , kh, kw], data: kernel }, ...rest) {
    const { pads } = rest.pop();
    const [bias] = rest; // may be missing
    const [newHeight, newWidth] = [height + pads[0] + pads[2] - kh + 1, width + pads[1] + pads[3] - kw + 1];
    const [area, length] = [newHeight * newWidth, channels * kh * kw];
    const patches = new Float32Array(area * length); // what the kernel covers at each place, row by row
    for (let y = 0, i = 0; y < newHeight; y++)
      for (let x = 0; x < newWidth; x++)
        for (let c = 0; c < channels; c++)
          for (let v = y - pads[0]; v < y - pads[0] + kh; v++)
            for (let u = x - pads[1]; u < x - pads[1] + kw; u++, i++)
              if (u >= 0 && v >= 0 && u < width && v < height) patches[i] = data[(c * height + v) * width + u];
    const result = tensor([1, outputs, newHeight, newWidth]);
    for (let o = 0; o < outputs; o++)
      for (let p = 0; p < area; p++) {
        let sum = bias ? bias.data[o] : 0;
        for (let i = p * length, k = o * length; k < (o + 1) * length; i++, k++) sum += patches[i] * kernel[k];
        result.data[o * area + p] = sum;
      }
    return result;
  },

  MaxPool({ dims: [, channels, height, width], data }, { kernel_shape: [kh, kw], strides: [sh, sw] }) {
    const result = tensor([1, channels, Math.floor((height - kh) / sh) + 1, Math.floor((width - kw) / sw) + 1]);
    const [, , newHeight, newWidth] = result.dims;
    for (let c = 0, i = 0; c < channels; c++)
      for (let y = 0; y < newHeight; y++)
        for (let x = 0; x < newWidth; x++, i++) {
          let most = -Infinity;
          for (let dy = 0; dy < kh; dy++)
            for (let dx = 0; dx < kw; dx++) most = Math.max(most, data[(c * height + y * sh + dy) * width + x * sw + dx]);
          result.data[i] = most;
        }
    return result;
  },

  BatchNormalization(x, gamma, beta, mean, variance, { epsilon }) {
    const size = x.data.length / x.dims[1];
    const result = tensor(x.dims);
    for (let c = 0; c < x.dims[1]; c++) {
      const scale = gamma.data[c] / Math.sqrt(variance.data[c] + epsilon);
      for (let i = c * size; i < (c + 1) * size; i++) result.data[i] = (x.data[i] - mean.data[c]) * scale + beta.data[c];
    }
    return result;
  },

  /** The Euclidean norm of a row: (1, D) to (1, 1). */
  ReduceL2: (x) => tensor([1, 1], Float32Array.of(Math.hypot(...x.data))),
};

/** Numbers of 16 bits (IEEE 754 binary16) in the text of Base64. */
function halves(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const bits = new Uint16Array(bytes.buffer);
  return Float32Array.from(bits, (half) => {
    const [exponent, fraction] = [(half >> 10) & 31, half & 1023];
    const size = exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -14 * (fraction / 1024);
    return half & 0x8000 ? -size : size;
  });
}

/** A function from the values of an image to its embedding. */
function network({ nodes, constants, input, output }, weights) {
  const numbers = halves(weights);
  const fixedValues = new Map();
  let offset = 0;
  for (const { name, dims } of constants) {
    const value = tensor(dims);
    value.data.set(numbers.subarray(offset, offset + value.data.length));
    offset += value.data.length;
    fixedValues.set(name, value);
  }
  const run = (node, values) => OPERATORS[node.operator](...node.inputs.map((name) => values.get(name)), node.attributes);
  const late = []; // what depends on the weights only is computed once
  for (const node of nodes) {
    if (node.inputs.every((name) => fixedValues.has(name))) fixedValues.set(node.output, run(node, fixedValues));
    else late.push(node);
  }
  return (dims, data) => {
    const values = new Map(fixedValues).set(input, tensor(dims, data));
    for (const node of late) values.set(node.output, run(node, values));
    return values.get(output).data;
  };
}
