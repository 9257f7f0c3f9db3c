package org.robustness4j.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.gradient.ApgdCe;
import org.robustness4j.attack.gradient.ApgdDlr;
import org.robustness4j.attack.gradient.ApgdT;
import org.robustness4j.attack.gradient.MiFgsm;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.attack.loss.MarginLoss;
import org.robustness4j.attack.minimal.CarliniWagner;
import org.robustness4j.attack.minimal.Ddn;
import org.robustness4j.attack.minimal.DeepFool;
import org.robustness4j.attack.minimal.Fab;
import org.robustness4j.attack.minimal.Fmn;
import org.robustness4j.attack.query.HopSkipJump;
import org.robustness4j.attack.query.Square;
import org.robustness4j.data.Domain;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.SuccessCurve;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/**
 * What AutoAttack and Foolbox measured on the same weights and images (see results.json beside the weights). The first 200
 * images in the build, all of them with -Dslow.
 */
class AutoAttackReferenceTests {

    private static final Domain PIXELS = Domain.range(0, 1);
    private static final RunOptions OPTIONS = new RunOptions(1, 2);

    @Nested
    @Tag("slow")
    class OnAThousandImages {

        private final RobustnessEvaluator evaluator = evaluator(1000);

        @Test
        void autoAttackIsAsStrongAsTheReference() {
            assertThat(robustAccuracy(new AutoAttack(), Norm.LINF, 0.1)).isBetween(0.58, 0.591 + 0.004);
            assertThat(robustAccuracy(new AutoAttack(), Norm.LINF, 0.2)).isBetween(0.0, 0.007 + 0.004);
            assertThat(robustAccuracy(new AutoAttack(), Norm.L2, 1.5)).isBetween(0.33, 0.341 + 0.004);
        }

        /** In L2 a little stronger: points are projected onto ball and range together, not onto one after the other. */
        @Test
        void apgdOnTheCrossEntropyIsAsStrongAsTheReference() {
            assertThat(robustAccuracy(new ApgdCe(), Norm.LINF, 0.1)).isCloseTo(0.598, within(0.006));
            assertThat(robustAccuracy(new ApgdCe(), Norm.LINF, 0.2)).isCloseTo(0.012, within(0.006));
            assertThat(robustAccuracy(new ApgdCe(), Norm.L2, 1.5)).isBetween(0.341, 0.365 + 0.006);
        }

        @Test
        void deepFoolGoesAsFarAsFoolboxs() {
            SuccessCurve l2 = curve(new DeepFool(Norm.L2), Norm.L2);
            SuccessCurve linf = curve(new DeepFool(Norm.LINF), Norm.LINF);

            assertThat(l2.distances()).hasSize(989);
            assertThat(l2.medianDistance()).isCloseTo(1.58, within(0.02));
            assertThat(linf.distances()).hasSize(989);
            assertThat(linf.medianDistance()).isCloseTo(0.1314, within(0.003));
        }

        @Test
        void theNearestPointsLieAsNearAsFoolboxs() {
            SuccessCurve ddn = curve(new Ddn(), Norm.L2);

            assertThat(ddn.distances()).hasSize(989);
            assertThat(ddn.medianDistance()).isCloseTo(1.342, within(0.02));
            assertThat(curve(new Fmn(), Norm.LINF).medianDistance()).isCloseTo(0.1157, within(0.003));
            assertThat(curve(new CarliniWagner(), Norm.L2).medianDistance())
                    .isLessThanOrEqualTo(ddn.medianDistance() + 0.01);
        }

        private double robustAccuracy(Attack attack, Norm norm, double epsilon) {
            return evaluate(evaluator, attack, norm, epsilon).robustAccuracy().value();
        }

        private SuccessCurve curve(Attack attack, Norm norm) {
            return evaluator
                    .evaluate(attack, ThreatModel.untargeted(PIXELS), OPTIONS)
                    .successCurve(norm);
        }
    }

    /** The figures on 1,000 images, three standard deviations of a sample of 200 wide, and what each attack is not weaker than. */
    @Nested
    class OnTheFirst200Images {

        private final RobustnessEvaluator evaluator = evaluator(200);

        @Test
        void autoAttackIsAtLeastAsStrongAsItsPartsAndNearTheReference() {
            double autoAttack = robustAccuracy(new AutoAttack(9, 1000), Norm.LINF, 0.1);

            assertThat(autoAttack).isCloseTo(0.591, within(0.104));
            assertThat(robustAccuracy(new AutoAttack(9, 100), Norm.LINF, 0.2)).isBetween(0.0, 0.025);
            assertThat(robustAccuracy(new ApgdCe(), Norm.LINF, 0.1)).isBetween(autoAttack, 0.598 + 0.104);
            assertThat(robustAccuracy(new ApgdDlr(), Norm.LINF, 0.1)).isBetween(autoAttack, 0.7);
            assertThat(robustAccuracy(new Square(1000), Norm.LINF, 0.1)).isBetween(autoAttack, 0.9);
            assertThat(robustAccuracy(new MiFgsm(), Norm.LINF, 0.1)).isBetween(autoAttack, 0.771);
            assertThat(robustAccuracy(new Pgd(40, StepSize.ofEpsilon(0.25), 1, new MarginLoss()), Norm.LINF, 0.1))
                    .isBetween(autoAttack, 0.72);
        }

        @Test
        void attacksInL2AreNearTheReference() {
            double apgdCe = robustAccuracy(new ApgdCe(), Norm.L2, 1.5);

            assertThat(apgdCe).isCloseTo(0.365, within(0.103));
            assertThat(robustAccuracy(new ApgdT(100, 1, 3), Norm.L2, 1.5)).isCloseTo(apgdCe, within(0.03));
            assertThat(robustAccuracy(new Square(500), Norm.L2, 1.5)).isBetween(apgdCe, 0.9);
        }

        @Test
        void attacksInL1AreNoWeakerThanPgd() {
            double pgd = robustAccuracy(new Pgd(40, StepSize.ofEpsilon(0.25), 1), Norm.L1, 10);

            assertThat(robustAccuracy(new ApgdCe(), Norm.L1, 10)).isLessThan(pgd);
        }

        /** Medians of 200 images; their standard error is 0.06 in L2 and 0.005 in LINF. */
        @Test
        void nearestPointsLieNearTheReference() {
            double ddn = median(new Ddn(), Norm.L2);

            assertThat(ddn).isCloseTo(1.342, within(0.18));
            assertThat(median(new DeepFool(Norm.L2), Norm.L2)).isCloseTo(1.58, within(0.18));
            assertThat(median(new DeepFool(Norm.LINF), Norm.LINF)).isCloseTo(0.1314, within(0.015));
            assertThat(median(new Fmn(), Norm.LINF)).isCloseTo(0.1157, within(0.015));
            assertThat(median(new Fab(Norm.L2, 30, 1, 3), Norm.L2)).isLessThanOrEqualTo(ddn + 0.03);
            assertThat(median(new CarliniWagner(6, 100, 0.02, 0.1, 0, 3), Norm.L2))
                    .isLessThanOrEqualTo(ddn + 0.01);
        }

        @Test
        void predictionsAloneComeCloseToTheBoundary() {
            RobustnessEvaluator few = evaluator(10);
            SuccessCurve curve = few.evaluate(new HopSkipJump(Norm.L2, 15, 50), ThreatModel.untargeted(PIXELS), OPTIONS)
                    .successCurve(Norm.L2);
            double exact = few.evaluate(new Ddn(), ThreatModel.untargeted(PIXELS), OPTIONS)
                    .successCurve(Norm.L2)
                    .medianDistance();

            assertThat(curve.distances()).hasSize(10);
            assertThat(curve.medianDistance()).isBetween(exact * 0.98, exact * 1.6);
        }

        private double robustAccuracy(Attack attack, Norm norm, double epsilon) {
            return evaluate(evaluator, attack, norm, epsilon).robustAccuracy().value();
        }

        /** Every sample is broken, at some distance. */
        private double median(Attack attack, Norm norm) {
            SuccessCurve curve = evaluator
                    .evaluate(attack, ThreatModel.untargeted(PIXELS), OPTIONS)
                    .successCurve(norm);
            assertThat(curve.distances()).hasSize(199);
            return curve.medianDistance();
        }
    }

    /** One run of an attack that seeks the nearest point answers for every epsilon. */
    @Test
    void aCurveAgreesWithTheRunsInTheBallsItStandsFor() {
        RobustnessEvaluator evaluator = evaluator(60);
        SuccessCurve curve = evaluator
                .evaluate(new Fmn(), ThreatModel.untargeted(PIXELS), OPTIONS)
                .successCurve(Norm.LINF);
        for (double epsilon : new double[] {0.05, 0.1, 0.15}) {
            assertThat(evaluate(evaluator, new Fmn(), Norm.LINF, epsilon).attackSuccessRate())
                    .isEqualTo(curve.within(epsilon));
        }
        assertThat(curve.within(0.15).value()).isGreaterThan(curve.within(0.05).value());
    }

    private static RobustnessEvaluator evaluator(int images) {
        return new RobustnessEvaluator(
                TestedModel.of(ReferenceModels.mnistCnn()).in(PIXELS), ReferenceData.mnist(images), OPTIONS);
    }

    private static AttackEvaluation evaluate(RobustnessEvaluator evaluator, Attack attack, Norm norm, double epsilon) {
        return evaluator.evaluate(attack, ThreatModel.untargeted(norm, epsilon, PIXELS), OPTIONS);
    }
}
