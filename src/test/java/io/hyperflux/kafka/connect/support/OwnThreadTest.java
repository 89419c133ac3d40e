package io.hyperflux.kafka.connect.support;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.BaseStream;
import org.junit.jupiter.api.Test;

class OwnThreadTest {
  private static final DescribedPredicate<JavaCall<?>> THE_COMMON_POOL =
      describe("that runs in the common pool", OwnThreadTest::runsInTheCommonPool);

  @Test
  void anyNumberWaitsAtOnceAndNobodyElseWaitsForThem() {
    CountDownLatch all = new CountDownLatch(20);
    CompletableFuture<?>[] waiting = new CompletableFuture<?>[20];
    for (int i = 0; i < waiting.length; i++) {
      waiting[i] =
          OwnThread.run(
              () -> {
                all.countDown();
                try {
                  all.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
    }

    assertThat(CompletableFuture.allOf(waiting)).succeedsWithin(Duration.ofSeconds(30));
    assertThat(OwnThread.supply(() -> "done").join()).isEqualTo("done");
  }

  /** Neither the connector nor its tests: see above. */
  @Test
  void nothingRunsInTheCommonPool() {
    noClasses()
        .should()
        .callCodeUnitWhere(THE_COMMON_POOL)
        .check(new ClassFileImporter().importPackages("io.hyperflux.kafka.connect"));
  }

  private static boolean runsInTheCommonPool(JavaCall<?> call) {
    var owner = call.getTargetOwner();
    String name = call.getTarget().getName();
    boolean isGivenAnExecutor =
        call.getTarget().getRawParameterTypes().stream()
            .anyMatch(type -> type.isEquivalentTo(Executor.class));
    return switch (name) {
      case "parallelStream" -> true;
      case "parallel" -> owner.isAssignableTo(BaseStream.class);
      case "commonPool" -> owner.isAssignableTo(ForkJoinPool.class);
      default ->
          name.endsWith("Async")
              && owner.isAssignableTo(CompletableFuture.class)
              && !isGivenAnExecutor;
    };
  }
}
