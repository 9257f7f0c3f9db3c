package org.robustness4j.diagnosis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.threat.Perturbation.Ball;

/**
 * Decides whether evaluations of one model on one set of samples are to be believed. What it found for an attack and a threat
 * model is kept for the next evaluation with the same.
 *
 * <p>A diagnostician belongs to one thread.
 */
public final class Diagnostician {

    private final RobustnessEvaluator evaluator;
    private final RunOptions options;
    private final Diagnosis preflight;
    private final Map<List<Object>, Diagnosis> known = new HashMap<>();

    /**
     * Looks at model and samples.
     *
     * @throws IllegalStateException if a sample's output depends on its batch
     */
    public Diagnostician(RobustnessEvaluator evaluator, RunOptions options) {
        this.evaluator = evaluator;
        this.options = new RunOptions(options.seed(), options.workers()).withMemoryPerWorker(options.memoryPerWorker());
        this.preflight = Preflight.of(evaluator, this.options);
    }

    /** What is true of the model, whatever the attack. */
    public Diagnosis preflight() {
        return preflight;
    }

    /**
     * Checks an evaluation in which some samples withstood an adversary in a ball; others have nothing to be doubted, since an
     * adversarial example that was found is one, whatever found it. Where the model itself is in doubt, nothing more is checked.
     *
     * @param attack the attack of the evaluation
     * @param queryBudget what it could afford on each sample, so that the checks do not give it more
     */
    public Diagnosis of(Attack attack, AttackEvaluation evaluation, long queryBudget) {
        return preflight.and(checked(attack, evaluation, queryBudget, true));
    }

    /** Checks the model and whether the attack finds what is planted, and leaves out the dearer search for hidden gradients. */
    public Diagnosis ofPower(Attack attack, AttackEvaluation evaluation, long queryBudget) {
        return preflight.and(checked(attack, evaluation, queryBudget, false));
    }

    private Diagnosis checked(Attack attack, AttackEvaluation evaluation, long queryBudget, boolean forMasking) {
        boolean withstood = evaluation.count(Outcome.ROBUST) > 0;
        if (preflight.doubt().isPresent()
                || attack.kind() != AttackKind.ADVERSARIAL
                || !withstood
                || !(evaluation.threatModel().perturbation() instanceof Ball ball)) {
            return Diagnosis.NONE;
        }
        boolean isOurs = attack.getClass().getName().startsWith(Attack.class.getPackageName());
        List<Object> key = List.of(
                isOurs ? evaluation.attack() : attack,
                evaluation.parameters().toString(),
                evaluation.outcomes(),
                ball,
                evaluation.threatModel().goal(),
                evaluation.threatModel().target(),
                forMasking);
        return known.computeIfAbsent(
                key, unknown -> new Diagnosis(findings(attack, evaluation, ball, queryBudget, forMasking)));
    }

    private List<Finding> findings(
            Attack attack, AttackEvaluation evaluation, Ball ball, long queryBudget, boolean forMasking) {
        Samples samples = evaluator.samples();
        List<Finding> findings = new ArrayList<>();
        findings.add(new PowerCheck(evaluator.classifier(), samples, options.withQueryBudget(queryBudget))
                .finding(attack, ball, evaluation.threatModel()));
        if (forMasking) {
            findings.addAll(new MaskingChecks(evaluator, evaluation, ball, options.withQueryBudget(queryBudget))
                    .findings(attack.name()));
        }
        return findings;
    }
}
