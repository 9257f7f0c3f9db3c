package org.robustness4j.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.internal.numpy.NpyArray;
import org.robustness4j.internal.results.record.Attachments;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.reference.LinearModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.Judgement;

class CandidateExportTests {

    private static final RunOptions OPTIONS = RunOptions.seed(1);
    private static final AttackEvaluation EVALUATION = new RobustnessEvaluator(
                    LinearModel.UNBIASED.tested(), LinearModel.samples(40), OPTIONS)
            .evaluate(new Fgsm(), ThreatModel.untargeted(Norm.LINF, 0.05, Domain.range(0, 1)), OPTIONS);

    @TempDir
    Path folder;

    @Test
    void arraysAndPicturesAreReadBack() throws IOException {
        CandidateExport export = new CandidateExport(folder);
        Path first = export.write(replay("epsilon=0.05, a/b"));

        assertThat(first.getFileName()).hasToString("IT.resists_epsilon=0.05__a_b_");
        int index = EVALUATION.broken().index(0);
        float[] point = EVALUATION.broken().adversarial().get(0);
        assertThat(array(first.resolve(index + "-adversarial.npy")).floats()).containsExactly(point);
        assertThat(array(first.resolve(index + "-adversarial.npy")).shape()).containsExactly(1, 4, 4);
        assertThat(array(first.resolve(index + "-clean.npy")).floats())
                .containsExactly(EVALUATION.broken().clean(0));
        Raster picture =
                ImageIO.read(first.resolve(index + "-adversarial.png").toFile()).getRaster();
        for (int j = 0; j < point.length; j++) {
            assertThat(picture.getSample(j % 4, j / 4, 0)).isEqualTo(Math.round(point[j] * 65535.0));
        }
        try (var files = Files.list(first)) {
            assertThat(files).hasSize(4 * EVALUATION.broken().size());
        }
        assertThat(export.write(replay("epsilon=0.05, a/b")).getFileName())
                .hasToString("IT.resists_epsilon=0.05__a_b_-2");
    }

    @Test
    void longNamesAreShortenedAndStayApart() {
        CandidateExport export = new CandidateExport(folder);
        String first = export.write(replay("a".repeat(300) + "1")).getFileName().toString();
        String second =
                export.write(replay("a".repeat(300) + "2")).getFileName().toString();

        assertThat(first).startsWith("IT.resists_aaa").hasSizeLessThan(200).isNotEqualTo(second);
        assertThat(second).hasSizeLessThan(200);
        assertThat(folder.resolve(first)).isNotEmptyDirectory();
    }

    @Test
    void coloursKeepTheirPlaceAndSixteenBits() throws IOException {
        float[] values = {-1, -0.5f, 0, 0.25f, 0.5f, 1};
        int[] levels = {0, 16384, 32768, 40959, 49151, 65535};
        Domain domain = Domain.range(-1, 1);

        Raster planes = read(new SixteenBitPicture(new InputShape(Layout.NCHW, 3, 1, 2), domain).png(values));
        Raster pixels = read(new SixteenBitPicture(new InputShape(Layout.NHWC, 3, 1, 2), domain).png(values));

        assertThat(planes.getSampleModel().getSampleSize(0)).isEqualTo(16);
        for (int channel = 0; channel < 3; channel++) {
            for (int x = 0; x < 2; x++) {
                assertThat(planes.getSample(x, 0, channel)).isEqualTo(levels[2 * channel + x]);
                assertThat(pixels.getSample(x, 0, channel)).isEqualTo(levels[3 * x + channel]);
            }
        }
        assertThat(SixteenBitPicture.canDraw(InputShape.flat(16))).isFalse();
        assertThat(SixteenBitPicture.canDraw(new InputShape(Layout.NCHW, 2, 4, 4)))
                .isFalse();
    }

    private static Raster read(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png)).getRaster();
    }

    private static NpyArray array(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return NpyArray.read(in);
        }
    }

    private static CandidateReplay replay(String variant) {
        return new CandidateReplay(
                EvaluationRecord.of(
                        new TestId("com.example.IT", "resists", variant),
                        EVALUATION,
                        Judgement.of(EVALUATION, null),
                        Attachments.none(EVALUATION),
                        Instant.EPOCH),
                EVALUATION.broken());
    }
}
