package org.robustness4j.diagnosis.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.evaluation.StoppingRule;
import org.robustness4j.evaluation.internal.Counterexample;
import org.robustness4j.threat.ThreatModel;

/**
 * The checks' own searches, whichever attack is under judgement: each is run once for a sample and a threat model, so
 * that the tests of a class share what they have in common.
 */
final class ReferenceSearches {

    private final RobustnessEvaluator evaluator;
    private final Map<List<Object>, Map<Integer, Optional<Counterexample>>> known = new HashMap<>();

    ReferenceSearches(RobustnessEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    RobustnessEvaluator evaluator() {
        return evaluator;
    }

    /**
     * The samples that a search breaks, by index.
     *
     * @param check the name of the search: under one name there is one
     * @param wanted the indices of the samples that it has to be known of
     * @param all the indices of the samples that it may be asked about; they are attacked together where the last bits
     *     of a sample's logits depend on its batch, so that it does not matter who asks first
     */
    Map<Integer, Counterexample> broken(
            String check,
            Attack attack,
            Set<Integer> wanted,
            Set<Integer> all,
            ThreatModel threatModel,
            RunOptions options,
            Deadline deadline) {
        boolean dependsOnBatch = evaluator.classifier().preferredBatch().isEmpty();
        Map<Integer, Optional<Counterexample>> results = known.computeIfAbsent(
                List.of(check, threatModel, options.queryBudget(), options.seed(), dependsOnBatch ? all : Set.of()),
                unseen -> new HashMap<>());
        Set<Integer> missing = new HashSet<>(dependsOnBatch ? all : wanted);
        missing.removeAll(results.keySet());
        if (!missing.isEmpty()) {
            search(check, attack, missing, threatModel, options, deadline, results);
        }
        Map<Integer, Counterexample> broken = new HashMap<>();
        for (int index : wanted) {
            Optional.ofNullable(results.get(index))
                    .flatMap(result -> result)
                    .ifPresent(found -> broken.put(index, found));
        }
        return broken;
    }

    /** A sample that the time did not suffice for stays unknown. */
    private void search(
            String check,
            Attack attack,
            Set<Integer> missing,
            ThreatModel threatModel,
            RunOptions options,
            Deadline deadline,
            Map<Integer, Optional<Counterexample>> results) {
        deadline.requireNotCancelled();
        Samples samples = evaluator.samples();
        AttackEvaluation evaluation = evaluator
                .on(samples.at(IntStream.range(0, samples.size())
                        .filter(i -> missing.contains(samples.index(i)))
                        .toArray()))
                .evaluate(attack, threatModel, deadline.limit(options), deadline.silent(), StoppingRule.NEVER);
        Map<Integer, Counterexample> found = evaluation.counterexamples(check + " (" + attack.name() + ")").stream()
                .collect(Collectors.toMap(example -> example.outcome().index(), example -> example));
        for (SampleOutcome sample : evaluation.outcomes()) {
            if (sample.outcome() != Outcome.INCONCLUSIVE || !deadline.isOver()) {
                results.put(sample.index(), Optional.ofNullable(found.get(sample.index())));
            }
        }
    }
}
