/** What benchmarks make of their figures: medians, the table of goals, the chart. */
package io.hyperflux.kafka.connect.cost;
