package io.hyperflux.kafka.connect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ports are taken from those that are free; one may be lost before the broker or worker has it. */
class TakenPortIT {
  private ServerSocket other;
  private int free;

  @BeforeEach
  void takeAPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void giveItBack() throws IOException {
    other.close();
  }

  @Test
  void theBrokersIsSaidWithAWayOut() {
    assertSaid(broker(other.getLocalPort(), free));
  }

  @Test
  void theControllersIsSaidWithAWayOut() {
    assertSaid(broker(free, other.getLocalPort()));
  }

  @Test
  void theWorkersIsSaidWithAWayOut() {
    assertSaid(
        EmbeddedOptions.defaults().worker("listeners", "http://127.0.0.1:" + other.getLocalPort()));
  }

  private static EmbeddedOptions broker(int port, int controllerPort) {
    return EmbeddedOptions.defaults()
        .broker("controller.quorum.voters", "1@127.0.0.1:" + controllerPort)
        .broker(
            "listeners",
            "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
  }

  private static void assertSaid(EmbeddedOptions options) {
    Throwable failure = catchThrowable(() -> EmbeddedEnvironment.inJvm(options).close());

    assertThat(Advice.on(failure)).as(Advice.whatHappened(failure)).contains("run it again");
  }
}
