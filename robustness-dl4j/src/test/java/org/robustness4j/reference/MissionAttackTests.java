package org.robustness4j.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.NoiseImages;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Bim;
import org.robustness4j.attack.gradient.DistancePenalty;
import org.robustness4j.attack.gradient.DistancePenalty.Reduction;
import org.robustness4j.attack.gradient.FakeImage;
import org.robustness4j.attack.gradient.NormalizedGradientAscent;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.attack.loss.CrossEntropy;
import org.robustness4j.attack.loss.LinearProbability;
import org.robustness4j.attack.loss.Loss;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** The three attacks of "Data Evasion Attacks" on the reference network: what they are known to achieve there. */
class MissionAttackTests {

    private static final Domain PIXELS = Domain.range(0, 1);
    private static final RunOptions OPTIONS = new RunOptions(1, 2);

    @ParameterizedTest
    @CsvSource({"5, 0.15", "10, 0.78", "15, 0.98", "20, 1.00"})
    void gradientAscentBreaksMoreAndMoreOfTheFirst300Images(int steps, double share) {
        AttackEvaluation evaluation =
                evaluate(300, new NormalizedGradientAscent(steps, 0.05), ThreatModel.untargeted(PIXELS));

        assertThat(evaluation.attackSuccessRate().value()).isCloseTo(share, within(0.02));
        assertThat(evaluation.maximumDistance(Norm.LINF)).isLessThanOrEqualTo(steps * 0.05 + 1e-6);
    }

    @ParameterizedTest
    @EnumSource(
            value = Norm.class,
            names = {"L1", "L2"})
    void penalisedDescentTurnsAllOfTheFirst64ImagesIntoNines(Norm norm) {
        AttackEvaluation evaluation = evaluate(64, new DistancePenalty(norm), ThreatModel.targeted(9, PIXELS));

        assertThat(evaluation.attackSuccessRate()).isEqualTo(new Rate(56, 56));
        assertThat(evaluation.medianDistance(Norm.L1)).isBetween(10.0, 60.0);
        assertThat(evaluation.medianDistance(Norm.L2)).isBetween(1.5, 4.0);
    }

    /** The penalty decides what the perturbation looks like: few pixels for L1, little of each for L2. */
    @Test
    void eachPenaltyIsSmallerInItsOwnNorm() {
        AttackEvaluation l1 = evaluate(32, new DistancePenalty(Norm.L1), ThreatModel.targeted(9, PIXELS));
        AttackEvaluation l2 = evaluate(32, new DistancePenalty(Norm.L2), ThreatModel.targeted(9, PIXELS));

        assertThat(l1.medianDistance(Norm.L1)).isLessThan(l2.medianDistance(Norm.L1));
        assertThat(l2.medianDistance(Norm.L2)).isLessThan(l1.medianDistance(Norm.L2));
    }

    /** The source's formula has the sum, its code the mean: the same lambda means 784 times as much. */
    @Test
    void lambdaOnTheSumIsThatOnTheMeanTimesTheNumberOfPixels() {
        AttackEvaluation mean = evaluate(
                32, new DistancePenalty(Norm.L2, 784, Reduction.MEAN, 20, 0.1), ThreatModel.targeted(9, PIXELS));
        AttackEvaluation sum =
                evaluate(32, new DistancePenalty(Norm.L2, 1, Reduction.SUM, 20, 0.1), ThreatModel.targeted(9, PIXELS));

        assertThat(sum.outcomes()).isEqualTo(mean.outcomes());
    }

    @Test
    void stoppingEarlyTakesTheFirstSuccessAndNotTheClosest() {
        DistancePenalty attack = new DistancePenalty(Norm.L2);

        AttackEvaluation closest = evaluate(32, attack, ThreatModel.targeted(9, PIXELS));
        AttackEvaluation first = evaluate(32, attack.stoppingEarly(), ThreatModel.targeted(9, PIXELS));

        assertThat(first.attackSuccessRate()).isEqualTo(closest.attackSuccessRate());
        assertThat(first.cost().gradientEvaluations()).isLessThan(closest.cost().gradientEvaluations());
        for (int i = 0; i < first.outcomes().size(); i++) {
            assertThat(closest.outcomes().get(i).l2())
                    .isLessThanOrEqualTo(first.outcomes().get(i).l2() + 1e-5);
        }
    }

    /** The source's loss, rate and number of steps; the final image of every seed counts, whatever it is taken for. */
    @Test
    void fakeImagesOfTheSourcesLossAreNearlyCertain() {
        for (int digit = 0; digit < 10; digit++) {
            double median = medianConfidence(new LinearProbability(), digit);
            assertThat(median).as("median confidence in a fake %s", digit).isGreaterThanOrEqualTo(0.90);
        }
    }

    @Test
    void fakeImagesOfTheCrossEntropyAlwaysSucceed() {
        for (int digit = 0; digit < 10; digit++) {
            AttackEvaluation evaluation =
                    evaluator(8).evaluateFakes(new FakeImage(), digit, 20, OPTIONS, progress -> {});

            assertThat(evaluation.attackSuccessRate()).as("fakes of %s", digit).isEqualTo(new Rate(20, 20));
            assertThat(evaluation.robustAccuracy().total()).isZero();
            assertThat(evaluation.cleanAccuracy().total()).isZero();
            assertThat(evaluation.outcomes()).allMatch(outcome -> outcome.label() == Samples.UNLABELLED);
        }
    }

    @Test
    void aFakeImageThatStopsEarlyIsTheFirstOneTakenForTheTarget() {
        RobustnessEvaluator evaluator = evaluator(8);

        AttackEvaluation all = evaluator.evaluateFakes(new FakeImage(), 3, 20, OPTIONS, progress -> {});
        AttackEvaluation early =
                evaluator.evaluateFakes(new FakeImage().stoppingEarly(), 3, 20, OPTIONS, progress -> {});

        assertThat(early.count(Outcome.BROKEN)).isEqualTo(20);
        assertThat(early.cost().gradientEvaluations()).isLessThan(all.cost().gradientEvaluations());
        assertThat(early.examples().get(0).onAdversarial().confidence())
                .isLessThan(all.examples().get(0).onAdversarial().confidence());
    }

    @Test
    @Tag("slow")
    void bimTurnsAsManyIntoNinesAsItDoesInFoolbox() {
        AttackEvaluation evaluation =
                evaluate(1000, new Bim(40, StepSize.of(0.01)), ThreatModel.targeted(9, Norm.LINF, 0.2, PIXELS));

        assertThat(evaluation.attackSuccessRate().total()).isEqualTo(897);
        assertThat(evaluation.attackSuccessRate().count()).isCloseTo(763L, within(4L));
    }

    private static double medianConfidence(Loss loss, int digit) {
        Classifier classifier = Dl4jNetwork.of(ReferenceModels.mnistCnn())
                .classifier(ReferenceData.mnist(1).shape());
        Samples noise = NoiseImages.draw(ReferenceData.mnist(1).shape(), PIXELS, 20, 1);
        Attack attack = new FakeImage(loss, 10, 0.5);
        Matrix logits = classifier.logits(Matrix.ofRows(
                attack.run(classifier, noise, ThreatModel.fake(digit, PIXELS), OPTIONS).candidates().stream()
                        .map(candidate -> candidate.point())
                        .toList(),
                784));
        double[] confidences = new double[20];
        for (int i = 0; i < confidences.length; i++) {
            confidences[i] = Math.exp(-new CrossEntropy().value(logits.row(i), digit));
        }
        Arrays.sort(confidences);
        return (confidences[9] + confidences[10]) / 2;
    }

    private static AttackEvaluation evaluate(int images, Attack attack, ThreatModel threatModel) {
        return evaluator(images).evaluate(attack, threatModel, OPTIONS);
    }

    private static RobustnessEvaluator evaluator(int images) {
        return new RobustnessEvaluator(
                TestedModel.of(Dl4jNetwork.of(ReferenceModels.mnistCnn())).in(PIXELS),
                ReferenceData.mnist(images),
                OPTIONS);
    }
}
