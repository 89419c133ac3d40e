package io.hyperflux.kafka.connect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class GivenTest {
  private final Properties properties = new Properties();

  @Test
  void takesTheConnectorsSettingsAndLeavesTheRest() {
    properties.setProperty("http.proxy.url", "http://proxy.example.com:3128");
    properties.setProperty("topic", "other-topic");
    properties.setProperty("http.proxyHost", "Java's own");
    properties.setProperty("http.nonProxyHosts", "Java's own");
    properties.setProperty("http.keepAlive.time.server", "Java's own");
    properties.setProperty("user.dir", "Java's own");
    properties.setProperty("maven.test.skip", "Maven's");

    Given given = Given.among(properties);

    assertThat(given.settings())
        .containsOnlyKeys("http.proxy.url", "topic")
        .containsEntry("topic", "other-topic");
    assertThat(given.atMost()).isNull();
  }

  @Test
  void handsASlipOnWithoutItsValue() {
    properties.setProperty("poll.intervall.ms", "500");
    properties.setProperty("hyperflux.api.kye", "FPSX-secret");

    assertThat(Given.among(properties).settings())
        .containsOnlyKeys("poll.intervall.ms", "hyperflux.api.kye")
        .containsValue("")
        .doesNotContainValue("FPSX-secret");
  }

  @Test
  void takesNoKeyFromTheCommandLine() {
    properties.setProperty("hyperflux.api.key", "FPSX-secret");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Given.among(properties))
        .withMessageContaining("-Dhyperflux.api.key is not taken")
        .withMessageContaining("HYPERFLUX_API_KEY")
        .withMessageNotContaining("FPSX-secret");
  }

  @Test
  void takesAWholeNumberOfSeconds() {
    properties.setProperty("quickstart.seconds", "15");
    assertThat(Given.among(properties).atMost()).isEqualTo(Duration.ofSeconds(15));

    properties.setProperty("quickstart.seconds", "1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Given.among(properties))
        .withMessageContaining("whole number of seconds, not 1.5");
  }

  @Test
  void namesTheOneThatWasProbablyMeant() {
    properties.setProperty("quickstart.second", "15");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Given.among(properties))
        .withMessage(
            "-Dquickstart.second is nothing the quickstart knows. Did you mean -Dquickstart.seconds?");
  }
}
