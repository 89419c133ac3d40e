/**
 * What Connect creates: validates, deals out, and runs the rooms below for one Connect task.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.HyperfluxSourceTask}; the order of one poll is in
 * {@code StartedSourceTask.poll}, and what each listing has in {@code WatchedListing}.
 */
package io.hyperflux.kafka.connect;
