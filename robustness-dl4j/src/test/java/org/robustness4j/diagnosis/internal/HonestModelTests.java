package org.robustness4j.diagnosis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.assessment.Assessment;
import org.robustness4j.assessment.AssessmentOptions;
import org.robustness4j.assessment.Assessor;
import org.robustness4j.assessment.AttackPlan;
import org.robustness4j.assessment.internal.LocalTarget;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.gradient.ApgdCe;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.attack.query.HopSkipJump;
import org.robustness4j.attack.query.Square;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.internal.Execution;
import org.robustness4j.internal.cache.CachedEvaluation;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.AffineClassifier;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.Verdict;

/**
 * Models that hide nothing pass with a limit above what can be broken of them, and fail with one below: known exactly of affine
 * models, and for networks from other libraries' attacks on the same weights.
 */
class HonestModelTests {

    private static final Domain PIXELS = Domain.range(0, 1);
    private static final Domain BYTES = Domain.range(0, 255);
    private static final RunOptions OPTIONS = new RunOptions(1, 2);
    private static final Attack PGD = new Pgd(40, StepSize.ofEpsilon(0.25), 2);

    /**
     * An honest model.
     *
     * @param lowest what can be broken at least, as a share of those attacked
     * @param highest what can be broken at most
     */
    record Honest(
            TestedModel model, Samples samples, Attack attack, ThreatModel threatModel, double lowest, double highest) {

        static Named<Honest> of(
                String name,
                TestedModel model,
                Samples samples,
                Attack attack,
                ThreatModel threatModel,
                double lowest,
                double highest) {
            return Named.of(name, new Honest(model, samples, attack, threatModel, lowest, highest));
        }
    }

    private static Named<Honest> affine(
            String name, int classes, int features, Domain domain, double share, Attack attack) {
        AffineClassifier model = AffineClassifier.random(classes, features, domain, 3);
        return affine(name, model, model, model.samples(120, domain, 4), domain, share * domain.width(), attack);
    }

    private static Named<Honest> affine(
            String name,
            AffineClassifier model,
            Classifier shown,
            Samples samples,
            Domain domain,
            double epsilon,
            Attack attack) {
        return affine(name, model, shown, samples, ThreatModel.untargeted(Norm.LINF, epsilon, domain), epsilon, attack);
    }

    /** A limit that allows just those that can be broken is met; nine tenths of them must be found, to miss one below. */
    private static Named<Honest> affine(
            String name,
            AffineClassifier model,
            Classifier shown,
            Samples samples,
            ThreatModel threatModel,
            double epsilon,
            Attack attack) {
        Domain domain = threatModel.domain();
        int broken = model.breakable(samples, domain, epsilon, threatModel.target());
        Matrix logits = model.logits(samples.inputs());
        long attacked = IntStream.range(0, samples.size())
                .filter(i -> threatModel.isAttackable(samples.label(i), logits.argMax(i)))
                .count();
        assertThat((double) broken / attacked).as(name).isBetween(0.05, 0.95);
        return Honest.of(
                name,
                TestedModel.of(shown).in(domain),
                samples,
                attack,
                threatModel,
                (0.9 * broken - 1) / attacked,
                (broken + 0.5) / attacked);
    }

    static Stream<Named<Honest>> quick() {
        return Stream.of(
                affine("2 classes, 1 feature", 2, 1, PIXELS, 0.1, PGD),
                affine("2 classes, 1 feature, 0..255", 2, 1, BYTES, 0.1, PGD),
                affine("3 classes, 2 features", 3, 2, PIXELS, 0.1, PGD),
                affine("10 classes, 20 features, -1..1", 10, 20, Domain.range(-1, 1), 0.05, PGD),
                affine("10 classes, 20 features, 0..100000", 10, 20, Domain.range(0, 1e5), 0.05, PGD),
                affine("10 classes, 20 features, shifted range", 10, 20, Domain.range(1000, 1001), 0.05, PGD),
                affine("100 classes, 50 features", 100, 50, PIXELS, 0.02, PGD),
                masked("mask of 5 features in 20", 20, 5),
                masked("mask of 1 feature in 12", 12, 1),
                mixedScales(),
                mixedScalesBehindTanh(),
                noisyLabels(),
                lowAccuracy(),
                targeted(),
                shifted(1e5f),
                shifted(-1e5f),
                impossibleClass(),
                scores("scores alone, Square", new Square(1000)),
                labels("labels alone, HopSkipJump", 10),
                affine("AutoAttack on 3 classes", 3, 8, PIXELS, 0.1, new AutoAttack()),
                affine("APGD on 5 classes", 5, 16, PIXELS, 0.06, new ApgdCe()));
    }

    /** The network of the mission and its sisters: broken of 1,000 images by AutoAttack's own code in LINF 0.1: 41 %. */
    static Stream<Named<Honest>> networks() {
        Samples images = ReferenceData.mnist(120);
        ThreatModel linf = ThreatModel.untargeted(Norm.LINF, 0.1, PIXELS);
        ThreatModel l2 = ThreatModel.untargeted(Norm.L2, 1.5, PIXELS);
        TestedModel plain = TestedModel.of(ReferenceModels.mnistCnn()).in(PIXELS);
        TestedModel trained =
                TestedModel.of(ReferenceModels.adversariallyTrained()).in(PIXELS);
        TestedModel regularised =
                TestedModel.of(ReferenceModels.gradientRegularised()).in(PIXELS);
        boolean[] upperHalf = new boolean[784];
        Arrays.fill(upperHalf, 0, 392, true);
        Domain masked = PIXELS.withMutable(upperHalf);
        return Stream.of(
                Honest.of("plain CNN, LINF", plain, images, PGD, linf, 0.3, 0.5),
                Honest.of("plain CNN, L2", plain, images, PGD, l2, 0.5, 0.8),
                Honest.of("plain CNN, APGD", plain, images, new ApgdCe(), linf, 0.3, 0.5),
                Honest.of("adversarially trained CNN, LINF", trained, images, PGD, linf, 0, 0.2),
                Honest.of("adversarially trained CNN, L2", trained, images, PGD, l2, 0.05, 0.8),
                Honest.of("gradient-regularised CNN, LINF", regularised, images, PGD, linf, 0, 0.3),
                Honest.of("gradient-regularised CNN, L2", regularised, images, PGD, l2, 0.05, 0.8),
                Honest.of(
                        "residual network on colours",
                        TestedModel.of(ReferenceModels.cifarResnet()).in(PIXELS),
                        ReferenceData.cifar(48),
                        new Pgd(20, StepSize.ofEpsilon(0.25), 1),
                        ThreatModel.untargeted(Norm.LINF, 0.5 / 255, PIXELS),
                        0.1,
                        0.6),
                Honest.of(
                        "plain CNN, upper half of the image",
                        plain.in(masked),
                        images,
                        PGD,
                        ThreatModel.untargeted(Norm.LINF, 0.2, masked),
                        0.05,
                        0.95));
    }

    private static Named<Honest> masked(String name, int features, int mutable) {
        AffineClassifier model = AffineClassifier.random(5, features, PIXELS, 3);
        boolean[] mask = new boolean[features];
        Arrays.fill(mask, 0, mutable, true);
        Domain domain = PIXELS.withMutable(mask);
        return affine(name, model, model, model.samples(120, PIXELS, 4), domain, 0.3, PGD);
    }

    /** A flag beside an amount: the weights are those of the scaled data. */
    private static Named<Honest> mixedScales() {
        Domain domain = Domain.range(0, 250_000);
        AffineClassifier model =
                new AffineClassifier(new double[][] {{-2, -1e-5, 0.5}, {2, 1e-5, -0.5}}, new double[] {0, -1.8});
        return affine("mixed scales", model, model, table(model), domain, 0.3, PGD);
    }

    private static Samples table(AffineClassifier model) {
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[3 * 200];
        for (int i = 0; i < 200; i++) {
            values[3 * i] = (float) random.nextDouble();
            values[3 * i + 1] = (float) (random.nextDouble() * 250_000);
            values[3 * i + 2] = (float) random.nextDouble();
        }
        return model.labelled(InputShape.flat(3), new Matrix(200, 3, values));
    }

    /** The same behind a curve that is monotone, so that what can be broken stays the same. */
    private static Named<Honest> mixedScalesBehindTanh() {
        Domain domain = Domain.range(0, 250_000);
        AffineClassifier model =
                new AffineClassifier(new double[][] {{0, 0, 0}, {4, 2e-5, -1}}, new double[] {0, -1.8});
        return affine("mixed scales behind tanh", model, new TanhOf(model), table(model), domain, 0.3, PGD);
    }

    private static Named<Honest> noisyLabels() {
        AffineClassifier model = AffineClassifier.random(10, 20, PIXELS, 3);
        return affine("a fifth of the labels wrong", model, model, relabelled(model, 0.2), PIXELS, 0.05, PGD);
    }

    /** 30 % right, where guessing is right for 10 %. */
    private static Named<Honest> lowAccuracy() {
        AffineClassifier model = AffineClassifier.random(10, 20, PIXELS, 3);
        return affine("low accuracy", model, model, relabelled(model, 0.7), PIXELS, 0.03, PGD);
    }

    private static Samples relabelled(AffineClassifier model, double share) {
        SplittableRandom random = new SplittableRandom(6);
        Samples samples = model.samples(200, PIXELS, 4);
        int[] labels = IntStream.range(0, samples.size())
                .map(i -> random.nextDouble() < share
                        ? (samples.label(i) + 1 + random.nextInt(9)) % 10
                        : samples.label(i))
                .toArray();
        return new Samples(samples.shape(), samples.inputs(), labels);
    }

    private static Named<Honest> targeted() {
        AffineClassifier model = AffineClassifier.random(10, 20, PIXELS, 3);
        return affine(
                "targeted",
                model,
                model,
                model.samples(150, PIXELS, 4),
                ThreatModel.targeted(3, Norm.LINF, 0.15, PIXELS),
                0.15,
                PGD);
    }

    /** Something added to all logits changes nothing, but for the digits of float32. */
    private static Named<Honest> shifted(float by) {
        AffineClassifier plain = AffineClassifier.random(10, 20, PIXELS, 3);
        double[][] weights = Arrays.stream(plain.weights())
                .map(row -> Arrays.stream(row).map(w -> 20 * w).toArray())
                .toArray(double[][]::new);
        double[] biases =
                Arrays.stream(plain.biases()).map(bias -> 20 * bias + by).toArray();
        AffineClassifier model = new AffineClassifier(weights, biases);
        Samples samples = new AffineClassifier(
                        weights,
                        Arrays.stream(plain.biases()).map(bias -> 20 * bias).toArray())
                .samples(120, PIXELS, 4);
        return affine("all logits shifted by " + by, model, model, samples, PIXELS, 0.05, PGD);
    }

    private static Named<Honest> impossibleClass() {
        AffineClassifier plain = AffineClassifier.random(3, 10, PIXELS, 3);
        double[][] weights = Arrays.copyOf(plain.weights(), 4);
        weights[3] = new double[10];
        double[] biases = Arrays.copyOf(plain.biases(), 4);
        biases[3] = -1e9;
        AffineClassifier model = new AffineClassifier(weights, biases);
        return affine(
                "a class that is never predicted", model, model, model.samples(120, PIXELS, 4), PIXELS, 0.08, PGD);
    }

    private static Named<Honest> scores(String name, Attack attack) {
        AffineClassifier model = AffineClassifier.random(5, 12, PIXELS, 3);
        return affine(
                name, model, AffineClassifier.scoresOf(model), model.samples(80, PIXELS, 4), PIXELS, 0.08, attack);
    }

    private static Named<Honest> labels(String name, int features) {
        AffineClassifier model = AffineClassifier.random(3, features, PIXELS, 3);
        return affine(
                name,
                model,
                AffineClassifier.labelsOf(model),
                model.samples(60, PIXELS, 4),
                PIXELS,
                0.1,
                new HopSkipJump(Norm.LINF));
    }

    @ParameterizedTest
    @MethodSource("quick")
    void passesAboveWhatCanBeBrokenAndFailsBelow(Honest honest) {
        assertVerdicts(honest, 1);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void networksPassAboveWhatCanBeBrokenAndFailBelow(Honest honest) {
        assertVerdicts(honest, 1);
    }

    @ParameterizedTest
    @MethodSource({"quick", "networks"})
    @Tag("slow")
    void soItIsWithOtherSeeds(Honest honest) {
        assertVerdicts(honest, 2);
        assertVerdicts(honest, 3);
    }

    private static void assertVerdicts(Honest honest, long seed) {
        RunOptions options = OPTIONS.withSeed(seed);
        RobustnessEvaluator evaluator = new RobustnessEvaluator(honest.model(), honest.samples(), options);
        Diagnostician diagnostician = new Diagnostician(evaluator, options);
        CachedEvaluation evaluation =
                new CachedEvaluation(evaluator.evaluate(honest.attack(), honest.threatModel(), options), false);
        Assessor assessor = new Assessor(
                new LocalTarget(evaluator, Execution.LOCAL, monitor -> diagnostician, (key, measured) -> evaluation),
                AssessmentOptions.DEFAULT);
        AttackPlan plan = new AttackPlan(honest.attack(), honest.threatModel(), options);

        Assessment above = assessor.assess(plan, limit(honest.highest()), AttackMonitor.NONE);
        assertThat(above.judgement().verdict())
                .as("with a limit above, seed %s: %s", seed, above.judgement().reason())
                .isEqualTo(Verdict.PASS);
        Assessment below = assessor.assess(plan, limit(honest.lowest()), AttackMonitor.NONE);
        assertThat(below.judgement().verdict())
                .as("with a limit below, seed %s: %s", seed, below.judgement().reason())
                .isEqualTo(Verdict.FAIL);
    }

    private static SuccessRateLimits limit(double share) {
        return SuccessRateLimits.atMost(BigDecimal.valueOf(Math.max(0, share)));
    }

    static List<String> names() {
        return Stream.concat(quick(), networks()).map(Named::getName).toList();
    }
}
