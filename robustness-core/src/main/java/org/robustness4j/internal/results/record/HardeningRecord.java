package org.robustness4j.internal.results.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.robustness4j.evaluation.internal.Percentage;
import org.robustness4j.hardening.HardenedModel;
import org.robustness4j.hardening.HardenedModel.EpochRecord;
import org.robustness4j.hardening.HardeningMethod;
import org.robustness4j.hardening.TrainingOptions;
import org.robustness4j.hardening.internal.RobustnessComparison;
import org.robustness4j.verdict.Verdict;

/**
 * What hardening bought, as it is stored. In files the fields of the training stand beside the others.
 *
 * @param training how the model was trained
 * @param attacks both models under each attack
 * @param verdictAfter of the hardened model on the limits of the test, under its own attack and without checks; null in
 *     files of earlier builds
 * @param curveBy the attack behind the curve
 * @param curve robust accuracy against epsilon
 * @param stillBroken pictures of samples that break the hardened model too
 * @param stillChanged what changed in such samples that have no picture; in files left out when there are none
 */
public record HardeningRecord(
        @JsonUnwrapped Training training,
        List<Attacked> attacks,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Verdict verdictAfter,
        String curveBy,
        List<Point> curve,
        List<PictureRecord> stillBroken,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ChangesRecord> stillChanged) {

    public HardeningRecord {
        attacks = List.copyOf(attacks);
        curve = List.copyOf(curve);
        stillBroken = List.copyOf(stillBroken);
        stillChanged = List.copyOf(stillChanged);
    }

    /**
     * How a model was trained.
     *
     * @param method by which method
     * @param parameters of the method
     * @param options of the training
     * @param trainedBy what computed the gradients of the weights
     * @param file the hardened model, relative to the folder of the result file
     * @param seconds how long training took
     * @param bestEpoch the epoch that the file holds
     * @param epochs what each epoch came to
     */
    public record Training(
            String method,
            Map<String, Object> parameters,
            Map<String, Object> options,
            String trainedBy,
            String file,
            double seconds,
            int bestEpoch,
            List<Epoch> epochs) {

        public Training {
            parameters = inOrder(parameters);
            options = inOrder(options);
            epochs = List.copyOf(epochs);
        }
    }

    /**
     * The figures of one epoch of training.
     *
     * @param epoch from 1
     * @param loss the mean of what was minimised
     * @param trainingAccuracy the share of the points trained on that were classified correctly
     * @param cleanAccuracy on the samples that are not trained on; null where there are none
     * @param robustAccuracy the share of them that the model still classifies correctly under PGD; null where there are
     *     none
     * @param collapsed whether robust accuracy fell far below the best: catastrophic overfitting
     * @param seconds how long it took
     */
    public record Epoch(
            int epoch,
            double loss,
            double trainingAccuracy,
            @Nullable Double cleanAccuracy,
            @Nullable Double robustAccuracy,
            boolean collapsed,
            double seconds) {

        static Epoch of(EpochRecord epoch) {
            return new Epoch(
                    epoch.epoch(),
                    epoch.loss(),
                    epoch.trainingAccuracy(),
                    epoch.cleanAccuracy(),
                    epoch.robustAccuracy(),
                    epoch.collapsed(),
                    epoch.seconds());
        }
    }

    /**
     * Robust accuracy with an epsilon.
     *
     * @param before of the model as it was
     * @param after of the hardened one
     */
    public record Point(double epsilon, double before, double after) {

        static Point of(RobustnessComparison.Point point) {
            return new Point(point.epsilon(), point.before(), point.after());
        }
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

        static Attacked of(RobustnessComparison.Pair pair) {
            return new Attacked(
                    pair.before().attack().name(),
                    pair.isOwn(),
                    pair.before().attack().parameters(),
                    pair.before().attack().seed(),
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

    /** Copies what is stored of a hardening and of the attacks on its result. */
    public static HardeningRecord of(
            HardeningMethod method,
            TrainingOptions options,
            HardenedModel hardened,
            String file,
            RobustnessComparison.Result outcome,
            Verdict verdictAfter,
            List<PictureRecord> stillBroken,
            List<ChangesRecord> stillChanged) {
        return new HardeningRecord(
                new Training(
                        method.name(),
                        method.parameters(),
                        options.parameters(),
                        hardened.trainedBy(),
                        file,
                        hardened.seconds(),
                        hardened.bestEpoch(),
                        hardened.epochs().stream().map(Epoch::of).toList()),
                outcome.pairs().stream().map(Attacked::of).toList(),
                verdictAfter,
                outcome.curveBy(),
                outcome.curve().stream().map(Point::of).toList(),
                stillBroken,
                stillChanged);
    }

    /** The hardened model, relative to the folder of the result file. */
    public String file() {
        return training.file();
    }

    /**
     * A copy that is written in the order of the original; that of {@link Map#copyOf} is another one in each process.
     */
    private static Map<String, Object> inOrder(Map<String, Object> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** What it bought, for people; and if that is not enough, why, and what to try. */
    public String summary() {
        return figures() + shortfall();
    }

    private String figures() {
        Accuracy before = attacks.get(0).before();
        Accuracy after = attacks.get(0).after();
        return String.format(
                Locale.ROOT,
                "Hardening with %s (%s, %.0f s) takes clean accuracy from %s to %s and robust accuracy %s; the hardened"
                        + " model is %s, beside the results.",
                training.method(),
                training.epochs().size() == 1 ? "1 epoch" : training.epochs().size() + " epochs",
                training.seconds(),
                before.clean().percent(),
                after.clean().percent(),
                attacks.stream()
                        .map(attacked -> "under " + attacked.title() + " from "
                                + attacked.before().robust().percent() + " to "
                                + attacked.after().robust().percent())
                        .collect(Collectors.joining(", ")),
                training.file());
    }

    /**
     * What is not as hoped. Both models were attacked on the same samples, so that a rate of the one outside the
     * interval of the other's is no chance.
     */
    private String shortfall() {
        Accuracy before = attacks.get(0).before();
        Accuracy after = attacks.get(0).after();
        List<String> missing = new ArrayList<>();
        boolean isMoreRobust = after.robust().lower() > before.robust().value();
        boolean isLessRobust = after.robust().upper() < before.robust().value();
        if (!isMoreRobust) {
            missing.add(String.format(
                    Locale.ROOT,
                    "robust accuracy under %s is %s (95 %% interval %s to %s, from %s)",
                    attacks.get(0).title(),
                    isLessRobust ? "lower than before" : "not known to be higher",
                    Percentage.brief(after.robust().lower()),
                    Percentage.brief(after.robust().upper()),
                    before.robust().percent()));
        }
        if (verdictAfter == Verdict.FAIL) {
            missing.add("the limit of the test is still missed");
        } else if (verdictAfter == Verdict.INCONCLUSIVE) {
            missing.add("the limit of the test is not known to be met");
        }
        boolean isLessAccurate = after.clean().upper() < before.clean().value();
        if (isLessAccurate) {
            missing.add("clean accuracy is lost");
        }
        if (missing.isEmpty()) {
            return "";
        }
        return (isMoreRobust ? " It is not enough yet: " : isLessRobust ? " It did harm: " : " It bought nothing: ")
                + String.join(", and ", missing)
                + "; try " + remedies(isLessAccurate) + ".";
    }

    private String remedies(boolean isLessAccurate) {
        String other =
                training.method().equals("AdversarialTraining") ? "GradientRegularization" : "AdversarialTraining";
        return "more epochs than " + training.epochs().size()
                + ", a lower learning rate (@Harden(learningRate)), more training samples, or " + other
                + (isLessAccurate
                        ? ", and for clean accuracy a part of clean samples (AdversarialTraining.share)"
                        : "");
    }
}
