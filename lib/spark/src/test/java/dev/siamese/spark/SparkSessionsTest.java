package dev.siamese.spark;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.DataException;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SparkSessionsTest {

  @Test
  void aMasterThatCannotBeReachedIsNamed() throws IOException {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    var master = "spark://localhost:" + port;
    var error = assertThrows(DataException.class, () -> SparkSessions.open(master, Map.of()));
    assertTrue(
        error.getMessage().startsWith("cannot reach the master " + master), error.getMessage());
  }
}
