package org.robustness4j.internal.results.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.model.internal.ClassNames;
import org.robustness4j.verdict.GroupTally;

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
 * @param classNames one for each class, or none; in files they are left out when there are none
 */
public record ModelRecord(
        String name,
        String type,
        String sha256,
        long parameters,
        String backend,
        @Nullable Integer classes,
        @Nullable String logitsSha256,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> classNames) {

    public ModelRecord {
        classNames = List.copyOf(classNames);
    }

    static ModelRecord of(AttackEvaluation evaluation, @Nullable String logitsSha256) {
        return new ModelRecord(
                evaluation.model().name(),
                evaluation.model().identity().type(),
                evaluation.model().identity().sha256(),
                evaluation.model().identity().parameters(),
                evaluation.model().identity().backend(),
                evaluation.model().classes(),
                logitsSha256,
                evaluation.model().classNames());
    }

    /** The name of a class, its number if it has none. */
    public String className(int label) {
        return new ClassNames(classNames).of(label);
    }

    /** The name of a class with its number, as in {@code cat (3)}; the number alone if it has no name. */
    public String classNameWithNumber(int label) {
        return new ClassNames(classNames).withNumber(label);
    }

    /** The name of a class or slice for people. */
    public String title(GroupRecord group) {
        return group.kind() == GroupTally.Kind.CLASS
                ? new ClassNames(classNames).withNumber(group.name())
                : group.name();
    }
}
