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
import org.robustness4j.data.Samples;
import org.robustness4j.hardening.HardenedModel.EpochRecord;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.model.internal.TrainableModel;
import org.robustness4j.threat.Perturbation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Epochs of steps, each followed by a checkpoint and a look at how robust it is. */
final class Training {

    private static final Logger LOG = LoggerFactory.getLogger("org.robustness4j.hardening");

    /** A difference between robust accuracies by more than this is no noise. */
    private static final double COLLAPSE = 0.2;

    private final Perturbation.Ball ball;
    private final TrainingRecipe recipe;
    private final TrainingOptions options;
    private final TrainingSet set;
    private final Domain domain;
    private final Checkpoints checkpoints;
    private final TrainingMonitor monitor;
    private final BatchOrder order;

    Training(
            Perturbation.Ball ball,
            TrainingRecipe recipe,
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
        return checkpoints.whileLocked(() -> locked(original));
    }

    private HardenedModel locked(TestedModel original) {
        List<EpochRecord> epochs = new ArrayList<>(checkpoints.read());
        AdaptedModel start = start(original, epochs.size());
        ExecutorService executor = Executors.newFixedThreadPool(options.workers(), Training::daemon);
        try (TrainableModel model = start.trainable(set.training().shape(), options.seed(), options.workers())) {
            requireTrainable(model);
            TrainingStep step =
                    new TrainingStep(model, set.training(), recipe, ball, domain, executor, options.batchSize());
            set.requireLabelsBelow(step.classes());
            while (epochs.size() < options.epochs() && !isOver(epochs)) {
                epochs.add(epoch(model, step, epochs));
                checkpoints.add(epochs, best(counted(epochs)));
                monitor.finished(epochs.get(epochs.size() - 1));
            }
            int best = best(counted(epochs));
            return new HardenedModel(checkpoints.finish(best), epochs, best, model.trainedBy(), domain);
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
        Optional<String> randomness = model.randomness();
        if (recipe.intervals().isPresent()) {
            IntervalStep.problem(ball).ifPresent(problem -> {
                throw new IllegalArgumentException(problem);
            });
            if (recipe.warmUpEpochs() >= options.epochs()) {
                throw new IllegalArgumentException("Epsilon has its full size after " + recipe.warmUpEpochs()
                        + " epochs, but training takes " + options.epochs()
                        + "; take more epochs, or a shorter warm-up and ramp");
            }
        }
        if (recipe.loss().lambda() > 0 && randomness.isPresent()) {
            throw new IllegalArgumentException("The model is trained with " + randomness.get()
                    + ", which is another function each time, so the difference of two of its losses says nothing about its"
                    + " gradient; take AdversarialTraining, or remove it");
        }
    }

    private EpochRecord epoch(TrainableModel model, TrainingStep step, List<EpochRecord> before) {
        long start = System.nanoTime();
        int number = before.size() + 1;
        TrainingStep.Result steps = steps(model, step, number);
        model.endEpoch();
        Path checkpoint = checkpoints.save(model, number);
        Optional<Validation.Accuracy> accuracy = set.validation()
                .map(samples ->
                        new Validation(samples, ball, domain, new RunOptions(options.seed(), options.workers())))
                .map(validation -> validation.of(checkpoint));
        int samples = set.training().size();
        EpochRecord record = new EpochRecord(
                number,
                steps.loss() / samples,
                (double) steps.right() / samples,
                accuracy.map(Validation.Accuracy::clean).orElse(null),
                accuracy.map(Validation.Accuracy::robust).orElse(null),
                accuracy.isPresent() && number > recipe.warmUpEpochs() && hasCollapsed(accuracy.get(), steps, before),
                (System.nanoTime() - start) / 1e9);
        LOG.info("{}", record);
        return record;
    }

    /** The steps of an epoch, summed up. */
    private TrainingStep.Result steps(TrainableModel model, TrainingStep step, int epoch) {
        List<int[]> batches = order.batches(epoch);
        long total = (long) options.epochs() * batches.size();
        TrainingStep.Result sum = TrainingStep.Result.NONE;
        for (int i = 0; i < batches.size(); i++) {
            requireTime();
            long done = (epoch - 1L) * batches.size() + i;
            if (options.learningRate() != null) {
                model.setLearningRate(options.learningRate().at((double) done / total));
            }
            double epsilonShare = recipe.epsilonShare((done + 1.0) / batches.size());
            TrainingStep.Result result = step.run(batches.get(i), epsilonShare, options.seed() * 1_000_003L + epoch);
            if (!Double.isFinite(result.loss()) || !model.isFinite()) {
                throw diverged(epoch, i + 1, result.loss());
            }
            sum = sum.plus(result);
            monitor.stepped(done + 1, total);
        }
        return sum;
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
                        + ". Take a smaller learning rate, or let epsilon grow more slowly");
    }

    private boolean hasCollapsed(Validation.Accuracy accuracy, TrainingStep.Result steps, List<EpochRecord> before) {
        return steps.attacked() > 0
                && hasCollapsed(
                        accuracy.robust(),
                        (double) steps.attackedRight() / steps.attacked(),
                        before,
                        set.validation().map(Samples::size).orElse(0));
    }

    /**
     * Robust accuracy fell far below the best, while the model withstands the attack it is trained with. Twice the
     * largest standard error of a share of two sets of samples is far, and never less than 0.2.
     *
     * @param withstood the share of attacked training points that were classified correctly
     * @param samples that robust accuracy was measured on
     */
    static boolean hasCollapsed(double robust, double withstood, List<EpochRecord> before, int samples) {
        double far = Math.max(COLLAPSE, Math.sqrt(2.0 / samples));
        return robust < bestRobust(before) - far && robust < withstood - far;
    }

    private static double bestRobust(List<EpochRecord> epochs) {
        return epochs.stream()
                .map(EpochRecord::robustAccuracy)
                .mapToDouble(accuracy -> accuracy == null ? 0 : accuracy)
                .max()
                .orElse(0);
    }

    /**
     * The epochs that may be the best: before epsilon has its full size, what a model trained with intervals withstands
     * cannot be proved, however well it withstands attacks.
     */
    private List<EpochRecord> counted(List<EpochRecord> epochs) {
        List<EpochRecord> full = epochs.stream()
                .filter(epoch -> recipe.intervals().isEmpty() || epoch.epoch() > recipe.warmUpEpochs())
                .toList();
        return full.isEmpty() ? epochs : full;
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
        boolean isFull = recipe.intervals().isEmpty() || epochs.size() > recipe.warmUpEpochs();
        return hasCollapsed || (isFull && epochs.size() - firstBest(counted(epochs)) >= options.patience());
    }

    /** The first epoch with the highest robust accuracy: an equal one later is no increase. */
    private static int firstBest(List<EpochRecord> epochs) {
        double best = bestRobust(epochs);
        return epochs.stream()
                .filter(epoch -> epoch.robustAccuracy() != null && epoch.robustAccuracy() == best)
                .mapToInt(EpochRecord::epoch)
                .findFirst()
                .orElse(epochs.size());
    }
}
