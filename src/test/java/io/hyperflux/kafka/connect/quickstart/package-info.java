/**
 * What {@code mvn -Pquickstart} runs: start at {@link
 * io.hyperflux.kafka.connect.quickstart.Quickstart}. What it prints is in {@code Screen}, {@code
 * RecordLine} and {@code Summary}.
 */
package io.hyperflux.kafka.connect.quickstart;
