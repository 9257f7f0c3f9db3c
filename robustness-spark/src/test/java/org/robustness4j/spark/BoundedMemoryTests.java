package org.robustness4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.file.IdxFiles;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.TestedModel;
import org.robustness4j.spark.data.HadoopFiles;
import org.robustness4j.spark.internal.ModuleAccess;
import org.robustness4j.spark.internal.SparkContexts;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** A data set of ten times the heap, as the floats that attacks work on, all of whose samples are broken. */
@Tag("slow")
class BoundedMemoryTests {

    private static final int HEAP_MEGABYTES = 512;
    private static final int SIDE = 256;
    private static final int IMAGES = (int) (((10L * HEAP_MEGABYTES) << 20) / ((long) Float.BYTES * SIDE * SIDE)) + 1;

    @TempDir
    Path folder;

    /** Two classes: dark and bright. */
    private record Brightness() implements DifferentiableClassifier, Serializable {

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            float[] logits = new float[2 * batch.rows()];
            for (int i = 0; i < batch.rows(); i++) {
                double sum = 0;
                for (float value : batch.row(i)) {
                    sum += value;
                }
                logits[2 * i + 1] = (float) (sum / batch.columns() - 0.5);
            }
            return new ForwardPass() {
                @Override
                public Matrix logits() {
                    return new Matrix(batch.rows(), 2, logits);
                }

                @Override
                public Matrix backward(Matrix upstream) {
                    float[] gradients = new float[batch.rows() * batch.columns()];
                    for (int i = 0; i < batch.rows(); i++) {
                        Arrays.fill(
                                gradients,
                                i * batch.columns(),
                                (i + 1) * batch.columns(),
                                upstream.get(i, 1) / batch.columns());
                    }
                    return new Matrix(batch.rows(), batch.columns(), gradients);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public DifferentiableClassifier fork() {
            return this;
        }
    }

    @Test
    void aDataSetOfTenTimesTheHeapStreamsThrough() throws Exception {
        try (RandomAccessFile images =
                new RandomAccessFile(folder.resolve("images").toFile(), "rw")) {
            for (int header : new int[] {0x803, IMAGES, SIDE, SIDE}) {
                images.writeInt(header);
            }
            images.setLength(16 + (long) IMAGES * SIDE * SIDE);
        }
        try (DataOutputStream labels = new DataOutputStream(Files.newOutputStream(folder.resolve("labels")))) {
            labels.writeInt(0x801);
            labels.writeInt(IMAGES);
            labels.write(new byte[IMAGES]);
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + HEAP_MEGABYTES + "m"));
        command.addAll(Arrays.asList(ModuleAccess.options().split(" ")));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                BoundedMemoryTests.class.getName(),
                folder.toString()));
        File output = folder.resolve("output").toFile();

        int exitCode = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start()
                .waitFor();

        assertThat(Files.readString(output.toPath(), StandardCharsets.UTF_8))
                .contains(IMAGES + " of " + IMAGES + " broken");
        assertThat(exitCode).isZero();
    }

    /** What the process of the small heap does. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        SparkSettings settings = new SparkSettings("local[2]", folder.resolve("blocks"), Duration.ofMinutes(1));
        try (JavaSparkContext context = SparkContexts.open(settings)) {
            IdxFiles samples = new IdxFiles(
                    HadoopFiles.PLAIN,
                    folder.resolve("images").toUri().toString(),
                    folder.resolve("labels").toUri().toString(),
                    255);
            AttackEvaluation evaluation = new ClusterEvaluator(
                            context,
                            settings,
                            TestedModel.of(new Brightness()).range(0, 1),
                            samples,
                            RunOptions.seed(0))
                    .evaluate(
                            new Fgsm(), ThreatModel.untargeted(Norm.LINF, 0.6, Domain.range(0, 1)), AttackMonitor.NONE);
            System.out.println(evaluation.count(Outcome.BROKEN) + " of " + samples.size() + " broken, points of "
                    + evaluation.broken().size());
        }
    }
}
