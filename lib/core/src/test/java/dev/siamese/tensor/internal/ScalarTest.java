package dev.siamese.tensor.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import org.junit.jupiter.api.Test;

class ScalarTest {

  @Test
  void aConstantIsSharedAndOutlivesItsScope() {
    var value = 0.123456;
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      assertEquals(value, Scalar.constant(value).getDouble());
    }
    assertSame(Scalar.constant(value), Scalar.constant(value));
    assertEquals(value, Scalar.constant(value).getDouble());
    assertEquals(DataType.FLOAT32, Scalar.constant(1.5f).getDataType());
    assertEquals(DataType.INT32, Scalar.constant(3).getDataType());
  }
}
