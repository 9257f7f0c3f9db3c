package org.robustness4j.spark;

/** Says that there is no Spark. It refers to no class of Spark itself. */
final class SparkMissing {

    private SparkMissing() {}

    static IllegalStateException because(NoClassDefFoundError cause) {
        return new IllegalStateException(
                "Apache Spark is not on the classpath, or not all of it (" + cause.getMessage()
                        + " is missing); do not exclude what org.robustness4j:robustness-spark brings, or start the command with"
                        + " spark-submit",
                cause);
    }
}
