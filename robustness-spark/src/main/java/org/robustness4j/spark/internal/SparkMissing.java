package org.robustness4j.spark.internal;

/** Says that there is no Spark. It refers to no class of Spark itself. */
public final class SparkMissing {

    private SparkMissing() {}

    /** Whether a class that is missing is Spark's, or one that Spark brings. */
    public static boolean isMeant(NoClassDefFoundError failure) {
        String name = String.valueOf(failure.getMessage());
        return name.startsWith("org/apache/spark/")
                || name.startsWith("scala/")
                || name.startsWith("org/apache/hadoop/");
    }

    public static IllegalStateException because(NoClassDefFoundError cause) {
        return new IllegalStateException(
                "Apache Spark is not on the classpath, or not all of it (" + cause.getMessage()
                        + " is missing); do not exclude what org.robustness4j:robustness-spark brings, or start the command with"
                        + " spark-submit",
                cause);
    }
}
