package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotScanTest {
  @Test
  void looksAt8192SlotsWhereNothingIsStored() {
    assertThat(scan(Set.of())).containsExactly("0-1024", "1024-3072", "3072-7168", "7168-8192");
  }

  @Test
  void readsOnPastWhatItFinds() {
    assertThat(scan(Set.of(0, 1, 2))).last().isEqualTo("7168-8195");
  }

  @Test
  void crossesAHoleThatAResetLeft() {
    List<String> blocks = scan(Set.of(8_000));

    assertThat(blocks).contains("7168-8192").last().asString().endsWith("-16193");
  }

  @Test
  void demandsAnEmptyEndAsLongAsEverythingBefore() {
    assertThat(scan(IntStream.range(0, 20_000).boxed().collect(Collectors.toSet())))
        .last()
        .asString()
        .endsWith("-40000");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000, 100_000})
  void findsEverythingStored(int stored) {
    Set<Integer> slots = IntStream.range(0, stored).boxed().collect(Collectors.toSet());
    int found = 0;
    SlotScan scan = new SlotScan();
    int end = 0;
    while (!scan.isDone()) {
      SlotScan.Block block = scan.next();
      assertThat(block.from()).isEqualTo(end);
      assertThat(block.to() - block.from()).isBetween(1, SlotScan.LARGEST_BLOCK);
      end = block.to();
      for (int slot = block.from(); slot < block.to(); slot++) {
        if (slots.contains(slot)) {
          scan.found(slot);
          found++;
        }
      }
    }
    assertThat(found).isEqualTo(stored);
  }

  @Test
  void endsOnce() {
    SlotScan scan = new SlotScan();
    while (!scan.isDone()) {
      scan.next();
    }
    assertThatThrownBy(scan::next).hasMessage("the scan ended at slot 8192");
  }

  @Test
  void endsAtTheLastNumberThereIs() {
    SlotScan scan = new SlotScan();
    scan.found(Integer.MAX_VALUE - 2);
    SlotScan.Block block = scan.next();
    while (!scan.isDone()) {
      SlotScan.Block next = scan.next();
      assertThat(next.from()).isEqualTo(block.to());
      block = next;
    }
    assertThat(block.to()).isEqualTo(Integer.MAX_VALUE);
  }

  private static List<String> scan(Set<Integer> stored) {
    List<String> blocks = new ArrayList<>();
    SlotScan scan = new SlotScan();
    while (!scan.isDone()) {
      SlotScan.Block block = scan.next();
      blocks.add(block.from() + "-" + block.to());
      stored.stream().filter(s -> s >= block.from() && s < block.to()).forEach(scan::found);
    }
    return blocks;
  }
}
