package org.robustness4j.junit.engine.execution;

/**
 * An evaluation that does not allow a judgement. An ordinary exception: the test ends in an error, neither failed nor
 * skipped, because a skipped test would look like one that passed.
 */
final class InconclusiveEvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InconclusiveEvaluationException(String message) {
        super("Inconclusive: " + message);
    }
}
