package io.hyperflux.kafka.connect.downstream;

/**
 * An image that is ready, with the request that it was made for.
 *
 * @param request the value that stood in the topic of requests, as it is; null if there was none
 *     when the image was ready
 * @param completedAt when its end was observed, milliseconds since 1970
 */
public record CompletedImage(String taskId, String request, long completedAt) {}
