package org.robustness4j.hardening;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.internal.SamplesFingerprint;
import org.robustness4j.internal.hash.Sha256;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Perturbation;

/**
 * Makes a copy of a model robust. The user's model is never changed: what is trained is a copy, with the model's own
 * updater and, where it has some, the updater's state.
 *
 * <pre>{@code
 * HardenedModel hardened = new Hardening(new Perturbation.Ball(Norm.LINF, 0.1), new AdversarialTraining(), TrainingOptions.epochs(8))
 *         .harden(TestedModel.of(network).range(0, 1), training, Path.of("target/hardened"));
 * }</pre>
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class Hardening {

    /** File systems take names of 255 bytes; the hash behind it tells models apart. */
    private static final int LONGEST_NAME = 150;

    private static final int HASH_DIGITS = 12;

    private final Perturbation.Ball ball;
    private final HardeningMethod method;
    private final TrainingOptions options;

    /**
     * Configures a training.
     *
     * @param method adversarial training or gradient regularisation
     * @param options epochs, batches, learning rate, validation
     * @param ball what the model is to withstand; adversarial training attacks inside it, and robust accuracy is
     *     measured in it
     */
    public Hardening(Perturbation.Ball ball, HardeningMethod method, TrainingOptions options) {
        this.ball = ball;
        this.method = method;
        this.options = options;
    }

    /**
     * Trains a copy of a model.
     *
     * @see #harden(TestedModel, Samples, Path, TrainingMonitor)
     */
    public HardenedModel harden(TestedModel model, Samples training, Path folder) {
        return harden(model, training, folder, TrainingMonitor.NONE);
    }

    /**
     * Trains a copy of a model, or goes on with it where the folder holds a part of the same training.
     *
     * @param model what to start from, with its range declared
     * @param training labelled samples; some are set aside to measure robust accuracy unless the options say otherwise
     * @param folder where checkpoints and the result are written; made if need be
     * @param monitor is told how far the training is, and may cancel it
     * @return the model after the epoch with the highest robust accuracy; of equal ones the last
     * @throws IllegalArgumentException if there are no samples, they do not fit the model or its range, or the model
     *     cannot be trained
     * @throws IllegalStateException if the folder holds another training, or the range is not declared
     * @throws TrainingDivergedException if weights or loss are no longer finite; the last good checkpoint stays
     * @throws java.util.concurrent.CancellationException if the monitor cancels it or the thread is interrupted
     * @throws java.io.UncheckedIOException if a file cannot be read or written
     */
    public HardenedModel harden(TestedModel model, Samples training, Path folder, TrainingMonitor monitor) {
        if (training.size() == 0) {
            throw new IllegalArgumentException(
                    "There are no training samples; give the labelled samples that the model was trained on");
        }
        TrainingSet set = TrainingSet.of(training, options);
        set.requireUsable(model.domain());
        Checkpoints checkpoints = new Checkpoints(folder, settings(model, set));
        Training run =
                new Training(ball, TrainingRecipe.of(method), options, set, model.domain(), checkpoints, monitor);
        return run.of(model);
    }

    /**
     * A name for a folder of checkpoints that no other training has: what the result depends on decides it.
     *
     * @see #harden(TestedModel, Samples, Path)
     */
    public String folderName(TestedModel model, Samples training) {
        String all = settings(model, TrainingSet.of(training, options)).toString();
        String hash = Sha256.hex(all.getBytes(StandardCharsets.UTF_8));
        String name = model.name().replaceAll("[^A-Za-z0-9._-]", "-");
        return name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "-" + hash.substring(0, HASH_DIGITS);
    }

    /** The settings that the result depends on, for the folder of checkpoints. */
    private Map<String, String> settings(TestedModel model, TrainingSet set) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("method", method.name());
        method.parameters().forEach((name, value) -> settings.put(name, value.toString()));
        settings.put("norm", ball.norm().name());
        settings.put("epsilon", ball.epsilon() + (ball.perStep() ? " per step" : ""));
        settings.put(
                "range", "[" + model.domain().minimum() + ", " + model.domain().maximum() + "]");
        options.parameters().forEach((name, value) -> settings.put(name, value.toString()));
        settings.put("model", model.model().trainingFingerprint(set.training().shape()));
        settings.put("training", new SamplesFingerprint(set.training()).sha256());
        settings.put(
                "validation",
                set.validation()
                        .map(samples -> new SamplesFingerprint(samples).sha256())
                        .orElse("none"));
        return settings;
    }
}
