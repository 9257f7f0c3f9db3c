package org.robustness4j.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.gradient.GradientSearch;
import org.robustness4j.attack.loss.Loss;
import org.robustness4j.attack.loss.internal.AdversarialLoss;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Samples;
import org.robustness4j.reference.AffineClassifier;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** Attacks of users that do not do what the template asks of them. */
class SearchContractTests {

    private static final Domain UNIT = Domain.range(0, 1);
    private static final AffineClassifier MODEL = AffineClassifier.random(3, 4, UNIT, 1);
    private static final Samples SAMPLES = MODEL.samples(5, UNIT, 2);
    private static final ThreatModel BALL = ThreatModel.untargeted(Norm.LINF, 0.01, UNIT);

    /** An attack whose search is made by a function. */
    private static final class Made extends Attack {

        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // not sent anywhere
        private final Function<AttackedSample, Search> search;

        Made(Function<AttackedSample, Search> search) {
            this.search = search;
        }

        @Override
        protected Search begin(AttackedSample sample) {
            return search.apply(sample);
        }
    }

    private static AttackRun run(ThreatModel threatModel, Function<AttackedSample, Search> search) {
        return new Made(search).run(MODEL, SAMPLES, threatModel, RunOptions.seed(1));
    }

    /** Wants one gradient at the clean sample. */
    private static class Once implements Search {

        private final AttackedSample sample;
        private final float[] @Nullable [] wanted;
        private boolean done;

        Once(AttackedSample sample, float[] @Nullable ... wanted) {
            this.sample = sample;
            this.wanted = wanted;
        }

        @Override
        public float @Nullable [] next() {
            return done ? null : sample.region().clean();
        }

        @Override
        @SuppressWarnings("NullAway") // as a user without NullAway may do
        public float[][] wanted(float[] logits) {
            return wanted;
        }

        @Override
        public void observe(float[] point, float[] logits, float[][] gradients) {
            done = true;
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void whatASearchWantsIsFiniteAndOneValueForEachClass() {
        String subject = "The search " + Once.class.getName() + " wants the gradient along ";
        String demand = "; wanted(logits), and the loss behind it, give one finite value for each class, or no array";

        assertThatThrownBy(() -> run(BALL, sample -> new Once(sample, (float[][]) null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(subject + "null for sample 0" + demand);
        assertThatThrownBy(() -> run(BALL, sample -> new Once(sample, (float[]) null)))
                .hasMessage(subject + "null for sample 0, but the model has 3 classes" + demand);
        assertThatThrownBy(() -> run(BALL, sample -> new Once(sample, new float[4])))
                .hasMessage(subject + "4 values for sample 0, but the model has 3 classes" + demand);
        assertThatThrownBy(() -> run(BALL, sample -> new Once(sample, new float[] {0, Float.NaN, 1})))
                .hasMessage(subject + "[0.0, NaN, 1.0] for sample 0" + demand);
    }

    @Test
    @SuppressWarnings("NullAway")
    void everySampleHasASearch() {
        assertThatThrownBy(() -> run(BALL, sample -> null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The attack " + Made.class.getName()
                        + " gives null from begin() for sample 0; give a new Search for each sample");
    }

    /** What results need of it is asked for before the attack, not after hours of it. */
    @Test
    @SuppressWarnings("NullAway")
    void anAttackHasANameAndParameters() {
        Attack nameless = new Idle() {
            @Override
            public String name() {
                return null;
            }
        };
        Attack without = new Idle() {
            @Override
            public Map<String, Object> parameters() {
                return null;
            }
        };
        Attack unlike = new Idle() {
            @Override
            public AttackTraits traits() {
                return null;
            }
        };

        assertThatThrownBy(() -> nameless.run(MODEL, SAMPLES, BALL, RunOptions.seed(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The attack " + nameless.getClass().getName()
                        + " gives null from name(); give a name for results");
        assertThatThrownBy(() -> without.run(MODEL, SAMPLES, BALL, RunOptions.seed(1)))
                .hasMessage("The attack " + without.getClass().getName()
                        + " gives null from parameters(); give Map.of() where there are none");
        assertThatThrownBy(() -> unlike.run(MODEL, SAMPLES, BALL, RunOptions.seed(1)))
                .hasMessage("The attack " + unlike.getClass().getName()
                        + " gives null from traits(); give AttackTraits.GRADIENT_ATTACK for one that follows gradients in"
                        + " a ball");
    }

    private static class Idle extends Attack {

        private static final long serialVersionUID = 1;

        @Override
        protected Search begin(AttackedSample sample) {
            return new Once(sample);
        }
    }

    /** A step of the search below, that goes on from the array it is given: what it found stays as it was found. */
    @Test
    void whatASearchWritesToDoesNotChangeWhatWasSeen() {
        AttackRun run = run(BALL, sample -> new Once(sample) {
            @Override
            public void observe(float[] point, float[] logits, float[][] gradients) {
                super.observe(point, logits, gradients);
                Arrays.fill(point, 7);
            }
        });

        for (int i = 0; i < SAMPLES.size(); i++) {
            assertThat(run.candidates().get(i).point()).isEqualTo(SAMPLES.input(i));
        }
    }

    /** Gives the same array each time. */
    private static final class Constant implements Loss {

        private static final long serialVersionUID = 1;
        private final float[] gradient = {1, -1, 0};

        @Override
        public double value(float[] logits, int label) {
            return logits[0] - logits[1];
        }

        @Override
        public float[] gradient(float[] logits, int label) {
            return gradient;
        }
    }

    @Test
    void theArrayOfALossStaysAsItIs() {
        Constant loss = new Constant();
        ThreatModel targeted = ThreatModel.targeted(0, Norm.LINF, 0.01, UNIT);

        run(targeted, sample -> new GradientSearch(sample, loss, 3) {
            @Override
            protected float[] step(float[] point, float[] gradient) {
                return sample.region().ascend(point, gradient, 0.01);
            }
        });
        AdversarialLoss towards = AdversarialLoss.of(loss, targeted, 1);
        for (int i = 0; i < 2; i++) {
            assertThat(towards.direction(new float[3])).containsExactly(-1, 1, -0f);
        }

        assertThat(loss.gradient).containsExactly(1, -1, 0);
    }

    @Test
    @SuppressWarnings("NullAway")
    void aLossHasADirection() {
        Loss none = new Loss() {
            @Override
            public double value(float[] logits, int label) {
                return 0;
            }

            @Override
            public float[] gradient(float[] logits, int label) {
                return null;
            }
        };
        AdversarialLoss towards = AdversarialLoss.of(none, ThreatModel.targeted(0, Norm.LINF, 0.01, UNIT), 1);

        assertThatThrownBy(() -> towards.direction(new float[3]))
                .hasMessage("The loss " + none.getClass().getName()
                        + " gives null from direction(); give one value for each class");
    }

    /** Nothing is settled for the search that is wrapped, whatever most of the runs say. */
    @Test
    void anAverageIsSettledOnlyWhereTheSearchInsideSaysSo() {
        AttackedSample sample =
                new AttackedSample(0, BALL, BALL.around(SAMPLES.input(0)), InputShape.flat(4), new SplittableRandom(1));
        for (boolean settled : List.of(true, false)) {
            Search search = new AveragingSearch(
                    sample,
                    new Once(sample) {
                        @Override
                        public boolean isSettled(float[] logits) {
                            assertThat(logits).as("the average").containsExactly(2, 4, 0);
                            return settled;
                        }
                    },
                    2);
            float[] point = sample.region().clean();

            assertThat(search.isSettled(new float[] {1, 3, 0})).isFalse();
            search.observe(point, new float[] {1, 3, 0}, new float[0][]);
            assertThat(search.isSettled(new float[] {3, 5, 0})).isEqualTo(settled);
        }
    }
}
