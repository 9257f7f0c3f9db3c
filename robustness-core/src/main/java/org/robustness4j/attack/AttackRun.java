package org.robustness4j.attack;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The result of {@link Attack#run}: the best point found for each sample, and what it cost.
 *
 * @param candidates one for each sample attacked, in their order
 * @param blockSize the number of consecutive samples that were attacked together
 */
@API(status = Status.STABLE, since = "0.1")
public record AttackRun(List<Candidate> candidates, int blockSize) {

    /** The number of times that a sample was run through the model. */
    public long forwardEvaluations() {
        return candidates.stream().mapToLong(Candidate::forwardEvaluations).sum();
    }

    /** The number of input gradients that were computed. */
    public long gradientEvaluations() {
        return candidates.stream().mapToLong(Candidate::gradientEvaluations).sum();
    }
}
