package io.hyperflux.kafka.connect.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreePortTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
  void passesOverAPortThatIsTaken(String address) throws IOException {
    int free = FreePort.find();
    try (ServerSocket other = new ServerSocket()) {
      other.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
      Iterator<Integer> candidates =
          List.of(other.getLocalPort(), other.getLocalPort(), free).iterator();

      assertThat(FreePort.find(candidates::next)).isEqualTo(free);
    }
  }

  @Test
  void saysSoWhereAllAreTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> FreePort.find(other::getLocalPort))
          .hasMessage("No free port was found between 20000 and 32000 on loopback");
    }
  }
}
