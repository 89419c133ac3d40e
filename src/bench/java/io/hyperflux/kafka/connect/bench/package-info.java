/**
 * What watching costs, as ratios of what can't be avoided: JMH for single stages, a whole-path
 * benchmark on a real broker and worker, and a soak. See src/doc/cost.md.
 */
package io.hyperflux.kafka.connect.bench;
