package org.robustness4j.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.ApgdCe;
import org.robustness4j.attack.ApgdDlr;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.MarginLoss;
import org.robustness4j.attack.MiFgsm;
import org.robustness4j.attack.Pgd;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.StepSize;
import org.robustness4j.attack.ensemble.AutoAttack;
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
 * images, of which each has a share that was measured with these attacks on all 1,000, in the build; all of them with -Dslow.
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

        @Test
        void apgdOnTheCrossEntropyIsAsStrongAsTheReference() {
            assertThat(robustAccuracy(new ApgdCe(), Norm.LINF, 0.1)).isCloseTo(0.598, within(0.006));
            assertThat(robustAccuracy(new ApgdCe(), Norm.LINF, 0.2)).isCloseTo(0.012, within(0.006));
            assertThat(robustAccuracy(new ApgdCe(), Norm.L2, 1.5)).isCloseTo(0.365, within(0.006));
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
            return print(attack, evaluate(evaluator, attack, norm, epsilon), norm)
                    .robustAccuracy()
                    .value();
        }

        private SuccessCurve curve(Attack attack, Norm norm) {
            return print(attack, evaluator.evaluate(attack, ThreatModel.untargeted(PIXELS), OPTIONS), norm)
                    .successCurve(norm);
        }
    }

    static AttackEvaluation print(Attack attack, AttackEvaluation e, Norm norm) {
        System.out.printf(
                "%s %s: robust %s success %s median %.4f worst %.4f g %d f %d %.2f s%n",
                attack.name(),
                norm,
                e.robustAccuracy(),
                e.attackSuccessRate(),
                e.successCurve(norm).medianDistance(),
                e.maximumDistance(norm),
                e.gradientEvaluations(),
                e.forwardEvaluations(),
                e.wallTime().toNanos() / 1e9);
        return e;
    }

    @Nested
    class OnTheFirstImages {

        private final RobustnessEvaluator evaluator = evaluator(200);

        @Test
        void all() {
            for (int i = 0; i < 1; i++) {
                for (Attack a : new Attack[] {
                    new Pgd(),
                    new Pgd(40, StepSize.ofEpsilon(0.25), 5, new MarginLoss()),
                    new MiFgsm(),
                    new ApgdCe(),
                    new ApgdDlr(),
                    new org.robustness4j.attack.ApgdT(),
                    new AutoAttack(),
                    new Square()
                }) {
                    for (Norm norm : Norm.values()) {
                        print(
                                a,
                                evaluate(evaluator, a, norm, norm == Norm.LINF ? 0.1 : norm == Norm.L2 ? 1.5 : 10),
                                norm);
                    }
                }
            }
            for (Norm norm : Norm.values()) {
                print(new Fab(norm), evaluator.evaluate(new Fab(norm), ThreatModel.untargeted(PIXELS), OPTIONS), norm);
                print(
                        new Fab(norm, 100, 1, 0),
                        evaluator.evaluate(new Fab(norm, 100, 1, 0), ThreatModel.untargeted(PIXELS), OPTIONS),
                        norm);
                print(new Fmn(norm), evaluator.evaluate(new Fmn(norm), ThreatModel.untargeted(PIXELS), OPTIONS), norm);
            }
            for (Norm norm : new Norm[] {Norm.LINF, Norm.L2}) {
                print(
                        new DeepFool(norm),
                        evaluator.evaluate(new DeepFool(norm), ThreatModel.untargeted(PIXELS), OPTIONS),
                        norm);
                print(
                        new HopSkipJump(norm),
                        evaluator(20).evaluate(new HopSkipJump(norm), ThreatModel.untargeted(PIXELS), OPTIONS),
                        norm);
            }
            print(new Ddn(), evaluator.evaluate(new Ddn(), ThreatModel.untargeted(PIXELS), OPTIONS), Norm.L2);
            print(
                    new CarliniWagner(),
                    evaluator.evaluate(new CarliniWagner(), ThreatModel.untargeted(PIXELS), OPTIONS),
                    Norm.L2);
        }
    }

    private static RobustnessEvaluator evaluator(int images) {
        return new RobustnessEvaluator(
                TestedModel.of(ReferenceModels.mnistCnn()).in(PIXELS), ReferenceData.mnist(images), OPTIONS);
    }

    private static AttackEvaluation evaluate(RobustnessEvaluator evaluator, Attack attack, Norm norm, double epsilon) {
        return evaluator.evaluate(attack, ThreatModel.untargeted(norm, epsilon, PIXELS), OPTIONS);
    }
}
