package org.robustness4j.internal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.evaluation.AdversarialExample;
import org.robustness4j.internal.gate.NextStep;
import org.robustness4j.internal.gate.Violation;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.ResultsRecorder;
import org.robustness4j.internal.results.SampleEvaluations;
import org.robustness4j.internal.results.record.Attachments;
import org.robustness4j.internal.results.record.CandidatesRecord;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.PictureRecord;
import org.robustness4j.internal.results.record.PredictionRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.model.internal.ClassNames;
import org.robustness4j.reference.LinearModel;
import org.robustness4j.verdict.Judgement;

class HtmlReportTests {

    private static final TestId TEST = new TestId("com.example.DigitsRobustnessIT", "resistsFgsm", null);
    private static final TestId HOSTILE =
            new TestId("com.example.X", "<script>alert(1)</script>", "\"><img src=x onerror=alert(2)>");

    @TempDir
    Path folder;

    @Test
    void verdictsComeFirstThenTheTableThenPictures() throws Exception {
        String html = report(evaluated(TEST, "0.1"), List.of(new Violation("DigitsRobustnessIT", "is broken")));

        assertThat(html)
                .containsSubsequence(
                        "1 violation</h1>",
                        "<p>1 evaluation of 1 model</p>",
                        "<strong>Digits<wbr>Robustness<wbr>IT</strong>: is broken",
                        "<table class=\"results\">",
                        "com.<wbr>example.<wbr>Digits<wbr>Robustness<wbr>IT",
                        "FAIL",
                        "resists<wbr>Fgsm</a><small>halves, Fgsm, untargeted</small>",
                        "<h2>What breaks it</h2>",
                        "data:image/png;base64,",
                        "<h2>In detail</h2>",
                        "sha256");
        assertThat(html).doesNotContain("<script").doesNotContain("http://").doesNotContain("https://");
    }

    @Test
    void whatComesFromOutsideIsEscaped() throws Exception {
        String html = report(evaluated(HOSTILE, null), List.of(new Violation("<b>", "<i>")));

        assertThat(html)
                .doesNotContain("<script>")
                .doesNotContain("<img src=x")
                .doesNotContain("<b>")
                .contains("&lt;b&gt;");
    }

    @Test
    void aTestThatPassesByItsOwnLimitAndFailsTheGateSaysBoth() throws Exception {
        Violation violation = new Violation(TEST.displayName(), "is broken");

        assertThat(report(evaluated(TEST, "0.9"), List.of(violation)))
                .contains("<td class=\"verdict PASS\">PASS<small>fails the gate</small></td>");
        assertThat(report(evaluated(TEST, "0.9"), List.of())).doesNotContain("fails the gate");
    }

    @Test
    void whatToDoStandsUnderTheViolation() throws Exception {
        Violation violation = new Violation("LoansIT.resistsPgd", "is broken")
                .with(List.of(new NextStep("Look", ""), new NextStep("Run", "mvn -Dit.test='<b>'")));

        assertThat(report(evaluated(TEST, null), List.of(violation)))
                .contains(
                        "is broken\n<br>Look<br>Run: <code><span>mvn</span> <span>-Dit.test&#x3D;&#39;&lt;b&gt;&#39;</span>"
                                + " </code></li>");
    }

    @Test
    void longSubjectsOfViolationsBreakAndAreEscaped() throws Exception {
        assertThat(report(evaluated(TEST, null), List.of(new Violation("LoansIT.resistsPgd[<b>]", "is broken"))))
                .contains("<strong>Loans<wbr>IT.<wbr>resists<wbr>Pgd<wbr>[&lt;b&gt;]</strong>: is broken");
    }

    @Test
    void picturesOutsideTheResultsFolderAreNotRead() throws IOException {
        Path secret = Files.write(folder.resolve("secret.png"), new byte[] {1, 2, 3});
        PredictionRecord three = new PredictionRecord(3, "3", 0.9);
        ResultsFolder results = new ResultsFolder(folder.resolve("robustness"));

        assertThat(new EmbeddedPicture(results, new PictureRecord("../secret.png", 0, "3", three, three, 1)).base64())
                .isEmpty();
        assertThat(new EmbeddedPicture(
                                results,
                                new PictureRecord(secret.toAbsolutePath().toString(), 0, "3", three, three, 1))
                        .base64())
                .isEmpty();
    }

    @Test
    void picturesThatFindNoRoomInTheReportAreNotRead() throws IOException {
        PredictionRecord three = new PredictionRecord(3, "3", 0.9);
        ResultsFolder results = new ResultsFolder(Files.createDirectory(folder.resolve("pictures")));
        PictureRecord record = new PictureRecord("one.png", 0, "3", three, three, 1);
        Path picture = results.path().resolve("one.png");

        Files.write(picture, new byte[12 << 20]);
        assertThat(new EmbeddedPicture(results, record).base64()).isPresent();
        Files.write(picture, new byte[(12 << 20) + 1]);
        assertThat(new EmbeddedPicture(results, record).base64()).isEmpty();
    }

    @Test
    void theHeadSaysWhatTheGateFound() throws Exception {
        LatestResults results = evaluated(TEST, null);
        Violation wrong = new Violation("a", "is broken");
        Violation unknown = new Violation("b", "is inconclusive", true);

        assertThat(report(results, null)).contains("<header class=\"unjudged\">", "Robustness: not judged</h1>");
        assertThat(report(results, List.of()))
                .contains("<header class=\"pass\">", "Robustness: all limits are met</h1>");
        assertThat(report(results, List.of(wrong, unknown)))
                .contains("<header class=\"fail\">", "Robustness: 2 violations</h1>");
        assertThat(report(results, List.of(unknown)))
                .contains("<header class=\"open\">", "Robustness: inconclusive, 1 violation</h1>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"suite.json", "hardened.json", "first-release.json"})
    void filesOfEarlierBuildsAreShown(String name) throws Exception {
        Files.copy(
                Path.of("src/test/resources/org/robustness4j/internal/results", name),
                folder.resolve("results-1-earlier.json"));
        LatestResults results = new LatestResults(new ResultsFolder(folder).read());

        assertThat(report(results, List.of()))
                .contains("<tr class=\"class\">", "<h2>In detail</h2>")
                .doesNotContain("What changed most", "<wbr></th>");
    }

    /** Columns of the table on a wide page are lines of a card on a narrow one, each with its name. */
    @Test
    void everyFigureOfARowHasItsNameOnNarrowPages() throws Exception {
        assertThat(report(evaluated(TEST, "0.1"), List.of()))
                .contains("<td class=\"number\" data-label=\"Epsilon\">0.07<small>LINF</small></td>")
                .containsPattern(
                        "data-label=\"Attack success\">[0-9.]+ % <small class=\"count\">[0-9]+/32</small><small>[0-9.]+ % - ")
                .contains(
                        "data-label=\"Limit\">10.0 %</td>",
                        "data-label=\"Robust\">", "data-label=\"Clean\">97.0 %</td>")
                .contains("@media (max-width: 800px)");
    }

    @Test
    void namesBreakWhereAReaderWouldBreakThem() {
        assertThat(new BreakableText("resistsPgd[epsilon=0.02]"))
                .hasToString("resists<wbr>Pgd<wbr>[epsilon=<wbr>0.02]");
        assertThat(new BreakableText("com.example.MNISTCnnIT$Night"))
                .hasToString("com.<wbr>example.<wbr>MNIST<wbr>Cnn<wbr>IT<wbr>$Night");
        assertThat(new BreakableText("<i>&\"'`")).hasToString("&lt;i&gt;&amp;&quot;&#39;&#x60;");
    }

    @Test
    void aFigureShowsCleanPerturbationAndAdversarialImage() throws IOException {
        AdversarialExample example = SampleEvaluations.FGSM.examples().get(0);

        byte[] png = new AdversarialFigure(example, new ClassNames(List.of())).png();

        BufferedImage figure = ImageIO.read(new ByteArrayInputStream(png));
        int side = LinearModel.SHAPE.width();
        int scale = 168 / side;
        for (int pixel = 0; pixel < side * side; pixel++) {
            int x = pixel % side * scale;
            int y = 12 + pixel / side * scale;
            assertThat(figure.getRGB(12 + x, y) & 0xff).isEqualTo(Math.round(255 * example.clean()[pixel]));
            assertThat(figure.getRGB(12 + 2 * (168 + 32) + x, y) & 0xff)
                    .isEqualTo(Math.round(255 * example.adversarial()[pixel]));
        }
        assertThat(example.amplification()).isEqualTo(0.5 / SampleEvaluations.EPSILON, within(1e-5));
        assertThat(example.onClean().label()).isEqualTo(example.label());
        assertThat(example.onAdversarial().label()).isNotEqualTo(example.label());
        assertThat(new AdversarialFigure(example, new ClassNames(List.of())).png())
                .isEqualTo(png);
    }

    private LatestResults evaluated(TestId test, @Nullable String limit) throws Exception {
        ResultsRecorder recorder = ResultsRecorder.begin(new ResultsFolder(folder), List.of(test), Clock.systemUTC());
        List<PictureRecord> pictures = new PictureFiles(recorder.file(), 2)
                .write(SampleEvaluations.named(SampleEvaluations.FGSM, List.of("<b>zero</b>", "one"), List.of()));
        EvaluationRecord record = recorder.evaluated(
                test,
                SampleEvaluations.FGSM,
                Judgement.of(SampleEvaluations.FGSM, limit == null ? null : new BigDecimal(limit)),
                new Attachments(pictures, CandidatesRecord.none(0), null, false, List.of(), null));
        recorder.complete();
        assertThat(record.details().pictures()).hasSize(2);
        return new LatestResults(new ResultsFolder(folder).read());
    }

    private String report(LatestResults results, @Nullable List<Violation> violations) {
        return new HtmlReport(List.of(new HtmlReport.Section(null, new ResultsFolder(folder), results)), violations)
                .html();
    }
}
