package org.robustness4j.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.attack.ApgdCe;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.Fgsm;
import org.robustness4j.attack.Pgd;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.StepSize;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.query.HopSkipJump;
import org.robustness4j.attack.query.Square;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.MaskedClassifier.Mask;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Judgement;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.Verdict;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.dl4j.Dl4jNetwork;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation.Ball;
import org.robustness4j.threat.ThreatModel;

/** Models that hide their gradients meet no limit, not even one that any model meets on paper; honest ones do. */
class MaskedModelTests {

    private static final Domain PIXELS = Domain.range(0, 1);
    private static final RunOptions OPTIONS = new RunOptions(1, 2);
    private static final Samples IMAGES = ReferenceData.mnist(120);
    private static final Attack SHORT_PGD = new Pgd(20, StepSize.ofEpsilon(0.25), 1);
    private static final Samples FEW_IMAGES = ReferenceData.mnist(80);

    @ParameterizedTest
    @EnumSource
    void aMaskedModelNeverPasses(Mask mask) {
        RobustnessEvaluator evaluator = new RobustnessEvaluator(
                TestedModel.of(new MaskedClassifier(classifier(), mask)).in(PIXELS), FEW_IMAGES, OPTIONS);
        Diagnostician diagnostician = new Diagnostician(evaluator, OPTIONS);
        for (Attack attack : List.of(new Fgsm(), SHORT_PGD, new ApgdCe(30, 1), new Square(100))) {
            AttackEvaluation evaluation =
                    evaluator.evaluate(attack, ThreatModel.untargeted(Norm.LINF, 0.1, PIXELS), OPTIONS);
            Diagnosis diagnosis = diagnostician.of(attack, evaluation, RunOptions.UNLIMITED);
            for (String limit : List.of("0.2", "1")) {
                Judgement onPaper = Judgement.of(evaluation, new BigDecimal(limit));
                assertThat(diagnosis
                                .doubt()
                                .map(onPaper::doubted)
                                .orElse(onPaper)
                                .verdict())
                        .as("%s against %s, limit %s", attack.name(), mask, limit)
                        .isNotEqualTo(Verdict.PASS);
            }
        }
    }

    /** What needs no look at the gradients finds the same. */
    @ParameterizedTest
    @EnumSource(
            value = Mask.class,
            names = {"QUANTIZED_INPUT", "STEP_ACTIVATION", "ROUNDED_LOGITS", "REVERSED_GRADIENT", "SHUFFLED_GRADIENT"})
    void theAttackDoesNotFindWhatIsPlanted(Mask mask) {
        ThreatModel threatModel = ThreatModel.untargeted(Norm.LINF, 0.1, PIXELS);

        assertThat(new PowerCheck(new MaskedClassifier(classifier(), mask), FEW_IMAGES, OPTIONS)
                        .finding(SHORT_PGD, (Ball) threatModel.perturbation(), threatModel)
                        .severity())
                .isEqualTo(Severity.DOUBT);
    }

    static Stream<Named<Attack>> strongEnough() {
        return Stream.of(new Fgsm(), new Pgd(), new ApgdCe()).map(attack -> Named.of(attack.name(), attack));
    }

    @ParameterizedTest
    @MethodSource("strongEnough")
    void onAnHonestModelAttacksFindAllThatIsPlanted(Attack attack) {
        ThreatModel threatModel = ThreatModel.untargeted(Norm.LINF, 0.1, PIXELS);

        Finding finding = new PowerCheck(classifier(), FEW_IMAGES, OPTIONS)
                .finding(attack, (Ball) threatModel.perturbation(), threatModel);
        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.message()).isEqualTo(attack.name() + " finds 32 of 32 planted adversarial examples");
    }

    @Test
    void whatNoGradientIsNeededForBeatsAReversedOne() {
        ThreatModel threatModel = ThreatModel.untargeted(Norm.LINF, 0.1, PIXELS);
        RobustnessEvaluator evaluator = new RobustnessEvaluator(
                TestedModel.of(new MaskedClassifier(classifier(), Mask.REVERSED_GRADIENT))
                        .in(PIXELS),
                FEW_IMAGES,
                OPTIONS);
        AttackEvaluation evaluation = evaluator.evaluate(SHORT_PGD, threatModel, OPTIONS);

        assertThat(new MaskingChecks(evaluator, evaluation, (Ball) threatModel.perturbation(), OPTIONS)
                        .findings(SHORT_PGD.name()))
                .extracting(Finding::check, Finding::severity)
                .contains(
                        tuple("black-box", Severity.DOUBT),
                        tuple("large-epsilon-breaks-all", Severity.DOUBT),
                        tuple("noise", Severity.OK));
    }

    @Test
    void labelsAloneCanBeAttackedButNothingPlantedBehindThem() {
        ThreatModel threatModel = ThreatModel.untargeted(Norm.L2, 1.5, PIXELS);

        assertThat(new PowerCheck(new LabelsOnly(classifier()), FEW_IMAGES, OPTIONS)
                        .finding(new HopSkipJump(Norm.L2, 1, 5), (Ball) threatModel.perturbation(), threatModel))
                .extracting(Finding::severity)
                .isEqualTo(Severity.NOTE);
    }

    /** A model that says which class it is, and nothing more. */
    private record LabelsOnly(Classifier model) implements Classifier {

        @Override
        public int classes() {
            return model.classes();
        }

        @Override
        public Matrix logits(Matrix batch) {
            Matrix logits = model.logits(batch);
            float[] labels = new float[logits.values().length];
            for (int i = 0; i < logits.rows(); i++) {
                labels[i * logits.columns() + logits.argMax(i)] = 1;
            }
            return new Matrix(logits.rows(), logits.columns(), labels);
        }

        @Override
        public Classifier fork() {
            return new LabelsOnly(model.fork());
        }
    }

    static Stream<Arguments> honest() {
        return Stream.of(
                Arguments.of("plain", ReferenceModels.mnistCnn()),
                Arguments.of("adversarially trained", ReferenceModels.adversariallyTrained()),
                Arguments.of("gradient-regularised", ReferenceModels.gradientRegularised()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("honest")
    void anHonestModelPasses(String name, Object model) {
        assertBelieved(model, List.of(new Pgd(40, StepSize.ofEpsilon(0.25), 2), new ApgdCe()), Norm.LINF, 0.1, "0.5");
        assertBelieved(model, List.of(new Pgd(40, StepSize.ofEpsilon(0.25), 2)), Norm.L2, 1.5, "0.8");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("honest")
    @Tag("slow")
    void anHonestModelPassesAutoAttack(String name, Object model) {
        assertBelieved(model, List.of(new AutoAttack()), Norm.LINF, 0.1, "0.5");
        assertBelieved(model, List.of(new AutoAttack()), Norm.L2, 1.5, "0.8");
    }

    private static void assertBelieved(Object model, List<Attack> attacks, Norm norm, double epsilon, String limit) {
        RobustnessEvaluator evaluator =
                new RobustnessEvaluator(TestedModel.of(model).in(PIXELS), IMAGES, OPTIONS);
        Diagnostician diagnostician = new Diagnostician(evaluator, OPTIONS);
        for (Attack attack : attacks) {
            Judgement judgement = judged(evaluator, diagnostician, attack, norm, epsilon, limit);
            assertThat(judgement.verdict())
                    .as("%s in %s: %s", attack.name(), norm, judgement.reason())
                    .isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void anAttackThatIsTooWeakIsNotBelieved() {
        RobustnessEvaluator evaluator = new RobustnessEvaluator(
                TestedModel.of(ReferenceModels.mnistCnn()).in(PIXELS), IMAGES, OPTIONS);
        Diagnostician diagnostician = new Diagnostician(evaluator, OPTIONS);

        Judgement timid =
                judged(evaluator, diagnostician, new Pgd(2, StepSize.ofEpsilon(0.01), 1), Norm.LINF, 0.1, "0.5");
        Judgement singleQuery = judged(evaluator, diagnostician, new Square(1), Norm.LINF, 0.1, "0.5");

        assertThat(timid.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(timid.reason()).contains("planted-adversarials", "stronger-search");
        assertThat(singleQuery.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    private static DifferentiableClassifier classifier() {
        return (DifferentiableClassifier)
                Dl4jNetwork.of(ReferenceModels.mnistCnn()).classifier(IMAGES.shape());
    }

    private static Judgement judged(
            RobustnessEvaluator evaluator,
            Diagnostician diagnostician,
            Attack attack,
            Norm norm,
            double epsilon,
            String limit) {
        AttackEvaluation evaluation =
                evaluator.evaluate(attack, ThreatModel.untargeted(norm, epsilon, PIXELS), OPTIONS);
        Judgement onPaper = Judgement.of(evaluation, new BigDecimal(limit));
        Diagnosis diagnosis = diagnostician.of(attack, evaluation, RunOptions.UNLIMITED);
        return diagnosis.doubt().map(onPaper::doubted).orElse(onPaper);
    }
}
