package org.robustness4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.gradient.FakeImage;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.StoppingRule;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.SuccessRateLimits;

/** The same evaluations here and on two cores of an embedded Spark: the same outcomes to the last bit. */
class SparkEquivalenceTests {

    private static final RunOptions OPTIONS = new RunOptions(7, 2);
    private static final Domain PIXELS = Domain.range(0, 1);

    @TempDir
    static Path folder;

    private static SparkExecution spark;

    @BeforeAll
    static void start() {
        spark = SparkExecution.open(new SparkSettings("local[2]", folder, Duration.ofMinutes(1)));
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    record Case(Attack attack, int images, Norm norm, double epsilon) {

        @Override
        public String toString() {
            return attack.name() + " " + norm;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(new Pgd(20, StepSize.ofEpsilon(0.25), 2), 700, Norm.LINF, 0.1),
                new Case(new Pgd(10, StepSize.ofEpsilon(0.25), 1), 300, Norm.L2, 1.5),
                new Case(new AutoAttack(2, 40), 200, Norm.LINF, 0.1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outcomesAreTheSameHereAndOnSpark(Case given) {
        RobustnessEvaluator evaluator = evaluator(given.images());
        ThreatModel threatModel = ThreatModel.untargeted(given.norm(), given.epsilon(), PIXELS);

        AttackEvaluation here = evaluator.evaluate(given.attack(), threatModel, OPTIONS);
        AttackEvaluation there = evaluator.executedBy(spark).evaluate(given.attack(), threatModel, OPTIONS);

        assertSame(there, here);
        assertThat(here.broken().size()).isPositive();
    }

    static RobustnessEvaluator evaluator(int images) {
        Samples samples = ReferenceData.mnist(images);
        return new RobustnessEvaluator(
                TestedModel.of(ReferenceModels.mnistCnn()).named("digits").range(0, 1), samples, OPTIONS);
    }

    static void assertSame(AttackEvaluation there, AttackEvaluation here) {
        assertThat(there.outcomes()).isEqualTo(here.outcomes());
        assertThat(there.samplesSha256()).isEqualTo(here.samplesSha256());
        assertThat(there.cost().gradientEvaluations()).isEqualTo(here.cost().gradientEvaluations());
        assertThat(there.cost().forwardEvaluations()).isEqualTo(here.cost().forwardEvaluations());
        assertThat(points(there)).isEqualTo(points(here));
    }

    private static List<String> points(AttackEvaluation evaluation) {
        return evaluation.broken().adversarial().stream().map(Arrays::toString).toList();
    }

    @Test
    void aNetworkBehindANormaliserIsSentWithIt() {
        RobustnessEvaluator evaluator = new RobustnessEvaluator(
                TestedModel.of(ReferenceModels.cifarResnet()).range(0, 1), ReferenceData.cifar(160), OPTIONS);
        ThreatModel threatModel = ThreatModel.untargeted(Norm.LINF, 2 / 255.0, PIXELS);
        Pgd attack = new Pgd(3, StepSize.ofEpsilon(0.5), 1);

        assertSame(
                evaluator.executedBy(spark).evaluate(attack, threatModel, OPTIONS),
                evaluator.evaluate(attack, threatModel, OPTIONS));
    }

    @Test
    void fakeImagesTargetsAndEarlyStopsAreTheSameToo() {
        RobustnessEvaluator evaluator = evaluator(300);
        Pgd attack = new Pgd(10, StepSize.ofEpsilon(0.25), 1);
        ThreatModel targeted = ThreatModel.targeted(3, Norm.LINF, 0.1, PIXELS);
        StoppingRule stopping = SuccessRateLimits.atMost(new BigDecimal("0.01")).stopsOnceCertain();

        assertSame(
                evaluator.executedBy(spark).evaluateFakes(new FakeImage(), 4, 20, OPTIONS, AttackMonitor.NONE),
                evaluator.evaluateFakes(new FakeImage(), 4, 20, OPTIONS, AttackMonitor.NONE));
        assertSame(
                evaluator.executedBy(spark).evaluate(attack, targeted, OPTIONS, AttackMonitor.NONE, stopping),
                evaluator.evaluate(attack, targeted, OPTIONS, AttackMonitor.NONE, stopping));
    }

    /** With an epsilon so small that no proof is a matter of time. */
    @Test
    void proofsAreTheSameToo() {
        RobustnessEvaluator evaluator = evaluator(60);
        Pgd attack = new Pgd(10, StepSize.ofEpsilon(0.25), 1);
        ThreatModel threatModel = ThreatModel.untargeted(Norm.LINF, 0.005, PIXELS);
        RunOptions proving = OPTIONS.withProofs(Duration.ofMinutes(1));

        AttackEvaluation here = evaluator.evaluate(attack, threatModel, proving);

        assertSame(evaluator.executedBy(spark).evaluate(attack, threatModel, proving), here);
        assertThat(here.count(Outcome.CERTIFIED)).isGreaterThan(50);
    }
}
