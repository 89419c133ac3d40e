package io.hyperflux.kafka.connect.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * The image-generation API as far as the connector meets it: task listings and single tasks behind
 * an API key. Tests script it, {@link #generate} fills it with tasks that live their lives, and
 * {@link #main} runs it for use with curl. It needs nothing but the JDK, so that {@code java
 * ApiSimulator.java} works too.
 *
 * <p>A task keeps its place in a listing when its status changes. All methods may be called from
 * any thread.
 */
public final class ApiSimulator implements AutoCloseable {
  public static final String LISTING = "/v1/ai/text-to-image/hyperflux";
  public static final String KEY_HEADER = "x-freepik-api-key";
  private static final String ANY_PATH = "";
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  static {
    // Read once when the server's classes load. Without it every answer on a kept-alive connection
    // waits 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

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

  private record Answer(int status, Map<String, String> headers, String body) {}

  private static final class Task {
    private String status;
    private boolean hidden;
  }

  /** An answer that replaces normal service a number of times. */
  private static final class Queued {
    private final Answer answer;
    private int left;

    private Queued(int left, Answer answer) {
      this.left = left;
      this.answer = answer;
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(ApiSimulator::daemon);
  private final String keyHeader;
  private final String key;

  // everything below is guarded by this, so that a status and its journal entry change together
  private final Map<String, Map<String, Task>> listings = new HashMap<>();
  private final Map<String, String> raw = new HashMap<>();
  private final Map<String, Deque<Queued>> queued = new HashMap<>();
  private final List<Change> journal = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>();
  private final List<Answered> answered = new ArrayList<>();
  private Order order = Order.NEWEST_FIRST;
  private int limit = Integer.MAX_VALUE;
  private CountDownLatch gate = new CountDownLatch(0);
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
    listings.put(LISTING, new LinkedHashMap<>());
    server = HttpServer.create(new InetSocketAddress(bindAddress, port), 0);
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
    Task task =
        listings
            .computeIfAbsent(listing, l -> new LinkedHashMap<>())
            .computeIfAbsent(taskId, t -> new Task());
    if (!status.equals(task.status)) {
      task.status = status;
      journal.add(new Change(listing, taskId, status, Instant.now()));
    }
  }

  /**
   * Takes the task out of its listing or puts it back; a single request for it is answered either
   * way.
   */
  public synchronized void hide(String taskId, boolean hidden) {
    for (Map<String, Task> tasks : listings.values()) {
      if (tasks.containsKey(taskId)) {
        tasks.get(taskId).hidden = hidden;
      }
    }
  }

  /** Forgets the task: it is in no listing, and 404 for itself. */
  public synchronized void remove(String taskId) {
    listings.values().forEach(tasks -> tasks.remove(taskId));
  }

  /** Forgets all tasks; the listings stay, and so do the journal and the requests. */
  public synchronized void clear() {
    listings.values().forEach(Map::clear);
  }

  public synchronized void order(Order order) {
    this.order = order;
  }

  /**
   * Listings show only so many of their newest tasks; the older ones are still there for single
   * requests.
   */
  public synchronized void limit(int newest) {
    limit = newest;
  }

  /** The listing's answer from now on, whatever tasks it has; null for its tasks again. */
  public synchronized void raw(String listing, String body) {
    listings.computeIfAbsent(listing, l -> new LinkedHashMap<>());
    raw.compute(listing, (path, before) -> body);
  }

  /**
   * Answers the next requests, whatever their path and key, with this before normal service goes
   * on.
   */
  public void respond(int times, int status, Map<String, String> headers, String body) {
    respond(ANY_PATH, times, status, headers, body);
  }

  /** The same for the requests of one path; these go before those for any path. */
  public synchronized void respond(
      String path, int times, int status, Map<String, String> headers, String body) {
    var answer = new Queued(times, new Answer(status, Map.copyOf(headers), body));
    queued.computeIfAbsent(path, p -> new ArrayDeque<>()).add(answer);
  }

  /** Requests that arrive from now on get no answer until {@link #recover}. */
  public synchronized void hang() {
    gate.countDown();
    gate = new CountDownLatch(1);
  }

  /** Normal service: queued answers are dropped, and requests that hang get their answer. */
  public synchronized void recover() {
    queued.clear();
    gate.countDown();
  }

  public synchronized List<Change> journal() {
    return List.copyOf(journal);
  }

  public synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The answers in their order; one that was given may still get lost on its way. */
  public synchronized List<Answered> answered() {
    return List.copyOf(answered);
  }

  /** How many requests came for exactly this path. */
  public synchronized long requests(String path) {
    return requests.stream().filter(request -> request.path.equals(path)).count();
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
    replaceGenerator(new TaskGenerator(tasksPerSecond, longestLife, true, seed, this::put));
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
      arrived(exchange).await();
      String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
      send(exchange, answer(exchange), accepted != null && accepted.contains("gzip"));
    } catch (InterruptedException e) {
      exchange.close(); // the simulator is closed while the request hangs
    }
  }

  private synchronized CountDownLatch arrived(HttpExchange exchange) {
    Set<String> names =
        exchange.getRequestHeaders().keySet().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    String path = exchange.getRequestURI().getPath();
    requests.add(new Request(path, Instant.now(), System.nanoTime(), names));
    return gate;
  }

  private synchronized Answer answer(HttpExchange exchange) {
    Answer answer = findAnswer(exchange);
    String client = exchange.getRemoteAddress().toString();
    answered.add(
        new Answered(exchange.getRequestURI().getPath(), answer.status, Instant.now(), client));
    return answer;
  }

  private Answer findAnswer(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    Answer own = next(path);
    Answer scripted = own != null ? own : next(ANY_PATH);
    if (scripted != null) {
      return scripted;
    }
    String sent = exchange.getRequestHeaders().getFirst(keyHeader);
    if (sent == null || !sent.equals(key)) {
      return message(401, sent == null ? "Missing API key" : "Invalid API key");
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      return message(405, "Method not allowed");
    }
    if (listings.containsKey(path)) {
      return json(200, raw.containsKey(path) ? raw.get(path) : listing(listings.get(path)));
    }
    int slash = path.lastIndexOf('/');
    String taskId = path.substring(slash + 1);
    Task task = listings.getOrDefault(path.substring(0, slash), Map.of()).get(taskId);
    return task == null ? message(404, "Not found") : json(200, single(taskId, task));
  }

  private Answer next(String path) {
    Deque<Queued> queue = queued.getOrDefault(path, new ArrayDeque<>());
    while (!queue.isEmpty() && queue.peek().left == 0) {
      queue.remove();
    }
    if (queue.isEmpty()) {
      return null;
    }
    queue.peek().left--;
    return queue.peek().answer;
  }

  private String listing(Map<String, Task> tasks) {
    List<String> shown = new ArrayList<>();
    tasks.forEach((id, task) -> shown.add(task.hidden ? null : entry(id, task)));
    shown.removeIf(Objects::isNull);
    List<String> newest = shown.subList(Math.max(0, shown.size() - limit), shown.size());
    if (order == Order.NEWEST_FIRST) {
      Collections.reverse(newest);
    }
    return newest.stream()
        .collect(Collectors.joining("},{", "{\"data\":[{", "}]}"))
        .replace("[{}]", "[]");
  }

  private static String single(String id, Task task) {
    // signed for a while like the API's own: another URL at each request
    String url = "https://ai-statics.example/%s.jpg?token=exp=%d~hmac=%016x";
    long now = System.nanoTime();
    String generated =
        "\"" + url.formatted(id, now / 1_000_000_000 + 3600, now * 0x9E3779B97F4A7C15L) + "\"";
    boolean completed = task.status.equals("COMPLETED");
    return "{\"data\":{"
        + entry(id, task)
        + ",\"generated\":["
        + (completed ? generated : "")
        + "]}}";
  }

  private static String entry(String id, Task task) {
    return "\"task_id\":" + quote(id) + ",\"status\":" + quote(task.status);
  }

  private static String quote(String text) {
    var json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      json.append(
          c < ' ' || c == '"' || c == '\\' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
    }
    return json.append('"').toString();
  }

  private static Answer message(int status, String message) {
    return json(status, "{\"message\":" + quote(message) + "}");
  }

  private static Answer json(int status, String body) {
    return new Answer(status, JSON, body);
  }

  private static void send(HttpExchange exchange, Answer answer, boolean gzip) throws IOException {
    byte[] body = answer.body.getBytes(UTF_8);
    answer.headers.forEach(exchange.getResponseHeaders()::set);
    // queued answers bring their own headers, so they go out as they are
    if (gzip && answer.headers == JSON) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      var zipped = new ByteArrayOutputStream();
      try (var zip = new GZIPOutputStream(zipped)) {
        zip.write(body);
      }
      body = zipped.toByteArray();
    }
    exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      // closing the body, not the exchange, keeps the connection alive
      try (var out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
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
