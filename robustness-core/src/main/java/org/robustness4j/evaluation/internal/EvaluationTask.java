package org.robustness4j.evaluation.internal;

import java.util.List;
import java.util.stream.IntStream;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Samples;
import org.robustness4j.threat.ThreatModel;

/**
 * Samples to attack, and how.
 *
 * @param model made ready on this machine; it belongs to the calling thread
 * @param samples some of which there may be nothing to attack of
 * @param cleanPredictions what the user's own model takes each of them for
 * @param attack the attack
 * @param threatModel what the adversary may do and wants
 * @param options seed, workers, budgets
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
public record EvaluationTask(
        PreparedModel model,
        Samples samples,
        int[] cleanPredictions,
        Attack attack,
        ThreatModel threatModel,
        RunOptions options) {

    /** Attacks the samples on this machine, with the workers of the options. */
    public EvaluatedPart here(AttackMonitor monitor) {
        return model.evaluate(samples, cleanPredictions, attack, threatModel, options, monitor);
    }

    /**
     * The same task for some of the samples.
     *
     * @param from the position of the first one
     * @param to the position after the last one
     */
    public EvaluationTask part(int from, int to) {
        return new EvaluationTask(
                model,
                samples.where(i -> i >= from && i < to),
                IntStream.range(from, to).map(i -> cleanPredictions[i]).toArray(),
                attack,
                threatModel,
                options);
    }

    /** The same task with other options. */
    EvaluationTask with(RunOptions newOptions) {
        return new EvaluationTask(model, samples, cleanPredictions, attack, threatModel, newOptions);
    }

    /** The number of samples that there is something to attack of. */
    public long attackable() {
        return attackable(0, samples.size());
    }

    /** The number of samples from one position up to another that there is something to attack of. */
    long attackable(int from, int to) {
        return IntStream.range(from, to)
                .filter(i -> threatModel.isAttackable(samples.label(i), cleanPredictions[i]))
                .count();
    }

    /** Where the samples can be divided without changing an outcome. */
    public List<Integer> blockBounds() {
        return samples.blockBounds(options.blockSize(samples.shape()));
    }
}
