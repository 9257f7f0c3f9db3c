package org.robustness4j.cache;

import java.util.Arrays;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.ThreatModel;

/**
 * All that decides what an evaluation finds, as one hash: model and backend, data, attack with its code and its fields, rules,
 * seed, block size, time budget, and the code of this library. The number of workers and their memory do not.
 *
 * @param evaluator of the model, on the samples
 * @param attack the attack
 * @param threatModel what the adversary may do and wants
 * @param images the number of fake images, when they are what is wanted
 * @param options seed and time budget
 */
public record CacheKey(
        RobustnessEvaluator evaluator, Attack attack, ThreatModel threatModel, int images, RunOptions options) {

    private static final String FORMAT = "robustness4j evaluation 1";

    /** @throws UnknownContentException if something cannot be told from another of its kind */
    String hex() throws UnknownContentException {
        if (evaluator.model().sha256().isEmpty()) {
            throw new UnknownContentException("the SHA-256 of the model " + evaluator.modelName() + ", a "
                    + evaluator.model().type() + ", is not known");
        }
        ContentHash hash = new ContentHash();
        hash.add(FORMAT)
                .add(String.valueOf(Attack.class.getPackage().getImplementationVersion()))
                .add(new CodeHash(Attack.class).hex())
                .add(System.getProperty("os.arch", ""))
                .add(System.getProperty("java.vm.version", ""))
                .add(evaluator.modelName())
                .add(evaluator.model().toString())
                .add(evaluator.firstLogits().values())
                .add(Arrays.toString(evaluator.cleanPredictions()))
                .add(attack.getClass().getName())
                .add(attack.name())
                .add(attack.parameters().toString())
                .add(new ObjectHash().of(attack))
                .add(threatModel.goal().name())
                .add(threatModel.target())
                .add(threatModel.perturbation().toString())
                .add(threatModel.goal() == Goal.FAKE ? images : 0)
                .add(deciding(options))
                .add(options.blockSize(evaluator.samples().shape()));
        add(hash, threatModel.domain(), evaluator.samples().shape().features());
        add(hash, evaluator.samples());
        return hash.hex();
    }

    /** All options but those that change only how long an attack takes; one that is added later counts by itself. */
    private static String deciding(RunOptions options) {
        return options.withWorkers(1).withMemoryPerWorker(1).toString();
    }

    private static void add(ContentHash hash, Domain domain, int features) {
        hash.add(new float[] {domain.minimum(), domain.maximum()});
        byte[] mutable = new byte[features];
        for (int i = 0; i < features; i++) {
            mutable[i] = (byte) (domain.isMutable(i) ? 1 : 0);
        }
        hash.add(mutable);
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
