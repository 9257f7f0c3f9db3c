package org.robustness4j.spark.internal.executor;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What comes back from a task: a report, or why there is none and would be none at another attempt.
 *
 * @param report null when there is a failure
 * @param failure null when there is a report
 * @param isWrongInput whether the failure is the user's to mend: the data, the attack, the threat model
 */
public record TaskResult(
        @Nullable BlockReport report, @Nullable String failure, boolean isWrongInput) implements Serializable {

    public static TaskResult of(BlockReport report) {
        return new TaskResult(report, null, false);
    }

    public static TaskResult failed(String failure, boolean isWrongInput) {
        return new TaskResult(null, failure, isWrongInput);
    }
}
