package dev.siamese.data;

/** Resizes images of one size by area averaging: a new pixel is the mean of what it covers. */
record AreaResize(Overlap[] columns, Overlap[] rows, int width) {

  static AreaResize of(int height, int width, int newHeight, int newWidth) {
    return new AreaResize(Overlap.table(width, newWidth), Overlap.table(height, newHeight), width);
  }

  void apply(byte[] source, int sourceOffset, int height, byte[] target, int offset) {
    var narrow = new float[height * columns.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < columns.length; x++) {
        var overlap = columns[x];
        float sum = 0;
        for (int k = 0; k < overlap.weights.length; k++) {
          int pixel = source[sourceOffset + y * width + overlap.start + k] & 255;
          sum += overlap.weights[k] * pixel;
        }
        narrow[y * columns.length + x] = sum;
      }
    }
    for (int y = 0; y < rows.length; y++) {
      var overlap = rows[y];
      for (int x = 0; x < columns.length; x++) {
        float sum = 0.5f;
        for (int k = 0; k < overlap.weights.length; k++) {
          sum += overlap.weights[k] * narrow[(overlap.start + k) * columns.length + x];
        }
        target[offset + y * columns.length + x] = (byte) (int) sum;
      }
    }
  }

  /** The source pixels that one resized pixel covers along one axis, and their weights. */
  private record Overlap(int start, float[] weights) {

    static Overlap[] table(int from, int to) {
      var table = new Overlap[to];
      double step = (double) from / to;
      for (int i = 0; i < to; i++) {
        double left = i * step;
        double right = Math.min(from, left + step);
        int start = (int) left;
        var weights = new float[(int) Math.ceil(right - 1e-9) - start];
        for (int k = 0; k < weights.length; k++) {
          double covered = Math.min(right, start + k + 1) - Math.max(left, start + k);
          weights[k] = (float) (covered / (right - left));
        }
        table[i] = new Overlap(start, weights);
      }
      return table;
    }
  }
}
