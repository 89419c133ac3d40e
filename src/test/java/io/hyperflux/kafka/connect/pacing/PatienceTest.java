package io.hyperflux.kafka.connect.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final Patience patience = new Patience(Duration.ofSeconds(10));

  @Test
  void refusalsAreBorneUntilTheirTimeIsUp() {
    assertThat(bears(100)).isTrue();
    assertThat(bears(105)).isTrue();
    assertThat(bears(109)).isTrue();
    assertThat(patience.refusedFor()).isEqualTo(Duration.ofSeconds(9));
    assertThat(bears(110)).isFalse();
  }

  @Test
  void aSuccessRenewsIt() {
    bears(0);
    bears(9);
    patience.renew();
    assertThat(bears(20)).isTrue();
    assertThat(bears(29)).isTrue();
    assertThat(bears(30)).isFalse();
  }

  @Test
  void timeInWhichItFailedOtherwiseDoesNotCount() {
    bears(0);
    bears(5);
    patience.failedOtherwise();
    assertThat(bears(1_000)).isTrue();
    assertThat(bears(1_004)).isTrue();
    assertThat(bears(1_005)).isFalse();
  }

  @Test
  void aDelayEndsWithIt() {
    assertThat(patience.cut(Duration.ofSeconds(60))).isEqualTo(Duration.ofSeconds(10));
    bears(0);
    bears(7);
    assertThat(patience.cut(Duration.ofSeconds(60))).isEqualTo(Duration.ofSeconds(3));
    assertThat(patience.cut(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void thereMayBeNone() {
    assertThat(patience.isAny()).isTrue();
    assertThat(patience.most()).isEqualTo(Duration.ofSeconds(10));
    assertThat(new Patience(Duration.ZERO).isAny()).isFalse();
  }

  private boolean bears(long second) {
    return patience.bears(Duration.ofSeconds(second));
  }
}
