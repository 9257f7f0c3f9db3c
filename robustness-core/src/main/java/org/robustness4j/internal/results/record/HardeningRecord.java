package org.robustness4j.internal.results.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.robustness4j.hardening.EpochRecord;
import org.robustness4j.hardening.HardenedModel;
import org.robustness4j.hardening.HardeningMethod;
import org.robustness4j.hardening.TrainingOptions;
import org.robustness4j.hardening.internal.Reattack;

/**
 * What hardening bought, as it is stored.
 *
 * @param method how the model was trained
 * @param parameters of the method
 * @param options of the training
 * @param trainedBy what computed the gradients of the weights
 * @param file the hardened model, relative to the folder of the result file
 * @param seconds how long training took
 * @param bestEpoch the epoch that the file holds
 * @param epochs what each epoch came to
 * @param attacks both models under each attack
 * @param curveBy the attack behind the curve
 * @param curve robust accuracy against epsilon
 * @param stillBroken pictures of samples that break the hardened model too
 */
public record HardeningRecord(
        String method,
        Map<String, Object> parameters,
        Map<String, Object> options,
        String trainedBy,
        String file,
        double seconds,
        int bestEpoch,
        List<EpochRecord> epochs,
        List<Attacked> attacks,
        String curveBy,
        List<Reattack.Point> curve,
        List<PictureRecord> stillBroken) {

    public HardeningRecord {
        parameters = inOrder(parameters);
        options = inOrder(options);
        epochs = List.copyOf(epochs);
        attacks = List.copyOf(attacks);
        curve = List.copyOf(curve);
        stillBroken = List.copyOf(stillBroken);
    }

    /**
     * Both models under one attack.
     *
     * @param attack its name
     * @param isOwn whether it is the test's own, run as the test runs it, but for the seed
     * @param parameters of the attack
     * @param seed of the attack, unlike that of the test and of training
     * @param before the model as it was
     * @param after the hardened one
     */
    public record Attacked(
            String attack, boolean isOwn, Map<String, Object> parameters, long seed, Accuracy before, Accuracy after) {

        public Attacked {
            parameters = inOrder(parameters);
        }

        /** The attack's name, and whether it is the test's own. */
        public String title() {
            if (isOwn) {
                return "the test's own " + attack;
            }
            Object restarts = parameters.get("restarts");
            return restarts == null ? attack : attack + " with " + restarts + " restarts";
        }

        static Attacked of(Reattack.Pair pair) {
            return new Attacked(
                    pair.before().attack(),
                    pair.isOwn(),
                    pair.before().parameters(),
                    pair.before().seed(),
                    new Accuracy(
                            RateRecord.of(pair.before().cleanAccuracy()),
                            RateRecord.of(pair.before().robustAccuracy())),
                    new Accuracy(
                            RateRecord.of(pair.after().cleanAccuracy()),
                            RateRecord.of(pair.after().robustAccuracy())));
        }
    }

    /**
     * How often a model is right.
     *
     * @param clean without attack
     * @param robust under attack
     */
    public record Accuracy(RateRecord clean, RateRecord robust) {}

    /** What is stored of a hardening and of the attacks on its result. */
    public static HardeningRecord of(
            HardeningMethod method,
            TrainingOptions options,
            HardenedModel hardened,
            String file,
            Reattack.Outcome outcome,
            List<PictureRecord> stillBroken) {
        return new HardeningRecord(
                method.name(),
                method.parameters(),
                options.parameters(),
                hardened.trainedBy(),
                file,
                hardened.seconds(),
                hardened.bestEpoch(),
                hardened.epochs(),
                outcome.pairs().stream().map(Attacked::of).toList(),
                outcome.curveBy(),
                outcome.curve(),
                stillBroken);
    }

    /** A copy that is written in the order of the original; that of {@link Map#copyOf} is another one in each process. */
    private static Map<String, Object> inOrder(Map<String, Object> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** What it bought, in one sentence for people. */
    public String summary() {
        Accuracy before = attacks.get(0).before();
        Accuracy after = attacks.get(0).after();
        return String.format(
                Locale.ROOT,
                "Hardening with %s (%s, %.0f s) takes clean accuracy from %s to %s and robust accuracy %s; the hardened"
                        + " model is %s, beside the results.",
                method,
                epochs.size() == 1 ? "1 epoch" : epochs.size() + " epochs",
                seconds,
                before.clean().percent(),
                after.clean().percent(),
                attacks.stream()
                        .map(attacked -> "under " + attacked.title() + " from "
                                + attacked.before().robust().percent() + " to "
                                + attacked.after().robust().percent())
                        .collect(Collectors.joining(", ")),
                file);
    }
}
