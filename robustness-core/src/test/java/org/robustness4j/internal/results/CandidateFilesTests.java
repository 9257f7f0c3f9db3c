package org.robustness4j.internal.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.BrokenSamples;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.internal.results.record.CandidatesRecord;
import org.robustness4j.reference.LinearModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

class CandidateFilesTests {

    private static final Samples SAMPLES = LinearModel.samples(40);
    private static final AttackEvaluation EVALUATION = new RobustnessEvaluator(
                    LinearModel.UNBIASED.tested(), SAMPLES, RunOptions.seed(1))
            .evaluate(new Fgsm(), ThreatModel.untargeted(Norm.LINF, 0.05, Domain.range(0, 1)), RunOptions.seed(1));
    private static final BrokenSamples BROKEN = EVALUATION.broken();

    @TempDir
    Path folder;

    private Path resultsFile;

    @BeforeEach
    void begin() {
        resultsFile = ResultsRecorder.begin(new ResultsFolder(folder), List.of(), Clock.systemUTC())
                .file();
    }

    @Test
    void anEvaluationCarriesEveryBrokenSample() {
        List<SampleOutcome> broken = EVALUATION.outcomes().stream()
                .filter(sample -> sample.outcome() == Outcome.BROKEN)
                .toList();

        assertThat(BROKEN.size()).isEqualTo(broken.size()).isBetween(4, 39);
        for (int i = 0; i < BROKEN.size(); i++) {
            assertThat(BROKEN.index(i)).isEqualTo(broken.get(i).index());
            assertThat(BROKEN.label(i)).isEqualTo(broken.get(i).label());
            assertThat(BROKEN.prediction(i)).isEqualTo(broken.get(i).prediction());
            assertThat(BROKEN.clean(i)).containsExactly(SAMPLES.input(BROKEN.index(i)));
        }
    }

    @Test
    void whatIsStoredIsReadBackBitForBit() throws Exception {
        CandidatesRecord record = new CandidateFiles(resultsFile, 1000).write(BROKEN);

        assertThat(record.count()).isEqualTo(BROKEN.size());
        assertThat(record.omitted()).isZero();
        assertThat(record.file()).matches("candidates/results-\\d+-[0-9a-f-]+/1\\.npz");
        BrokenSamples stored = file(record).read(Objects.requireNonNull(record.layout()), record.count());
        assertThat(stored.shape()).isEqualTo(BROKEN.shape());
        for (int i = 0; i < stored.size(); i++) {
            assertThat(stored.index(i)).isEqualTo(BROKEN.index(i));
            assertThat(stored.label(i)).isEqualTo(BROKEN.label(i));
            assertThat(stored.prediction(i)).isEqualTo(BROKEN.prediction(i));
            assertThat(Arrays.equals(stored.clean(i), BROKEN.clean(i))).isTrue();
            assertThat(Arrays.equals(
                            stored.adversarial().get(i), BROKEN.adversarial().get(i)))
                    .isTrue();
        }
    }

    @Test
    void limitsOnNumberAndSizeLeaveOutTheLast() throws Exception {
        CandidatesRecord few = new CandidateFiles(resultsFile, 3).write(BROKEN);
        assertThat(few.count()).isEqualTo(3);
        assertThat(few.omitted()).isEqualTo(BROKEN.size() - 3);
        assertThat(file(few).read(Layout.NCHW, 3).size()).isEqualTo(3);

        long bytesOfTwo = 2L * (12 + 8 * 16) + 1;
        assertThat(new CandidateFiles(resultsFile, 1000, bytesOfTwo)
                        .write(BROKEN)
                        .count())
                .isEqualTo(2);
        assertThat(new CandidateFiles(resultsFile, 0).write(BROKEN)).isEqualTo(CandidatesRecord.none(BROKEN.size()));
    }

    @Test
    void masksAndLabelsOfSamplesAreStoredBesideThem() throws Exception {
        InputShape masked = new InputShape(Layout.NWC, 2, 1, 3).withMask();
        for (InputShape shape : List.of(
                masked,
                masked.withLabels(2),
                new InputShape(Layout.NCHW, 1, 2, 3).withLabels(4),
                new InputShape(Layout.NCDHW, 1, 2, 3, 4, false, 0),
                new InputShape(Layout.NDHWC, 1, 2, 3, 4, false, 0))) {
            float[] values = new float[2 * shape.features()];
            float[] moved = new float[shape.features()];
            for (int i = 0; i < values.length; i++) {
                values[i] = i;
                moved[i % moved.length] = i % moved.length < shape.values() ? i + 0.5f : i;
            }
            Samples samples = new Samples(shape, new Matrix(2, shape.features(), values), new int[] {1, 0});
            BrokenSamples broken =
                    new BrokenSamples(samples.at(new int[] {1}), new int[1], List.of(moved), new int[] {1});
            CandidateFile file = new CandidateFile(folder.resolve("carried.npz"));
            file.write(broken, 1);

            for (BrokenSamples read : List.of(file.read(shape.layout(), 1), file.read(shape, 1))) {
                assertThat(read.shape()).isEqualTo(shape);
                assertThat(read.clean(0)).isEqualTo(samples.input(1));
                assertThat(read.adversarial().get(0)).isEqualTo(moved);
            }
        }
        InputShape labelled = new InputShape(Layout.NDHWC, 1, 2, 3, 4, false, 3);
        assertThatThrownBy(() -> new CandidateFile(folder.resolve("carried.npz")).read(labelled, 1))
                .isInstanceOf(UnreadableResultsException.class)
                .hasMessageContaining(
                        "its samples are of the shape NDHWC [2, 3, 4, 1], not NDHWC [2, 3, 4, 1] with 3 labels");
    }

    @Test
    void everyShapeKeepsItsAxes() throws Exception {
        for (InputShape shape : List.of(
                InputShape.flat(6),
                new InputShape(Layout.NCHW, 1, 2, 3),
                new InputShape(Layout.NHWC, 3, 1, 2),
                new InputShape(Layout.NCW, 2, 1, 3))) {
            Samples samples = Samples.unlabelled(shape, new Matrix(1, 6, new float[6]));
            BrokenSamples broken = new BrokenSamples(samples, new int[1], List.of(new float[6]), new int[1]);
            CandidateFile file = new CandidateFile(folder.resolve("shapes.npz"));
            file.write(broken, 1);

            assertThat(file.read(shape.layout(), 1).shape()).isEqualTo(shape);
            assertThat(file.read(shape.layout(), 1).label(0)).isEqualTo(Samples.UNLABELLED);
        }
        assertThatThrownBy(() -> new CandidateFile(folder.resolve("shapes.npz")).read(Layout.FLAT, 1))
                .isInstanceOf(UnreadableResultsException.class)
                .hasMessageContaining("shapes.npz")
                .hasMessageContaining("[1, 2, 3], which is not FLAT");
    }

    @Test
    void clearingDeletesThem() throws IOException {
        new CandidateFiles(resultsFile, 1000).write(BROKEN);
        new ResultsFolder(folder).clear();

        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aPointForEachPositionIsNeeded() {
        assertThatThrownBy(() -> new BrokenSamples(SAMPLES, new int[] {0}, List.of(), new int[] {1}))
                .hasMessageContaining("1 broken samples, but 0 points and 1 predictions");
        assertThatThrownBy(() -> new BrokenSamples(SAMPLES, new int[] {0}, List.of(new float[3]), new int[] {1}))
                .hasMessageContaining("3 values, but a sample has 16");
    }

    private CandidateFile file(CandidatesRecord record) {
        return new CandidateFile(folder.resolve(Objects.requireNonNull(record.file())));
    }
}
