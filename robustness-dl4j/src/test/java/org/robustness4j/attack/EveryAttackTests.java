package org.robustness4j.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.gradient.ApgdCe;
import org.robustness4j.attack.gradient.ApgdDlr;
import org.robustness4j.attack.gradient.ApgdT;
import org.robustness4j.attack.gradient.Fgsm;
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
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.Serialization;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.FeasibleRegion;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** What holds for every attack, and what other libraries got wrong in some. */
class EveryAttackTests {

    private static final Domain PIXELS = Domain.range(0, 1);
    private static final Samples IMAGES = ReferenceData.mnist(12);
    private static final DifferentiableClassifier CNN = (DifferentiableClassifier)
            Dl4jNetwork.of(ReferenceModels.mnistCnn()).classifier(IMAGES.shape());

    /**
     * An attack in a ball.
     *
     * @param attack the attack
     * @param norm of the ball
     */
    record Case(Attack attack, Norm norm) {

        ThreatModel threatModel() {
            double epsilon = norm == Norm.LINF ? 0.12 : norm == Norm.L2 ? 1.6 : 12;
            return ThreatModel.untargeted(norm, epsilon, PIXELS);
        }

        /** The same attack as another process would receive it. */
        Case sent() {
            return new Case((Attack) Serialization.object(Serialization.bytes(attack)), norm);
        }

        AttackRun run(DifferentiableClassifier classifier, Samples samples, int workers) {
            return attack.run(classifier.fork(), samples, threatModel(), new RunOptions(3, workers));
        }

        @Override
        public String toString() {
            return attack.name() + " " + norm;
        }
    }

    static Stream<Case> attacks() {
        List<Case> cases = new ArrayList<>();
        for (Norm norm : List.of(Norm.LINF, Norm.L2, Norm.L1)) {
            Stream.of(
                            new Pgd(10, StepSize.ofEpsilon(0.25), 2),
                            new Pgd(10, StepSize.ofEpsilon(0.25), 1, new MarginLoss()),
                            new MiFgsm(),
                            new ApgdCe(20, 2),
                            new ApgdDlr(20, 1),
                            new ApgdT(10, 1, 3),
                            new Fab(norm, 10, 2, 3),
                            new Fab(norm, 10, 2, Fab.UNTARGETED),
                            new Fmn(norm, 20, 1, 0.05),
                            new Square(400),
                            new AutoAttack(2, 40),
                            new ExpectationOver(new ApgdCe(5, 1), 2))
                    .forEach(attack -> cases.add(new Case(attack, norm)));
        }
        cases.add(new Case(new DeepFool(Norm.LINF), Norm.LINF));
        cases.add(new Case(new DeepFool(Norm.L2), Norm.L2));
        cases.add(new Case(new HopSkipJump(Norm.LINF, 3, 20), Norm.LINF));
        cases.add(new Case(new HopSkipJump(Norm.L2, 3, 20), Norm.L2));
        cases.add(new Case(new Ddn(20, 1, 0.05), Norm.L2));
        cases.add(new Case(new CarliniWagner(3, 20, 0.02, 0.1, 0, 2), Norm.L2));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void aSampleFaresTheSameAloneWithAnyWorkersAndInAnotherProcess(Case attack) {
        AttackRun together = attack.run(CNN, IMAGES, 1);

        assertSame(attack.run(CNN, IMAGES, 2), together.candidates());
        assertSame(
                attack.sent().run(CNN, IMAGES.where(i -> i == 7), 1),
                List.of(together.candidates().get(7)));
    }

    private static void assertSame(AttackRun run, List<Candidate> expected) {
        assertThat(run.candidates()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(run.candidates().get(i).point())
                    .isEqualTo(expected.get(i).point());
            assertThat(run.candidates().get(i).claimed())
                    .isEqualTo(expected.get(i).claimed());
            assertThat(run.candidates().get(i).forwardEvaluations())
                    .isEqualTo(expected.get(i).forwardEvaluations());
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void candidatesKeepToTheRulesAndSomeSucceed(Case attack) {
        AttackRun run = attack.run(CNN, IMAGES, 1);

        for (Candidate candidate : run.candidates()) {
            ThreatModel rules =
                    attack.attack().traits().isMinimal() ? attack.threatModel().unbounded() : attack.threatModel();
            FeasibleRegion region = rules.around(IMAGES.input(candidate.index()));
            assertThat(candidate.defect()).isNull();
            assertThat(region.contains(candidate.point())).isTrue();
        }
        assertThat(run.candidates()).anyMatch(Candidate::claimed);
    }

    /** A constant added to all logits is nothing to the softmax; masks of 0 or -1e4 for the label made it something. */
    @ParameterizedTest
    @MethodSource("attacks")
    void aConstantAddedToAllLogitsChangesNothingThatMatters(Case attack) {
        long plain = successes(attack.run(CNN, IMAGES, 1));

        assertThat(successes(attack.run(new Changed(CNN, 1, -50), IMAGES, 1))).isCloseTo(plain, within1());
        assertThat(successes(attack.run(new Changed(CNN, 1, 50), IMAGES, 1))).isCloseTo(plain, within1());
    }

    /** Rounding of shifted logits may move a sample on the edge. */
    private static Offset<Long> within1() {
        return Offset.offset(1L);
    }

    private static long successes(AttackRun run) {
        return run.candidates().stream().filter(Candidate::claimed).count();
    }

    /** 0/0 made images of NaN, or momentum that never recovered. */
    @ParameterizedTest
    @MethodSource("attacks")
    void gradientsOfZeroGiveNoNumbersThatAreNone(Case attack) {
        for (Candidate candidate : attack.run(new Changed(CNN, 0, 0), IMAGES, 1).candidates()) {
            assertThat(candidate.defect()).isNull();
            for (float value : candidate.point()) {
                assertThat(value).isFinite();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void aQueryBudgetIsKept(Case attack) {
        AttackRun run = attack.attack()
                .run(
                        CNN.fork(),
                        IMAGES,
                        attack.threatModel(),
                        RunOptions.seed(3).withQueryBudget(5));

        assertThat(run.candidates()).allMatch(candidate -> candidate.forwardEvaluations() <= 5);
    }

    @Test
    void moreRestartsAreNeverWeaker() {
        Samples images = ReferenceData.mnist(60);
        AttackRun once = new Case(new Pgd(10, StepSize.ofEpsilon(0.25), 1), Norm.LINF).run(CNN, images, 2);
        AttackRun often = new Case(new Pgd(10, StepSize.ofEpsilon(0.25), 5), Norm.LINF).run(CNN, images, 2);

        for (int i = 0; i < images.size(); i++) {
            boolean brokenOnce = once.candidates().get(i).claimed();
            assertThat(often.candidates().get(i).claimed() || !brokenOnce).isTrue();
        }
        assertThat(successes(often)).isGreaterThan(0);
    }

    /** The slope of the hyperbolic tangent vanishes there. */
    @Test
    void pixelsAtTheEndsOfTheRangeMove() {
        AttackRun run = new CarliniWagner(3, 50, 0.02, 0.1, 0, 1)
                .run(CNN.fork(), IMAGES, ThreatModel.untargeted(PIXELS), RunOptions.seed(3));

        int atAnEnd = 0;
        int moved = 0;
        for (Candidate candidate : run.candidates()) {
            float[] clean = IMAGES.input(candidate.index());
            for (int f = 0; f < clean.length; f++) {
                boolean isAtAnEnd = clean[f] == 0 || clean[f] == 1;
                atAnEnd += isAtAnEnd ? 1 : 0;
                moved += isAtAnEnd && candidate.point()[f] != clean[f] ? 1 : 0;
            }
        }
        assertThat(moved).isGreaterThan(atAnEnd / 10);
    }

    @Test
    void nearestPointsAreNotSoughtByWhatEndsWithTheFirst() {
        assertThatThrownBy(() -> Attack.worstOf(new Ddn(), new Fgsm()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Ddn seeks the nearest point");
        assertThatThrownBy(() -> new ExpectationOver(new Ddn(), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use one like ApgdCe");
        assertThatThrownBy(() -> new Case(new Ddn(), Norm.LINF).run(CNN, IMAGES, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nearest point in [L2], but the norm is LINF");
    }

    /**
     * The model with other gradients and logits.
     *
     * @param factor of the gradients
     * @param shift added to all logits
     */
    private record Changed(DifferentiableClassifier model, float factor, float shift)
            implements DifferentiableClassifier {

        @Override
        public int classes() {
            return model.classes();
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            ForwardPass pass = model.forward(batch);
            return new ForwardPass() {
                @Override
                public Matrix logits() {
                    return changed(pass.logits(), 1, shift);
                }

                @Override
                public Matrix backward(Matrix upstream) {
                    return changed(pass.backward(upstream), factor, 0);
                }

                @Override
                public void close() {
                    pass.close();
                }
            };
        }

        private static Matrix changed(Matrix matrix, float by, float and) {
            float[] values = matrix.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = by * values[i] + and;
            }
            return new Matrix(matrix.rows(), matrix.columns(), values);
        }

        @Override
        public DifferentiableClassifier fork() {
            return new Changed(model.fork(), factor, shift);
        }
    }
}
