package org.robustness4j.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.query.Square;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** One classifier for each promise that is not kept, and the sentence that its author reads. */
@SuppressWarnings("NullAway") // as users without NullAway may do
class ClassifierContractTests {

    private static final RunOptions OPTIONS = RunOptions.seed(1);
    private static final InputShape FLAT = InputShape.flat(3);

    /** Six samples of the values 0, 1/32, 2/32, ...: all are of the second class, and their squares are exact. */
    private static final Samples SAMPLES = samples();

    private static Samples samples() {
        float[] values = new float[18];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 32f;
        }
        return new Samples(FLAT, new Matrix(6, 3, values), new int[] {1, 1, 1, 1, 1, 1});
    }

    private static void evaluate(Classifier classifier) {
        new RobustnessEvaluator(TestedModel.of(classifier).range(0, 1), SAMPLES, OPTIONS);
    }

    private static void requireFault(Classifier classifier, String sentence) {
        assertThat(catchThrowable(() -> evaluate(classifier)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The classifier " + classifier.getClass().getName() + " " + sentence);
    }

    /** Scores alone, made from those that are right. */
    private static Classifier scores(UnaryOperator<Matrix> logits) {
        return new Classifier() {
            @Override
            public int classes() {
                return 2;
            }

            @Override
            public Matrix logits(Matrix batch) {
                return logits.apply(batch);
            }

            @Override
            public Classifier fork() {
                return this;
            }
        };
    }

    @Test
    void oneClassIsNoClassification() {
        Classifier one = new Squares() {
            @Override
            public int classes() {
                return 1;
            }
        };

        assertThatThrownBy(() -> evaluate(one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The classifier " + one.getClass().getName() + " has 1 classes; a classifier has at least 2");
    }

    @Test
    void thereIsOneRowForEachSampleAndOneScoreForEachClass() {
        requireFault(scores(batch -> null), "gives null for a batch of 1; give a Matrix of 1 rows");
        requireFault(
                scores(batch -> Squares.squares(batch.rows(0, 1))),
                "gives 1 rows of scores for a batch of 4, but a classifier gives one row for each sample; give the model"
                        + " as a Classifier of your own that does");
        requireFault(
                scores(batch -> new Matrix(batch.rows(), 3, new float[3 * batch.rows()])),
                "gives 3 scores for each sample, but has 2 classes; give one score for each class");
    }

    @Test
    void logitsAreFinite() {
        requireFault(
                scores(batch -> {
                    Matrix logits = Squares.squares(batch);
                    if (batch.rows() > 2) {
                        logits.values()[5] = Float.NaN;
                    }
                    return logits;
                }),
                "gives the logit NaN for class 1 of sample 2, both counted from 0; the logits of finite samples are"
                        + " finite: check its weights and the scale of its input");
    }

    @Test
    void theBatchIsReadOnly() {
        requireFault(
                scores(batch -> {
                    Matrix logits = Squares.squares(batch);
                    if (batch.rows() > 2) {
                        batch.values()[7] = 0.5f;
                    }
                    return logits;
                }),
                "writes into what logits is given: feature 1 of sample 2, both counted from 0, was 0.21875 and is 0.5"
                        + " afterwards; a Matrix is read only, so work on a copy such as batch.values().clone()");
    }

    @Test
    void theUpstreamGradientIsReadOnly() {
        requireFault(
                new Squares() {
                    @Override
                    Matrix gradient(Matrix batch, Matrix upstream) {
                        upstream.values()[1] *= 2;
                        return super.gradient(batch, upstream);
                    }
                },
                "writes into what backward is given: class 1 of sample 0, both counted from 0, was -1.0 and is -2.0"
                        + " afterwards; a Matrix is read only, so work on a copy such as batch.values().clone()");
    }

    @Test
    void logitsThatWereGivenStayAsTheyAre() {
        Map<Integer, float[]> buffers = new HashMap<>();

        requireFault(
                scores(batch -> {
                    float[] buffer = buffers.computeIfAbsent(batch.rows(), rows -> new float[2 * rows]);
                    float[] logits = Squares.squares(batch).values();
                    System.arraycopy(logits, 0, buffer, 0, logits.length);
                    return new Matrix(batch.rows(), 2, buffer);
                }),
                "writes into logits that it gave before: class 1, counted from 0, was 0.0048828125 and is 0.29492188 after"
                        + " further calls; give a new Matrix for each batch");
    }

    @Test
    void nothingIsNull() {
        requireFault(
                new Squares() {
                    @Override
                    public DifferentiableClassifier fork() {
                        return null;
                    }
                },
                "gives null from fork(); give a classifier with the same weights");
        requireFault(
                new Squares() {
                    @Override
                    public DifferentiableClassifier withMemory(long bytes) {
                        return null;
                    }
                },
                "gives null from withMemory(); give the classifier itself");
        requireFault(
                new Squares() {
                    @Override
                    public String computedBy() {
                        return null;
                    }
                },
                "gives null from computedBy(); give a name of what computes the logits");
        requireFault(
                new Squares() {
                    @Override
                    public OptionalInt preferredBatch() {
                        return null;
                    }
                },
                "gives null from preferredBatch(); give OptionalInt.empty()");
        requireFault(
                new Squares() {
                    @Override
                    public ForwardPass forward(Matrix batch) {
                        return null;
                    }
                },
                "gives null from forward for a batch of 4 x 3; give a ForwardPass");
        requireFault(
                new Squares() {
                    @Override
                    Matrix gradient(Matrix batch, Matrix upstream) {
                        return null;
                    }
                },
                "gives an input gradient of null for a batch of 4 x 3; ForwardPass.backward gives one row for each"
                        + " sample, and one column for each feature");
    }

    @Test
    void aForkIsTheSameClassifier() {
        Classifier three = new Squares() {
            @Override
            public int classes() {
                return 3;
            }
        };
        Classifier other =
                scores(batch -> Squares.squares(new Matrix(batch.rows(), 3, new float[batch.values().length])));

        requireFault(
                forking(three), "has 2 classes, but its fork() has 3; give the same classifier, with the same classes");
        requireFault(
                forking(other),
                "gives other logits than its fork(): class 1 of sample 0, both counted from 0, is 0.0048828125 and 0.0; a"
                        + " fork has the same weights");
    }

    /** Forks into itself the first time, as an evaluation asks for its own fork before any sample is looked at. */
    private static Classifier forking(Classifier fork) {
        return new Classifier() {
            private int forks;

            @Override
            public int classes() {
                return 2;
            }

            @Override
            public Matrix logits(Matrix batch) {
                return Squares.squares(batch);
            }

            @Override
            public Classifier fork() {
                forks++;
                return forks == 1 ? this : fork;
            }
        };
    }

    @Test
    void aPreferredBatchChangesNoBit() {
        requireFault(preferring(0, 0), "prefers batches of 0 samples; at least 1 is needed, or OptionalInt.empty()");
        requireFault(
                preferring(8, Math.ulp(0.0048828125f)),
                "has a preferredBatch(), but the logits of a sample depend on its batch: value 1, counted from 0, of the"
                        + " first sample is 0.0048828125 in one batch and 0.004882813 in another; give the same bits in"
                        + " every batch, or OptionalInt.empty()");
        assertThatCode(() -> evaluate(preferring(8, 0))).doesNotThrowAnyException();
    }

    private static Classifier preferring(int batchSize, float addedInBatches) {
        return new Squares() {
            @Override
            public OptionalInt preferredBatch() {
                return OptionalInt.of(batchSize);
            }

            @Override
            public Matrix logits(Matrix batch) {
                Matrix logits = squares(batch);
                logits.values()[1] += batch.rows() > 1 ? addedInBatches : 0;
                return logits;
            }
        };
    }

    @Test
    void gradientsOfAPreferredBatchHaveTheSameBitsInEveryBatch() {
        requireFault(
                new Squares() {
                    @Override
                    public OptionalInt preferredBatch() {
                        return OptionalInt.of(8);
                    }

                    @Override
                    Matrix gradient(Matrix batch, Matrix upstream) {
                        Matrix gradient = super.gradient(batch, upstream);
                        gradient.values()[11] = Math.nextUp(gradient.values()[11]);
                        return gradient;
                    }
                },
                "has a preferredBatch(), but the input gradients of a sample depend on its batch: value 2, counted from"
                        + " 0, of the first sample is -0.125 in one batch and -0.12499999 in another; give the same bits"
                        + " in every batch, or OptionalInt.empty()");
    }

    @Test
    void gradientsThatDifferFromPassToPassAreNotBlamedOnTheBatch() {
        Squares noisy = new Squares() {
            private int taken;

            @Override
            public OptionalInt preferredBatch() {
                return OptionalInt.of(8);
            }

            @Override
            Matrix gradient(Matrix batch, Matrix upstream) {
                Matrix gradient = super.gradient(batch, upstream);
                taken++;
                for (int i = 0; i < gradient.values().length; i++) {
                    gradient.values()[i] *= 1 + taken * 0x1p-23f;
                }
                return gradient;
            }
        };

        assertThat(catchThrowable(() -> evaluate(noisy)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "has a preferredBatch(), but its input gradients of one batch are not the same twice: value ");
    }

    @Test
    void aPassHasTheLogitsOfTheModel() {
        requireFault(
                new Squares() {
                    @Override
                    public Matrix logits(Matrix batch) {
                        Matrix logits = squares(batch);
                        logits.values()[0] = -0.5f;
                        return logits;
                    }
                },
                "gives other logits than its forward pass: class 0 of sample 0, both counted from 0, is -0.5 and 0.0; both"
                        + " run the same model");
    }

    @Test
    void gradientsAreThoseOfTheOpenPass() {
        requireFault(
                new Squares() {
                    @Override
                    Matrix gradient(Matrix batch, Matrix upstream) {
                        return new Matrix(1, 3, new float[3]);
                    }
                },
                "gives an input gradient of 1 x 3 for a batch of 4 x 3; ForwardPass.backward gives one row for each sample,"
                        + " and one column for each feature");
        requireFault(
                new Squares() {
                    @Override
                    Matrix gradient(Matrix batch, Matrix upstream) {
                        Matrix gradient = super.gradient(batch, upstream);
                        gradient.values()[4] = Float.POSITIVE_INFINITY;
                        return gradient;
                    }
                },
                "gives the input gradient Infinity for feature 1 of sample 1, both counted from 0; the gradients of finite"
                        + " samples are finite: check its weights and the scale of its input");
        requireFault(
                new FirstPass(),
                "gives the input gradients of an earlier pass: those of 4 samples stay the same when the samples are given"
                        + " in reverse; backward belongs to the pass that is open");
    }

    /** Goes on giving the gradients of its first pass. */
    private static final class FirstPass extends Squares {

        private Matrix first;

        @Override
        Matrix gradient(Matrix batch, Matrix upstream) {
            first = Objects.requireNonNullElse(first, super.gradient(batch, upstream));
            return first;
        }

        @Override
        public DifferentiableClassifier fork() {
            return new FirstPass();
        }
    }

    /** The checks of the model say that they are wrong: there are attacks that do not need them. */
    @Test
    void gradientsThatDoNotDependOnTheSamplesAreNotRefusedHere() {
        assertThatCode(() -> evaluate(new Squares() {
                    @Override
                    Matrix gradient(Matrix batch, Matrix upstream) {
                        float[] values = new float[batch.values().length];
                        for (int i = 0; i < values.length; i++) {
                            values[i] = i;
                        }
                        return new Matrix(batch.rows(), batch.columns(), values);
                    }
                }))
                .doesNotThrowAnyException();
    }

    /** As that of a compiled network: whoever asks for its logits, ends the pass before. */
    @Test
    void noPassIsUsedAfterAnotherCall() {
        SplittableRandom random = new SplittableRandom(1);

        assertThatCode(() -> evaluate(new Squares() {
                    private int calls;

                    @Override
                    public Matrix logits(Matrix batch) {
                        calls++;
                        Matrix logits = squares(batch);
                        logits.values()[1] += random.nextFloat();
                        return logits;
                    }

                    @Override
                    public ForwardPass forward(Matrix batch) {
                        calls++;
                        int number = calls;
                        ForwardPass pass = super.forward(batch);
                        return new ForwardPass() {
                            @Override
                            public Matrix logits() {
                                return pass.logits();
                            }

                            @Override
                            public Matrix backward(Matrix upstream) {
                                assertThat(calls).isEqualTo(number);
                                return pass.backward(upstream);
                            }

                            @Override
                            public void close() {}
                        };
                    }
                }))
                .doesNotThrowAnyException();
    }

    @Test
    void whatItThrowsKeepsItsCause() {
        ArithmeticException cause = new ArithmeticException("/ by zero");
        Classifier throwing = scores(batch -> {
            throw cause;
        });
        Classifier cancelled = scores(batch -> {
            throw new CancellationException("enough");
        });

        requireFault(
                throwing,
                "threw java.lang.ArithmeticException from logits on a batch of 1 x 3: / by zero; the cause shows where");
        assertThatThrownBy(() -> evaluate(throwing)).hasCause(cause);
        assertThatThrownBy(() -> evaluate(cancelled)).isInstanceOf(CancellationException.class);
    }

    /** Four calls of logits, and two passes with a gradient each; everything else is what was asked for. */
    @Test
    void anHonestOneIsCalledNoMoreOftenThanItsJavadocSays() {
        Squares honest = new Squares();
        AdaptedModel model = TestedModel.of(honest).model();
        Matrix batch = SAMPLES.inputs();

        Matrix logits = model.classifier(FLAT).logits(batch);
        assertThat(logits.values()).isEqualTo(Squares.squares(batch).values());
        assertThat(honest.logitsCalls).isEqualTo(4 + 1);
        assertThat(honest.passes).isEqualTo(2);
        assertThat(honest.gradients).isEqualTo(2);

        model.classifier(FLAT).fork().logits(batch);
        model.predictor(FLAT).scores(batch);
        assertThat(honest.logitsCalls).as("once for each model").isEqualTo(4 + 3);
        assertThat(honest.passes).isEqualTo(2);
    }

    @Test
    void aFaultIsToldAtEveryUse() {
        TestedModel model = TestedModel.of(
                        forking(scores(batch -> new Matrix(batch.rows(), 2, new float[2 * batch.rows()]))))
                .range(0, 1);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> new RobustnessEvaluator(model, SAMPLES, OPTIONS))
                    .hasMessageContaining("gives other logits than its fork()");
        }
    }

    /** That is for the checks of the model to say, and there are attacks on such a model. */
    @Test
    void aRandomizedClassifierAndOneThatDependsOnTheBatchAreNotRefusedHere() {
        SplittableRandom random = new SplittableRandom(1);

        assertThatCode(() -> evaluate(scores(batch -> {
                    Matrix logits = Squares.squares(batch);
                    logits.values()[1] += random.nextFloat();
                    return logits;
                })))
                .doesNotThrowAnyException();
        assertThatCode(() -> evaluate(scores(batch -> {
                    Matrix logits = Squares.squares(batch);
                    logits.values()[1] += batch.rows();
                    return logits;
                })))
                .doesNotThrowAnyException();
    }

    private static final class Copied implements Classifier, Serializable {

        private static final long serialVersionUID = 1;

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public Matrix logits(Matrix batch) {
            batch.values()[0] = 1;
            return Squares.squares(batch);
        }

        @Override
        public Classifier fork() {
            return this;
        }
    }

    /** One that came from another process, and one that is attacked without an evaluation. */
    @Test
    void whateverDoorItComesThroughItIsTried() {
        TestedModel restored =
                TestedModel.of(new Copied()).range(0, 1).portable().restored();
        String sentence =
                "writes into what logits is given: feature 0 of sample 0, both counted from 0, was 0.0 and is 1.0"
                        + " afterwards";

        assertThatThrownBy(() -> new RobustnessEvaluator(restored, SAMPLES, OPTIONS))
                .hasMessageContaining(sentence);
        assertThatThrownBy(() -> new Square(10)
                        .run(
                                new Copied(),
                                SAMPLES,
                                ThreatModel.untargeted(Norm.LINF, 0.1, Domain.range(0, 1)),
                                OPTIONS))
                .hasMessageContaining("writes into what logits is given: feature 0 of sample 0");
    }
}
