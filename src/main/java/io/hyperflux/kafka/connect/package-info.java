/**
 * What Connect creates: validates, deals out, and runs the rooms below for one Connect task.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.HyperfluxSourceTask}; the order of one poll is in
 * {@code StartedSourceTask.poll}, and what each listing has in {@code WatchedListing}.
 *
 * <p>Nothing is null here unless it is annotated {@code @Nullable}.
 */
@NullMarked
package io.hyperflux.kafka.connect;

import org.jspecify.annotations.NullMarked;
