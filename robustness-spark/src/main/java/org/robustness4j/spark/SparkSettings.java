package org.robustness4j.spark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.configuration.ConfigurationKey;

/**
 * What can be said about a cluster, besides Spark's own {@code spark.*} system properties.
 *
 * @param master where the cluster is: {@code local[2]}, {@code spark://host:7077}, {@code yarn}, {@code k8s://...}
 * @param blocks the folder for finished blocks of work that is broken off
 * @param patience how long the first executor may take to come
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record SparkSettings(String master, Path blocks, Duration patience) {

    /** The key of the master; {@code local[*]} by default, all cores of this process. */
    public static final String MASTER = "robustness.spark.master";

    /** The key of the folder for finished blocks; {@code target/robustness-blocks} by default. */
    public static final String BLOCKS = "robustness.spark.blocks";

    /** The key of the seconds that the first executor may take to come; 120 by default. */
    public static final String PATIENCE = "robustness.spark.timeoutSeconds";

    /** @throws IllegalArgumentException if the master is none that Spark knows, or the patience is not positive */
    public SparkSettings {
        if (!master.matches("local(\\[.+])?|spark://.+|yarn|k8s://.+")) {
            throw new IllegalArgumentException("The Spark master '" + master
                    + "' is not one that Spark knows; allowed are local, local[2], local[*], spark://host:7077, yarn, and"
                    + " k8s://host:port (" + MASTER + ")");
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException(
                    "The time to wait for executors must be positive, but is " + patience + " (" + PATIENCE + ")");
        }
    }

    /** A cluster, with the other settings as they are by default. */
    public static SparkSettings of(String master) {
        return of(key -> key.equals(MASTER) ? Optional.of(master) : Optional.empty());
    }

    /**
     * Settings by their keys.
     *
     * @param values the value of a key, empty where its default holds
     * @throws IllegalArgumentException if a value is not one that is allowed
     */
    @API(status = Status.INTERNAL, since = "0.1")
    public static SparkSettings of(Function<String, Optional<String>> values) {
        String seconds = ConfigurationKey.SPARK_TIMEOUT.value(values).strip();
        if (!seconds.matches("\\d{1,6}")) {
            throw new IllegalArgumentException(
                    PATIENCE + " is '" + seconds + "'; allowed is a whole number of seconds from 1 to 999999");
        }
        return new SparkSettings(
                ConfigurationKey.SPARK_MASTER.value(values).strip(),
                Path.of(ConfigurationKey.SPARK_BLOCKS.value(values)),
                Duration.ofSeconds(Long.parseLong(seconds)));
    }

    /** Whether Spark runs in this process, without a cluster. */
    @API(status = Status.INTERNAL, since = "0.1")
    public boolean isLocal() {
        return master.startsWith("local");
    }
}
