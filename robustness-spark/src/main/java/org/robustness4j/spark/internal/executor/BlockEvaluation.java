package org.robustness4j.spark.internal.executor;

import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.file.StoredSamples;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.ThreatModel;

/**
 * What is done to every block of a job.
 *
 * @param model what is attacked
 * @param modelKey tells it from other models that the same executor may have at hand
 * @param shape of a sample
 * @param stored the data set, null where the driver has the samples and sends them with each task
 * @param isRandomized whether the model's own output is random, so that no classifier can agree with it
 * @param attack how
 * @param threatModel what the adversary may do and wants
 * @param options seed and budgets
 * @param deadline when the time is up, in milliseconds since 1970, null when there is time enough
 */
public record BlockEvaluation(
        Broadcast<TestedModel.Portable> model,
        String modelKey,
        InputShape shape,
        @Nullable StoredSamples stored,
        boolean isRandomized,
        Attack attack,
        ThreatModel threatModel,
        RunOptions options,
        @Nullable Long deadline)
        implements Serializable {

    public static @Nullable Long deadline(RunOptions options) {
        return options.timeBudget() == null
                ? null
                : System.currentTimeMillis() + options.timeBudget().toMillis();
    }

    /** One task is one worker; it has what is left of the time, at least the shortest that there is. */
    public RunOptions optionsNow() {
        RunOptions own = options.withWorkers(1);
        return deadline == null
                ? own
                : own.within(Duration.ofNanos(
                        Math.max(1, TimeUnit.MILLISECONDS.toNanos(deadline - System.currentTimeMillis()))));
    }
}
