package org.robustness4j.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.CountedEvaluations;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.internal.report.SummaryTable;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFile;
import org.robustness4j.internal.results.SampleEvaluations;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.RateRecord;
import org.robustness4j.internal.results.record.SkippedTest;
import org.robustness4j.internal.results.record.TestError;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.verdict.Judgement;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.SuccessRateLimits.Slice;
import org.robustness4j.verdict.Verdict;
import org.robustness4j.verdict.VerdictPolicy;
import org.robustness4j.verdict.internal.SpotCheckedSamples;

class GateTests {

    private static final TestId TEST = new TestId("com.example.digits.DigitsRobustnessIT", "resistsFgsm", null);
    private static final TestId OTHER =
            new TestId("com.example.letters.LettersRobustnessIT", "resistsPgd", "epsilon=0.1");
    private static final Rate SUCCESS = SampleEvaluations.FGSM.attackSuccessRate();

    private static Limit maximum(String value) {
        return Limit.atMost(Metric.ATTACK_SUCCESS_RATE, new BigDecimal(value));
    }

    @Test
    void aBuildThatMeetsItsLimitsPasses() {
        assertThat(check(List.of(Rule.forAll(List.of(maximum("1")))), SampleEvaluations.record(TEST, "1")))
                .isEmpty();
    }

    @Test
    void everyViolationIsNamedWithActualAndLimit() {
        List<Violation> violations = check(
                List.of(Rule.forAll(
                        List.of(maximum("0.01"), Limit.atLeast(Metric.ROBUST_ACCURACY, new BigDecimal("0.995"))))),
                SampleEvaluations.record(TEST, "0.02"),
                SampleEvaluations.record(OTHER, null));

        assertThat(violations).extracting(Violation::toString).hasSize(5).anySatisfy(text -> assertThat(text)
                .startsWith("DigitsRobustnessIT.resistsFgsm: attackSuccessRate is ")
                .contains("(" + SUCCESS + ")")
                .endsWith("but the maximum is 2 %, set by the test"));
        assertThat(violations).extracting(Violation::toString).anySatisfy(text -> assertThat(text)
                .startsWith("LettersRobustnessIT.resistsPgd[epsilon=0.1]: robustAccuracy is ")
                .contains("but the minimum is 99.5 %"));
    }

    @Test
    void aLimitThatIsMetExactlyIsMet() {
        assertThat(SUCCESS.count()).isBetween(17L, 31L);
        BigDecimal exact = BigDecimal.valueOf(SUCCESS.count()).divide(BigDecimal.valueOf(SUCCESS.total()));

        assertThat(check(
                        List.of(Rule.forAll(List.of(maximum(exact.toString())))), SampleEvaluations.record(TEST, null)))
                .isEmpty();
        assertThat(check(
                        List.of(Rule.forAll(List.of(maximum(
                                exact.subtract(new BigDecimal("0.0000001")).toString())))),
                        SampleEvaluations.record(TEST, null)))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "BUNDLE, anything, 2",
        "PACKAGE, com.example.digits, 1",
        "PACKAGE, com.example.*, 2",
        "CLASS, *.LettersRobustnessIT, 1",
        "METHOD, *.DigitsRobustnessIT.resists????, 1",
        "ATTACK, Fgsm, 2"
    })
    void rulesHoldForWhatTheirPatternsMatch(Element element, String pattern, int violations) {
        Rule rule = new Rule(element, List.of(pattern), List.of(maximum("0")));

        assertThat(check(List.of(rule), SampleEvaluations.record(TEST, null), SampleEvaluations.record(OTHER, null)))
                .hasSize(violations);
    }

    @Test
    void inconclusiveEvaluationsAndSamplesNeverMeetALimit() {
        EvaluationRecord passed = SampleEvaluations.record(TEST, null);
        EvaluationRecord doubtful = doubtful(passed, Verdict.RECORDED);

        assertThat(check(List.of(Rule.forAll(List.of(maximum("0.9")))), doubtful))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("30 samples more are inconclusive"));
        assertThat(check(List.of(), doubtful(passed, Verdict.INCONCLUSIVE)))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).startsWith("is inconclusive"));
    }

    @Test
    void confidentEvaluationsMeetLimitsOnlyWithConfidence() {
        EvaluationRecord confident = counted(0, 71, VerdictPolicy.CONFIDENT);

        assertThat(check(List.of(Rule.forAll(List.of(maximum("0.05")))), confident))
                .singleElement()
                .usingRecursiveComparison()
                .ignoringFields("next")
                .isEqualTo(new Violation(
                        "DigitsRobustnessIT.resistsFgsm",
                        "attackSuccessRate is 0.00 % (0 of 71), with 95 % confidence 0.00 % to 5.06 %, which does not"
                                + " tell it from the maximum of 5 %: at this rate 72 samples would decide; set for every"
                                + " evaluation",
                        true));
        assertThat(check(List.of(Rule.forAll(List.of(maximum("0.05")))), counted(0, 72, VerdictPolicy.CONFIDENT)))
                .isEmpty();
        assertThat(check(List.of(Rule.forAll(List.of(maximum("0.05")))), counted(0, 71, VerdictPolicy.POINT)))
                .isEmpty();
        assertThat(check(
                        List.of(Rule.forAll(List.of(Limit.atLeast(Metric.ROBUST_ACCURACY, new BigDecimal("0.95"))))),
                        confident))
                .singleElement()
                .usingRecursiveComparison()
                .ignoringFields("next")
                .isEqualTo(new Violation(
                        "DigitsRobustnessIT.resistsFgsm",
                        "robustAccuracy is 100.00 % (71 of 71), with 95 % confidence 94.94 % to 100.00 %, which does not"
                                + " tell it from the minimum of 95 %: at this rate 72 samples would decide; set for every"
                                + " evaluation",
                        true));
    }

    @Test
    void samplesThatWereNotAttackedMeetNoStricterLimit() {
        AttackEvaluation stopped = CountedEvaluations.none()
                .with(5, 0, Outcome.BROKEN)
                .with(495, 0, Outcome.ROBUST)
                .with(500, 0, Outcome.NOT_NEEDED)
                .evaluation();
        EvaluationRecord record = SampleEvaluations.record(TEST, stopped, Judgement.of(stopped, new BigDecimal("0.6")));

        assertThat(record.verdict()).isEqualTo(Verdict.PASS);
        assertThat(check(List.of(Rule.forAll(List.of(maximum("0.6")))), record)).isEmpty();
        assertThat(check(List.of(Rule.forAll(List.of(maximum("0.1")))), record))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message())
                        .contains("1.00 % (5 of 500) and 500 samples more were not attacked, but the maximum is 10 %"));
    }

    @Test
    void theWorstClassAndSliceAreNamed() {
        AttackEvaluation evaluation = CountedEvaluations.none()
                .with(1, 0, Outcome.BROKEN)
                .with(9, 0, Outcome.ROBUST)
                .with(4, 1, Outcome.BROKEN)
                .with(6, 1, Outcome.ROBUST)
                .evaluation();
        List<Slice> slices = List.of(new Slice("day", i -> i < 10), new Slice("night", i -> i >= 10));
        EvaluationRecord record = SampleEvaluations.record(
                TEST,
                evaluation,
                Judgement.by(
                        evaluation,
                        SuccessRateLimits.atMost(null)
                                .ofEachClass(new BigDecimal("0.3"))
                                .ofSlices(slices, BigDecimal.ONE),
                        ALL_PROBED));

        assertThat(check(List.of(), record)).singleElement().satisfies(violation -> assertThat(violation.message())
                .isEqualTo("worstClassAttackSuccessRate of the class 1 is 40.00 % (4 of 10), but the maximum is 30 %,"
                        + " set by the test"));
        Rule rule = Rule.forAll(List.of(
                Limit.atMost(Metric.ofKey("worstSliceAttackSuccessRate"), new BigDecimal("0.2")),
                Limit.atMost(Metric.ofKey("worstClassAttackSuccessRate"), new BigDecimal("0.4"))));
        assertThat(check(List.of(rule), SampleEvaluations.record(TEST, evaluation, judged(evaluation, slices))))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("of the slice night is 40.00 %"));
        assertThat(check(List.of(rule), SampleEvaluations.record(TEST, evaluation, judged(evaluation, List.of()))))
                .singleElement()
                .satisfies(violation ->
                        assertThat(violation.message()).contains("worstSliceAttackSuccessRate is undefined"));
    }

    private static final Set<Integer> ALL = IntStream.range(0, 100).boxed().collect(Collectors.toSet());
    private static final SpotCheckedSamples ALL_PROBED = new SpotCheckedSamples(ALL, ALL);

    private static Judgement judged(AttackEvaluation evaluation, List<Slice> slices) {
        return Judgement.by(evaluation, SuccessRateLimits.atMost(null).ofSlices(slices, null), ALL_PROBED);
    }

    private static EvaluationRecord counted(int broken, int robust, VerdictPolicy policy) {
        AttackEvaluation evaluation = CountedEvaluations.of(broken, robust, 0);
        return SampleEvaluations.record(
                TEST,
                evaluation,
                Judgement.by(evaluation, SuccessRateLimits.atMost(null).judgedBy(policy)));
    }

    private static EvaluationRecord doubtful(EvaluationRecord record, Verdict verdict) {
        return new EvaluationRecord(
                record.test(),
                record.model(),
                record.attack(),
                new EvaluationRecord.Measured(
                        record.measured().samples(),
                        Map.of(Outcome.INCONCLUSIVE, 30L, Outcome.ROBUST, 2L, Outcome.BROKEN, 0L),
                        new RateRecord(0, 32, 0, 0, 0.11),
                        new RateRecord(2, 33, 2 / 33.0, 0, 0.2),
                        null,
                        0,
                        record.measured().cleanAccuracy(),
                        record.measured().distances()),
                new EvaluationRecord.Judged(
                        record.judged().limit(),
                        record.judged().maxClassSuccessRate(),
                        record.judged().maxSliceSuccessRate(),
                        null,
                        record.judged().policy(),
                        verdict,
                        "made up for this test",
                        record.judged().groups()),
                record.details(),
                null,
                record.effort(),
                record.finishedAt());
    }

    @Test
    void aRuleThatNothingMatchesIsAViolation() {
        Rule rule = new Rule(Element.ATTACK, List.of("Fg*", "Fgms"), List.of(maximum("1")));

        assertThat(check(List.of(rule), SampleEvaluations.record(TEST, null)))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("'Fgms' matches none"));
    }

    @Test
    void dotsInPatternsAreDots() {
        assertThat(new NamePattern("a.b").matches("axb")).isFalse();
        assertThat(new NamePattern("a.*").matches("a.b.c")).isTrue();
    }

    @Test
    void missingResultsFail() {
        assertThat(new Gate(List.of()).check(new LatestResults(List.of())))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("there are none"));
    }

    @Test
    void anExecutionThatWasCutShortFailsAndNamesTheTestsWithoutResult() {
        EvaluationRecord evaluation = SampleEvaluations.record(TEST, "1");
        ResultsFile cut = new ResultsFile(
                1, Instant.now(), false, List.of(TEST, OTHER), List.of(evaluation), List.of(), List.of());

        assertThat(new Gate(List.of()).check(new LatestResults(List.of(cut))))
                .extracting(Violation::toString)
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).contains("did not come to their end"), text -> assertThat(text)
                                .isEqualTo(
                                        "LettersRobustnessIT.resistsPgd[epsilon=0.1]: was planned, but has no result"));
    }

    @Test
    void testsThatEndedInAnErrorFailAndSkippedOnesDoNot() {
        Instant now = Instant.now();
        ResultsFile file = new ResultsFile(
                1,
                now,
                true,
                List.of(TEST, OTHER),
                List.of(SampleEvaluations.record(new TestId("A", "a", null), null)),
                List.of(new TestError(TEST, "The range is not declared", now)),
                List.of(new SkippedTest(OTHER, "not today", now)));

        assertThat(new Gate(List.of()).check(new LatestResults(List.of(file))))
                .singleElement()
                .satisfies(violation -> assertThat(violation.toString())
                        .contains("DigitsRobustnessIT.resistsFgsm")
                        .contains("The range is not declared"));
    }

    @Test
    void resultsWithoutAnyEvaluationFail() {
        ResultsFile file = new ResultsFile(
                1,
                Instant.now(),
                true,
                List.of(TEST),
                List.of(),
                List.of(),
                List.of(new SkippedTest(TEST, "not today", Instant.now())));

        assertThat(new Gate(List.of()).check(new LatestResults(List.of(file)))).hasSize(1);
    }

    @Test
    void rulesAndLimitsThatMakeNoSenseAreErrors() {
        assertThatThrownBy(() -> maximum("1.5")).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> new Limit(Metric.CLEAN_ACCURACY, null, null))
                .hasMessageContaining("neither a minimum nor a maximum");
        assertThatThrownBy(() -> new Rule(Element.BUNDLE, List.of(), List.of())).hasMessageContaining("no limits");
        assertThatThrownBy(() -> Metric.ofKey("robustness")).hasMessageContaining("attackSuccessRate, robustAccuracy");
    }

    @Test
    void theTableHasALineForEachEvaluation() {
        List<String> lines = new SummaryTable(
                        List.of(SampleEvaluations.record(TEST, "1"), SampleEvaluations.record(OTHER, null)))
                .lines();

        assertThat(lines).anySatisfy(line -> assertThat(line)
                .contains("PASS", " resistsFgsm ", "Fgsm", "0.07", SUCCESS.count() + "/32"));
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).startsWith("com.example.digits.DigitsRobustnessIT: model"));
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("RECORDED", " resistsPgd[epsilon=0.1]"));
    }

    private static List<Violation> check(List<Rule> rules, EvaluationRecord... evaluations) {
        return new Gate(rules).check(new LatestResults(List.of(SampleEvaluations.file(evaluations))));
    }

    @Test
    void resultsOfAnEarlierBuildAreAViolation() {
        LatestResults results =
                new LatestResults(List.of(SampleEvaluations.file(SampleEvaluations.record(TEST, null))));

        assertThat(new Gate(List.of(), Instant.now().plusSeconds(60)).check(results))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("older than this build"));
        assertThat(new Gate(List.of(), Instant.now().minusSeconds(3600)).check(results))
                .isEmpty();
    }

    @Test
    void rulesForEveryEvaluationLeaveUnboundedAttacksAlone() {
        EvaluationRecord fakes = SampleEvaluations.fakes(TEST);
        Rule forAll = Rule.forAll(List.of(maximum("0.5")));
        Rule named = new Rule(Element.ATTACK, List.of("FakeImage"), List.of(maximum("0.5")));

        assertThat(check(List.of(forAll), fakes)).singleElement().satisfies(violation -> assertThat(violation.message())
                .contains("is judged for none of the evaluations"));
        assertThat(check(List.of(forAll), fakes, SampleEvaluations.record(TEST, null)))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("set for every evaluation"));
        assertThat(check(List.of(named), fakes)).singleElement().satisfies(violation -> assertThat(violation.message())
                .contains("100.00 % (4 of 4)"));
    }

    @Test
    void noiseAloneMeetsNoDemandOfRobustness() {
        EvaluationRecord noise = SampleEvaluations.noise(TEST);
        Rule forAll = Rule.forAll(List.of(Limit.atLeast(Metric.ROBUST_ACCURACY, new BigDecimal("0.5"))));
        Rule named = new Rule(Element.ATTACK, List.of("*Noise"), forAll.limits());

        assertThat(check(List.of(forAll), noise)).singleElement().satisfies(violation -> assertThat(violation.message())
                .contains("noise alone"));
        assertThat(check(List.of(named), noise)).isEmpty();
        assertThat(check(List.of(forAll), noise, SampleEvaluations.record(TEST, null)))
                .noneSatisfy(violation -> assertThat(violation.message()).contains("noise alone"));
    }

    @Test
    void cleanAccuracyIsDemandedOfUnboundedAttacksToo() {
        Rule clean = Rule.forAll(List.of(Limit.atLeast(Metric.CLEAN_ACCURACY, BigDecimal.ONE)));

        assertThat(check(List.of(clean), SampleEvaluations.unbounded(TEST)))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("cleanAccuracy is 9"));
    }

    @Test
    void theErrorOfASuiteIsForgottenOnceItsTestsRan() {
        TestId suite = new TestId("com.example.DigitsRobustnessIT", "suite", null);
        TestId child = new TestId("com.example.DigitsRobustnessIT", "suite", "untargeted");
        Instant early = Instant.parse("2026-01-01T00:00:00Z");
        ResultsFile failed = new ResultsFile(
                ResultsFile.SCHEMA_VERSION,
                early,
                true,
                List.of(suite),
                List.of(),
                List.of(new TestError(suite, "the disk is on fire", early)),
                List.of());

        assertThat(new Gate(List.of()).check(new LatestResults(List.of(failed))))
                .isNotEmpty();
        assertThat(new Gate(List.of())
                        .check(new LatestResults(
                                List.of(failed, SampleEvaluations.file(SampleEvaluations.record(child, null))))))
                .isEmpty();
    }
}
