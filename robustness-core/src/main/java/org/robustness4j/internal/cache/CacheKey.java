package org.robustness4j.internal.cache;

import java.util.Arrays;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.ThreatModel;

/**
 * All that decides what an evaluation finds, as one hash: model and backend, data, attack with its code and its fields,
 * rules, seed, block size, time budget, and the code of this library. The number of workers and their memory do not.
 *
 * @param evaluator of the model, on the samples
 * @param attack the attack
 * @param threatModel what the adversary may do and wants
 * @param images the number of fake images, when they are what is wanted
 * @param options seed and time budget
 */
public record CacheKey(
        RobustnessEvaluator evaluator, Attack attack, ThreatModel threatModel, int images, RunOptions options) {

    /** @throws UnknownContentException if something cannot be told from another of its kind */
    String hex() throws UnknownContentException {
        return hex(WorkKey.FORMAT);
    }

    String hex(String format) throws UnknownContentException {
        WorkKey work = new WorkKey(
                evaluator.model(),
                evaluator.preparedModel().model().model().code(),
                evaluator.modelName(),
                evaluator.firstLogits(),
                evaluator.samples().shape(),
                attack,
                threatModel,
                options);
        ContentHash hash = new ContentHash()
                .add(work.hex(format))
                .add(Arrays.toString(evaluator.cleanPredictions()))
                .add(threatModel.goal() == Goal.FAKE ? images : 0);
        add(hash, evaluator.samples());
        return hash.hex();
    }

    private static void add(ContentHash hash, Samples samples) {
        hash.add(samples.shape().toString()).add(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            hash.add(samples.index(i))
                    .add(samples.ordinal(i))
                    .add(samples.label(i))
                    .add(samples.input(i));
        }
    }
}
