package org.robustness4j.hardening;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Domain;
import org.robustness4j.model.AdaptedModel;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.TrainableModel;
import org.robustness4j.threat.Perturbation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Epochs of steps, each followed by a checkpoint and a look at how robust it is. */
final class Training {

    private static final Logger LOG = LoggerFactory.getLogger("org.robustness4j.hardening");

    /** A fall of robust accuracy from its best by more than this, in one epoch, is no noise. */
    private static final double COLLAPSE = 0.2;

    private final Perturbation.Ball ball;
    private final Recipe recipe;
    private final TrainingOptions options;
    private final TrainingSet set;
    private final Domain domain;
    private final Checkpoints checkpoints;
    private final TrainingMonitor monitor;
    private final BatchOrder order;

    Training(
            Perturbation.Ball ball,
            Recipe recipe,
            TrainingOptions options,
            TrainingSet set,
            Domain domain,
            Checkpoints checkpoints,
            TrainingMonitor monitor) {
        this.ball = ball;
        this.recipe = recipe;
        this.options = options;
        this.set = set;
        this.domain = domain;
        this.checkpoints = checkpoints;
        this.monitor = monitor;
        this.order = new BatchOrder(set.training().size(), options.batchSize(), options.seed());
    }

    HardenedModel of(TestedModel original) {
        List<EpochRecord> epochs = new ArrayList<>(checkpoints.read());
        AdaptedModel start = start(original, epochs.size());
        ExecutorService executor = Executors.newFixedThreadPool(options.workers(), Training::daemon);
        try (TrainableModel model = start.trainable(set.training().shape(), options.seed(), options.workers())) {
            requireTrainable(model);
            TrainingStep step =
                    new TrainingStep(model, set.training(), recipe, ball, domain, executor, options.batchSize());
            while (epochs.size() < options.epochs() && !isOver(epochs)) {
                epochs.add(epoch(model, step, epochs));
                checkpoints.add(epochs, best(epochs));
                monitor.finished(epochs.get(epochs.size() - 1));
            }
            return new HardenedModel(checkpoints.finish(best(epochs)), epochs, best(epochs), model.trainedBy(), domain);
        } finally {
            executor.shutdownNow();
        }
    }

    private AdaptedModel start(TestedModel original, int epochsDone) {
        if (epochsDone > 0) {
            return TestedModel.of(checkpoints.model(epochsDone)).model();
        }
        return options.isFromScratch() ? original.model().untrained() : original.model();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "robustness-hardening");
        thread.setDaemon(true);
        return thread;
    }

    private void requireTrainable(TrainableModel model) {
        set.training().requireLabelsBelow(model.classes());
        Optional<String> randomness = model.randomness();
        if (recipe.loss().lambda() > 0 && randomness.isPresent()) {
            throw new IllegalArgumentException("The model is trained with " + randomness.get()
                    + ", which is another function each time, so the difference of two of its losses says nothing about its"
                    + " gradient; take AdversarialTraining, or remove it");
        }
    }

    private EpochRecord epoch(TrainableModel model, TrainingStep step, List<EpochRecord> before) {
        long start = System.nanoTime();
        int number = before.size() + 1;
        List<int[]> batches = order.batches(number);
        double loss = 0;
        long right = 0;
        for (int i = 0; i < batches.size(); i++) {
            requireTime();
            long done = (long) before.size() * batches.size() + i;
            long total = (long) options.epochs() * batches.size();
            if (options.learningRate() != null) {
                model.setLearningRate(options.learningRate().at((double) done / total));
            }
            double epsilonShare = recipe.epsilonShare((done + 1.0) / batches.size());
            TrainingStep.Result result = step.run(batches.get(i), epsilonShare, options.seed() * 1_000_003L + number);
            if (!Double.isFinite(result.loss()) || !model.isFinite()) {
                throw diverged(number, i + 1, result.loss());
            }
            loss += result.loss();
            right += result.right();
            monitor.stepped(done + 1, total);
        }
        model.endEpoch();
        Path checkpoint = checkpoints.save(model, number);
        Optional<Validation.Accuracy> accuracy = set.validation()
                .map(samples ->
                        new Validation(samples, ball, domain, new RunOptions(options.seed(), options.workers())))
                .map(validation -> validation.of(checkpoint));
        int samples = set.training().size();
        EpochRecord record = new EpochRecord(
                number,
                loss / samples,
                (double) right / samples,
                accuracy.map(Validation.Accuracy::clean).orElse(null),
                accuracy.map(Validation.Accuracy::robust).orElse(null),
                accuracy.isPresent() && hasCollapsed(accuracy.get().robust(), before),
                (System.nanoTime() - start) / 1e9);
        LOG.info("{}", record);
        return record;
    }

    private void requireTime() {
        if (monitor.isCancelled() || Thread.currentThread().isInterrupted()) {
            throw new CancellationException(
                    "Hardening was cancelled; it goes on from its last checkpoint when it is run again");
        }
    }

    private TrainingDivergedException diverged(int epoch, int step, double loss) {
        return new TrainingDivergedException(
                "Training came to numbers that are not finite in step " + step + " of epoch "
                        + epoch + ", at a loss of " + loss + "; "
                        + (epoch > 1
                                ? "the last good model is "
                                        + checkpoints.model(epoch - 1).toAbsolutePath()
                                : "there is no checkpoint yet")
                        + ". Take a smaller learning rate, or let epsilon grow with warmUp");
    }

    static boolean hasCollapsed(double robust, List<EpochRecord> before) {
        return robust < bestRobust(before) - COLLAPSE;
    }

    private static double bestRobust(List<EpochRecord> epochs) {
        return epochs.stream()
                .map(EpochRecord::robustAccuracy)
                .mapToDouble(accuracy -> accuracy == null ? 0 : accuracy)
                .max()
                .orElse(0);
    }

    /** The last epoch with the highest robust accuracy; the last of all where nothing was measured. */
    private static int best(List<EpochRecord> epochs) {
        double best = bestRobust(epochs);
        int number = 0;
        for (EpochRecord epoch : epochs) {
            Double robust = epoch.robustAccuracy();
            if (robust == null || robust == best) {
                number = epoch.epoch();
            }
        }
        return number;
    }

    private boolean isOver(List<EpochRecord> epochs) {
        boolean hasCollapsed =
                !epochs.isEmpty() && epochs.get(epochs.size() - 1).collapsed();
        return hasCollapsed || epochs.size() - best(epochs) >= options.patience();
    }
}
