package org.robustness4j.internal.results.record;

import org.jspecify.annotations.Nullable;
import org.robustness4j.evaluation.AttackEvaluation;

/**
 * The model of an evaluation.
 *
 * @param name for people
 * @param type its class
 * @param sha256 the hash of structure and weights; empty when not known
 * @param parameters the number of its parameters; 0 when not known
 * @param backend what computed it: library and device of its own output, and of the logits that attacks followed
 * @param classes the number of its classes, null in files of earlier releases
 * @param logitsSha256 the hash of its logits for the first samples: what tells models apart whose own hash is not
 *     known; null in files of earlier releases
 */
public record ModelRecord(
        String name,
        String type,
        String sha256,
        long parameters,
        String backend,
        @Nullable Integer classes,
        @Nullable String logitsSha256) {

    static ModelRecord of(AttackEvaluation evaluation, @Nullable String logitsSha256) {
        return new ModelRecord(
                evaluation.model().name(),
                evaluation.model().identity().type(),
                evaluation.model().identity().sha256(),
                evaluation.model().identity().parameters(),
                evaluation.model().identity().backend(),
                evaluation.model().classes(),
                logitsSha256);
    }
}
