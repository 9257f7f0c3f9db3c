package org.robustness4j.junit.engine.declaration;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.robustness4j.junit.RobustnessDefaults;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.SuccessRateLimits.Slice;
import org.robustness4j.verdict.VerdictPolicy;

/**
 * What a test declares of success rates.
 *
 * @param maxSuccessRate the limit on all samples, NaN for none
 * @param maxClassSuccessRate the limit on every class, NaN for none
 * @param maxSliceSuccessRate the limit on every slice, NaN for none
 * @param minCertifiedAccuracy the lowest share of samples proved to be robust, NaN for none
 * @param slices the names of the slices, empty for all
 * @param policies how rates are held to limits: one policy, or none for the configured one
 */
public record DeclaredLimits(
        double maxSuccessRate,
        double maxClassSuccessRate,
        double maxSliceSuccessRate,
        double minCertifiedAccuracy,
        List<String> slices,
        List<VerdictPolicy> policies) {

    static final DeclaredLimits NONE = onAllSamples(RobustnessTest.NO_LIMIT);

    static DeclaredLimits onAllSamples(double maxSuccessRate) {
        return new DeclaredLimits(
                maxSuccessRate,
                RobustnessTest.NO_LIMIT,
                RobustnessTest.NO_LIMIT,
                RobustnessTest.NO_LIMIT,
                List.of(),
                List.of());
    }

    static DeclaredLimits of(AnnotationChain chain) {
        return new DeclaredLimits(
                chain.attribute("maxSuccessRate", Double.class),
                chain.attribute("maxClassSuccessRate", Double.class),
                chain.attribute("maxSliceSuccessRate", Double.class),
                chain.attribute("minCertifiedAccuracy", Double.class),
                List.of(chain.attribute("slices", String[].class)),
                List.of(chain.attribute("policy", VerdictPolicy[].class)));
    }

    /** What is left open is as the class has it; unbounded attacks take no limits of their class. */
    DeclaredLimits completedWith(RobustnessDefaults defaults, boolean takesLimits) {
        return new DeclaredLimits(
                completed(maxSuccessRate, defaults.maxSuccessRate(), takesLimits),
                completed(maxClassSuccessRate, defaults.maxClassSuccessRate(), takesLimits),
                completed(maxSliceSuccessRate, defaults.maxSliceSuccessRate(), takesLimits),
                minCertifiedAccuracy,
                slices,
                policies.isEmpty() ? List.of(defaults.policy()) : policies);
    }

    private static double completed(double declared, double byDefault, boolean takesLimits) {
        return Double.isNaN(declared) && takesLimits ? byDefault : declared;
    }

    /** Whether slices that cannot be judged are an error, and not just left out. */
    public boolean needsSlices() {
        return !Double.isNaN(maxSliceSuccessRate) || !slices.isEmpty();
    }

    /** What is wrong with the limits, if anything. */
    Optional<String> limitProblem(boolean ofFakeImages) {
        Map<String, Double> limits = new LinkedHashMap<>();
        limits.put("maxSuccessRate", maxSuccessRate);
        limits.put("maxClassSuccessRate", maxClassSuccessRate);
        limits.put("maxSliceSuccessRate", maxSliceSuccessRate);
        limits.put("minCertifiedAccuracy", minCertifiedAccuracy);
        for (Map.Entry<String, Double> limit : limits.entrySet()) {
            double value = limit.getValue();
            if (!Double.isNaN(value) && !(value >= 0 && value <= 1)) {
                return Optional.of(limit.getKey() + " must lie between 0 and 1 (0.05 is 5 %), but is " + value);
            }
        }
        boolean isGrouped = !Double.isNaN(maxClassSuccessRate) || needsSlices();
        return ofFakeImages && isGrouped
                ? Optional.of("fake images are of no class and no slice; leave maxClassSuccessRate, maxSliceSuccessRate"
                        + " and slices out")
                : Optional.empty();
    }

    /** Whether a limit asks for proofs. */
    boolean needsProofs() {
        return !Double.isNaN(minCertifiedAccuracy);
    }

    /** What is wrong with the policy, if anything. */
    Optional<String> policyProblem() {
        return policies.size() > 1
                ? Optional.of("policy must be one of POINT and CONFIDENT, or be left out, but is " + policies)
                : Optional.empty();
    }

    /**
     * The limits that a result is held to.
     *
     * @param configured the policy for tests that have none of their own
     * @param found the slices of the samples that are attacked
     */
    public SuccessRateLimits on(VerdictPolicy configured, List<Slice> found) {
        return new SuccessRateLimits(
                exact(maxSuccessRate),
                exact(maxClassSuccessRate),
                exact(maxSliceSuccessRate),
                found,
                policies.isEmpty() ? configured : policies.get(0),
                exact(minCertifiedAccuracy));
    }

    private static @Nullable BigDecimal exact(double declared) {
        return Double.isNaN(declared) ? null : BigDecimal.valueOf(declared);
    }
}
