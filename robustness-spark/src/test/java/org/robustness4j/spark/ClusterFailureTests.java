package org.robustness4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.data.file.StoredSamples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.internal.HeapTooSmallException;
import org.robustness4j.spark.internal.SparkContexts;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** What is said when something fails on an executor. */
class ClusterFailureTests {

    private static final RunOptions OPTIONS = RunOptions.seed(7);
    private static final ThreatModel THREAT = ThreatModel.untargeted(Norm.LINF, 0.1, Domain.range(0, 1));
    private static final InputShape SHAPE = InputShape.flat(2);

    @TempDir
    static Path folder;

    private static SparkSettings settings;
    private static JavaSparkContext context;

    @BeforeAll
    static void start() {
        settings = new SparkSettings("local[2]", folder.resolve("blocks"), Duration.ofMinutes(1));
        context = SparkContexts.open(settings);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    /** What happens when sample 1490 is reached on an executor. */
    private enum Mishap {
        UNREADABLE,
        OUT_OF_RANGE,
        OUT_OF_MEMORY,
        HEAP_TOO_SMALL
    }

    /** Points whose class is whether their first value is above one half. */
    private record Points(Mishap mishap) implements StoredSamples {

        @Override
        public InputShape shape() {
            return SHAPE;
        }

        @Override
        public int size() {
            return 2000;
        }

        @Override
        public String identity() {
            return mishap.name();
        }

        @Override
        public Samples read(int from, int to) throws IOException {
            boolean isReached = TaskContext.get() != null && from <= 1490 && to > 1490;
            if (isReached && mishap == Mishap.UNREADABLE) {
                throw new IOException("the disk is gone");
            }
            if (isReached && mishap == Mishap.OUT_OF_MEMORY) {
                throw new OutOfMemoryError("Physical memory usage is too high");
            }
            if (isReached && mishap == Mishap.HEAP_TOO_SMALL) {
                throw new HeapTooSmallException("its weights take 528 MiB", 1L << 31, null);
            }
            float[] values = new float[2 * (to - from)];
            int[] labels = new int[to - from];
            for (int i = 0; i < labels.length; i++) {
                values[2 * i] = ((from + i) % 10) / 10f;
                labels[i] = values[2 * i] > 0.5f ? 1 : 0;
            }
            if (isReached && mishap == Mishap.OUT_OF_RANGE) {
                values[2 * (1490 - from) + 1] = 3;
            }
            return Samples.stored(
                    SHAPE,
                    new Matrix(labels.length, 2, values),
                    labels,
                    IntStream.range(from, to).toArray());
        }
    }

    private record Half() implements Classifier, Serializable {

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public Matrix logits(Matrix batch) {
            float[] logits = new float[2 * batch.rows()];
            for (int i = 0; i < batch.rows(); i++) {
                logits[2 * i + 1] = batch.get(i, 0) - 0.5f;
            }
            return new Matrix(batch.rows(), 2, logits);
        }

        @Override
        public Classifier fork() {
            return this;
        }
    }

    private static void evaluate(Mishap mishap) throws IOException {
        new ClusterEvaluator(context, settings, TestedModel.of(new Half()).range(0, 1), new Points(mishap), OPTIONS)
                .evaluate(new UniformNoise(), THREAT, AttackMonitor.NONE);
    }

    @Test
    void samplesThatCannotBeReadAreNamed() {
        assertThatThrownBy(() -> evaluate(Mishap.UNREADABLE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the samples 1408 to 1535")
                .hasMessageContaining("the disk is gone");
    }

    @Test
    void samplesOutsideTheRangeAreNamed() {
        assertThatThrownBy(() -> evaluate(Mishap.OUT_OF_RANGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the samples 1408 to 1535")
                .hasMessageContaining("Sample 1490 has the value 3.0 in feature 1, outside the declared range");
    }

    @Test
    void memoryThatRunsOutIsNamedWithItsRemedy() {
        assertThatThrownBy(() -> evaluate(Mishap.OUT_OF_MEMORY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The attack on the samples 1408 to 1535 ran out of memory on the driver")
                .hasMessageContaining("Physical memory usage is too high")
                .hasMessageContaining("raise -Xmx of this process");
    }

    @Test
    void aHeapThatIsTooSmallIsNamedWithSparksRemedy() {
        assertThatThrownBy(() -> evaluate(Mishap.HEAP_TOO_SMALL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "is too small for this network: its weights take 528 MiB); raise -Xmx of this process")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Surefire"));
    }

    /** Holds something that no other process can be sent. */
    private static final class Bound extends Attack {

        private final Thread thread = Thread.currentThread();

        @Override
        protected Search begin(AttackedSample subject) {
            throw new IllegalStateException("Not begun in " + thread);
        }
    }

    @Test
    void anAttackThatCannotBeSentIsNamed() throws IOException {
        Samples samples = new Points(Mishap.UNREADABLE).read(0, 20);
        RobustnessEvaluator evaluator =
                new RobustnessEvaluator(TestedModel.of(new Half()).range(0, 1), samples, OPTIONS);
        try (SparkExecution spark = SparkExecution.on(context, settings)) {
            assertThatThrownBy(() -> evaluator.executedBy(spark).evaluate(new Bound(), THREAT, OPTIONS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "Bound cannot be sent to other processes, because it holds a java.lang.Thread");
        }
    }
}
