package org.robustness4j.evaluation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.attack.gradient.Bim;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.attack.minimal.Ddn;
import org.robustness4j.attack.query.HopSkipJump;
import org.robustness4j.attack.query.Square;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.CountedEvaluations;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.ModelIdentity;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.model.internal.Predictor;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.Judgement;
import org.robustness4j.verdict.Verdict;

/** Outcomes and verdicts on the reference CNN: what the user's own model says is what counts. */
class VerificationTests {

    private static final Domain PIXELS = Domain.range(0, 1);
    private static final ThreatModel THREAT = ThreatModel.untargeted(Norm.LINF, 0.2, PIXELS);
    private static final RunOptions OPTIONS = RunOptions.seed(1);

    /** A three that the reference CNN does not recognise. */
    private static final int WRONG_ON_CLEAN_INPUT = 18;

    private final Samples samples = ReferenceData.mnist(33);
    private final AdaptedModel model = Dl4jNetwork.of(ReferenceModels.mnistCnn());

    /** A model whose own output, or whose classifier, is another one. */
    private record Altered(AdaptedModel attacked, Predictor own, UnaryOperator<Classifier> seen)
            implements AdaptedModel {

        @Override
        public ModelIdentity identity() {
            return attacked.identity();
        }

        @Override
        public boolean channelsLast() {
            return attacked.channelsLast();
        }

        @Override
        public Predictor predictor(InputShape shape) {
            return own;
        }

        @Override
        public Classifier classifier(InputShape shape) {
            return seen.apply(attacked.classifier(shape));
        }
    }

    private static AdaptedModel otherOutput(AdaptedModel attacked, Predictor own) {
        return new Altered(attacked, own, UnaryOperator.identity());
    }

    private AdaptedModel hiddenGradients() {
        return new Altered(
                model,
                model.predictor(samples.shape()),
                classifier -> new Masked((DifferentiableClassifier) classifier, 784));
    }

    private record Masked(DifferentiableClassifier classifier, int features) implements DifferentiableClassifier {

        @Override
        public int classes() {
            return classifier.classes();
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            ForwardPass pass = classifier.forward(batch);
            return new ForwardPass() {
                @Override
                public Matrix logits() {
                    return pass.logits();
                }

                @Override
                public Matrix backward(Matrix upstream) {
                    return new Matrix(upstream.rows(), features, new float[upstream.rows() * features]);
                }

                @Override
                public void close() {
                    pass.close();
                }
            };
        }

        @Override
        public DifferentiableClassifier fork() {
            return new Masked(classifier.fork(), features);
        }
    }

    private static final class NotANumber extends Attack {

        @Override
        protected Search begin(AttackedSample subject) {
            return new Search() {
                @Override
                public float @Nullable [] next() {
                    float[] point = subject.region().clean();
                    point[0] = Float.NaN;
                    return point;
                }

                @Override
                public void observe(float[] point, float[] logits, float[][] gradients) {}
            };
        }
    }

    @Test
    void brokenSamplesAreThoseThatTheModelsOwnOutputGetsWrong() {
        AttackEvaluation evaluation = evaluate(model, new Bim());

        assertThat(evaluation.count(Outcome.BROKEN)).isPositive();
        assertThat(evaluation.outcomes()).allSatisfy(outcome -> assertThat(outcome.outcome())
                .isEqualTo(
                        outcome.index() == WRONG_ON_CLEAN_INPUT
                                ? Outcome.ALREADY_WRONG
                                : outcome.prediction() == outcome.label() ? Outcome.ROBUST : Outcome.BROKEN));
        assertThat(evaluation.maximumDistance(Norm.LINF)).isBetween(0.19, 0.2 + 1e-6);
        assertThat(evaluation.attackSuccessRate().total())
                .isEqualTo(evaluation.cleanAccuracy().count());
    }

    @Test
    void successesThatTheModelsOwnOutputDoesNotConfirmAreInconclusive() {
        AttackEvaluation evaluation = evaluate(otherOutput(model, this::scoresOfTheCleanSample), new Fgsm());

        assertThat(evaluation.count(Outcome.BROKEN)).isZero();
        assertThat(evaluation.count(Outcome.INCONCLUSIVE)).isPositive();
        Judgement judgement = Judgement.of(evaluation, new BigDecimal("0.1"));
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.reason()).contains("does not confirm");
    }

    @Test
    void aModelThatIsNotTheOneAttackedIsAnError() {
        Predictor alwaysThree = batch -> oneHot(batch.rows(), 3);

        assertThatThrownBy(() -> evaluate(otherOutput(model, alwaysThree), new Fgsm()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("predict other classes than the model's own output");
    }

    @Test
    void anAttackWhoseGradientsAreAllZeroIsInconclusive() {
        AttackEvaluation evaluation = evaluate(hiddenGradients(), new Fgsm());

        assertThat(evaluation.count(Outcome.INCONCLUSIVE))
                .isEqualTo(evaluation.cleanAccuracy().count());
        assertThat(Judgement.of(evaluation, new BigDecimal("0.5")).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void anAttackThatTriesNothingIsADefect() {
        Attack nothing = new Attack() {
            @Override
            protected Search begin(AttackedSample subject) {
                return new Search() {
                    @Override
                    public float @Nullable [] next() {
                        return null;
                    }

                    @Override
                    public void observe(float[] point, float[] logits, float[][] gradients) {}
                };
            }
        };

        assertThat(Judgement.of(evaluate(model, nothing), BigDecimal.ONE).reason())
                .contains("proposed no point at all");
    }

    @Test
    void aDefectOfTheAttackIsNeverDropped() {
        AttackEvaluation evaluation = evaluate(model, new NotANumber());

        assertThat(evaluation.count(Outcome.INVALID))
                .isEqualTo(evaluation.cleanAccuracy().count());
        assertThat(Judgement.of(evaluation, null).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Judgement.of(evaluation, BigDecimal.ONE).reason())
                .contains("NotANumber returned")
                .contains("it is not finite");
    }

    /** No point of the range is of another class, so that there is nothing to go from: nobody looked around the samples. */
    @Test
    void anAttackThatFoundNoPointToBeginWithIsInconclusive() {
        AdaptedModel always = new Altered(
                model, batch -> oneHot(batch.rows(), 3), classifier -> new Constant(classifier.classes(), 3));
        Attack hopSkipJump = new HopSkipJump(Norm.LINF, 2, 10);
        Attack noise = new UniformNoise(3);

        AttackEvaluation evaluation = evaluate(always, hopSkipJump);
        long attacked = evaluation.attackSuccessRate().total();

        assertThat(attacked).isPositive();
        assertThat(evaluation.count(Outcome.INCONCLUSIVE)).isEqualTo(attacked);
        assertThat(Judgement.of(evaluation, BigDecimal.ONE).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Judgement.of(evaluation, BigDecimal.ONE).reason())
                .contains("gave up before it began: none of 100 random points of the range is of a class wanted");
        assertThat(evaluate(always, hopSkipJump.restarts(2)).count(Outcome.INCONCLUSIVE))
                .isEqualTo(attacked);
        assertThat(evaluate(always, Attack.worstOf(noise, new Square(20))).count(Outcome.ROBUST))
                .isEqualTo(attacked);
        assertThat(evaluate(model, new HopSkipJump(Norm.LINF, 1, 2)).count(Outcome.INCONCLUSIVE))
                .isZero();
    }

    /** Predicts one class whatever it is shown. */
    private record Constant(int classes, int prediction) implements Classifier {

        @Override
        public Matrix logits(Matrix batch) {
            return oneHot(batch.rows(), prediction);
        }

        @Override
        public Classifier fork() {
            return this;
        }
    }

    /** A plane with one class at -1e9 tells nobody anything of rounding, and neither do logits of 1e5. */
    @Test
    void agreementIsMeasuredByTheClassesThatCanWin() {
        float[] inputs = new float[20];
        int[] right = new int[20];
        for (int i = 0; i < 20; i++) {
            inputs[i] = 0.05f * i;
            right[i] = inputs[i] > 0.5f ? 1 : 0;
        }
        int[] wrong = right.clone();
        wrong[0] = 1;
        int[] tied = right.clone();
        tied[10] = 1;
        Samples line = new Samples(InputShape.flat(1), new Matrix(20, 1, inputs), right);
        for (float shift : new float[] {0, 1e5f, -1e5f}) {
            for (float masked : new float[] {-1e9f, shift - 30}) {
                PredictionAgreement agreement = new PredictionAgreement(new Line(shift, masked), 8);

                agreement.require(line, right);
                agreement.require(line, tied);
                assertThatThrownBy(() -> agreement.require(line, wrong)).hasMessageContaining("1 of 20");
            }
        }
    }

    /** Class 1 where the input exceeds one half, and a class that never wins. */
    private record Line(float shift, float masked) implements Classifier {

        @Override
        public int classes() {
            return 3;
        }

        @Override
        public Matrix logits(Matrix batch) {
            float[] logits = new float[3 * batch.rows()];
            for (int i = 0; i < batch.rows(); i++) {
                logits[3 * i] = shift;
                logits[3 * i + 1] = shift + 10 * (batch.get(i, 0) - 0.5f);
                logits[3 * i + 2] = masked;
            }
            return new Matrix(batch.rows(), 3, logits);
        }

        @Override
        public Classifier fork() {
            return this;
        }
    }

    @Test
    void limitsDecideByCounts() {
        AttackEvaluation evaluation = evaluate(model, new Fgsm());
        BigDecimal exact = BigDecimal.valueOf(evaluation.count(Outcome.BROKEN))
                .divide(BigDecimal.valueOf(32), 5, RoundingMode.UNNECESSARY);

        assertThat(evaluation.cleanAccuracy()).isEqualTo(new Rate(32, 33));
        assertThat(Judgement.of(evaluation, exact).verdict()).isEqualTo(Verdict.PASS);
        assertThat(Judgement.of(evaluation, exact.subtract(new BigDecimal("0.00001")))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(Judgement.of(evaluation, null).verdict()).isEqualTo(Verdict.RECORDED);
        assertThatThrownBy(() -> Judgement.of(evaluation, new BigDecimal("5"))).hasMessageContaining("0.05 is 5 %");
    }

    @Test
    void samplesOfTheTargetClassAndWrongOnesAreNotAttacked() {
        Samples mislabelled = new Samples(samples.shape(), samples.inputs(), shifted(samples));
        AttackEvaluation evaluation = new RobustnessEvaluator(
                        TestedModel.of(model).in(PIXELS), samples, OPTIONS)
                .evaluate(new Fgsm(), ThreatModel.targeted(7, Norm.LINF, 0.1, PIXELS), OPTIONS);
        long sevens = IntStream.range(0, 33).filter(i -> samples.label(i) == 7).count();

        assertThat(sevens).isPositive();
        assertThat(evaluation.count(Outcome.EXCLUDED)).isEqualTo(sevens);
        assertThat(evaluation.attackSuccessRate().total()).isEqualTo(33 - 1 - sevens);
        assertThat(evaluation.robustAccuracy().total()).isEqualTo(33 - sevens);

        AttackEvaluation wrong = new RobustnessEvaluator(TestedModel.of(model).in(PIXELS), mislabelled, OPTIONS)
                .evaluate(new Fgsm(), THREAT, OPTIONS);
        assertThat(wrong.count(Outcome.ALREADY_WRONG)).isEqualTo(33);
        assertThat(Judgement.of(wrong, BigDecimal.ONE).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Judgement.of(wrong, BigDecimal.ONE).reason()).contains("no sample could be attacked");
    }

    @Test
    void theRangeHasToBeDeclared() {
        assertThatThrownBy(() -> new RobustnessEvaluator(TestedModel.of(model), samples, OPTIONS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@TestSamples(range = {0, 1})");
    }

    @Test
    void samplesOutsideTheRangeAreAnError() {
        assertThatThrownBy(() -> new RobustnessEvaluator(TestedModel.of(model).range(0, 0.5), samples, OPTIONS))
                .hasMessageContaining("outside the declared range [0, 0.5]")
                .hasMessageContaining("Sample 0");
    }

    @Test
    void labelsThatAreNoClassesAreAnError() {
        int[] labels = new int[33];
        Arrays.fill(labels, 10);
        Samples bad = new Samples(samples.shape(), samples.inputs(), labels);

        assertThatThrownBy(() -> new RobustnessEvaluator(TestedModel.of(model).in(PIXELS), bad, OPTIONS))
                .hasMessageContaining("label 10")
                .hasMessageContaining("10 classes");
    }

    @Test
    void samplesOfAShapeThatTheModelDoesNotTakeAreAnError() {
        Samples flat = new Samples(InputShape.flat(10), new Matrix(1, 10, new float[10]), new int[1]);

        assertThatThrownBy(() -> new RobustnessEvaluator(TestedModel.of(model).in(PIXELS), flat, OPTIONS))
                .hasMessage(
                        "The model takes samples of the shape [1, any, any] (channels, height, width), but these are [10];"
                                + " give samples of the kind that it was trained on, prepared in the same way");
    }

    @Test
    void anOutputThatIsNotFiniteIsAnError() {
        Predictor broken = batch -> {
            float[] scores = new float[batch.rows() * 10];
            Arrays.fill(scores, Float.NaN);
            return new Matrix(batch.rows(), 10, scores);
        };

        assertThatThrownBy(() -> evaluate(otherOutput(model, broken), new Fgsm()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NaN");
    }

    private AttackEvaluation evaluate(AdaptedModel evaluated, Attack attack) {
        return new RobustnessEvaluator(TestedModel.of(evaluated).in(PIXELS), samples, OPTIONS)
                .evaluate(attack, THREAT, OPTIONS);
    }

    /** Answers for every input as for the clean sample nearest to it. */
    private Matrix scoresOfTheCleanSample(Matrix batch) {
        List<float[]> nearest = new ArrayList<>();
        for (int i = 0; i < batch.rows(); i++) {
            float[] input = batch.row(i);
            nearest.add(IntStream.range(0, samples.size())
                    .mapToObj(samples::input)
                    .min(Comparator.comparingDouble(clean -> Norm.L2.distance(clean, input)))
                    .orElseThrow());
        }
        return model.predictor(samples.shape()).scores(Matrix.ofRows(nearest, 784));
    }

    private static Matrix oneHot(int rows, int predicted) {
        float[] scores = new float[rows * 10];
        for (int i = 0; i < rows; i++) {
            scores[i * 10 + predicted] = 1;
        }
        return new Matrix(rows, 10, scores);
    }

    private static int[] shifted(Samples samples) {
        int[] labels = new int[samples.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i == WRONG_ON_CLEAN_INPUT ? 0 : (samples.label(i) + 1) % 10;
        }
        return labels;
    }

    /** It might have come nearer: a point outside the ball, found early, proves nothing about the ball. */
    @Test
    void aSearchForTheNearestPointThatRanOutOfTimeLeavesSamplesUndecided() {
        AttackEvaluation evaluation = new RobustnessEvaluator(
                        TestedModel.of(model).in(PIXELS), samples, OPTIONS)
                .evaluate(
                        new Ddn(1_000_000, 1, 0.0001),
                        ThreatModel.untargeted(Norm.L2, 0.05, PIXELS),
                        OPTIONS.within(Duration.ofMillis(300)));

        assertThat(evaluation.count(Outcome.ROBUST)).isZero();
        assertThat(evaluation.count(Outcome.INCONCLUSIVE)).isPositive();
    }

    @Test
    void aMissedLimitIsMissedWhateverElseTheAttackDid() {
        AttackEvaluation evaluation = CountedEvaluations.none()
                .with(9, 0, Outcome.BROKEN)
                .with(1, 0, Outcome.INVALID)
                .evaluation();

        assertThat(Judgement.of(evaluation, new BigDecimal("0.05")).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(Judgement.of(evaluation, BigDecimal.ONE).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }
}
