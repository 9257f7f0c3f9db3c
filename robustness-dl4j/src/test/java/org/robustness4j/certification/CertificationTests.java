package org.robustness4j.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.assessment.Assessment;
import org.robustness4j.assessment.Assessor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.hardening.AdversarialTraining;
import org.robustness4j.hardening.CertifiedTraining;
import org.robustness4j.hardening.Hardening;
import org.robustness4j.hardening.TrainingOptions;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proofs about models of Deeplearning4j, beside what the strongest attack finds. */
class CertificationTests {

    private static final Logger LOG = LoggerFactory.getLogger(CertificationTests.class);
    private static final double EPSILON = 0.1;
    private static final int TRAINED_ON = 1297;
    private static final int ALL = 1797;
    private static final int POINTS = 10_000;
    private static final int PIXELS = 64;
    private static final Duration SHORT = Duration.ofSeconds(2);

    @TempDir
    private static Path folder;

    private static TestedModel hardened = TestedModel.of(network(64, 0));

    private static NeuralNetConfiguration.ListBuilder layers(int hidden, boolean isNormalized) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(2e-3))
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .list()
                .layer(new DenseLayer.Builder().nOut(hidden).build());
        if (isNormalized) {
            list.layer(new BatchNormalization.Builder().build());
        }
        return list.layer(new DenseLayer.Builder().nOut(hidden).build());
    }

    private static MultiLayerNetwork network(int hidden, int batchNormalized) {
        return ending(layers(hidden, batchNormalized > 0), Activation.SOFTMAX);
    }

    private static MultiLayerNetwork ending(NeuralNetConfiguration.ListBuilder layers, Activation activation) {
        MultiLayerNetwork network = new MultiLayerNetwork(layers.layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .activation(activation)
                        .nOut(10)
                        .build())
                .setInputType(InputType.feedForward(64))
                .build());
        network.init();
        return network;
    }

    @BeforeAll
    static void trainAgainstPgd() {
        TrainingOptions options = TrainingOptions.epochs(40).holdOut(0).seed(1).workers(2);
        hardened = new Hardening(new Perturbation.Ball(Norm.LINF, EPSILON), new AdversarialTraining(), options)
                .harden(TestedModel.of(network(64, 0)).range(0, 1), Digits.of(0, TRAINED_ON), folder.resolve("pgd"))
                .model();
    }

    private static AttackEvaluation proved(TestedModel model, Samples samples, ThreatModel threat, Duration time) {
        RunOptions options = RunOptions.seed(1).withProofs(time);
        return new RobustnessEvaluator(model, samples, options).evaluate(new AutoAttack(), threat, options);
    }

    /** One worker: 500 samples in a minute at most, and what is neither broken nor proved is a handful. */
    @Test
    void ofDigitsNearlyNothingIsUnknown() {
        Samples samples = Digits.of(TRAINED_ON, ALL);
        for (double share : new double[] {0.5, 1}) {
            ThreatModel threat = ThreatModel.untargeted(Norm.LINF, share * EPSILON, hardened.domain());
            long start = System.nanoTime();
            AttackEvaluation evaluation = proved(hardened, samples, threat, SHORT);
            double seconds = (System.nanoTime() - start) / 1e9;
            double gap = evaluation.robustAccuracy().value()
                    - evaluation.certifiedAccuracy().value();
            assertThat(evaluation.robustAccuracy().value()).isGreaterThan(0.6);
            assertThat(gap).as("share %s, in %s s", share, seconds).isLessThanOrEqualTo(share == 1 ? 0.04 : 0.005);
        }
    }

    /** A defect of ours would end the evaluation: what a check breaks that is certified is an error. */
    @Test
    void noNormBreaksWhatIsCertifiedInIt() {
        Samples samples = Digits.of(TRAINED_ON, TRAINED_ON + 60);
        for (Norm norm : List.of(Norm.L2, Norm.L1)) {
            double epsilon = norm == Norm.L2 ? 0.35 : 1;
            ThreatModel threat = ThreatModel.untargeted(norm, epsilon, hardened.domain());
            AttackEvaluation evaluation = proved(hardened, samples, threat, SHORT);
            assertThat(evaluation.count(Outcome.CERTIFIED)).as("in %s", norm).isGreaterThan(30);
            assertThat(evaluation.count(Outcome.BROKEN)).as("in %s", norm).isPositive();
            List<Integer> certified = evaluation.outcomes().stream()
                    .filter(sample -> sample.outcome() == Outcome.CERTIFIED)
                    .map(SampleOutcome::index)
                    .toList();
            AttackEvaluation stronger = new RobustnessEvaluator(
                            hardened, samples.where(i -> certified.contains(samples.index(i))), RunOptions.seed(7))
                    .evaluate(new Pgd(), threat, RunOptions.seed(7));
            assertThat(stronger.count(Outcome.BROKEN)).as("in %s", norm).isZero();
        }
    }

    /** AutoAttack came before the proofs; random corners and points of the box are of another kind. */
    @Test
    void noneOfTenThousandPointsBreaksACertifiedSample() {
        Samples samples = Digits.of(TRAINED_ON, TRAINED_ON + 40);
        ThreatModel threat = ThreatModel.untargeted(Norm.LINF, EPSILON, hardened.domain());
        AttackEvaluation evaluation = proved(hardened, samples, threat, SHORT);
        RobustnessEvaluator evaluator = new RobustnessEvaluator(hardened, samples, RunOptions.seed(1));
        Random random = new Random(1);
        for (int i = 0; i < samples.size(); i++) {
            if (evaluation.outcomes().get(i).outcome() == Outcome.CERTIFIED) {
                float[] points = new float[POINTS * PIXELS];
                for (int k = 0; k < points.length; k++) {
                    double share =
                            k / PIXELS % 2 == 0 ? Math.signum(random.nextGaussian()) : 2 * random.nextDouble() - 1;
                    double moved = samples.inputs().get(i, k % PIXELS) + share * EPSILON;
                    points[k] = (float) Math.max(0, Math.min(1, moved));
                }
                assertThat(evaluator.preparedModel().predict(new Matrix(POINTS, PIXELS, points)))
                        .containsOnly(samples.label(i));
            }
        }
        assertThat(evaluation.count(Outcome.CERTIFIED)).isGreaterThan(20);
    }

    @Test
    void aTargetThatCannotBeReachedIsProved() {
        Samples samples = Digits.of(TRAINED_ON, TRAINED_ON + 60);
        AttackEvaluation evaluation =
                proved(hardened, samples, ThreatModel.targeted(3, Norm.LINF, 0.05, hardened.domain()), SHORT);
        assertThat(evaluation.count(Outcome.CERTIFIED)).isGreaterThan(40);
        assertThat(evaluation.count(Outcome.EXCLUDED)).isPositive();
    }

    /** The normaliser is a part of what is proved about; epsilon stays in the units of the data. */
    @Test
    void aNormaliserChangesUnitsAndNoProof() {
        Samples samples = Digits.of(TRAINED_ON, TRAINED_ON + 40);
        MultiLayerNetwork network = network(16, 0);
        ThreatModel threat = ThreatModel.untargeted(
                Norm.LINF, 0.01, TestedModel.of(network).range(0, 1).domain());
        NormalizerStandardize halved =
                new NormalizerStandardize(Nd4j.zeros(1, 64), Nd4j.valueArrayOf(new long[] {1, 64}, 2.0));
        MultiLayerNetwork doubled = network.clone();
        doubled.getParam("0_W").muli(2);
        AttackEvaluation plain = proved(TestedModel.of(network).range(0, 1), samples, threat, SHORT);
        AttackEvaluation normalized =
                proved(TestedModel.of(Dl4jNetwork.of(doubled, halved)).range(0, 1), samples, threat, SHORT);
        assertThat(normalized.certifiedAccuracy()).isEqualTo(plain.certifiedAccuracy());
        assertThat(plain.count(Outcome.ROBUST)).isZero();
    }

    @Test
    void whatAProofDoesNotSayIsSaid() {
        Samples samples = Digits.of(0, 40);
        TestedModel normalized = TestedModel.of(network(16, 1)).range(0, 1);
        ThreatModel threat = ThreatModel.untargeted(Norm.LINF, 0.001, normalized.domain());
        AttackEvaluation evaluation = proved(normalized, samples, threat, SHORT);
        assertThat(evaluation.outcomes())
                .filteredOn(sample -> sample.outcome() == Outcome.CERTIFIED)
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(sample.note())
                        .isEqualTo("for the compiled network: DL4J rounds batch normalisation in its own way"));
        assertThat(evaluation.certifiedForTheModel()).isZero();

        TestedModel saturating = TestedModel.of(
                        ending(layers(16, false).validateOutputLayerConfig(false), Activation.SIGMOID))
                .range(0, 1);
        assertThat(proved(saturating, samples, threat, SHORT).outcomes())
                .filteredOn(sample -> sample.outcome() == Outcome.ROBUST)
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(sample.note())
                        .contains("nothing can be proved: the network ends in a function that float32 may round"));
    }

    /** Wang's network, trained against PGD: CROWN alone proves .875 of the first 40. */
    @Test
    void ofTheReferenceMostSurvivorsAreProved() {
        assertThat(ofTheReference(20, Duration.ofSeconds(8)).count(Outcome.CERTIFIED))
                .isGreaterThanOrEqualTo(17);
    }

    /** Of the first 100 images, 20 s each: all but five of AutoAttack's survivors at most. */
    @Tag("slow")
    @Test
    void ofTheReferenceNearlyNothingIsUnknown() {
        AttackEvaluation evaluation = ofTheReference(100, Duration.ofSeconds(20));
        LOG.info(
                "of the first 100 images {} are proved, {} unknown, {} broken",
                evaluation.count(Outcome.CERTIFIED),
                evaluation.count(Outcome.ROBUST),
                evaluation.count(Outcome.BROKEN));
        assertThat(evaluation.count(Outcome.CERTIFIED)).isGreaterThan(80);
        assertThat(evaluation.count(Outcome.ROBUST)).isLessThanOrEqualTo(5);
    }

    private static AttackEvaluation ofTheReference(int images, Duration time) {
        TestedModel model =
                TestedModel.of(ReferenceModels.adversariallyTrained()).range(0, 1);
        ThreatModel threat = ThreatModel.untargeted(Norm.LINF, 0.05, model.domain());
        return proved(model, ReferenceData.mnist(images), threat, time);
    }

    @Test
    void aMinimumOfCertifiedAccuracyIsMetMissedOrNotKnown() {
        Samples samples = Digits.of(TRAINED_ON, TRAINED_ON + 60);
        RunOptions options = RunOptions.seed(1).withProofs(SHORT);
        RobustnessEvaluator evaluator = new RobustnessEvaluator(hardened, samples, options);
        ThreatModel threat = ThreatModel.untargeted(Norm.LINF, 0.05, hardened.domain());
        assertThat(verdict(evaluator, options, threat, "0.7")).isEqualTo(Verdict.PASS);
        assertThat(verdict(evaluator, options, threat, "1")).isEqualTo(Verdict.FAIL);
        Assessment unproved = Assessor.of(evaluator, RunOptions.seed(1)).assess(new Pgd(), threat, limits("0.7"));
        assertThat(unproved.judgement().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(unproved.judgement().reason()).contains("no proofs were sought; ask for them by proofSeconds");
    }

    private static Verdict verdict(
            RobustnessEvaluator evaluator, RunOptions options, ThreatModel threat, String minimum) {
        return Assessor.of(evaluator, options)
                .assess(new Pgd(), threat, limits(minimum))
                .judgement()
                .verdict();
    }

    private static SuccessRateLimits limits(String minimum) {
        return SuccessRateLimits.atMost(null).certifiedAtLeast(new BigDecimal(minimum));
    }

    @Test
    void trainingWithIntervalsMakesProofsEasy() {
        Samples samples = Digits.of(TRAINED_ON, ALL);
        ThreatModel threat = ThreatModel.untargeted(Norm.LINF, EPSILON, hardened.domain());
        TestedModel trained = trained(CertifiedTraining.in(40), EPSILON, 40, "ibp");
        AttackEvaluation evaluation = proved(trained, samples, threat, Duration.ofMillis(200));
        AttackEvaluation plain = proved(hardened, samples, threat, Duration.ofMillis(1));
        assertThat(evaluation.certifiedAccuracy().value()).isGreaterThan(0.6);
        assertThat(evaluation.count(Outcome.ROBUST)).isLessThan(plain.count(Outcome.ROBUST));
    }

    /** Boxes of the same size make more robust where they stand at weak points of a larger ball. */
    @Test
    void smallBoxesStandWhereTheModelIsWeak() {
        CertifiedTraining method = CertifiedTraining.in(20);
        double share = 0.3;
        double ofTheBall = underPgd(trained(method.smallBoxes(share), EPSILON, 20, "small"));
        double ofTheBox = underPgd(trained(method, share * EPSILON, 20, "box"));
        assertThat(ofTheBall).isGreaterThan(ofTheBox + 0.01);
        assertThatThrownBy(() -> method.smallBoxes(0))
                .hasMessageContaining("above 0 and at most 1, but the share is 0.0");
    }

    private static double underPgd(TestedModel model) {
        ThreatModel threat = ThreatModel.untargeted(Norm.LINF, EPSILON, model.domain());
        return new RobustnessEvaluator(model, Digits.of(TRAINED_ON, ALL), RunOptions.seed(1))
                .evaluate(new Pgd(), threat, RunOptions.seed(1))
                .robustAccuracy()
                .value();
    }

    private static TestedModel trained(CertifiedTraining method, double epsilon, int epochs, String name) {
        TrainingOptions options =
                TrainingOptions.epochs(epochs).holdOut(0).seed(1).workers(2);
        return new Hardening(new Perturbation.Ball(Norm.LINF, epsilon), method, options)
                .harden(TestedModel.of(network(64, 0)).range(0, 1), Digits.of(0, TRAINED_ON), folder.resolve(name))
                .model();
    }

    @Test
    void whatCannotBeTrainedWithIntervalsIsNamed() {
        TrainingOptions options = TrainingOptions.epochs(20).holdOut(0);
        Samples samples = Digits.of(0, 64);
        assertThatThrownBy(() -> new Hardening(new Perturbation.Ball(Norm.L2, 1), CertifiedTraining.in(20), options)
                        .harden(TestedModel.of(network(16, 0)).range(0, 1), samples, folder.resolve("l2")))
                .hasMessageContaining("Certified training is for boxes, in LINF, and not for L2");
        assertThatThrownBy(() -> new Hardening(new Perturbation.Ball(Norm.LINF, 0.1), CertifiedTraining.in(20), options)
                        .harden(TestedModel.of(network(16, 1)).range(0, 1), samples, folder.resolve("bn")))
                .hasMessageContaining("without batch normalisation and dropout");
        assertThatThrownBy(() -> new Hardening(
                                new Perturbation.Ball(Norm.LINF, 0.1), new CertifiedTraining(10, 10), options)
                        .harden(TestedModel.of(network(16, 0)).range(0, 1), samples, folder.resolve("short")))
                .hasMessageContaining("Epsilon has its full size after 20.0 epochs, but training takes 20");
    }
}
