package org.robustness4j.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.robustness4j.assessment.internal.LocalTarget;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.attack.gradient.FakeImage;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.attack.gradient.NormalizedGradientAscent;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.query.Square;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.AffineClassifier;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.SuccessRateLimits.Slice;
import org.robustness4j.verdict.Verdict;

/** The way from an attack to a verdict, on models of which it is known what can be broken. */
class AssessorTests {

    private static final Domain UNIT = Domain.range(0, 1);
    private static final RunOptions OPTIONS = new RunOptions(1, 2);
    private static final AffineClassifier MODEL = AffineClassifier.random(4, 12, UNIT, 3);
    private static final Samples SAMPLES = MODEL.samples(100, UNIT, 4);
    private static final double EPSILON = 0.03;
    private static final ThreatModel BALL = ThreatModel.untargeted(Norm.LINF, EPSILON, UNIT);
    private static final int BREAKABLE = MODEL.breakable(SAMPLES, UNIT, EPSILON, -1);

    /** Breaks nothing: it stays where it is, and follows nothing that could be hidden. */
    private static final class Idle extends Attack {

        @Override
        protected Search begin(AttackedSample subject) {
            return new Search() {
                private boolean done;

                @Override
                public float @Nullable [] next() {
                    float @Nullable [] point = done ? null : subject.region().clean();
                    done = true;
                    return point;
                }

                @Override
                public void observe(float[] point, float[] logits, float[][] gradients) {
                    // sees nothing
                }
            };
        }
    }

    private static Assessment assessed(
            Attack attack, ThreatModel threatModel, SuccessRateLimits limits, RunOptions options) {
        return assessed(SAMPLES, attack, threatModel, limits, options, AssessmentOptions.DEFAULT, AttackMonitor.NONE);
    }

    private static Assessment assessed(
            Samples samples,
            Attack attack,
            ThreatModel threatModel,
            SuccessRateLimits limits,
            RunOptions options,
            AssessmentOptions how,
            AttackMonitor monitor) {
        RobustnessEvaluator evaluator =
                new RobustnessEvaluator(TestedModel.of(MODEL).in(UNIT), samples, OPTIONS);
        return Assessor.of(evaluator, OPTIONS)
                .with(how)
                .assess(new AttackPlan(attack, threatModel, options), limits, monitor);
    }

    private static SuccessRateLimits limit(String limit) {
        return SuccessRateLimits.atMost(new BigDecimal(limit));
    }

    @Test
    void whatTheChecksBreakIsBrokenAndHeldToTheLimit() {
        Assessment assessment = assessed(new Idle(), BALL, limit("0.04"), OPTIONS);

        long broken = assessment.evaluation().count(Outcome.BROKEN);
        assertThat(BREAKABLE).isGreaterThan(8);
        assertThat(broken)
                .isBetween(5L, (long) BREAKABLE)
                .isEqualTo(assessment.evaluation().brokenByChecks());
        assertThat(assessment.judgement().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.judgement().reason())
                .isEqualTo("Idle succeeded on " + broken + " of 100, the limit is 4 %; " + broken
                        + " of the broken samples were found by the checks, not by the attack");
        assertThat(assessment.evaluation().broken().size()).isEqualTo((int) broken);
        for (int place = 0; place < broken; place++) {
            float[] point = assessment.evaluation().broken().adversarial().get(place);
            assertThat(Norm.LINF.distance(assessment.evaluation().broken().clean(place), point))
                    .isLessThanOrEqualTo(EPSILON * (1 + 1e-6));
            assertThat(MODEL.logits(new Matrix(1, point.length, point)).argMax(0))
                    .isNotEqualTo(assessment.evaluation().broken().label(place));
        }
        assertThat(assessment.evaluation().examples()).isNotEmpty();
    }

    @Test
    void anHonestAttackOnAnHonestModelKeepsItsOwnFigures() {
        Assessment assessment = assessed(new Pgd(), BALL, limit("0.9"), OPTIONS);

        assertThat(assessment.judgement().verdict())
                .as(assessment.judgement().reason())
                .isEqualTo(Verdict.PASS);
        assertThat(assessment.evaluation().count(Outcome.BROKEN)).isBetween(BREAKABLE - 2L, (long) BREAKABLE);
        assertThat(assessment.findings()).extracting(Finding::check).contains("planted-adversarials", "black-box");
    }

    @Test
    void withoutChecksALimitCanBeMissedButNotMet() {
        AssessmentOptions unchecked = new AssessmentOptions(false, false, false);

        assertThat(assessed(SAMPLES, new Pgd(), BALL, limit("0.9"), OPTIONS, unchecked, AttackMonitor.NONE)
                        .judgement())
                .satisfies(judgement -> {
                    assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
                    assertThat(judgement.reason()).contains("it was not checked", "robustness.checks");
                });
        assertThat(assessed(SAMPLES, new Pgd(), BALL, limit("0"), OPTIONS, unchecked, AttackMonitor.NONE)
                        .judgement()
                        .verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(assessed(SAMPLES, new UniformNoise(5), BALL, limit("0.9"), OPTIONS, unchecked, AttackMonitor.NONE)
                        .judgement()
                        .verdict())
                .as("noise is no adversary")
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void aCancelledTestEndsInItsChecksToo() {
        AttackMonitor cancelsAfterTheAttack = new AttackMonitor() {
            private volatile boolean attacked;

            @Override
            public void progressed(Progress progress) {
                attacked |= progress.finished() == progress.total();
            }

            @Override
            public boolean isCancelled() {
                return attacked;
            }
        };

        assertThatThrownBy(() -> assessed(
                        SAMPLES,
                        new Pgd(),
                        BALL,
                        limit("0.9"),
                        OPTIONS,
                        AssessmentOptions.DEFAULT,
                        cancelsAfterTheAttack))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void whatATimeBudgetLeavesOpenIsADoubt() {
        Assessment assessment = assessed(new Idle(), BALL, limit("1"), OPTIONS.within(Duration.ofMillis(1)));

        assertThat(assessment.judgement().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void unboundedAttacksAreTriedForPower() {
        ThreatModel anywhere = ThreatModel.untargeted(UNIT);

        Assessment weak = assessed(new NormalizedGradientAscent(1, 1e-4), anywhere, limit("0.9"), OPTIONS);
        Assessment recorded =
                assessed(new NormalizedGradientAscent(1, 1e-4), anywhere, SuccessRateLimits.atMost(null), OPTIONS);

        assertThat(weak.judgement().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(weak.judgement().reason()).contains("planted-adversarials");
        assertThat(recorded.findings())
                .as("a rule of the gate may judge it")
                .filteredOn(finding -> finding.check().equals("planted-adversarials"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.DOUBT));
    }

    @Test
    void aModelThatGuessesIsInconclusiveWhateverTheAttackDid() {
        int[] permuted = IntStream.range(0, SAMPLES.size())
                .map(i -> (SAMPLES.label(i) + (i % 7 == 0 ? 0 : 1)) % 4)
                .toArray();
        Samples mislabelled = new Samples(SAMPLES.shape(), SAMPLES.inputs(), permuted);

        for (String limit : List.of("0", "1")) {
            Assessment assessment = assessed(
                    mislabelled,
                    new Fgsm(),
                    BALL,
                    limit(limit),
                    OPTIONS,
                    AssessmentOptions.DEFAULT,
                    AttackMonitor.NONE);
            assertThat(assessment.judgement().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(assessment.judgement().reason())
                    .startsWith("15 of 100 samples are right without attack")
                    .contains("labels, scaling, or the order of channels")
                    .doesNotContain(";");
        }
    }

    @Test
    void aLimitOnClassesIsNotMetWhereSomeWereNeverSeen() {
        Samples twoClasses = SAMPLES.where(i -> SAMPLES.label(i) < 2);

        Assessment assessment = assessed(
                twoClasses,
                new Pgd(),
                BALL,
                SuccessRateLimits.atMost(null).ofEachClass(BigDecimal.ONE),
                OPTIONS,
                AssessmentOptions.DEFAULT,
                AttackMonitor.NONE);

        assertThat(assessment.judgement().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(assessment.judgement().reason()).contains("2 of 4 classes have no sample (2, 3)");
    }

    /** A doubt about gradients is none about an attack that follows scores. */
    @Test
    void wrongGradientsAreNoMatterToSquare() {
        double[][] scaled = Arrays.stream(MODEL.weights())
                .map(row -> Arrays.stream(row).map(w -> 3 * w).toArray())
                .toArray(double[][]::new);
        AffineClassifier other = new AffineClassifier(scaled, MODEL.biases());
        RobustnessEvaluator evaluator = new RobustnessEvaluator(
                TestedModel.of(new WrongGradients(MODEL, other)).in(UNIT), SAMPLES, OPTIONS);
        Assessor assessor = Assessor.of(evaluator, OPTIONS);

        Assessment square =
                assessor.assess(new AttackPlan(new Square(2000), BALL, OPTIONS), limit("0.9"), AttackMonitor.NONE);
        Assessment pgd = assessor.assess(new AttackPlan(new Pgd(), BALL, OPTIONS), limit("0.9"), AttackMonitor.NONE);

        assertThat(square.judgement().verdict()).as(square.judgement().reason()).isEqualTo(Verdict.PASS);
        assertThat(square.findings())
                .filteredOn(finding -> finding.check().equals("gradients-against-finite-differences"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.NOTE);
                    assertThat(finding.message()).contains("follows scores alone");
                });
        assertThat(pgd.judgement().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void everySliceIsLookedAtByItself() {
        Slice few = new Slice("few", index -> index % 10 == 0);

        Assessment assessment = assessed(
                new Pgd(),
                BALL,
                SuccessRateLimits.atMost(new BigDecimal("0.9")).ofSlices(List.of(few), BigDecimal.ONE),
                OPTIONS);

        assertThat(assessment.judgement().groups())
                .filteredOn(group -> group.name().equals("few"))
                .singleElement()
                .satisfies(group -> assertThat(group.spotCheck().size()).isEqualTo(10));
    }

    @Test
    void fakeImagesWithALimitAreTriedForPowerToo() {
        RobustnessEvaluator evaluator =
                new RobustnessEvaluator(TestedModel.of(MODEL).in(UNIT), SAMPLES, OPTIONS);
        AttackPlan plan = new AttackPlan(new FakeImage(), ThreatModel.fake(1, UNIT), 5, OPTIONS);

        Assessment assessment = Assessor.of(evaluator, OPTIONS).assess(plan, limit("1"), AttackMonitor.NONE);

        assertThat(assessment.evaluation().outcomes()).hasSize(5);
        assertThat(assessment.judgement().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void withoutAPlanTheOptionsAreThoseOfTheAssessor() {
        RobustnessEvaluator evaluator =
                new RobustnessEvaluator(TestedModel.of(MODEL).in(UNIT), SAMPLES, OPTIONS);
        Assessor assessor = Assessor.of(evaluator, OPTIONS);
        Assessment planned =
                assessor.assess(new AttackPlan(new Pgd(), BALL, OPTIONS), limit("0.9"), AttackMonitor.NONE);
        Assessor withoutOptions = new Assessor(LocalTarget.of(evaluator, OPTIONS), AssessmentOptions.DEFAULT);

        for (Assessment shorter : List.of(
                assessor.assess(new Pgd(), BALL, limit("0.9")),
                assessor.with(AssessmentOptions.DEFAULT).assess(new Pgd(), BALL, limit("0.9")),
                withoutOptions.assess(new AttackPlan(new Pgd(), BALL, OPTIONS), limit("0.9")))) {
            assertThat(shorter.judgement()).isEqualTo(planned.judgement());
            assertThat(shorter.evaluation().outcomes())
                    .isEqualTo(planned.evaluation().outcomes());
            assertThat(shorter.evaluation().attack())
                    .isEqualTo(planned.evaluation().attack());
        }
        assertThatThrownBy(() -> withoutOptions.assess(new Pgd(), BALL, limit("0.9")))
                .hasMessage("This assessor has no RunOptions of its own; give it an AttackPlan, which has some");
    }
}
