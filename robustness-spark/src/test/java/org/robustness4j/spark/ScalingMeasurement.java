package org.robustness4j.spark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.data.Domain;
import org.robustness4j.data.file.IdxFiles;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.spark.data.HadoopFiles;
import org.robustness4j.spark.internal.SparkContexts;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/**
 * Measures what docs/scale.md says: the same attack, PGD-40 with 5 restarts, plain, on embedded Spark and on standalone
 * clusters. Arguments: embedded, cluster, tasks or overheads; images; rounds; cores or processes; a file for the times of tasks.
 */
final class ScalingMeasurement {

    private static final Pgd ATTACK = new Pgd(40, StepSize.ofEpsilon(0.25), 5);
    private static final ThreatModel THREAT = ThreatModel.untargeted(Norm.LINF, 0.1, Domain.range(0, 1));

    /** Of the reference network. */
    private static final int WEIGHTS = 38_390;

    private final RobustnessEvaluator evaluator;
    private final int rounds;
    private final PrintStream out = System.out;

    private ScalingMeasurement(int images, int rounds) {
        this.rounds = rounds;
        this.evaluator = new RobustnessEvaluator(
                TestedModel.of(ReferenceModels.mnistCnn()).named("digits").range(0, 1),
                ReferenceData.mnist(images),
                RunOptions.seed(0));
    }

    public static void main(String[] arguments) throws Exception {
        String what = arguments[0];
        int images = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        int cores = Integer.parseInt(arguments[3]);
        Path folder = Files.createTempDirectory("scaling");
        switch (what) {
            case "embedded" -> new ScalingMeasurement(images, rounds).plainAndEmbedded(folder, cores);
            case "cluster" -> new ScalingMeasurement(images, rounds).cluster(folder, cores);
            case "tasks" -> taskTimes(folder, images, Path.of(arguments[4]));
            case "overheads" -> overheads(folder);
            default -> throw new IllegalArgumentException("embedded, cluster, tasks or overheads, but not " + what);
        }
    }

    private void plainAndEmbedded(Path folder, int cores) throws Exception {
        RunOptions options = new RunOptions(0, cores);
        long opening = System.nanoTime();
        try (SparkExecution spark = SparkExecution.open(
                new SparkSettings("local[" + cores + "]", folder.resolve("blocks"), Duration.ofMinutes(1)))) {
            out.printf("local[%d]: session %.1f s%n", cores, (System.nanoTime() - opening) / 1e9);
            RobustnessEvaluator there = evaluator.executedBy(spark);
            List<Double> plain = new ArrayList<>();
            List<Double> embedded = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                plain.add(seconds(() -> evaluator.evaluate(ATTACK, THREAT, options)));
                embedded.add(seconds(() -> there.evaluate(ATTACK, THREAT, options)));
            }
            out.printf(
                    "%d core(s): plain %s, Spark %s, ratio of medians %.3f%n",
                    cores, plain, embedded, median(embedded) / median(plain));
        }
    }

    private void cluster(Path folder, int workers) throws Exception {
        try (StandaloneCluster cluster = StandaloneCluster.start(folder.resolve("cluster" + workers), workers);
                SparkExecution spark = SparkExecution.open(
                        new SparkSettings(cluster.master(), folder.resolve("blocks"), Duration.ofMinutes(2)))) {
            RobustnessEvaluator there = evaluator.executedBy(spark);
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                times.add(seconds(() -> there.evaluate(ATTACK, THREAT, RunOptions.seed(0))));
            }
            out.printf("cluster of %d processes of one core: %s%n", workers, times);
        }
    }

    /** What Spark itself costs: a task that does nothing, and the exchange of weights and gradients for a training step. */
    private static void overheads(Path folder) {
        int tasks = 4000;
        int steps = 60;
        SparkSettings settings = new SparkSettings("local[2]", folder, Duration.ofMinutes(1));
        try (JavaSparkContext context = SparkContexts.open(settings)) {
            List<Integer> nothing = IntStream.range(0, tasks).boxed().toList();
            context.parallelize(nothing, tasks).map(i -> i).collect();
            long start = System.nanoTime();
            context.parallelize(nothing, tasks).map(i -> i).collect();
            System.out.printf("a task that does nothing: %.2f ms%n", (System.nanoTime() - start) / 1e6 / tasks);
            float[] weights = new float[WEIGHTS];
            double[] millis = new double[steps];
            for (int i = 0; i < steps; i++) {
                long begun = System.nanoTime();
                Broadcast<float[]> sent = context.broadcast(weights);
                context.parallelize(List.of(0, 1), 2)
                        .map(slice -> sent.value().clone())
                        .collect();
                sent.destroy();
                millis[i] = (System.nanoTime() - begun) / 1e6;
            }
            Arrays.sort(millis);
            System.out.printf("weights out, gradients back, 2 tasks: median %.1f ms%n", millis[steps / 2]);
        }
    }

    /** The times of tasks of one block each, for the simulation. */
    private static void taskTimes(Path folder, int images, Path file) throws IOException {
        StoredDigits digits = StoredDigits.in(folder.resolve("data"), images);
        SparkSettings settings = new SparkSettings("local[2]", folder.resolve("blocks"), Duration.ofMinutes(1));
        List<Double> nanos = new ArrayList<>();
        try (JavaSparkContext context = SparkContexts.open(settings)) {
            ClusterEvaluator cluster = new ClusterEvaluator(
                    context,
                    settings,
                    TestedModel.of(folder.resolve("data").resolve("digits.zip")).range(0, 1),
                    new IdxFiles(HadoopFiles.PLAIN, digits.file("images.idx"), digits.file("labels.idx"), 255),
                    RunOptions.seed(0));
            for (int i = 0; i < 2; i++) {
                nanos.clear();
                cluster.evaluate(
                        ATTACK,
                        THREAT,
                        AttackMonitor.NONE,
                        report -> nanos.add(
                                report.nanos() / 1e9 / report.outcomes().size()));
            }
        }
        Files.writeString(
                file,
                "seconds of one core for a sample, averaged over a task\n"
                        + String.join("\n", nanos.stream().map(Object::toString).toList()) + "\n",
                StandardCharsets.UTF_8);
    }

    private static double seconds(Callable<AttackEvaluation> run) throws Exception {
        long start = System.nanoTime();
        run.call();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
