package org.robustness4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.data.Domain;
import org.robustness4j.data.file.IdxFiles;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.TestedModel;
import org.robustness4j.spark.data.HadoopFiles;
import org.robustness4j.spark.internal.SparkContexts;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** A data set in files, evaluated by executors that read it, against the same in memory. */
class ClusterEvaluatorTests {

    private static final RunOptions OPTIONS = RunOptions.seed(7);
    private static final ThreatModel THREAT = ThreatModel.untargeted(Norm.LINF, 0.1, Domain.range(0, 1));
    private static final Pgd ATTACK = new Pgd(10, StepSize.ofEpsilon(0.25), 1);
    private static final int IMAGES = 1200;

    @TempDir
    static Path folder;

    private static StoredDigits digits;
    private static TestedModel model;
    private static SparkSettings settings;
    private static JavaSparkContext context;

    @BeforeAll
    static void start() throws IOException {
        digits = StoredDigits.in(folder, IMAGES);
        model = TestedModel.of(folder.resolve("digits.zip")).named("digits").range(0, 1);
        settings = new SparkSettings("local[2]", folder.resolve("blocks"), Duration.ofMinutes(1));
        context = SparkContexts.open(settings);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    private static ClusterEvaluator evaluator(String images) throws IOException {
        IdxFiles samples = new IdxFiles(HadoopFiles.PLAIN, digits.file(images), digits.file("labels.idx"), 255);
        return new ClusterEvaluator(context, settings, model, samples, OPTIONS);
    }

    @Test
    void whatExecutorsReadFaresAsInMemory() throws IOException {
        AttackEvaluation here =
                new RobustnessEvaluator(model, digits.samples(), OPTIONS).evaluate(ATTACK, THREAT, OPTIONS);

        ClusterEvaluator evaluator = evaluator("images.idx");
        AttackEvaluation there = evaluator.evaluate(ATTACK, THREAT, AttackMonitor.NONE);

        assertSameButFewerPoints(there, here);
        assertThat(there.model()).isEqualTo(here.model());
        assertThat(there.examples()).hasSameSizeAs(here.examples());
        assertThat(kept()).isNotEmpty();
        evaluator.forgetFinished();
        assertThat(kept()).isEmpty();
    }

    /** The driver, which does not have the samples, keeps the points of the first broken ones of each block. */
    private static void assertSameButFewerPoints(AttackEvaluation there, AttackEvaluation here) {
        assertThat(there.outcomes()).isEqualTo(here.outcomes());
        assertThat(there.samplesSha256()).isEqualTo(here.samplesSha256());
        assertThat(there.cost().gradientEvaluations()).isEqualTo(here.cost().gradientEvaluations());
        Map<Integer, Integer> places = IntStream.range(0, here.broken().size())
                .boxed()
                .collect(Collectors.toMap(here.broken()::index, place -> place));
        assertThat(there.broken().size()).isBetween(100, here.broken().size());
        for (int i = 0; i < there.broken().size(); i++) {
            int place = Objects.requireNonNull(places.get(there.broken().index(i)));
            assertThat(there.broken().adversarial().get(i))
                    .isEqualTo(here.broken().adversarial().get(place));
            assertThat(there.broken().clean(i)).isEqualTo(here.broken().clean(place));
            assertThat(there.broken().prediction(i)).isEqualTo(here.broken().prediction(place));
        }
    }

    private static List<Path> kept() throws IOException {
        if (!Files.isDirectory(settings.blocks())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(settings.blocks())) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Cancels as soon as something is finished, and counts. */
    private static final class Impatient implements AttackMonitor {

        private long finished;

        @Override
        public void progressed(Progress progress) {
            finished = progress.finished();
        }

        @Override
        public boolean isCancelled() {
            return finished > 0;
        }
    }

    @Test
    void workThatWasBrokenOffGoesOnAndDamagedBlocksAreDoneAgain() throws IOException {
        Pgd attack = new Pgd(20, StepSize.ofEpsilon(0.25), 2);
        ClusterEvaluator evaluator = evaluator("images.idx");
        Impatient impatient = new Impatient();
        assertThatThrownBy(() -> evaluator.evaluate(attack, THREAT, impatient))
                .isInstanceOf(CancellationException.class);
        List<Path> kept = kept();
        assertThat(kept).isNotEmpty();
        byte[] damaged = Files.readAllBytes(kept.get(0));
        damaged[damaged.length / 2] ^= 1;
        Files.write(kept.get(0), damaged);
        long[] atFirst = {-1};

        AttackEvaluation resumed = evaluator.evaluate(attack, THREAT, progress -> {
            if (atFirst[0] < 0) {
                atFirst[0] = progress.finished();
            }
        });

        AttackEvaluation here =
                new RobustnessEvaluator(model, digits.samples(), OPTIONS).evaluate(attack, THREAT, OPTIONS);
        assertSameButFewerPoints(resumed, here);
        evaluator.forgetFinished();
        assertThat(kept()).isEmpty();
        assertThat(atFirst[0]).isPositive();
    }

    @Test
    void aFileThatEndsEarlyNamesTheSamplesAndKeepsWhatWasDone() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("images.idx"));
        Files.write(folder.resolve("cut.idx"), java.util.Arrays.copyOf(whole, 16 + 1190 * 784));
        HadoopFiles plain = HadoopFiles.PLAIN;
        IdxFiles cut = new IdxFiles(plain, digits.file("cut.idx"), digits.file("labels.idx"), 255);
        ClusterEvaluator evaluator = new ClusterEvaluator(context, settings, model, cut, OPTIONS);

        assertThatThrownBy(() -> evaluator.evaluate(ATTACK, THREAT, AttackMonitor.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the samples 1152 to 1199")
                .hasMessageContaining("cut.idx ends in sample 1190, but its header promises 1200 samples")
                .hasMessageContaining(
                        "finished parts are kept in " + settings.blocks().toAbsolutePath());
        assertThat(kept()).isNotEmpty();
        for (Path file : kept()) {
            Files.delete(file);
        }
    }
}
