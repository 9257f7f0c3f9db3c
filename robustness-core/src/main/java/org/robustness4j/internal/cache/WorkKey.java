package org.robustness4j.internal.cache;

import java.util.List;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.internal.RepeatableOrder;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.ModelIdentity;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.ThreatModel;

/**
 * Identifies work by all that decides what becomes of a sample: the model, the attack, their code, the threat model,
 * options. Two pieces of work with the same hash do the same to the same samples.
 *
 * @param model the model, and what computes it
 * @param modelCode the classes of the model that no library has, {@link
 *     org.robustness4j.model.internal.AdaptedModel#ownCode()}
 * @param modelName its name for people
 * @param firstLogits the logits of some samples: a normaliser, which is no part of the model's hash, shows in them
 * @param shape of a sample
 * @param attack the attack
 * @param threatModel what the adversary may do and wants
 * @param options seed and budgets
 */
public record WorkKey(
        ModelIdentity model,
        List<Class<?>> modelCode,
        String modelName,
        Matrix firstLogits,
        InputShape shape,
        Attack attack,
        ThreatModel threatModel,
        RunOptions options) {

    /**
     * Another one whenever a key, or what is kept under it, is made otherwise: what earlier builds kept is missed then.
     */
    static final String FORMAT = "robustness4j evaluation 4";

    /**
     * The hash, in hexadecimal.
     *
     * @throws UnknownContentException if something cannot be told from another of its kind
     */
    public String hex() throws UnknownContentException {
        return hex(FORMAT);
    }

    String hex(String format) throws UnknownContentException {
        if (model.sha256().isEmpty()) {
            throw new UnknownContentException(
                    "the SHA-256 of the model " + modelName + ", a " + model.type() + ", is not known");
        }
        CodeHashes code = new CodeHashes();
        ContentHash hash = new ContentHash();
        hash.add(format)
                .add(String.valueOf(Attack.class.getPackage().getImplementationVersion()))
                .add(code.of(Attack.class))
                .add(System.getProperty("os.arch", ""))
                .add(System.getProperty("java.vm.version", ""))
                .add(modelName)
                .add(model.toString())
                .add(firstLogits.values())
                .add(attack.getClass().getName())
                .add(attack.name())
                .add(RepeatableOrder.of(attack.parameters()).toString())
                .add(new ObjectHash(code).of(attack))
                .add(threatModel.goal().name())
                .add(threatModel.target())
                .add(exactly(threatModel.perturbation()))
                .add(deciding(options))
                .add(options.blockSize(shape));
        add(hash, threatModel.domain(), shape.features());
        if (!shape.isPlain()) {
            hash.add("carried").add(shape.masked() ? shape.width() : 0).add(shape.labels());
        }
        for (Class<?> type : modelCode) {
            hash.add(type.getName()).add(code.of(type));
        }
        return hash.hex();
    }

    /** All options but those that change only how long an attack takes; one that is added later counts by itself. */
    private static String deciding(RunOptions options) {
        return options.withWorkers(1).withMemory(null).toString();
    }

    /** Names for people write numbers alike that are not the same to the last bit. */
    private static String exactly(Perturbation perturbation) {
        return perturbation instanceof Perturbation.Ball ball
                ? ball.norm().name() + " " + Double.toHexString(ball.epsilon()) + (ball.perStep() ? " per step" : "")
                : "unbounded";
    }

    private static void add(ContentHash hash, Domain domain, int features) {
        hash.add(new float[] {domain.minimum(), domain.maximum()});
        byte[] mutable = new byte[features];
        for (int i = 0; i < features; i++) {
            mutable[i] = (byte) (domain.isMutable(i) ? 1 : 0);
        }
        hash.add(mutable);
        if (domain.isTokens()) {
            hash.add("indices").add(domain.substitutesSha256().orElse(""));
        }
    }
}
