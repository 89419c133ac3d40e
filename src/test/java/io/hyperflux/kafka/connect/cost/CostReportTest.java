package io.hyperflux.kafka.connect.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The table and the chart. */
class CostReportTest {
  private static final Measurement REACHED =
      Measurement.ratio("CPU <b> & more", 1.234, 1.5, "12 pairs");
  private static final Measurement MISSED = new Measurement("memory", 128.4, "bytes", 64, "");
  private static final Measurement PLAIN = Measurement.plain("first poll", 2345.6, "ms", "");
  private static final Measurement NOTHING = new Measurement("repeated", 0, "", 0, "");
  private static final List<Measurement> ALL = List.of(REACHED, MISSED, PLAIN, NOTHING);

  @Test
  void theTableTellsWhichGoalsAreReached() {
    assertThat(CostTable.markdown(ALL).lines().skip(2))
        .containsExactly(
            "| CPU <b> & more | 1.23 | ≤ 1.50 | ✓ | 12 pairs |",
            "| memory | 128 bytes | ≤ 64 bytes | ✗ |  |",
            "| first poll | 2,346 ms |  |  |  |",
            "| repeated | 0 | ≤ 0 | ✓ |  |");
  }

  @Test
  void aGoalIsReachedByMeetingIt() {
    assertThat(Measurement.ratio("", 1.5, 1.5, "").mark()).isEqualTo("✓");
    assertThat(Measurement.ratio("", 1.51, 1.5, "").mark()).isEqualTo("✗");
    assertThat(Measurement.ratio("", Double.NaN, 1.5, "").mark()).isEqualTo("✗");
  }

  @Test
  void whatWasMeasuredTakesThePlaceOfTheLastTime() {
    String begin = "before\n<!-- begin cost: measured -->\n";
    String end = "<!-- end cost -->\nafter\n";
    String once = CostTable.into(begin + "old\n" + end, "doc/chart.svg", List.of(MISSED));

    assertThat(once)
        .startsWith(begin)
        .contains("](doc/chart.svg)\n\n" + CostTable.markdown(List.of(MISSED)))
        .endsWith(end)
        .doesNotContain("old");
    assertThat(CostTable.into(once, "doc/chart.svg", List.of(MISSED))).isEqualTo(once);
    assertThatThrownBy(() -> CostTable.into("no marks", "", ALL))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theChartIsXmlWithABarForEachGoal() throws Exception {
    Document chart =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(CostChart.svg(ALL))));
    NodeList bars = chart.getElementsByTagName("rect");

    assertThat(bars.getLength()).isEqualTo(3);
    assertThat(bars.item(0)).isInstanceOfSatisfying(Element.class, bar -> is(bar, "reached", 197));
    // cut at the picture's edge
    assertThat(bars.item(1)).isInstanceOfSatisfying(Element.class, bar -> is(bar, "missed", 320));
    assertThat(bars.item(2)).isInstanceOfSatisfying(Element.class, bar -> is(bar, "reached", 1));
    assertThat(chart.getDocumentElement().getTextContent()).contains("CPU <b> & more");
  }

  private static void is(Element bar, String kind, int width) {
    assertThat(bar.getAttribute("class")).isEqualTo(kind);
    assertThat(bar.getAttribute("width")).isEqualTo(Integer.toString(width));
  }
}
