package org.robustness4j.junit.engine.publication;

import java.io.PrintStream;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/**
 * One line for each evaluation: a build without the goals of the plugin shows no table, and a test that passes would
 * leave no word of how well.
 *
 * @param loggers where the lines go
 * @param output where they go if nothing is bound to SLF4J, as in a project that has just begun: it would swallow them
 */
public record ResultLog(ILoggerFactory loggers, PrintStream output) {

    /** The logger, at the level INFO. */
    static final String NAME = "org.robustness4j.results";

    /** That of this process, as it is bound now. */
    public static ResultLog ofProcess() {
        return new ResultLog(LoggerFactory.getILoggerFactory(), System.out);
    }

    public void add(EvaluationRecord evaluation) {
        ResultLine line = new ResultLine(evaluation);
        if (loggers instanceof NOPLoggerFactory) {
            output.println(line);
        } else {
            loggers.getLogger(NAME).info("{}", line);
        }
    }
}
