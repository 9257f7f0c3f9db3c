package org.robustness4j.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.EvaluatedPart;
import org.robustness4j.evaluation.Fingerprint;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.PreparedModel;
import org.robustness4j.evaluation.Work;

/**
 * The attack on some blocks, as an executor does it. What it reports is a function of the blocks, so that a second attempt,
 * or the same task on two executors, changes nothing.
 *
 * @param range which blocks
 * @param samples where they are
 * @param cleanPredictions what the user's own model takes each sample for, null where the driver does not know
 * @param work what is done to them
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
record BlockTask(BlockRange range, BlockSamples samples, int @Nullable [] cleanPredictions, Broadcast<BlockWork> work)
        implements Serializable {

    private static final int MOST_BYTES = 1 << 20;

    /**
     * Does it.
     *
     * @throws IOException if the samples cannot be read now
     */
    TaskResult result() throws IOException {
        try {
            BlockWork todo = work.value();
            PreparedModel model = ModelPool.take(todo);
            BlockReport report = report(todo, model);
            ModelPool.giveBack(todo, model);
            return TaskResult.of(report);
        } catch (CancellationException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            return TaskResult.failed(
                    "The attack on " + range + " ran out of memory on " + host() + " (" + e.getMessage()
                            + "); raise spark.executor.memory, or spark.executor.memoryOverhead for memory outside the heap,"
                            + " or lower spark.executor.cores, so that fewer blocks share it",
                    false);
        } catch (IllegalArgumentException e) {
            return TaskResult.failed("The attack on " + range + " failed on " + host() + ": " + message(e), true);
        } catch (RuntimeException | LinkageError e) {
            return TaskResult.failed("The attack on " + range + " failed on " + host() + ": " + message(e), false);
        }
    }

    private BlockReport report(BlockWork todo, PreparedModel model) throws IOException {
        long start = System.nanoTime();
        Samples all = samples.read();
        EvaluatedPart part = new Work(
                        model, all, predictions(model, all), todo.attack(), todo.threatModel(), todo.optionsNow())
                .here(AttackMonitor.NONE);
        int kept = todo.bringsSamples() ? Math.min(part.brokenPoints().size(), mostPoints(all)) : 0;
        return new BlockReport(
                range,
                part.outcomes(),
                todo.bringsSamples() ? List.copyOf(part.brokenPoints().subList(0, kept)) : part.brokenPoints(),
                todo.bringsSamples()
                        ? all.at(IntStream.range(0, all.size())
                                .filter(i -> part.outcomes().get(i).outcome() == Outcome.BROKEN)
                                .limit(kept)
                                .toArray())
                        : null,
                todo.bringsSamples() ? new Fingerprint(all).ofEach() : new byte[0],
                part.forwardEvaluations(),
                part.gradientEvaluations(),
                System.nanoTime() - start,
                host());
    }

    /** Samples and points that are brought, for people to look at and for a replay, are a megabyte at most, or one. */
    private static int mostPoints(Samples samples) {
        return Math.max(1, MOST_BYTES / (2 * Float.BYTES * samples.shape().features()));
    }

    private int[] predictions(PreparedModel model, Samples all) {
        if (cleanPredictions != null) {
            return cleanPredictions;
        }
        model.requireFits(all);
        int[] predictions = model.predict(all.inputs());
        if (!work.value().isRandomized()) {
            model.requireAgreement(all, predictions);
        }
        return predictions;
    }

    private static String host() {
        SparkEnv environment = SparkEnv.get();
        return environment == null
                ? "this machine"
                : "executor " + environment.executorId() + " at "
                        + environment.blockManager().blockManagerId().host();
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
