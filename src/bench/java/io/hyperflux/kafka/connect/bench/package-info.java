/**
 * What watching costs, as ratios of what can't be avoided: JMH for single stages, a whole-path
 * benchmark on a real broker and worker, and a soak. See "Cost" in the README.
 */
package io.hyperflux.kafka.connect.bench;
