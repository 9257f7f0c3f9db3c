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
 * @param queries how often the model may be run on each sample, {@link RobustnessTest#NO_QUERY_LIMIT} for any number
 */
public record DeclaredBudget(double seconds, long queries) {

    static final DeclaredBudget ANY = new DeclaredBudget(RobustnessTest.NO_TIME_LIMIT, RobustnessTest.NO_QUERY_LIMIT);

    static DeclaredBudget of(AnnotationChain chain) {
        return new DeclaredBudget(
                chain.attribute("timeBudgetSeconds", Double.class), chain.attribute("queryBudget", Long.class));
    }

    static DeclaredBudget of(RobustnessSuite suite) {
        return new DeclaredBudget(suite.timeBudgetSeconds(), RobustnessTest.NO_QUERY_LIMIT);
    }

    DeclaredBudget completedWith(RobustnessDefaults defaults) {
        return new DeclaredBudget(Double.isInfinite(seconds) ? defaults.timeBudgetSeconds() : seconds, queries);
    }

    Optional<String> problem() {
        if (!(seconds > 0)) {
            return Optional.of("timeBudgetSeconds must be a positive number, but is " + seconds);
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

    /** The options, with the number of queries that the adversary can afford. */
    public RunOptions affordable(RunOptions options) {
        return queries == RobustnessTest.NO_QUERY_LIMIT ? options : options.withQueryBudget(queries);
    }
}
