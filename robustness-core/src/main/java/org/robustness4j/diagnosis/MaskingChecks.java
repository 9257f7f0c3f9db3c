package org.robustness4j.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.robustness4j.attack.ApgdCe;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.Bim;
import org.robustness4j.attack.Fgsm;
import org.robustness4j.attack.MarginLoss;
import org.robustness4j.attack.Pgd;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.StepSize;
import org.robustness4j.attack.UniformNoise;
import org.robustness4j.attack.query.Square;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.Perturbation.Ball;
import org.robustness4j.threat.ThreatModel;

/**
 * Signs of gradients that are hidden instead of small, on at most 48 of the attacked samples: attacks that need no gradient, take
 * one step, or search longer must not break what the attack under judgement did not, a larger epsilon must not break less, and
 * no model withstands an epsilon as wide as the range.
 *
 * <p>Athalye, Carlini, Wagner: Obfuscated gradients give a false sense of security, arXiv 1802.00420, section 3.1; Carlini et
 * al.: On evaluating adversarial robustness, arXiv 1902.06705, section 5.
 */
final class MaskingChecks {

    private static final int SAMPLES = 48;
    private static final double TOLERANCE = 0.05;
    private static final double LARGE_TOLERANCE = 0.1;
    private static final int QUERIES = 300;
    private static final int DRAWS = 40;

    private final RobustnessEvaluator evaluator;
    private final ThreatModel threatModel;
    private final Ball ball;
    private final RunOptions options;
    private final Set<Integer> broken;

    /**
     * Prepares the checks.
     *
     * @param all the evaluator of the evaluation
     * @param evaluation what is to be believed
     */
    MaskingChecks(RobustnessEvaluator all, AttackEvaluation evaluation, Ball ball, RunOptions options) {
        Set<Integer> attacked = evaluation.outcomes().stream()
                .filter(sample -> sample.outcome() == Outcome.BROKEN || sample.outcome() == Outcome.ROBUST)
                .map(SampleOutcome::index)
                .collect(Collectors.toSet());
        Samples samples = all.samples();
        this.evaluator =
                all.on(samples.where(i -> attacked.contains(samples.index(i))).balancedSubset(SAMPLES, options.seed()));
        this.threatModel = evaluation.threatModel();
        this.ball = ball;
        this.options = options;
        this.broken = broken(evaluation);
    }

    private static Set<Integer> broken(AttackEvaluation evaluation) {
        return evaluation.outcomes().stream()
                .filter(sample -> sample.outcome() == Outcome.BROKEN)
                .map(SampleOutcome::index)
                .collect(Collectors.toSet());
    }

    List<Finding> findings(String attack) {
        List<Finding> findings = new ArrayList<>();
        findings.add(beats(
                "noise",
                attack,
                new UniformNoise(DRAWS),
                TOLERANCE,
                "random noise breaks what the attack does not: it follows no useful direction"));
        findings.add(beats(
                "black-box",
                attack,
                new Square(QUERIES),
                TOLERANCE,
                "an attack that needs no gradient breaks what this one does not: gradients are hidden"));
        if (options.queryBudget() != RunOptions.UNLIMITED) {
            findings.add(Finding.note(
                    "query-budget",
                    "searches that need more than the " + options.queryBudget()
                            + " queries of the adversary were left out"));
        } else if (evaluator.classifier() instanceof DifferentiableClassifier) {
            findings.add(
                    beats(
                            "stronger-search",
                            attack,
                            Attack.worstOf(new ApgdCe(), new Pgd(40, StepSize.ofEpsilon(0.1), 1, new MarginLoss())),
                            LARGE_TOLERANCE,
                            "more steps break what the attack does not: its success rate is too low; give it more, or use AutoAttack"));
            Attack iterative = new Bim(20, StepSize.ofEpsilon(0.25));
            Set<Integer> atEpsilon = broken(run(iterative, ball.epsilon()));
            findings.add(singleStep(atEpsilon));
            findings.addAll(growth(iterative, atEpsilon));
        }
        return findings;
    }

    private Finding beats(String check, String attack, Attack other, double tolerance, String meaning) {
        Samples all = evaluator.samples();
        Samples survivors = all.where(i -> !broken.contains(all.index(i)));
        int more = survivors.size() == 0
                ? 0
                : broken(evaluator.on(survivors).evaluate(other, threatModel, options))
                        .size();
        return Finding.of(
                check,
                more > Math.max(1, tolerance * all.size()),
                other.name() + " breaks " + more + " of the " + survivors.size() + " samples of " + all.size()
                        + " that " + attack + " did not break",
                meaning);
    }

    private Finding singleStep(Set<Integer> iterative) {
        int single = broken(run(new Fgsm(), ball.epsilon())).size();
        return Finding.of(
                "iterative-beats-single-step",
                single - iterative.size()
                        > Math.max(1, TOLERANCE * evaluator.samples().size()),
                "one step breaks " + single + ", 20 steps " + iterative.size() + " of "
                        + evaluator.samples().size(),
                "the loss is so jagged that gradients mislead");
    }

    private List<Finding> growth(Attack iterative, Set<Integer> atEpsilon) {
        int size = evaluator.samples().size();
        double everything = threatModel.domain().width()
                * ball.norm().sizeOfOnes(evaluator.samples().shape().features());
        double twice = Math.min(2 * ball.epsilon(), everything);
        Set<Integer> atTwice = broken(run(iterative, twice));
        Set<Integer> atMost = broken(run(iterative, everything));
        return List.of(
                Finding.of(
                        "success-grows-with-epsilon",
                        atTwice.size() < atEpsilon.size() - Math.max(1, TOLERANCE * size),
                        "20 steps break " + atEpsilon.size() + " of " + size + " samples with epsilon, "
                                + atTwice.size() + " with twice as much",
                        "a larger ball holds the smaller one, so the search fails"),
                Finding.of(
                        "large-epsilon-breaks-all",
                        atMost.size() < (1 - LARGE_TOLERANCE) * size,
                        "20 steps from the sample break " + atMost.size() + " of " + size
                                + " samples with an epsilon as wide as the range",
                        "every image is allowed then, so the search fails on most: gradients lead nowhere"));
    }

    private AttackEvaluation run(Attack attack, double epsilon) {
        ThreatModel larger = new ThreatModel(
                threatModel.goal(),
                threatModel.target(),
                new Perturbation.Ball(ball.norm(), epsilon),
                threatModel.domain());
        return evaluator.evaluate(attack, larger, options);
    }
}
