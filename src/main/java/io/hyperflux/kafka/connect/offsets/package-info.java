/**
 * The stored format of source offsets, reading them at the start, checking them when altered.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.offsets.SlotOffset}: whatever is changed there must
 * go on reading what earlier versions have stored, as the pinned files in the tests do.
 *
 * <p>Nothing is null here unless it is annotated {@code @Nullable}.
 */
@NullMarked
package io.hyperflux.kafka.connect.offsets;

import org.jspecify.annotations.NullMarked;
