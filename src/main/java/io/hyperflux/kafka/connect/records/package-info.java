/**
 * Changes become records: made, held back for a look-up, handed out in batches.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.records.RecordEmitter}, one for each listing, which
 * empties into the {@link io.hyperflux.kafka.connect.records.RecordBatches} of its Connect task.
 *
 * <p>Nothing is null here unless it is annotated {@code @Nullable}.
 */
@NullMarked
package io.hyperflux.kafka.connect.records;

import org.jspecify.annotations.NullMarked;
