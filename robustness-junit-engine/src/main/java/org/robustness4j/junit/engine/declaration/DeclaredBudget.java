package org.robustness4j.junit.engine.declaration;

import java.time.Duration;
import java.util.Optional;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.junit.RobustnessDefaults;
import org.robustness4j.junit.RobustnessSuite;
import org.robustness4j.junit.RobustnessTest;

/**
 * What a test declares of an attack's cost.
 *
 * @param seconds how long the attack may take, {@link RobustnessTest#NO_TIME_LIMIT} for any time
 * @param proofSeconds how long a proof is sought for each sample, {@link RobustnessTest#NO_PROOF_TIME} where it is not said
 * @param queries how often the model may be run on each sample, {@link RobustnessTest#NO_QUERY_LIMIT} for any number
 */
public record DeclaredBudget(double seconds, double proofSeconds, long queries) {

    static final DeclaredBudget ANY = new DeclaredBudget(
            RobustnessTest.NO_TIME_LIMIT, RobustnessTest.NO_PROOF_TIME, RobustnessTest.NO_QUERY_LIMIT);

    static DeclaredBudget of(AnnotationChain chain) {
        return new DeclaredBudget(
                chain.attribute("timeBudgetSeconds", Double.class),
                chain.attribute("proofSeconds", Double.class),
                chain.attribute("queryBudget", Long.class));
    }

    static DeclaredBudget of(RobustnessSuite suite) {
        return new DeclaredBudget(
                suite.timeBudgetSeconds(), RobustnessTest.NO_PROOF_TIME, RobustnessTest.NO_QUERY_LIMIT);
    }

    DeclaredBudget completedWith(RobustnessDefaults defaults) {
        return new DeclaredBudget(
                Double.isInfinite(seconds) ? defaults.timeBudgetSeconds() : seconds, proofSeconds, queries);
    }

    Optional<String> problem() {
        if (!(seconds > 0)) {
            return Optional.of("timeBudgetSeconds must be a positive number, but is " + seconds);
        }
        if (!(proofSeconds >= 0) || Double.isInfinite(proofSeconds)) {
            return Optional.of("proofSeconds must be a positive number, or be left out, but is " + proofSeconds);
        }
        return queries < 0
                ? Optional.of("queryBudget must be positive, or 0 for any number, but is " + queries)
                : Optional.empty();
    }

    /** The options, with both budgets. */
    public RunOptions within(RunOptions options) {
        RunOptions limited = affordable(options);
        return Double.isInfinite(seconds) ? limited : limited.within(Duration.ofNanos((long) (seconds * 1e9)));
    }

    /** Whether proofs are asked for. */
    boolean needsProofs() {
        return proofSeconds > 0;
    }

    /**
     * The options, with the time for proofs.
     *
     * @param configured how long where it is not declared
     */
    RunOptions proving(RunOptions options, Duration configured) {
        return options.withProofs(needsProofs() ? Duration.ofNanos((long) (proofSeconds * 1e9)) : configured);
    }

    /** The options, with the number of queries that the adversary can afford. */
    public RunOptions affordable(RunOptions options) {
        return queries == RobustnessTest.NO_QUERY_LIMIT ? options : options.withQueryBudget(queries);
    }
}
