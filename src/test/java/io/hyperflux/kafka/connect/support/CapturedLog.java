package io.hyperflux.kafka.connect.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** What a logger and those below it log while this is open, instead of printing it. */
public final class CapturedLog implements AutoCloseable {
  private final List<LogEvent> events = new CopyOnWriteArrayList<>();
  private final LoggerContext context = LoggerContext.getContext(false);
  private final String name;
  private final AbstractAppender appender =
      new AbstractAppender("captured", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
          events.add(event.toImmutable());
        }
      };

  /** Everything from INFO up of the connector. */
  public static CapturedLog ofConnector() {
    return new CapturedLog("io.hyperflux", Level.INFO);
  }

  /** Everything of the loggers whose name begins with this, from this level up. */
  public CapturedLog(String name, Level level) {
    this.name = name;
    appender.start();
    LoggerConfig logger = new LoggerConfig(name, level, false);
    logger.addAppender(appender, level, null);
    context.getConfiguration().addLogger(name, logger);
    context.updateLoggers();
  }

  /** The messages of one level, in order. */
  public List<String> messages(Level level) {
    return events.stream()
        .filter(event -> event.getLevel().equals(level))
        .map(event -> event.getMessage().getFormattedMessage())
        .toList();
  }

  /** Level and message of everything from this level up, in order. */
  public List<String> lines(Level least) {
    return events.stream()
        .filter(event -> event.getLevel().isMoreSpecificThan(least))
        .map(event -> event.getLevel() + " " + event.getMessage().getFormattedMessage())
        .toList();
  }

  /** Everything as text: logger, message, exception. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (LogEvent event : events) {
      text.append(event.getLoggerName())
          .append(' ')
          .append(event.getMessage().getFormattedMessage())
          .append(event.getThrown() == null ? "" : " " + event.getThrown())
          .append('\n');
    }
    return text.toString();
  }

  /** How many events carry an exception, and so a stack trace. */
  public long stackTraces() {
    return events.stream().filter(event -> event.getThrown() != null).count();
  }

  @Override
  public void close() {
    context.getConfiguration().removeLogger(name);
    context.updateLoggers();
    appender.stop();
  }
}
