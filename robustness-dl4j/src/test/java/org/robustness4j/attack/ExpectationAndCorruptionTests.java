package org.robustness4j.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.corruption.SpatialTransformation;
import org.robustness4j.attack.gradient.ApgdCe;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** Attacks on randomised models, and changes that know nothing of the model. */
class ExpectationAndCorruptionTests {

    private static final Domain PIXELS = Domain.range(0, 1);
    private static final Samples IMAGES = ReferenceData.mnist(40);
    private static final DifferentiableClassifier CNN = (DifferentiableClassifier)
            Dl4jNetwork.of(ReferenceModels.mnistCnn()).classifier(IMAGES.shape());
    private static final ThreatModel BALL = ThreatModel.untargeted(Norm.LINF, 0.15, PIXELS);

    /** Success is what most runs of the noisy model say, so that candidates stand on the model without its noise. */
    @Test
    void anExpectationFindsWhatBreaksTheModelBehindItsNoise() {
        AttackRun run = new ExpectationOver(new ApgdCe(30, 1), 10)
                .run(new Noisy(CNN, new SplittableRandom(4)), IMAGES, BALL, RunOptions.seed(1));

        Matrix logits = CNN.logits(
                Matrix.ofRows(run.candidates().stream().map(Candidate::point).toList(), 784));
        int broken = 0;
        for (int i = 0; i < IMAGES.size(); i++) {
            broken += logits.argMax(i) != IMAGES.label(i) ? 1 : 0;
        }
        long exact = new ApgdCe(30, 1)
                .run(CNN, IMAGES, BALL, RunOptions.seed(1)).candidates().stream()
                        .filter(Candidate::claimed)
                        .count();
        assertThat(broken).isGreaterThanOrEqualTo((int) (0.8 * exact));
        assertThat(exact).isGreaterThan(10);
    }

    @Test
    void aRotationByNothingIsTheImageItself() {
        AttackRun run = new SpatialTransformation(0, 0, 1, 1)
                .run(CNN, IMAGES, ThreatModel.untargeted(PIXELS), RunOptions.seed(1));

        for (Candidate candidate : run.candidates()) {
            assertThat(candidate.point()).isEqualTo(IMAGES.input(candidate.index()));
        }
    }

    @Test
    void aTranslationByAPixelMovesEachPixelByOne() {
        float[] image = new float[9];
        image[4] = 1;
        Samples one = new Samples(new InputShape(Layout.NCHW, 1, 3, 3), new Matrix(1, 9, image), new int[] {0});
        Seen seen = new Seen();

        new SpatialTransformation(0, 1, 1, 3).run(seen, one, ThreatModel.untargeted(PIXELS), RunOptions.seed(1));

        assertThat(seen.positions).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void rotationsBreakMoreThanNoiseAndAreNoAdversary() {
        SpatialTransformation attack = new SpatialTransformation(40, 4, 9, 3);
        AttackRun run = attack.run(CNN, IMAGES, ThreatModel.untargeted(PIXELS), RunOptions.seed(1));

        assertThat(run.candidates().stream().filter(Candidate::claimed).count()).isGreaterThan(5);
        assertThat(attack.traits().kind()).isEqualTo(AttackKind.CORRUPTION);
    }

    @Test
    void onlyImagesAreRotated() {
        Samples flat = new Samples(InputShape.flat(784), IMAGES.inputs(), new int[IMAGES.size()]);

        assertThatThrownBy(() ->
                        new SpatialTransformation().run(CNN, flat, ThreatModel.untargeted(PIXELS), RunOptions.seed(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Only images can be rotated");
    }

    /** Remembers where the bright pixel was, each place once. */
    private static final class Seen implements Classifier {

        private final Set<Integer> positions = new LinkedHashSet<>();

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public Matrix logits(Matrix batch) {
            positions.add(batch.argMax(0));
            float[] logits = new float[2 * batch.rows()];
            for (int i = 0; i < batch.rows(); i++) {
                logits[2 * i] = 1;
            }
            return new Matrix(batch.rows(), 2, logits);
        }

        @Override
        public Classifier fork() {
            return this;
        }
    }

    /**
     * The model with noise on its input.
     *
     * @param random the noise
     */
    private record Noisy(DifferentiableClassifier model, SplittableRandom random) implements DifferentiableClassifier {

        @Override
        public int classes() {
            return model.classes();
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            float[] values = batch.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (0.1 * random.nextGaussian());
            }
            return model.forward(new Matrix(batch.rows(), batch.columns(), values));
        }

        @Override
        public DifferentiableClassifier fork() {
            return this;
        }
    }
}
