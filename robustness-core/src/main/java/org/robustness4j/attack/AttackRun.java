package org.robustness4j.attack;

import java.util.List;

/**
 * What an attack found.
 *
 * @param candidates one for each sample attacked, in their order
 * @param blockSize the number of consecutive samples that were attacked together
 */
public record AttackRun(List<Candidate> candidates, int blockSize) {

    /** How often a sample was run through the model. */
    public long forwardEvaluations() {
        return candidates.stream().mapToLong(Candidate::forwardEvaluations).sum();
    }

    /** How many input gradients were taken. */
    public long gradientEvaluations() {
        return candidates.stream().mapToLong(Candidate::gradientEvaluations).sum();
    }
}
