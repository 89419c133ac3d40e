package io.hyperflux.kafka.connect.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * The image-generation API as far as the connector meets it: task listings and single tasks behind
 * an API key. Tests script it, {@link #generate} fills it with tasks that live their lives, and
 * {@link #main} runs it for use with curl. It and its parts need nothing but the JDK, so that
 * {@code java -cp target/test-classes} and its name run it.
 *
 * <p>A task keeps its place in a listing when its status changes. All methods may be called from
 * any thread.
 */
public final class ApiSimulator implements AutoCloseable {
  public static final String LISTING = "/v1/ai/text-to-image/hyperflux";
  public static final String KEY_HEADER = "x-freepik-api-key";

  /** Where a listing shows its newest task. */
  public enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST
  }

  /**
   * A task was seen for the first time or got another status; {@link #journal} has them in the
   * order they happened.
   */
  public record Change(String listing, String taskId, String status, Instant at) {}

  /** A request as it arrived, whatever was answered; the header names are in lower case. */
  public record Request(String path, Instant at, long nanoTime, Set<String> headerNames) {}

  /**
   * What a request got, at the moment that its listing was read: a status belongs to it exactly if
   * its {@link Change} came before. Requests with one {@code client} came over one connection.
   */
  public record Answered(String path, int status, Instant at, String client) {}

  /** A request that waits at its gate before it is answered. */
  private record Arrival(
      CountDownLatch gate, SimulatedTasks.Single lookup, LookupFault lookupFault) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(ApiSimulator::daemon);
  private final String keyHeader;
  private final String key;

  // everything below is guarded by this
  private final SimulatedTasks tasks = new SimulatedTasks();
  private final Script<SimulatedAnswer> answers = new Script<>();
  private final Script<LookupFault> lookupFaults = new Script<>();
  private final Traffic traffic = new Traffic();
  private final Map<String, CountDownLatch> pathGates = new HashMap<>();
  private CountDownLatch gate = new CountDownLatch(0);
  private CountDownLatch lookupGate = new CountDownLatch(1);
  private TaskGenerator generator;

  /** On a free port of the loopback address, with the API's usual key header. */
  public ApiSimulator(String key) throws IOException {
    this("127.0.0.1", 0, KEY_HEADER, key);
  }

  /** Port 0 takes a free one; containers reach the simulator only when it binds {@code 0.0.0.0}. */
  public ApiSimulator(String bindAddress, int port, String keyHeader, String key)
      throws IOException {
    this.keyHeader = keyHeader;
    this.key = key;
    tasks.add(LISTING);
    server = HttpServers.create(new InetSocketAddress(bindAddress, port));
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** The value for {@code hyperflux.api.url}. */
  public String url() {
    var address = server.getAddress().getAddress();
    return "http://"
        + (address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress())
        + ":"
        + port();
  }

  /** A command line that shows the default listing. */
  public String curl() {
    return "curl -H '%s: %s' %s".formatted(keyHeader, key, url() + LISTING);
  }

  public void put(String taskId, String status) {
    put(LISTING, taskId, status);
  }

  /**
   * Creates the listing and the task as needed; the same status again is no change. A hidden task
   * stays hidden.
   */
  public synchronized void put(String listing, String taskId, String status) {
    tasks.put(listing, taskId, status);
  }

  /**
   * Takes the task out of its listing or puts it back; a single request for it is answered either
   * way.
   */
  public synchronized void hide(String taskId, boolean hidden) {
    tasks.hide(taskId, hidden);
  }

  /**
   * Takes the task out of its listing for good; a single request for it is still answered, with the
   * status that {@link #put} gave it last.
   */
  public void leaveListing(String taskId) {
    hide(taskId, true);
  }

  /** Forgets the task: it is in no listing, and 404 for itself. */
  public synchronized void remove(String taskId) {
    tasks.remove(taskId);
  }

  /** Forgets all tasks; the listings stay, and so do the journal and the requests. */
  public synchronized void clear() {
    tasks.clear();
  }

  public synchronized void order(Order order) {
    tasks.order(order);
  }

  /**
   * Listings show only so many of their newest tasks; the older ones are still there for single
   * requests.
   */
  public synchronized void limit(int newest) {
    tasks.limit(newest);
  }

  /**
   * The listing's answer from now on, whatever tasks it has; null for its tasks again, or for what
   * the provider says of a listing that has none.
   */
  public synchronized void raw(String listing, String body) {
    tasks.raw(listing, body);
  }

  /**
   * Single tasks of a listing, which is created as needed, stand below another path from now on.
   */
  public synchronized void singlesAt(String listing, String path) {
    tasks.singlesAt(listing, path);
  }

  /**
   * Answers the next requests, whatever their path and key, with this before normal service goes
   * on.
   */
  public synchronized void respond(
      int times, int status, Map<String, String> headers, String body) {
    answers.add(times, new SimulatedAnswer(status, Map.copyOf(headers), body));
  }

  /** The same for the requests of one path; these go before those for any path. */
  public synchronized void respond(
      String path, int times, int status, Map<String, String> headers, String body) {
    answers.add(path, times, new SimulatedAnswer(status, Map.copyOf(headers), body));
  }

  /** The next requests of one path get what the provider is known to answer. */
  public void respond(String path, int times, ProviderAnswer answer) {
    respond(path, times, answer.status(), answer.headers(), answer.body());
  }

  /**
   * Spoils the next requests for single tasks, of any listing. Answers queued by {@link #respond}
   * go before.
   */
  public synchronized void failLookups(int times, LookupFault fault) {
    lookupFaults.add(times, fault);
  }

  /** The same for one task; these go before those for any task. */
  public synchronized void failLookups(String taskId, int times, LookupFault fault) {
    lookupFaults.add(taskId, times, fault);
  }

  /** Requests that arrive from now on get no answer until {@link #recover}. */
  public synchronized void hang() {
    gate.countDown();
    gate = new CountDownLatch(1);
  }

  /** The same for the requests of one path, while others are answered. */
  public synchronized void hang(String path) {
    pathGates.putIfAbsent(path, new CountDownLatch(1));
  }

  /** Ends {@link #hang(String)} alone: queued answers stay. */
  public synchronized void release(String path) {
    CountDownLatch closed = pathGates.remove(path);
    if (closed != null) {
      closed.countDown();
    }
  }

  /** Normal service: queued answers are dropped, and requests that hang get their answer. */
  public synchronized void recover() {
    answers.clear();
    lookupFaults.clear();
    gate.countDown();
    lookupGate.countDown();
    lookupGate = new CountDownLatch(1);
    pathGates.values().forEach(CountDownLatch::countDown);
    pathGates.clear();
  }

  public synchronized List<Change> journal() {
    return tasks.journal();
  }

  public synchronized List<Request> requests() {
    return traffic.requests();
  }

  /** The answers in their order; one that was given may still get lost on its way. */
  public synchronized List<Answered> answered() {
    return traffic.answered();
  }

  /** How many requests came for exactly this path. */
  public long requests(String path) {
    return requestTimes(path).size();
  }

  /** When the requests for exactly this path came, as {@link System#nanoTime}. */
  public synchronized List<Long> requestTimes(String path) {
    return traffic.times(path);
  }

  /** How many requests for single tasks came, whatever was answered. */
  public long lookups() {
    return lookupRequests().size();
  }

  public synchronized List<Request> lookupRequests() {
    return traffic.lookups();
  }

  /**
   * The most requests that were here at one time, each from its arrival until its answer is ready;
   * one that hangs stays, even if its client leaves.
   */
  public synchronized int mostSimultaneous() {
    return traffic.mostOpen();
  }

  /** The same of the requests for single tasks. */
  public synchronized int mostSimultaneousLookups() {
    return traffic.mostOpenLookups();
  }

  /**
   * Lets tasks come into the default listing, this many a second, and end within the given time:
   * one in four starts as CREATED, one in eight fails. The same seed gives the same tasks and
   * statuses in the same order.
   */
  public void generate(double tasksPerSecond, Duration longestLife, long seed) {
    replaceGenerator(new TaskGenerator(tasksPerSecond, longestLife, false, seed, this::put));
  }

  /**
   * The same with tasks that change often: some statuses last for a hundredth of the longest life
   * or less, many tasks go there and back again, some are taken up again after their end.
   */
  public void generateRestless(double tasksPerSecond, Duration longestLife, long seed) {
    generateRestless(tasksPerSecond, longestLife, seed, taskId -> LISTING);
  }

  /**
   * The same in several listings.
   *
   * @param listingOf the listing of a task, by its id
   */
  public void generateRestless(
      double tasksPerSecond, Duration longestLife, long seed, UnaryOperator<String> listingOf) {
    replaceGenerator(
        new TaskGenerator(
            tasksPerSecond,
            longestLife,
            true,
            seed,
            (taskId, status) -> put(listingOf.apply(taskId), taskId, status)));
  }

  /** Freezes the tasks as they are: when this returns, the journal is complete. */
  public void stopGenerating() {
    replaceGenerator(null);
  }

  private void replaceGenerator(TaskGenerator next) {
    TaskGenerator last;
    synchronized (this) {
      last = generator;
      generator = next;
    }
    // not while holding the lock: the last one may be waiting for it to put a task
    if (last != null) {
      last.close();
    }
    if (next != null) {
      next.start();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      Arrival arrival = arrived(exchange);
      arrival.gate.await();
      String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
      answer(exchange, arrival).send(exchange, accepted != null && accepted.contains("gzip"));
    } catch (InterruptedException e) {
      exchange.close(); // the simulator is closed while the request hangs
    }
  }

  private synchronized Arrival arrived(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    SimulatedTasks.Single lookup = tasks.singleAt(path);
    LookupFault fault = lookup == null ? null : lookupFaults.next(lookup.taskId());
    traffic.arrived(exchange, lookup != null);
    CountDownLatch one = fault == LookupFault.HANG ? lookupGate : pathGates.get(path);
    return new Arrival(gate.getCount() > 0 || one == null ? gate : one, lookup, fault);
  }

  private synchronized SimulatedAnswer answer(HttpExchange exchange, Arrival arrival) {
    SimulatedAnswer answer = findAnswer(exchange, arrival);
    traffic.answered(exchange, arrival.lookup != null, answer.status());
    return answer;
  }

  private SimulatedAnswer findAnswer(HttpExchange exchange, Arrival arrival) {
    String path = exchange.getRequestURI().getPath();
    SimulatedAnswer scripted = answers.next(path);
    if (scripted != null) {
      return scripted;
    }
    String sent = exchange.getRequestHeaders().getFirst(keyHeader);
    if (sent == null || !sent.equals(key)) {
      return SimulatedAnswer.message(401, sent == null ? "Missing API key" : "Invalid API key");
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      return SimulatedAnswer.message(405, "Method not allowed");
    }
    if (tasks.isListing(path)) {
      return tasks.listing(path);
    }
    if (arrival.lookup == null) {
      return SimulatedAnswer.message(404, "Not found");
    }
    return arrival.lookupFault == null
        ? tasks.single(arrival.lookup, arrival.lookup.taskId())
        : arrival.lookupFault.answer(tasks, arrival.lookup);
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "api-simulator");
    thread.setDaemon(true);
    return thread;
  }

  /** At once: hanging requests lose their connection. */
  @Override
  public void close() {
    stopGenerating();
    threads.shutdownNow();
    server.stop(0);
  }

  /** Runs a simulator full of tasks until Ctrl-C. */
  public static void main(String[] args) throws Exception {
    var options =
        new HashMap<>(
            Map.of("--port", "8080", "--rate", "1", "--key", "demo-key", "--bind", "127.0.0.1"));
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length || options.replace(args[i], args[i + 1]) == null) {
        System.err.println("Options: --port N, --rate TASKS_PER_SECOND, --key KEY, --bind ADDRESS");
        System.exit(2);
      }
    }
    int port = Integer.parseInt(options.get("--port"));
    var simulator = new ApiSimulator(options.get("--bind"), port, KEY_HEADER, options.get("--key"));
    simulator.limit(200);
    simulator.generate(
        Double.parseDouble(options.get("--rate")), Duration.ofSeconds(15), System.nanoTime());
    System.out.println("API simulator at " + simulator.url() + ", until Ctrl-C. Its tasks:");
    System.out.println("  " + simulator.curl());
    Thread.currentThread().join();
  }
}
