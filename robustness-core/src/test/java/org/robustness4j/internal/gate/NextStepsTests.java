package org.robustness4j.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.data.Layout;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.CountedEvaluations;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFile;
import org.robustness4j.internal.results.SampleEvaluations;
import org.robustness4j.internal.results.record.Attachments;
import org.robustness4j.internal.results.record.CandidatesRecord;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.SkippedTest;
import org.robustness4j.internal.results.record.TestError;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.verdict.Judgement;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.VerdictPolicy;

class NextStepsTests {

    private static final TestId TEST = new TestId("com.example.MnistIT", "resistsPgd", "epsilon=0.1");
    private static final NextStep BROKEN = new NextStep(
            "See the broken samples again, as files in target/broken",
            "mvn test-compile robustness:replay -Drobustness.replay.test='MnistIT.resistsPgd[epsilon=0.1]'"
                    + " -Drobustness.replay.export=target/broken");
    private static final String HARDEN =
            "mvn test-compile robustness:harden -Drobustness.harden.test='MnistIT.resistsPgd[epsilon=0.1]'";

    /** Four broken samples, all of them stored. */
    private static EvaluationRecord missed(@Nullable Boolean hardenable) {
        return missed(TEST, hardenable);
    }

    private static EvaluationRecord missed(TestId test, @Nullable Boolean hardenable) {
        AttackEvaluation evaluation = CountedEvaluations.of(4, 6, 0);
        return EvaluationRecord.of(
                test,
                evaluation,
                Judgement.of(evaluation, new BigDecimal("0.1")),
                new Attachments(
                        List.of(),
                        List.of(),
                        new CandidatesRecord("a.npz", Layout.FLAT, 4, 0),
                        null,
                        false,
                        SampleEvaluations.CHECKED,
                        null,
                        hardenable),
                Instant.EPOCH);
    }

    private static List<Violation> check(EvaluationRecord evaluation) {
        return new Gate(List.of()).check(new LatestResults(List.of(SampleEvaluations.file(evaluation))));
    }

    private static List<NextStep> next(EvaluationRecord evaluation) {
        List<Violation> violations = check(evaluation);
        assertThat(violations).hasSize(1);
        return violations.get(0).next();
    }

    private static NextStep text(String text) {
        return new NextStep(text, "");
    }

    @Test
    void aMissedLimitShowsWhatWasBrokenAndHardens() {
        assertThat(next(missed(true)))
                .containsExactly(BROKEN, new NextStep("Harden the model, and see what that buys", HARDEN));
    }

    @Test
    void aTestWithoutHardenIsToldWhatToAdd() {
        assertThat(next(missed(false)))
                .containsExactly(
                        BROKEN,
                        new NextStep(
                                "To harden the model, give the test @Harden and its class @TrainingSamples, then",
                                HARDEN));
    }

    @Test
    void resultsOfEarlierReleasesDoNotSayWhetherThereIsHarden() {
        assertThat(next(missed(null)))
                .containsExactly(
                        BROKEN,
                        new NextStep(
                                "Harden the model; if nobody did so yet, give the test @Harden and its class @TrainingSamples"
                                        + " first",
                                HARDEN));
    }

    @Test
    void classesOfOneSimpleNameAreToldApart() {
        EvaluationRecord one = missed(TEST, true);
        EvaluationRecord other = missed(new TestId("com.example.other.MnistIT", "resistsPgd", "epsilon=0.1"), true);

        assertThat(new Gate(List.of())
                                .check(new LatestResults(
                                        List.of(SampleEvaluations.file(one), SampleEvaluations.file(other))))
                                .stream()
                                .flatMap(violation -> violation.next().stream())
                                .map(NextStep::command))
                .containsExactlyInAnyOrder(
                        "mvn test-compile robustness:replay"
                                + " -Drobustness.replay.test='com.example.MnistIT#resistsPgd[epsilon=0.1]'"
                                + " -Drobustness.replay.export=target/broken",
                        "mvn test-compile robustness:harden"
                                + " -Drobustness.harden.test='com.example.MnistIT#resistsPgd[epsilon=0.1]'",
                        "mvn test-compile robustness:replay"
                                + " -Drobustness.replay.test='com.example.other.MnistIT#resistsPgd[epsilon=0.1]'"
                                + " -Drobustness.replay.export=target/broken",
                        "mvn test-compile robustness:harden"
                                + " -Drobustness.harden.test='com.example.other.MnistIT#resistsPgd[epsilon=0.1]'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"untargeted", "untargeted epsilon=0.1", "untargeted epsilon=2/255 #2", "untargeted #2"})
    void aTestOfASuiteIsNotHardenedByTheGoal(String variant) {
        assertThat(next(missed(new TestId("com.example.MnistIT", "suite", variant), false)))
                .last()
                .isEqualTo(text("To harden the model, write a test of this attack outside the suite, with @Harden, in a"
                        + " class with @TrainingSamples"));
    }

    @Test
    void withoutStoredSamplesThereIsNothingToSeeAgain() {
        assertThat(next(SampleEvaluations.record(TEST, "0"))).hasSize(1);
    }

    @Test
    void cleanAccuracyIsNoMatterOfAttacks() {
        EvaluationRecord evaluation = SampleEvaluations.record(TEST, null);
        Rule rule = Rule.forAll(List.of(Limit.atLeast(Metric.CLEAN_ACCURACY, BigDecimal.ONE)));

        assertThat(new Gate(List.of(rule)).check(new LatestResults(List.of(SampleEvaluations.file(evaluation)))))
                .singleElement()
                .extracting(Violation::next)
                .isEqualTo(
                        List.of(text("Without attack the model is wrong too often: look at labels, declared range and"
                                + " normaliser, then at its training")));
    }

    @Test
    void anAttackWithoutABoundIsNotHardenedAgainst() {
        Rule rule = new Rule(
                Element.ATTACK, List.of("*"), List.of(Limit.atMost(Metric.ATTACK_SUCCESS_RATE, new BigDecimal("0.1"))));

        assertThat(new Gate(List.of(rule))
                        .check(new LatestResults(List.of(SampleEvaluations.file(SampleEvaluations.fakes(TEST))))))
                .singleElement()
                .extracting(Violation::next)
                .isEqualTo(List.of(text("An attack without a bound cannot be hardened against: limit its success as the"
                        + " model allows, or record it without a limit")));
    }

    @Test
    void aWeakAttackGivesWayToAStrongerOne() {
        AttackEvaluation evaluation = CountedEvaluations.of(0, 40, 0);
        EvaluationRecord weak = SampleEvaluations.record(
                TEST,
                evaluation,
                Judgement.of(evaluation, BigDecimal.ONE),
                List.of(new Finding("planted-adversarials", Severity.DOUBT, "finds 3 of 32")));

        assertThat(next(weak))
                .containsExactly(
                        text("Take a stronger attack: more steps or restarts, Pgd or AutoAttack; or record this"
                                + " one, without a limit"));
    }

    @Test
    void hiddenGradientsAreToBeShown() {
        AttackEvaluation evaluation = CountedEvaluations.of(0, 40, 0);
        EvaluationRecord masked = SampleEvaluations.record(
                TEST,
                evaluation,
                Judgement.of(evaluation, BigDecimal.ONE),
                List.of(new Finding("zero-gradients", Severity.DOUBT, "all of them")));

        assertThat(next(masked))
                .containsExactly(
                        text("Attack a model that shows its gradients, with robustness.checks=true: without the"
                                + " layer that the message names, or with AutoAttack"));
    }

    @Test
    void undecidedSamplesNeedMoreTimeAndFewSamplesMoreOfThem() {
        AttackEvaluation undecided = CountedEvaluations.of(1, 1, 38);
        AttackEvaluation few = CountedEvaluations.of(0, 10, 0);

        assertThat(next(SampleEvaluations.record(TEST, undecided, Judgement.of(undecided, new BigDecimal("0.5")))))
                .containsExactly(text("Give the attack more time (timeBudgetSeconds), or fewer samples (maxSamples)"));
        assertThat(next(SampleEvaluations.record(
                        TEST,
                        few,
                        Judgement.by(
                                few,
                                SuccessRateLimits.atMost(new BigDecimal("0.05")).judgedBy(VerdictPolicy.CONFIDENT)))))
                .containsExactly(text("Attack more samples (maxSamples), or judge these by the policy POINT"));
    }

    @Test
    void nothingToAttackIsADefectOfTheTest() {
        AttackEvaluation nothing =
                CountedEvaluations.none().with(5, 0, Outcome.ALREADY_WRONG).evaluation();

        assertThat(next(SampleEvaluations.record(TEST, nothing, Judgement.of(nothing, BigDecimal.ONE))))
                .containsExactly(
                        text("Mend the test: labels, declared range and normaliser, or the attack that the message"
                                + " names"));
    }

    @Test
    void aTestInErrorIsOneViolationAndIsRunAlone() {
        ResultsFile file = new ResultsFile(
                1,
                Instant.now(),
                true,
                List.of(TEST),
                List.of(),
                List.of(new TestError(TEST, "no such model", Instant.now())),
                List.of());

        assertThat(new Gate(List.of()).check(new LatestResults(List.of(file))))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation)
                            .hasToString("MnistIT.resistsPgd[epsilon=0.1]: ended in an error: no such model");
                    assertThat(violation.next())
                            .containsExactly(new NextStep(
                                    "Mend what it says; to run it alone, with its stack trace",
                                    "mvn verify -Dit.test='MnistIT#resistsPgd' -Drobustness.verdict=fail"));
                });
    }

    @Test
    void whatIsMissingIsRunAgain() {
        ResultsFile cut = new ResultsFile(1, Instant.now(), false, List.of(TEST), List.of(), List.of(), List.of());

        assertThat(new Gate(List.of()).check(new LatestResults(List.of(cut))))
                .extracting(violation -> violation.next().get(0).command())
                .containsExactly("mvn verify", "mvn verify -Dit.test='MnistIT#resistsPgd' -Drobustness.verdict=fail");
        assertThat(new Gate(List.of()).check(List.<JudgedModule>of()))
                .singleElement()
                .extracting(Violation::next)
                .isEqualTo(List.of(new NextStep("Run the robustness tests", "mvn verify")));
        assertThat(new Gate(List.of()).check(new LatestResults(List.of())))
                .singleElement()
                .extracting(Violation::next)
                .isEqualTo(List.of(new NextStep("Run the robustness tests", "mvn verify")));
        assertThat(new Gate(List.of(), Instant.now().plusSeconds(60))
                        .check(new LatestResults(
                                List.of(SampleEvaluations.file(SampleEvaluations.record(TEST, null))))))
                .singleElement()
                .extracting(Violation::next)
                .isEqualTo(List.of(new NextStep("Build without what is left of it", "mvn clean verify")));
    }

    @Test
    void testsThatAreAllSwitchedOffLeaveNothingKnown() {
        ResultsFile file = new ResultsFile(
                1,
                Instant.now(),
                true,
                List.of(TEST),
                List.of(),
                List.of(),
                List.of(new SkippedTest(TEST, "not today", Instant.now())));

        assertThat(new Gate(List.of()).check(new LatestResults(List.of(file))))
                .singleElement()
                .extracting(Violation::next)
                .isEqualTo(List.of(text("Switch a robustness test on: all of them are switched off")));
    }

    @Test
    void theBaselineIsUpdatedOrLookedAt() {
        NextSteps steps = new NextSteps(BuildCalls.PLAIN);
        NextStep update = new NextStep(
                "If the change is meant, keep it as the new baseline, with all tests",
                "mvn verify -Drobustness.baseline.update=true");

        assertThat(steps.ofBaseline(new Violation(TEST.displayName(), "is worse"), List.of(TEST))
                        .next())
                .containsExactly(BROKEN, update);
        assertThat(steps.ofBaseline(new Violation("baseline", "does not exist"), List.of(TEST))
                        .next())
                .containsExactly(update);
    }

    @Test
    void theUpdateSaysWhoseBaselinesFollowToo() {
        BuildCalls calls = new BuildCalls() {
            @Override
            public String phase(String phase, Map<String, String> properties) {
                return "mvn " + phase + " -am";
            }

            @Override
            public String goal(String goal, Map<String, String> properties) {
                return "";
            }

            @Override
            public String alone(TestId test, Map<String, String> properties) {
                return "";
            }

            @Override
            public List<String> builtWith() {
                return List.of("digits", "library");
            }
        };

        assertThat(new NextSteps(calls)
                        .ofBaseline(new Violation("baseline", "does not exist"), List.of())
                        .next())
                .containsExactly(new NextStep(
                        "If the change is meant, keep it as the new baseline, with all tests; the baselines of digits,"
                                + " library, which are built before, are replaced too",
                        "mvn verify -am"));
    }

    @Test
    void theFilterOfOneTestTakesTheClassWhereItCannotNameTheTest() {
        assertThat(filter(new TestId("a.B", "resists", "1"))).isEqualTo("B#resists");
        assertThat(filter(new TestId("a.B", "overloaded(int)", null))).isEqualTo("B");
        assertThat(filter(new TestId("a.B", "resists, hardened model", null))).isEqualTo("B");
        assertThat(filter(new TestId("a.Outer$Inner", "resists", null))).isEqualTo("Outer,Outer$*");
        assertThat(filter(new TestId("B", "resists", null))).isEqualTo("B#resists");
    }

    private static @Nullable String filter(TestId test) {
        return TestFilter.of("test", test, Map.of("x", "y")).get("test");
    }

    @EnabledOnOs({OS.LINUX, OS.MAC})
    @ParameterizedTest
    @ValueSource(
            strings = {
                "A.resistsPgd[epsilon=0.1]",
                "it's $HOME `date` \"quoted\" !x \\ *?",
                "plain",
                "resistsPgd, hardened model",
                "&& ; | # ~"
            })
    void aShellHandsPropertiesOnAsTheyAre(String value) throws IOException {
        String command = BuildCalls.command(List.of("printf", "%s"), Map.of("key", value));

        Process shell = new ProcessBuilder("sh", "-c", command).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("-Dkey=" + value);
    }

    @Test
    void samplesThatWereScaledTwiceAreMendedBeforeTheModelIsHardened() {
        AttackEvaluation evaluation = CountedEvaluations.of(4, 6, 0);
        EvaluationRecord missed = EvaluationRecord.of(
                TEST,
                evaluation,
                Judgement.of(evaluation, new BigDecimal("0.1")),
                new Attachments(
                        List.of(),
                        CandidatesRecord.none(4),
                        null,
                        false,
                        List.of(Finding.doubt("scaled-twice", "income is scaled twice")),
                        null),
                Instant.EPOCH);

        assertThat(next(missed)).first().isEqualTo(text("Mend this first: income is scaled twice"));
    }
}
