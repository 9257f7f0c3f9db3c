package org.robustness4j.spark.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.network.util.JavaUtils;
import org.robustness4j.spark.SparkSettings;

/** Opens Spark contexts, and says what is wrong where Spark would try for minutes or fail in the middle. */
public final class SparkContexts {

    private static final int CONNECT_MILLIS = 5000;
    private static final int POLL_MILLIS = 100;
    private static final long SETTLED_NANOS = 2_000_000_000L;
    private static final String SERIALIZER = "spark.serializer";
    private static final String JAVA = "org.apache.spark.serializer.JavaSerializer";
    private static final long LEAST_OVERHEAD = 384;

    private SparkContexts() {}

    /**
     * Opens a context, and waits for the first executor.
     *
     * @throws IllegalStateException if the cluster cannot be reached, or Spark cannot run in this process
     */
    public static JavaSparkContext open(SparkSettings settings) {
        ModuleAccess.require();
        requireMaster(settings.master());
        SparkConf configuration = configuration(settings);
        try {
            JavaSparkContext context = new JavaSparkContext(configuration);
            boolean isReady = false;
            try {
                // makes an RDD, which is where Spark meets a Jackson of another version, and asks for an executor
                Future<Long> first = context.parallelize(List.of(0), 1).countAsync();
                awaitExecutors(context, settings, first);
                isReady = true;
            } finally {
                if (!isReady) {
                    context.close();
                }
            }
            return context;
        } catch (LinkageError e) {
            throw conflict(e);
        }
    }

    /**
     * Checks how a context of the user's serializes: records, which tasks and models are, are not known to Kryo.
     *
     * @throws IllegalArgumentException if it does not do as Java
     */
    public static void requireJavaSerialization(JavaSparkContext context) {
        String serializer = context.getConf().get(SERIALIZER, JAVA);
        if (!serializer.equals(JAVA)) {
            throw new IllegalArgumentException("The Spark context has " + SERIALIZER + " " + serializer + "; needed is "
                    + JAVA + ", Spark's default");
        }
    }

    private static SparkConf configuration(SparkSettings settings) {
        SparkConf configuration = new SparkConf();
        configuration.setMaster(settings.master());
        configuration.setIfMissing("spark.app.name", "Robustness4J");
        configuration.set(SERIALIZER, JAVA);
        configuration.setIfMissing("spark.driver.maxResultSize", "0");
        // executors read their samples or are sent them: none is nearer than another
        configuration.setIfMissing("spark.locality.wait", "0s");
        if (settings.isLocal()) {
            configuration.setIfMissing("spark.ui.enabled", "false");
            configuration.setIfMissing("spark.driver.host", "localhost");
            configuration.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            return configuration;
        }
        configuration.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
        configuration.setIfMissing("spark.executorEnv.OPENBLAS_NUM_THREADS", "1");
        configuration.set("spark.executor.extraJavaOptions", executorOptions(configuration));
        if (!configuration.contains("spark.jars") && !configuration.contains("spark.executor.extraClassPath")) {
            configuration.setJars(ClassPathJars.ofThisProcess().toArray(String[]::new));
        }
        return configuration;
    }

    /** Bounds the memory outside the heap by what the cluster gives an executor, unless the user did. */
    private static String executorOptions(SparkConf configuration) {
        String given = configuration.get("spark.executor.extraJavaOptions", "");
        if (given.contains("org.bytedeco.javacpp")) {
            return given;
        }
        long heap = JavaUtils.byteStringAsMb(configuration.get("spark.executor.memory", "1g"));
        long overhead = JavaUtils.byteStringAsMb(
                configuration.get("spark.executor.memoryOverhead", Math.max(LEAST_OVERHEAD, heap / 10) + "m"));
        return (given + " -Dorg.bytedeco.javacpp.maxBytes=" + overhead + "m -Dorg.bytedeco.javacpp.maxPhysicalBytes="
                        + (heap + overhead) + "m")
                .strip();
    }

    private static void requireMaster(String master) {
        if (!master.startsWith("spark://")) {
            return;
        }
        StringBuilder reasons = new StringBuilder();
        for (String address : master.substring("spark://".length()).split(",", -1)) {
            int colon = address.lastIndexOf(':');
            if (colon < 1 || !address.substring(colon + 1).matches("\\d{1,5}")) {
                throw new IllegalArgumentException("The Spark master '" + master
                        + "' has no host and port; give spark://host:7077 (" + SparkSettings.MASTER + ", or --master)");
            }
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(
                                address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                        CONNECT_MILLIS);
                return;
            } catch (IOException e) {
                reasons.append(reasons.isEmpty() ? "" : "; ")
                        .append(address)
                        .append(": ")
                        .append(e);
            }
        }
        throw new IllegalStateException(
                "The Spark master " + master + " cannot be reached (" + reasons + "); start it, correct "
                        + SparkSettings.MASTER + " or --master, or use local[*], which needs no cluster");
    }

    /** Waits until executors are there and, since they come one after the other, none has come for a while. */
    private static void awaitExecutors(JavaSparkContext context, SparkSettings settings, Future<Long> first) {
        if (settings.isLocal()) {
            return;
        }
        long start = System.nanoTime();
        long lastChange = start;
        int known = 1;
        while (known < 2 || System.nanoTime() - lastChange < SETTLED_NANOS) {
            int now = context.sc().statusTracker().getExecutorInfos().length;
            if (now != known) {
                known = now;
                lastChange = System.nanoTime();
            }
            if (context.sc().isStopped()) {
                throw new IllegalStateException("The cluster " + settings.master()
                        + " gave up on this application, usually because no executor could be started; see the logs of"
                        + " its workers, in their work folders");
            }
            if (known < 2 && System.nanoTime() - start > settings.patience().toNanos()) {
                first.cancel(true);
                throw new IllegalStateException("No executor came from " + settings.master() + " within "
                        + settings.patience().toSeconds()
                        + " seconds; see at the master whether it has workers with free"
                        + " cores and " + context.getConf().get("spark.executor.memory", "1g")
                        + " of memory (spark.executor.memory), and whether it runs Spark " + context.version()
                        + " and Scala " + scala.util.Properties.versionNumberString() + " as this process does ("
                        + SparkSettings.PATIENCE + " waits longer)");
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("Waiting for executors was interrupted");
            }
        }
    }

    private static IllegalStateException conflict(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new IllegalStateException(
                "Spark cannot start, because a library that it uses is missing or on the classpath in another version ("
                        + cause
                        + "); in the POM declare org.robustness4j:robustness-spark before deeplearning4j-core, and see"
                        + " mvn dependency:tree",
                failure);
    }
}
