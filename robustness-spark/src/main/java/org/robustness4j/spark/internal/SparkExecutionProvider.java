package org.robustness4j.spark.internal;

import java.util.Optional;
import java.util.function.Function;
import org.robustness4j.evaluation.internal.Execution;
import org.robustness4j.evaluation.internal.ExecutionProvider;
import org.robustness4j.spark.SparkExecution;
import org.robustness4j.spark.SparkSettings;

/** Opens the execution named {@code spark}; its settings are those of {@link SparkSettings}. */
public final class SparkExecutionProvider implements ExecutionProvider {

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public Execution open(Function<String, Optional<String>> settings) {
        SparkSettings chosen = SparkSettings.of(settings);
        try {
            return SparkExecution.open(chosen);
        } catch (NoClassDefFoundError e) {
            if (SparkMissing.isMeant(e)) {
                throw SparkMissing.because(e);
            }
            throw e;
        }
    }
}
