package org.robustness4j.diagnosis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.assessment.Assessment;
import org.robustness4j.assessment.AssessmentOptions;
import org.robustness4j.assessment.Assessor;
import org.robustness4j.assessment.AttackPlan;
import org.robustness4j.assessment.internal.LocalTarget;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.ModelAccess;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.gradient.ApgdCe;
import org.robustness4j.attack.gradient.ApgdDlr;
import org.robustness4j.attack.gradient.ApgdT;
import org.robustness4j.attack.gradient.Bim;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.attack.gradient.MiFgsm;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
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
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.diagnosis.internal.MaskedClassifier.Left;
import org.robustness4j.diagnosis.internal.MaskedClassifier.Mask;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.internal.Execution;
import org.robustness4j.internal.cache.CachedEvaluation;
import org.robustness4j.internal.gate.Gate;
import org.robustness4j.internal.gate.Limit;
import org.robustness4j.internal.gate.Metric;
import org.robustness4j.internal.gate.Rule;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.SampleEvaluations;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.AffineClassifier;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation.Ball;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.SuccessRateLimits.Slice;
import org.robustness4j.verdict.Verdict;

/**
 * Models that hide how they can be broken meet no limit: not as limits of tests, and not as rules of the gate. An attack that does
 * not follow what is hidden is believed, for limits that are not below what it is known can be broken.
 */
class MaskedModelTests {

    private static final Domain PIXELS = Domain.range(0, 1);
    private static final RunOptions OPTIONS = new RunOptions(1, 2);
    private static final Samples FEW_IMAGES = ReferenceData.mnist(80);
    private static final Samples VERY_FEW_IMAGES = ReferenceData.mnist(40);
    private static final Attack SHORT_PGD = new Pgd(20, StepSize.ofEpsilon(0.25), 1);
    private static final CheckOptions CONDITIONS =
            new CheckOptions(SuccessRateLimits.atMost(null), OPTIONS, new Deadline(AttackMonitor.NONE, null));
    private static final List<String> LIMITS = List.of("0.05", "0.2", "0.4", "1");
    private static final TestId TEST = new TestId("a.MaskedIT", "resists", null);

    /** Where scores are left, what Square finds is held against 5,000 queries, which takes its time: once is enough here. */
    @ParameterizedTest
    @EnumSource
    void aMaskedModelNeverPasses(Mask mask) {
        boolean isSquareTried = mask.left() != Left.SCORES || mask == Mask.REVERSED_GRADIENT;
        List<Attack> attacks = new ArrayList<>(List.of(new Fgsm(), SHORT_PGD, new ApgdCe(30, 1)));
        if (isSquareTried) {
            attacks.add(new Square(100));
        }
        assertNoPass(mask, attacks, VERY_FEW_IMAGES, OPTIONS);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void aMaskedModelNeverPassesAnyAttack(Mask mask) {
        for (long seed = 1; seed <= 3; seed++) {
            assertNoPass(
                    mask,
                    List.of(
                            new Fgsm(),
                            new Bim(),
                            new Pgd(),
                            new MiFgsm(),
                            new ApgdCe(),
                            new ApgdDlr(),
                            new ApgdT(),
                            new Fab(),
                            new DeepFool(Norm.LINF),
                            new Fmn(Norm.LINF),
                            new Square(),
                            new AutoAttack(),
                            new HopSkipJump(Norm.LINF)),
                    VERY_FEW_IMAGES,
                    OPTIONS.withSeed(seed));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void aMaskedModelNeverPassesAnAttackInL2(Mask mask) {
        RobustnessEvaluator evaluator = evaluator(new MaskedClassifier(classifier(), mask), VERY_FEW_IMAGES, OPTIONS);
        for (Attack attack : List.of(new CarliniWagner(), new Ddn(), new Pgd())) {
            assertNoPass(
                    mask.name(), mask.left(), evaluator, attack, ThreatModel.untargeted(Norm.L2, 1.5, PIXELS), OPTIONS);
        }
    }

    private static void assertNoPass(Mask mask, List<Attack> attacks, Samples images, RunOptions options) {
        RobustnessEvaluator evaluator = evaluator(new MaskedClassifier(classifier(), mask), images, options);
        for (Attack attack : attacks) {
            assertNoPass(
                    mask.name(),
                    mask.left(),
                    evaluator,
                    attack,
                    ThreatModel.untargeted(Norm.LINF, 0.1, PIXELS),
                    options);
        }
    }

    private static RobustnessEvaluator evaluator(Classifier model, Samples images, RunOptions options) {
        return new RobustnessEvaluator(TestedModel.of(model).in(PIXELS), images, options);
    }

    /** Limits of which it is not known that they hold: of an attack that follows what is left of the model, the lower ones. */
    private static List<String> unmet(Left left, Attack attack) {
        boolean isHonest = left == Left.SCORES
                ? attack.traits().access() != ModelAccess.GRADIENTS
                : attack.traits().access() == ModelAccess.DECISIONS;
        return isHonest ? List.of("0.05", "0.2") : LIMITS;
    }

    private static void assertNoPass(
            String name,
            Left left,
            RobustnessEvaluator evaluator,
            Attack attack,
            ThreatModel threatModel,
            RunOptions options) {
        Diagnostician diagnostician = new Diagnostician(evaluator, options);
        CachedEvaluation evaluation = new CachedEvaluation(evaluator.evaluate(attack, threatModel, options), false);
        Assessor assessor = new Assessor(
                new LocalTarget(evaluator, Execution.LOCAL, monitor -> diagnostician, (key, measured) -> evaluation),
                AssessmentOptions.DEFAULT);
        AttackPlan plan = new AttackPlan(attack, threatModel, options);
        Assessment recorded = assessor.assess(plan, SuccessRateLimits.atMost(null), AttackMonitor.NONE);
        for (String limit : unmet(left, attack)) {
            Assessment assessment =
                    assessor.assess(plan, SuccessRateLimits.atMost(new BigDecimal(limit)), AttackMonitor.NONE);
            assertThat(assessment.judgement().verdict())
                    .as(
                            "%s against %s, limit %s: %s",
                            attack.name(), name, limit, assessment.judgement().reason())
                    .isNotEqualTo(Verdict.PASS);
            assertThat(new Gate(List.of(Rule.forAll(
                                    List.of(Limit.atMost(Metric.ATTACK_SUCCESS_RATE, new BigDecimal(limit))))))
                            .check(new LatestResults(List.of(SampleEvaluations.file(record(recorded))))))
                    .as("%s against %s, rule of %s", attack.name(), name, limit)
                    .isNotEmpty();
        }
    }

    private static EvaluationRecord record(Assessment assessment) {
        return SampleEvaluations.record(TEST, assessment.evaluation(), assessment.judgement(), assessment.findings());
    }

    /** What needs no look at the gradients finds the same. */
    @ParameterizedTest
    @EnumSource(
            value = Mask.class,
            names = {"QUANTIZED_INPUT", "STEP_ACTIVATION", "ROUNDED_LOGITS", "REVERSED_GRADIENT", "SHUFFLED_GRADIENT"})
    void theAttackDoesNotFindWhatIsPlanted(Mask mask) {
        ThreatModel threatModel = ThreatModel.untargeted(Norm.LINF, 0.1, PIXELS);

        assertThat(power(new MaskedClassifier(classifier(), mask), SHORT_PGD, threatModel)
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

        Finding finding = power(classifier(), attack, threatModel);
        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.message()).isEqualTo(attack.name() + " finds 32 of 32 planted adversarial examples");
    }

    @Test
    void whatNoGradientIsNeededForBeatsAReversedOne() {
        ThreatModel threatModel = ThreatModel.untargeted(Norm.LINF, 0.1, PIXELS);
        RobustnessEvaluator evaluator =
                evaluator(new MaskedClassifier(classifier(), Mask.REVERSED_GRADIENT), FEW_IMAGES, OPTIONS);
        AttackEvaluation evaluation = evaluator.evaluate(SHORT_PGD, threatModel, OPTIONS);

        Diagnosis diagnosis = new GradientMaskingChecks(
                        new ReferenceSearches(evaluator),
                        evaluation,
                        (Ball) threatModel.perturbation(),
                        CONDITIONS,
                        GradientMaskingChecks.groups(evaluation, FEW_IMAGES, CONDITIONS))
                .diagnosis(ModelAccess.GRADIENTS, true);

        assertThat(diagnosis.findings())
                .extracting(Finding::check, Finding::severity)
                .contains(
                        tuple("black-box", Severity.DOUBT),
                        tuple("large-epsilon-breaks-all", Severity.DOUBT),
                        tuple("noise", Severity.OK));
        assertThat(diagnosis.counterexamples()).hasSizeGreaterThan(3).allSatisfy(found -> {
            assertThat(evaluator.preparedModel().predict(new Matrix(1, found.point().length, found.point()))[0])
                    .isNotEqualTo(found.outcome().label());
            assertThat(Norm.LINF.distance(found.clean(), found.point())).isLessThanOrEqualTo(0.1000001);
        });
    }

    private static Finding power(Classifier model, Attack attack, ThreatModel threatModel) {
        return new PlantedAdversarialsCheck(
                        new PlantedReadouts(model, FEW_IMAGES, CONDITIONS.runOptions()),
                        attack,
                        threatModel,
                        CONDITIONS)
                .findings(List.of())
                .get(0);
    }

    @Test
    void behindLabelsNothingCanBePlantedForAnAttackThatFollowsScores() {
        ThreatModel threatModel = ThreatModel.untargeted(Norm.L2, 1.5, PIXELS);
        Classifier labels = AffineClassifier.labelsOf(classifier());

        assertThat(power(labels, new Square(100), threatModel).severity()).isEqualTo(Severity.DOUBT);
        assertThat(power(labels, new HopSkipJump(Norm.L2, 1, 5), threatModel).severity())
                .isEqualTo(Severity.DOUBT);
        assertThat(power(labels, new HopSkipJump(Norm.L2), threatModel).severity())
                .isEqualTo(Severity.OK);
    }

    /** Ten dark images of eighty, of which alone the gradient is hidden. */
    @Test
    void aSliceOrAClassThatHidesIsFoundAmongOthersThatDoNot() {
        Classifier model = new MaskedClassifier(classifier(), Mask.REVERSED_GRADIENT);
        Samples images = FEW_IMAGES;
        RobustnessEvaluator evaluator =
                evaluator(new Selective(classifier(), (DifferentiableClassifier) model), images, OPTIONS);
        Slice dark = new Slice("dark", index -> Selective.isDark(images.input(index)));
        SuccessRateLimits demand = SuccessRateLimits.atMost(null).ofSlices(List.of(dark), new BigDecimal("0.3"));

        Assessment assessment = Assessor.of(evaluator, OPTIONS)
                .assess(
                        new AttackPlan(SHORT_PGD, ThreatModel.untargeted(Norm.LINF, 0.1, PIXELS), OPTIONS),
                        demand,
                        AttackMonitor.NONE);

        assertThat(assessment.judgement().verdict())
                .as(assessment.judgement().reason())
                .isNotEqualTo(Verdict.PASS);
    }

    @Test
    void anAttackThatIsTooWeakIsNotBelieved() {
        RobustnessEvaluator evaluator = new RobustnessEvaluator(
                TestedModel.of(ReferenceModels.mnistCnn()).in(PIXELS), ReferenceData.mnist(120), OPTIONS);
        Assessor assessor = Assessor.of(evaluator, OPTIONS);
        ThreatModel threatModel = ThreatModel.untargeted(Norm.LINF, 0.1, PIXELS);

        Assessment timid = assessor.assess(
                new AttackPlan(new Pgd(2, StepSize.ofEpsilon(0.01), 1), threatModel, OPTIONS),
                SuccessRateLimits.atMost(new BigDecimal("0.5")),
                AttackMonitor.NONE);
        Assessment singleQuery = assessor.assess(
                new AttackPlan(new Square(1), threatModel, OPTIONS),
                SuccessRateLimits.atMost(new BigDecimal("0.5")),
                AttackMonitor.NONE);

        assertThat(timid.judgement().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(timid.judgement().reason()).contains("planted-adversarials", "stronger-search");
        assertThat(singleQuery.judgement().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    private static DifferentiableClassifier classifier() {
        return (DifferentiableClassifier)
                Dl4jNetwork.of(ReferenceModels.mnistCnn()).classifier(FEW_IMAGES.shape());
    }
}
