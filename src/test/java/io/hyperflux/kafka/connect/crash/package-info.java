/**
 * Kills workers again and again, and asks an oracle whether the topic holds what it must and
 * nothing it must not. Start at {@code CrashIT}; what counts as lost or doubled is in {@code
 * CrashOracle}.
 */
package io.hyperflux.kafka.connect.crash;
