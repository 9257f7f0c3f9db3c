package org.robustness4j.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.data.Domain;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.CountedEvaluations;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.internal.results.SampleEvaluations;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.Judgement;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.Verdict;
import org.robustness4j.verdict.VerdictPolicy;

class SummaryTableTests {

    private static final String MNIST = "com.example.digits.recognition.MnistCnnRobustnessIT";
    private static final String HARDENED = "com.example.digits.recognition.HardenedRobustnessIT";
    private static final Domain PIXELS = Domain.range(0, 1);
    private static final ThreatModel LINF = ThreatModel.untargeted(Norm.LINF, 8.0 / 255, PIXELS);

    /** Behind "[INFO] " of a console of 120 and of 80 columns. */
    private static final int WIDE = 113;

    private static final int NARROW = 73;

    private static EvaluationRecord record(
            TestId test, AttackEvaluation evaluation, @Nullable String limit, VerdictPolicy policy) {
        return SampleEvaluations.record(
                test,
                evaluation,
                Judgement.by(
                        evaluation,
                        SuccessRateLimits.atMost(limit == null ? null : new BigDecimal(limit))
                                .judgedBy(policy)));
    }

    private static CountedEvaluations samples(int broken, int robust, int wrong) {
        return CountedEvaluations.none()
                .with(broken, 0, Outcome.BROKEN)
                .with(robust, 0, Outcome.ROBUST)
                .with(wrong, 0, Outcome.ALREADY_WRONG);
    }

    /** What a build with a suite, several norms, checks that broke more, and confident limits leaves. */
    private static List<EvaluationRecord> realistic() {
        List<EvaluationRecord> evaluations = new ArrayList<>();
        evaluations.add(record(
                new TestId(MNIST, "resistsPgd", "epsilon=8/255"),
                samples(123, 867, 10).evaluation("Pgd", AttackKind.ADVERSARIAL, LINF),
                "0.05",
                VerdictPolicy.POINT));
        evaluations.add(record(
                new TestId(MNIST, "resistsPgd, hardened model", null),
                samples(4, 986, 10).evaluation("Pgd", AttackKind.ADVERSARIAL, LINF),
                "0.05",
                VerdictPolicy.CONFIDENT));
        evaluations.add(record(
                new TestId(MNIST, "isAttackedInEveryWay", "targeted 9"),
                samples(38, 952, 10)
                        .withBrokenByChecks(12, 0)
                        .evaluation(
                                "AutoAttack",
                                AttackKind.ADVERSARIAL,
                                ThreatModel.targeted(9, Norm.LINF, 8.0 / 255, PIXELS)),
                null,
                VerdictPolicy.POINT));
        evaluations.add(record(
                new TestId(MNIST, "standsNoise", null),
                samples(0, 990, 10).evaluation("UniformNoise", AttackKind.CORRUPTION, LINF),
                "0.02",
                VerdictPolicy.POINT));
        evaluations.add(record(
                new TestId(HARDENED, "resistsSmallSteps", null),
                samples(20, 470, 10)
                        .evaluation(
                                "CarliniWagner", AttackKind.ADVERSARIAL, ThreatModel.untargeted(Norm.L2, 0.5, PIXELS)),
                "0.05",
                VerdictPolicy.CONFIDENT));
        evaluations.add(record(
                new TestId(HARDENED, "resistsLargeSteps", null),
                samples(1, 489, 10)
                        .evaluation("Pgd", AttackKind.ADVERSARIAL, ThreatModel.targeted(3, Norm.LINF, 0.1, PIXELS)),
                "0.05",
                VerdictPolicy.POINT));
        return evaluations;
    }

    @Test
    void aConsoleOf120ColumnsHasALineForEachEvaluationBelowItsClass() {
        List<EvaluationRecord> decided = realistic().stream()
                .filter(evaluation -> evaluation.verdict() != Verdict.INCONCLUSIVE)
                .toList();

        assertThat(new SummaryTable(decided, WIDE).lines())
                .containsExactly("""
                  Verdict   Test                    Attack        Epsilon   Broken  Success  95 % interval  Limit  Robust   Clean
                -----------------------------------------------------------------------------------------------------------------
                com.example.digits.recognition.MnistCnnRobustnessIT: model model, LINF
                  FAIL      resistsPgd              Pgd           8/255    123/990   12.4 %  10.4 - 14.6 %  5.0 %  86.7 %  99.0 %
                            [epsilon=8/255]
                  PASS      resistsPgd, hardened    Pgd           8/255      4/990    0.4 %    0.1 - 1.0 %  5.0 %  98.6 %  99.0 %
                            model
                  RECORDED  isAttackedInEveryWay    AutoAttack    8/255    50/1002    5.0 %    3.7 - 6.5 %      -  94.1 %  99.0 %
                            [targeted 9]                                     12 by
                                                                            checks
                  PASS      standsNoise             UniformNoise  8/255      0/990    0.0 %    0.0 - 0.4 %  2.0 %  99.0 %  99.0 %
                                                    (corruption)
                com.example.digits.recognition.HardenedRobustnessIT: model model, LINF
                  PASS      resistsLargeSteps       Pgd,          0.1        1/490    0.2 %    0.0 - 1.1 %  5.0 %  97.8 %  98.0 %
                                                    targeted 3
                """.lines().toArray(String[]::new));
    }

    @Test
    void whereNamesWouldHaveNoRoomFiguresStandInPairs() {
        assertThat(new SummaryTable(realistic(), WIDE).lines())
                .containsExactly("""
                  Verdict       Test                                            Broken        Success  Robust
                  limit         attack                                                  95 % interval   clean
                ---------------------------------------------------------------------------------------------
                com.example.digits.recognition.MnistCnnRobustnessIT: model model, LINF
                  FAIL          resistsPgd[epsilon=8/255]                      123/990         12.4 %  86.7 %
                  5.0 %         Pgd, epsilon 8/255                                      10.4 - 14.6 %  99.0 %
                  PASS          resistsPgd, hardened model                       4/990          0.4 %  98.6 %
                  5.0 %         Pgd, epsilon 8/255                                        0.1 - 1.0 %  99.0 %
                  RECORDED      isAttackedInEveryWay[targeted 9]               50/1002          5.0 %  94.1 %
                  -             AutoAttack, epsilon 8/255                 12 by checks    3.7 - 6.5 %  99.0 %
                  PASS          standsNoise                                      0/990          0.0 %  99.0 %
                  2.0 %         UniformNoise (corruption), epsilon 8/255                  0.0 - 0.4 %  99.0 %
                com.example.digits.recognition.HardenedRobustnessIT: model model
                  INCONCLUSIVE  resistsSmallSteps                               20/490          4.1 %  94.0 %
                  5.0 %         CarliniWagner L2, epsilon 0.5                             2.5 - 6.2 %  98.0 %
                  PASS          resistsLargeSteps                                1/490          0.2 %  97.8 %
                  5.0 %         Pgd LINF, targeted 3, epsilon 0.1                         0.0 - 1.1 %  98.0 %
                """.lines().toArray(String[]::new));
    }

    @Test
    void aConsoleOf80ColumnsHasThemInPairs() {
        assertThat(new SummaryTable(realistic(), NARROW).lines())
                .containsExactly("""
                  Verdict       Test                        Broken        Success  Robust
                  limit         attack                              95 % interval   clean
                -------------------------------------------------------------------------
                com.example.digits.recognition.MnistCnnRobustnessIT: model model, LINF
                  FAIL          resistsPgd                 123/990         12.4 %  86.7 %
                  5.0 %         [epsilon=8/255]                     10.4 - 14.6 %  99.0 %
                                Pgd, epsilon 8/255
                  PASS          resistsPgd, hardened         4/990          0.4 %  98.6 %
                  5.0 %         model                                 0.1 - 1.0 %  99.0 %
                                Pgd, epsilon 8/255
                  RECORDED      isAttackedInEveryWay       50/1002          5.0 %  94.1 %
                  -             [targeted 9]          12 by checks    3.7 - 6.5 %  99.0 %
                                AutoAttack, epsilon
                                8/255
                  PASS          standsNoise                  0/990          0.0 %  99.0 %
                  2.0 %         UniformNoise                          0.0 - 0.4 %  99.0 %
                                (corruption),
                                epsilon 8/255
                com.example.digits.recognition.HardenedRobustnessIT: model model
                  INCONCLUSIVE  resistsSmallSteps           20/490          4.1 %  94.0 %
                  5.0 %         CarliniWagner L2,                     2.5 - 6.2 %  98.0 %
                                epsilon 0.5
                  PASS          resistsLargeSteps            1/490          0.2 %  97.8 %
                  5.0 %         Pgd LINF, targeted                    0.0 - 1.1 %  98.0 %
                                3, epsilon 0.1
                """.lines().toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(ints = {NARROW, 80, 90, 100, WIDE, 150, 200})
    void noLineIsEverLongerAndNoNameIsCut(int width) {
        TestId longest = new TestId("com.example." + "Long".repeat(75), "m".repeat(300), "v".repeat(300));
        List<EvaluationRecord> evaluations = new ArrayList<>(realistic());
        evaluations.add(record(
                longest,
                samples(123_456, 876_544, 0)
                        .withBrokenByChecks(123_456, 0)
                        .evaluation("AnAttackOfOnesOwnWithAVeryLongName", AttackKind.CORRUPTION, LINF),
                "0.0001",
                VerdictPolicy.CONFIDENT));

        List<String> lines = new SummaryTable(evaluations, width).lines();

        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
        assertThat(occurrences(lines, 'm')).isGreaterThanOrEqualTo(300);
        assertThat(occurrences(lines, 'v')).isGreaterThanOrEqualTo(300);
    }

    private static long occurrences(List<String> lines, char letter) {
        return String.join("", lines).chars().filter(c -> c == letter).count();
    }

    @Test
    void aTestThatPassesByItsOwnLimitAndFailsTheGateIsMarked() {
        EvaluationRecord passed = record(
                new TestId(MNIST, "resistsPgd", null),
                samples(4, 86, 10).evaluation("Pgd", AttackKind.ADVERSARIAL, LINF),
                "0.05",
                VerdictPolicy.POINT);

        assertThat(new SummaryTable(List.of(passed), WIDE, Set.of("MnistCnnRobustnessIT.resistsPgd")).lines())
                .anyMatch(line -> line.startsWith("  PASS *"))
                .last()
                .isEqualTo("* by the limit of the test; the gate fails it, see below");
        assertThat(new SummaryTable(List.of(passed), WIDE).lines()).noneMatch(line -> line.contains("*"));
    }

    @Test
    void anAttackOnSomeFeaturesIsToldFromOneOnAll() {
        ThreatModel ofOneFeature =
                ThreatModel.untargeted(Norm.LINF, 500, Domain.range(0, 1e6).withMutable(new boolean[] {true, false}));
        EvaluationRecord masked = record(
                new TestId(MNIST, "standsMistakes", null),
                samples(4, 86, 10).evaluation("Pgd", AttackKind.ADVERSARIAL, ofOneFeature),
                null,
                VerdictPolicy.POINT);

        assertThat(String.join("\n", new SummaryTable(List.of(masked), WIDE).lines()))
                .containsSubsequence("standsMistakes", "Pgd on some", "features");
    }

    @Test
    void aTestOfTheDefaultPackageAndOneOfAnInnerClassHaveTheirNames() {
        List<String> lines = new SummaryTable(
                        List.of(
                                SampleEvaluations.record(new TestId("Plain", "resists", null), null),
                                SampleEvaluations.record(new TestId("a.Outer$Inner", "resists", "1"), null)),
                        WIDE)
                .lines();

        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("Plain: model "));
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("a.Outer$Inner: model "));
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("  RECORDED  resists     Fgsm"));
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("  RECORDED  resists[1]  Fgsm"));
    }
}
