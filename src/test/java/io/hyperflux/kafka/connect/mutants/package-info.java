/** What {@code mvn -Pmutants} makes of pitest's report: a table with a row for each room. */
package io.hyperflux.kafka.connect.mutants;
