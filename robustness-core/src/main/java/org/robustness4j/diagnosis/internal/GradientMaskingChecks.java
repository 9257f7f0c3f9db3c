package org.robustness4j.diagnosis.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.ModelAccess;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.attack.gradient.ApgdCe;
import org.robustness4j.attack.gradient.Bim;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.attack.loss.MarginLoss;
import org.robustness4j.attack.query.HopSkipJump;
import org.robustness4j.attack.query.Square;
import org.robustness4j.attack.token.TokenSubstitution;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.evaluation.internal.Counterexample;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation.Ball;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.internal.SpotCheckedSamples;

/**
 * Signs of gradients that are hidden instead of small, on some of the attacked samples: attacks that need no gradient,
 * take one step, or search longer must not break what the attack under judgement did not, a larger epsilon must not
 * break less, and no model withstands an epsilon as wide as the range. What a search breaks inside the rules is a
 * counterexample, besides.
 *
 * <p>Athalye, Carlini, Wagner: Obfuscated gradients give a false sense of security, arXiv 1802.00420, section 3.1;
 * Carlini et al.: On evaluating adversarial robustness, arXiv 1902.06705, section 5.
 */
final class GradientMaskingChecks {

    static final String BLACK_BOX = "black-box";

    private static final String NOISE = "noise";
    private static final String STRONGER = "stronger-search";
    private static final String SINGLE_STEP = "single step";
    private static final String ITERATIVE = "20 steps";
    private static final String BY_GROUP = "-by-group";
    private static final int SAMPLES = 48;
    private static final int SAMPLES_OF_A_GROUP = 16;
    private static final double TOLERANCE = 0.08;
    private static final double LARGE_TOLERANCE = 0.1;
    private static final int QUERIES = 300;
    private static final int MANY_QUERIES = 5000;
    private static final int DRAWS = 40;
    private static final int WIDE_BEAM = 16;
    private static final int MANY_CANDIDATES = 64;

    /** 20 steps want so many runs of the model, and more to be worth a comparison. */
    private static final int LEAST_FOR_GRADIENTS = 40;

    private final ReferenceSearches searches;
    private final AttackEvaluation evaluation;
    private final ThreatModel threatModel;
    private final Ball ball;
    private final CheckOptions checkOptions;
    private final List<SpotCheckedGroup> groups;
    private final Set<Integer> spotChecked;
    private final Set<Integer> broken;
    private final Map<Integer, Counterexample> counterexamples = new LinkedHashMap<>();

    /**
     * Prepares the checks.
     *
     * @param evaluation what is to be believed
     * @param groups the samples to look at
     */
    GradientMaskingChecks(
            ReferenceSearches searches,
            AttackEvaluation evaluation,
            Ball ball,
            CheckOptions checkOptions,
            List<SpotCheckedGroup> groups) {
        this.searches = searches;
        this.evaluation = evaluation;
        this.threatModel = evaluation.threatModel();
        this.ball = ball;
        this.checkOptions = checkOptions;
        this.groups = groups;
        this.spotChecked = SpotCheckedGroup.union(groups);
        this.broken = evaluation.outcomes().stream()
                .filter(sample -> sample.outcome() == Outcome.BROKEN)
                .map(SampleOutcome::index)
                .collect(Collectors.toSet());
    }

    /** The samples that the checks look at: some of all first, then of classes and slices. */
    static List<SpotCheckedGroup> groups(AttackEvaluation evaluation, Samples samples, CheckOptions checkOptions) {
        return SpotCheckedGroup.of(
                evaluation,
                samples,
                checkOptions.limits(),
                SAMPLES,
                SAMPLES_OF_A_GROUP,
                checkOptions.runOptions().seed());
    }

    /**
     * Runs the checks.
     *
     * @param follows what the attack under judgement follows
     * @param hasGradients whether the model's gradients are there and right, as far as is known
     */
    Diagnosis diagnosis(ModelAccess follows, boolean hasGradients) {
        List<ModelFinding> findings = new ArrayList<>();
        findings.addAll(beats(
                NOISE,
                new UniformNoise(DRAWS),
                TOLERANCE,
                "random noise breaks what the attack does not: it follows no useful direction"));
        findings.addAll(beats(
                BLACK_BOX,
                threatModel.countsPositions() ? new TokenSubstitution(4, 16).withoutGradients() : new Square(QUERIES),
                TOLERANCE,
                "an attack that needs no gradient breaks what this one does not: gradients are hidden"));
        boolean hasSlopes = !threatModel.countsPositions()
                && searches.evaluator().classifier() instanceof DifferentiableClassifier
                && hasGradients;
        findings.addAll(stronger(follows, hasSlopes));
        if (hasSlopes && checkOptions.runOptions().queryBudget() > LEAST_FOR_GRADIENTS) {
            ofGradients().forEach(finding -> findings.add(new ModelFinding(finding, ModelAccess.GRADIENTS)));
        }
        return new Diagnosis(
                findings.stream().map(finding -> finding.forAttackWith(follows)).toList(),
                List.copyOf(counterexamples.values()),
                new SpotCheckedSamples(groups.get(0).indices(), spotChecked));
    }

    /** A search that follows as much of the model as there is, and takes its time. */
    private List<ModelFinding> stronger(ModelAccess follows, boolean hasSlopes) {
        if (threatModel.countsPositions()) {
            return beats(
                    STRONGER,
                    new TokenSubstitution(WIDE_BEAM, MANY_CANDIDATES),
                    LARGE_TOLERANCE,
                    "a wider beam breaks what the attack does not: its success rate is too low; give it a wider beam and more"
                            + " candidates");
        }
        if (hasSlopes) {
            return beats(
                    STRONGER,
                    Attack.worstOf(new ApgdCe(), new Pgd(40, StepSize.ofEpsilon(0.1), 1, new MarginLoss())),
                    LARGE_TOLERANCE,
                    "more steps break what the attack does not: its success rate is too low; give it more, or use AutoAttack");
        }
        boolean isByDecisions = follows == ModelAccess.DECISIONS && ball.norm() != Norm.L1;
        return beats(
                STRONGER,
                isByDecisions ? new HopSkipJump(ball.norm()) : new Square(MANY_QUERIES),
                LARGE_TOLERANCE,
                "more queries break what the attack does not: its success rate is too low; give it more");
    }

    /** Whether a search breaks samples that the attack did not break: among all, and in each class and slice. */
    private List<ModelFinding> beats(String check, Attack other, double tolerance, String meaning) {
        Set<Integer> survivors = new HashSet<>(spotChecked);
        survivors.removeAll(broken);
        Map<Integer, Counterexample> found = search(check, other, survivors, threatModel);
        counterexamples.putAll(found);
        ToIntFunction<SpotCheckedGroup> more = group ->
                (int) group.indices().stream().filter(found::containsKey).count();
        List<SpotCheckedGroup> hidden = groups.stream()
                .filter(SpotCheckedGroup::isJudged)
                .filter(group -> more.applyAsInt(group) > allowed(group, tolerance))
                .toList();
        SpotCheckedGroup all = groups.get(0);
        long unbroken = all.indices().stream().filter(survivors::contains).count();
        List<Finding> findings = new ArrayList<>();
        findings.add(timed(
                check,
                Finding.of(
                        check,
                        hidden.contains(all),
                        other.name() + " breaks " + more.applyAsInt(all) + " of the " + unbroken + " samples of "
                                + all.indices().size() + " that "
                                + evaluation.attack().name() + " did not break",
                        meaning)));
        hidden.stream()
                .filter(group -> !group.isAll())
                .findFirst()
                .ifPresent(group -> findings.add(Finding.doubt(
                        check + BY_GROUP,
                        other.name() + " breaks " + more.applyAsInt(group) + " of "
                                + group.indices().size() + " samples of " + group.name() + " that "
                                + evaluation.attack().name() + " did not break"
                                + (hidden.size() > 2 ? ", and others like it" : "") + ": " + meaning)));
        return findings.stream().map(ModelFinding::ofAll).toList();
    }

    /** Of a few samples, two more are no sign of anything; they count as broken all the same. */
    private static double allowed(SpotCheckedGroup group, double tolerance) {
        return group.isAll()
                ? Math.max(1, tolerance * group.indices().size())
                : Math.max(2, 2 * tolerance * group.indices().size());
    }

    /** A check whose time was up has seen too little to find nothing. */
    private Finding timed(String check, Finding finding) {
        return checkOptions.deadline().isOver()
                ? Finding.doubt(
                        check,
                        finding.message() + ", but the time budget was used up on the way; give the test more time")
                : finding;
    }

    private Map<Integer, Counterexample> search(String check, Attack attack, Set<Integer> wanted, ThreatModel within) {
        return searches.broken(
                check + " " + attack.parameters(),
                attack,
                wanted,
                spotChecked,
                within,
                checkOptions.runOptions(),
                checkOptions.deadline());
    }

    private List<Finding> ofGradients() {
        Attack iterative = new Bim(20, StepSize.ofEpsilon(0.25));
        Set<Integer> all = groups.get(0).indices();
        Map<Integer, Counterexample> atEpsilon = search(ITERATIVE, iterative, all, threatModel);
        Map<Integer, Counterexample> single = search(SINGLE_STEP, new Fgsm(), all, threatModel);
        keepNew(atEpsilon);
        keepNew(single);
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.of(
                "iterative-beats-single-step",
                single.size() - atEpsilon.size() > Math.max(1, TOLERANCE * all.size()),
                "one step breaks " + single.size() + ", 20 steps " + atEpsilon.size() + " of " + all.size(),
                "the loss is so jagged that gradients mislead"));
        findings.addAll(growth(iterative, all, atEpsilon.size()));
        return findings.stream().map(finding -> timed(finding.check(), finding)).toList();
    }

    private void keepNew(Map<Integer, Counterexample> found) {
        found.forEach((index, example) -> {
            if (!broken.contains(index)) {
                counterexamples.putIfAbsent(index, example);
            }
        });
    }

    private List<Finding> growth(Attack iterative, Set<Integer> all, int atEpsilon) {
        InputShape shape = searches.evaluator().samples().shape();
        int features = ball.perStep() ? shape.channels() : shape.values();
        double everything = threatModel.domain().width() * ball.norm().sizeOfOnes(features);
        int atTwice = search(ITERATIVE, iterative, all, within(Math.min(2 * ball.epsilon(), everything)))
                .size();
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.of(
                "success-grows-with-epsilon",
                atTwice < atEpsilon - Math.max(1, TOLERANCE * all.size()),
                "20 steps break " + atEpsilon + " of " + all.size() + " samples with epsilon, " + atTwice
                        + " with twice as much",
                "a larger ball holds the smaller one, so the search fails"));
        if (threatModel.domain().isMasked()) {
            findings.add(
                    Finding.note(
                            "large-epsilon-breaks-all",
                            "was left out: some features must not change, so that a model may well withstand any change of the others"));
            return findings;
        }
        int atMost = search(ITERATIVE, iterative, all, within(everything)).size();
        findings.add(Finding.of(
                "large-epsilon-breaks-all",
                atMost < (1 - LARGE_TOLERANCE) * all.size(),
                "20 steps from the sample break " + atMost + " of " + all.size()
                        + " samples with an epsilon as wide as the range",
                "every image is allowed then, so the search fails on most: gradients lead nowhere"));
        return findings;
    }

    private ThreatModel within(double epsilon) {
        return new ThreatModel(
                threatModel.goal(), threatModel.target(), ball.withEpsilon(epsilon), threatModel.domain());
    }
}
