package org.robustness4j.spark.internal.executor;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.data.Samples;
import org.robustness4j.data.file.StoredSamples;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.internal.EvaluatedPart;
import org.robustness4j.evaluation.internal.EvaluationTask;
import org.robustness4j.evaluation.internal.PreparedModel;
import org.robustness4j.evaluation.internal.SamplesFingerprint;
import org.robustness4j.internal.results.FailureMessage;
import org.robustness4j.model.internal.HeapTooSmallException;

/**
 * The attack on some blocks, as an executor does it. What it reports is a function of the blocks, so that a second
 * attempt, or the same task on two executors, changes nothing.
 *
 * @param range which blocks
 * @param samples they themselves, null where executors read them
 * @param cleanPredictions what the user's own model takes each sample for, null where the driver does not know
 * @param sentEvaluation what is done to them
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
public record BlockTask(
        BlockRange range,
        @Nullable Samples samples,
        int @Nullable [] cleanPredictions,
        Broadcast<BlockEvaluation> sentEvaluation)
        implements Serializable {

    /** Of a block's samples and points as many are brought to a driver that has no samples, but always one. */
    private static final int MOST_BYTES_OF_A_BLOCK = 1 << 17;

    private static final String DRIVER = "driver";

    /**
     * Does it.
     *
     * @throws IOException if the samples cannot be read now
     */
    public TaskResult result() throws IOException {
        try {
            BlockEvaluation evaluation = sentEvaluation.value();
            PreparedModel model = ModelPool.take(evaluation);
            BlockReport report = evaluation.stored() == null
                    ? sent(evaluation, model, Objects.requireNonNull(samples), Objects.requireNonNull(cleanPredictions))
                    : read(evaluation, model, evaluation.stored());
            ModelPool.giveBack(evaluation, model);
            return TaskResult.of(report);
        } catch (CancellationException e) {
            throw e;
        } catch (HeapTooSmallException e) {
            return TaskResult.failed(outOfMemory(e.reason()), false);
        } catch (OutOfMemoryError e) {
            return TaskResult.failed(outOfMemory(e.getMessage()), false);
        } catch (IllegalArgumentException e) {
            return TaskResult.failed(failure(e), true);
        } catch (RuntimeException | LinkageError e) {
            return TaskResult.failed(failure(e), false);
        }
    }

    private String outOfMemory(@Nullable String reason) {
        return "The attack on " + range + " ran out of memory on " + host() + " (" + reason + "); "
                + (isDriver()
                        ? "raise -Xmx of this process (spark.driver.memory with spark-submit), or use fewer cores,"
                                + " as in local[2]"
                        : "raise spark.executor.memory, or spark.executor.memoryOverhead for memory outside the"
                                + " heap, or lower spark.executor.cores, so that fewer blocks share it");
    }

    /** Of samples that the driver has, it is sent all points. */
    private BlockReport sent(BlockEvaluation evaluation, PreparedModel model, Samples all, int[] predictions) {
        long start = System.nanoTime();
        EvaluatedPart part = part(evaluation, model, all, predictions);
        return report(part, part.brokenPoints(), null, new byte[0], start);
    }

    private BlockReport read(BlockEvaluation evaluation, PreparedModel model, StoredSamples stored) throws IOException {
        long start = System.nanoTime();
        Samples all = stored.read(range.from(), range.to());
        model.requireFits(all);
        int[] predictions = model.predict(all.inputs());
        if (!evaluation.isRandomized()) {
            model.requireAgreement(all, predictions);
        }
        EvaluatedPart part = part(evaluation, model, all, predictions);
        List<Integer> positions = new ArrayList<>();
        List<float[]> points = new ArrayList<>();
        choose(all, part, evaluation.options().blockSize(all.shape()), positions, points);
        return report(
                part,
                points,
                all.at(positions.stream().mapToInt(Integer::intValue).toArray()),
                new SamplesFingerprint(all).ofEach(),
                start);
    }

    private static EvaluatedPart part(BlockEvaluation evaluation, PreparedModel model, Samples all, int[] predictions) {
        return new EvaluationTask(
                        model, all, predictions, evaluation.attack(), evaluation.threatModel(), evaluation.optionsNow())
                .here(AttackMonitor.NONE);
    }

    /** The first broken samples of each block, for people to look at and for a replay. */
    private static void choose(
            Samples all, EvaluatedPart part, int blockSize, List<Integer> positions, List<float[]> points) {
        int most = Math.max(
                1, MOST_BYTES_OF_A_BLOCK / (2 * Float.BYTES * all.shape().features()));
        int inBlock = 0;
        int broken = 0;
        for (int i = 0; i < all.size(); i++) {
            if (all.ordinal(i) % blockSize == 0) {
                inBlock = 0;
            }
            if (part.outcomes().get(i).outcome() == Outcome.BROKEN) {
                if (inBlock < most) {
                    positions.add(i);
                    points.add(part.brokenPoints().get(broken));
                }
                inBlock++;
                broken++;
            }
        }
    }

    private BlockReport report(
            EvaluatedPart part, List<float[]> points, @Nullable Samples brokenSamples, byte[] hashes, long start) {
        return new BlockReport(
                range,
                part.outcomes(),
                points,
                brokenSamples,
                hashes,
                part.forwardEvaluations(),
                part.gradientEvaluations(),
                System.nanoTime() - start,
                host());
    }

    private static boolean isDriver() {
        SparkEnv environment = SparkEnv.get();
        return environment == null || environment.executorId().equals(DRIVER);
    }

    private static String host() {
        SparkEnv environment = SparkEnv.get();
        return isDriver()
                ? "the driver"
                : "executor " + environment.executorId() + " at "
                        + environment.blockManager().blockManagerId().host();
    }

    private String failure(Throwable failure) {
        return "The attack on " + range + " failed on " + host() + ": " + new FailureMessage(failure);
    }
}
