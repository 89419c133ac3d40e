package io.hyperflux.kafka.connect.support;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.util.concurrent.Callable;

/**
 * A node in this JVM, in a class loader of its own (see {@link WorkerClassPath}). Only types of the
 * JDK cross: inside is an {@link AutoCloseable}, made with the path of the properties file, that
 * starts in its constructor and stops in close().
 */
final class InJvmNode implements Node {
  private final String name;
  private final String insideClass;
  private final NodeFiles files;
  private final Readiness readiness;
  private URLClassLoader loader;
  private AutoCloseable running;

  InJvmNode(
      String name, Class<? extends AutoCloseable> inside, NodeFiles files, Readiness readiness) {
    this.name = name;
    this.insideClass = inside.getName();
    this.files = files;
    this.readiness = readiness;
  }

  @Override
  public synchronized void start() {
    if (loader != null) {
      throw new IllegalStateException(name + " runs already");
    }
    loader = WorkerClassPath.isolatedLoader(files.loggingConfig());
    try {
      running = within(this::newInside);
      readiness.await(name, () -> !InsideJvm.isEnding());
    } catch (Exception e) {
      Throwable cause = e instanceof InvocationTargetException wrapped ? wrapped.getCause() : e;
      // "It gave up" says nothing of the reason, the log does
      String why = cause.getCause() == null ? files.lastCause() : "";
      String log = files.lastLines();
      stop();
      throw new IllegalStateException(
          name
              + " did not start: "
              + cause
              + (why.isEmpty() ? "" : ", and in its log: " + why)
              + "\nIts log ends with:\n"
              + log,
          cause);
    }
  }

  private AutoCloseable newInside() throws ReflectiveOperationException {
    Class<?> inside = Class.forName(insideClass, true, loader);
    return (AutoCloseable)
        inside.getConstructor(String.class).newInstance(files.properties().toString());
  }

  @Override
  public synchronized void stop() {
    if (loader == null) {
      return;
    }
    try {
      if (running != null) {
        within(
            () -> {
              running.close();
              return null;
            });
      }
    } catch (Exception e) {
      throw new IllegalStateException(name + " did not stop: " + e + "\n" + files.lastLines(), e);
    } finally {
      running = null;
      closeLoader();
    }
  }

  @Override
  public void kill() {
    throw new UnsupportedOperationException(
        name + " runs in this JVM and can't be killed: use an environment with child JVMs");
  }

  @Override
  public String log() {
    return files.logText();
  }

  @Override
  public String threadDump() {
    return Jcmd.threadDump(ProcessHandle.current().pid());
  }

  @Override
  public void close() {
    stop();
  }

  private void closeLoader() {
    try {
      // or its log file would stay open
      within(
          () ->
              Class.forName("org.apache.logging.log4j.LogManager", true, loader)
                  .getMethod("shutdown")
                  .invoke(null));
      loader.close();
      loader = null;
    } catch (IOException e) {
      throw new IllegalStateException(name + "'s class loader can't be closed", e);
    } catch (Exception e) {
      throw new IllegalStateException(name + "'s logging can't be stopped", e);
    }
  }

  private <T> T within(Callable<T> action) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return action.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
