package org.robustness4j.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.data.Domain;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.CountedEvaluations;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFile;
import org.robustness4j.internal.results.SampleEvaluations;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.SkippedTest;
import org.robustness4j.internal.results.record.TestError;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.Judgement;

/** A test that leaves the comparison with the baseline does not leave it in silence. */
class MissingEvaluationTests {

    private static final String WHAT_TO_DO = "; correct that, or let the baseline follow with"
            + " -Drobustness.baseline.update=true; if only some of the tests were run, say so with"
            + " -Drobustness.partial=true";

    private static final Extent PARTIAL = new Extent("the command line selects them by -Dit.test=DigitsIT");

    @TempDir
    Path folder;

    private Baseline baseline;

    private static TestId test(String method, String epsilon) {
        return new TestId("com.example.DigitsIT", method, epsilon.isEmpty() ? null : "epsilon=" + epsilon);
    }

    private static EvaluationRecord evaluation(TestId test, String attack, double epsilon) {
        AttackEvaluation evaluation = CountedEvaluations.none()
                .with(5, 0, Outcome.BROKEN)
                .with(5, 0, Outcome.ROBUST)
                .evaluation(
                        attack, AttackKind.ADVERSARIAL, ThreatModel.untargeted(Norm.LINF, epsilon, Domain.range(0, 1)));
        return SampleEvaluations.record(test, evaluation, Judgement.of(evaluation, null));
    }

    private static final EvaluationRecord PGD = evaluation(test("resistsPgd", ""), "Pgd", 0.1);
    private static final EvaluationRecord FGSM = evaluation(test("resistsFgsm", "0.1"), "Fgsm", 0.1);

    @BeforeEach
    void keepTwo() throws Exception {
        baseline = new Baseline(folder.resolve("baseline.json"), 0.05);
        baseline.update(results(PGD, FGSM), null);
    }

    private static LatestResults results(EvaluationRecord... evaluations) {
        return new LatestResults(List.of(SampleEvaluations.file(evaluations)));
    }

    /** Beside the evaluation by FGSM a test that has an error, or was switched off, or has no result. */
    private static LatestResults without(TestId planned, List<TestError> errors, List<SkippedTest> skipped) {
        return new LatestResults(List.of(new ResultsFile(
                1, Instant.now(), true, Arrays.asList(FGSM.test(), planned), List.of(FGSM), errors, skipped)));
    }

    @Test
    void oneThatHasNoResultIsAViolation() throws Exception {
        assertThat(baseline.compare(results(FGSM)).violations())
                .containsExactly(new Violation(
                        "DigitsIT.resistsPgd",
                        "is in the baseline with Pgd and epsilon 0.1, but has no result now" + WHAT_TO_DO));
    }

    @Test
    void anotherEpsilonOrAttackIsNamed() throws Exception {
        assertThat(baseline.compare(results(evaluation(PGD.test(), "Pgd", 0.2), FGSM))
                        .violations())
                .containsExactly(new Violation(
                        "DigitsIT.resistsPgd",
                        "is in the baseline with Pgd and epsilon 0.1, but has epsilon 0.2 now" + WHAT_TO_DO));
        assertThat(baseline.compare(results(evaluation(PGD.test(), "Bim", 0.05), FGSM))
                        .violations())
                .singleElement()
                .satisfies(violation ->
                        assertThat(violation.message()).contains("but has attack Bim, epsilon 0.05 now; correct"));
    }

    /** The epsilon is part of what tells apart the tests of a method. */
    @Test
    void anotherVariantOfTheSameMethodIsNamed() throws Exception {
        assertThat(baseline.compare(results(PGD, evaluation(test("resistsFgsm", "0.2"), "Fgsm", 0.2)))
                        .violations())
                .containsExactly(new Violation(
                        "DigitsIT.resistsFgsm[epsilon=0.1]",
                        "is in the baseline with Fgsm and epsilon 0.1, but now there is"
                                + " DigitsIT.resistsFgsm[epsilon=0.2] with epsilon 0.2" + WHAT_TO_DO));
    }

    @Test
    void theNewNameOfATestIsNamed() throws Exception {
        EvaluationRecord renamed = evaluation(test("withstandsPgd", ""), "Pgd", 0.1);

        assertThat(baseline.compare(results(renamed, FGSM)).violations())
                .containsExactly(new Violation(
                        "DigitsIT.resistsPgd",
                        "is in the baseline with Pgd and epsilon 0.1, but now there is DigitsIT.withstandsPgd with the same"
                                + " attack" + WHAT_TO_DO));
    }

    /** Both are evaluations of one test, of which one has gone. */
    @Test
    void whatTheBaselineKnowsIsInNobodysPlace() throws Exception {
        EvaluationRecord bim = evaluation(PGD.test(), "Bim", 0.1);
        baseline.update(results(PGD, bim, FGSM), null);

        assertThat(baseline.compare(results(bim, FGSM)).violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.message())
                        .startsWith("is in the baseline with Pgd and epsilon 0.1, but has no such result now;"));
    }

    @Test
    void aTestThatIsSwitchedOffIsAViolationWithItsReason() throws Exception {
        LatestResults results =
                without(PGD.test(), List.of(), List.of(new SkippedTest(PGD.test(), "not today", Instant.now())));

        assertThat(baseline.compare(results).violations()).singleElement().satisfies(violation -> assertThat(
                        violation.message())
                .contains("but is switched off now (not today); correct"));
    }

    @Test
    void anErrorAndAMissingResultAreViolationsOfTheGateAndNotedHere() throws Exception {
        TestError error = new TestError(PGD.test(), "the disk is on fire", Instant.now());
        for (LatestResults results :
                List.of(without(PGD.test(), List.of(error), List.of()), without(PGD.test(), List.of(), List.of()))) {
            BaselineReport report = baseline.compare(results);

            assertThat(report.violations()).isEmpty();
            assertThat(report.notes())
                    .contains("DigitsIT.resistsPgd was not compared with the baseline, because it did not come to its"
                            + " end");
        }
    }

    @Test
    void anEvaluationWithoutItsSamplesIsNotCompared() throws Exception {
        String json = Files.readString(baseline.file());
        EvaluationRecord.Details details = PGD.details();
        EvaluationRecord unsure = new EvaluationRecord(
                PGD.test(),
                PGD.model(),
                PGD.attack(),
                PGD.measured(),
                PGD.judged(),
                new EvaluationRecord.Details(
                        null,
                        details.pictures(),
                        details.changes(),
                        details.candidates(),
                        details.probe(),
                        details.brokenByChecks(),
                        details.survivesEightBit(),
                        details.fromCache(),
                        details.diagnosis(),
                        details.hardenable()),
                null,
                PGD.effort(),
                PGD.finishedAt());

        assertThat(baseline.compare(results(unsure, FGSM)).violations())
                .singleElement()
                .satisfies(
                        violation -> assertThat(violation.message()).contains("but has no outcome of each sample now"));
        assertThat(Files.readString(baseline.file())).isEqualTo(json);
    }

    @Test
    void aPartialRunIsOneNote() throws Exception {
        BaselineReport report = baseline.compare(results(evaluation(PGD.test(), "Pgd", 0.2)), PARTIAL);

        assertThat(report.violations()).isEmpty();
        assertThat(report.notes())
                .contains("2 evaluation(s) of the baseline were not compared, because only some of the tests were run:"
                        + " the command line selects them by -Dit.test=DigitsIT");
        assertThat(baseline.compare(results(PGD, FGSM), PARTIAL).notes())
                .noneSatisfy(note -> assertThat(note).contains("were not compared"));
    }

    @Test
    void aPartialRunUpdatesNothing() throws Exception {
        String json = Files.readString(baseline.file());

        assertThat(baseline.update(results(FGSM), null, PARTIAL).violations())
                .containsExactly(new Violation(
                        "baseline",
                        baseline.file() + " was not updated: only some of the tests were run (the command line selects"
                                + " them by -Dit.test=DigitsIT), and what has no result would leave it; run all of them,"
                                + " or say that these were all with -Drobustness.partial=false"));
        assertThat(Files.readString(baseline.file())).isEqualTo(json);
    }

    @Test
    void rulesForTestsThatAPartialRunLeftOutAreNoted() {
        Limit limit = Limit.atMost(Metric.ATTACK_SUCCESS_RATE, BigDecimal.ONE);
        Rule unmatched = new Rule(Element.ATTACK, List.of("Pgd", "Fgsm"), List.of(limit));
        Rule forAll = Rule.forAll(List.of(limit));
        List<JudgedModule> fgsm = List.of(JudgedModule.alone(results(FGSM)));
        List<JudgedModule> fakes = List.of(JudgedModule.alone(results(SampleEvaluations.fakes(PGD.test()))));
        String because = " (no violation, because only some of the tests were run: " + PARTIAL.partialBecause() + ")";

        Gate partial = new Gate(List.of(unmatched), null, PARTIAL);
        assertThat(partial.check(fgsm)).isEmpty();
        assertThat(partial.notes(fgsm))
                .containsExactly("rule ATTACK [Pgd, Fgsm] [attackSuccessRate <= 100 %]: 'Pgd' matches none of the"
                        + " evaluations; correct it, or remove it" + because);
        Gate ofFakes = new Gate(List.of(forAll), null, PARTIAL);
        assertThat(ofFakes.check(fakes)).isEmpty();
        assertThat(ofFakes.notes(fakes)).singleElement().satisfies(note -> assertThat(note)
                .contains("is judged for none of the evaluations")
                .endsWith(because));

        Gate whole = new Gate(List.of(unmatched));
        assertThat(whole.check(fgsm)).hasSize(1);
        assertThat(whole.notes(fgsm)).isEmpty();
    }
}
