package org.robustness4j.attack.query;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.MinimalDistanceAttack;
import org.robustness4j.attack.ModelAccess;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.Requirements;
import org.robustness4j.threat.Norm;

/**
 * HopSkipJump: from a random image of another class along the boundary towards the sample, by predicted classes alone.
 * The direction in which the boundary comes nearer is estimated from the predictions at random points around the
 * current one.
 *
 * <p>Chen, Jordan, Wainwright: HopSkipJumpAttack, a query-efficient decision-based attack, arXiv 1904.02144, algorithms
 * 1 and 2. Where no random image is of a class wanted it gives up, and the sample is inconclusive.
 */
@API(status = Status.STABLE, since = "0.1")
public final class HopSkipJump extends MinimalDistanceAttack {

    private final int iterations;
    private final int evaluations;

    /** L2. */
    public HopSkipJump() {
        this(Norm.L2);
    }

    /** 40 iterations, the first with 100 predictions around the point; some 17,000 predictions a sample. */
    public HopSkipJump(Norm norm) {
        this(norm, 40, 100);
    }

    /**
     * Sets the effort.
     *
     * @param norm LINF or L2, where the threat model has no ball
     * @param iterations the number of steps along the boundary
     * @param evaluations the number of predictions that estimate the first direction; the t-th takes sqrt(t) times as
     *     many
     * @throws IllegalArgumentException if the norm is L1, or a number less than 1
     */
    public HopSkipJump(Norm norm, int iterations, int evaluations) {
        super(norm, Norm.LINF, Norm.L2);
        this.iterations = Requirements.steps(iterations);
        this.evaluations = Requirements.steps(evaluations);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        return new HopSkipJumpSearch(sample, norm(sample), iterations, evaluations);
    }

    @Override
    protected ModelAccess access() {
        return ModelAccess.DECISIONS;
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("iterations", iterations);
        parameters.put("evaluations", evaluations);
        return parameters;
    }
}
