package org.robustness4j.junit.engine.execution;

import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.diagnosis.internal.Diagnostician;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.engine.declaration.DeclaredModel;
import org.robustness4j.junit.engine.declaration.Provider;
import org.robustness4j.model.TestedModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is made of the values of providers: models, samples, evaluators. Each is made once for an outermost class and
 * all classes inside it, because a provider is the same object for all that use it.
 */
final class PreparedValues {

    private static final Logger LOGGER = LoggerFactory.getLogger(PreparedValues.class);

    /** What of a declaration is most likely a mistake, though it may be meant. */
    private static final Set<String> LIKELY_MISTAKES = Set.of("declared-range", "mixed-scales");

    /** The samples of a provider, as a model needs them. */
    private record Reading(Provider<?> provider, SampleSource.Format format) {}

    /** A model on all samples of a data set; its evaluators share the prepared model. */
    record DataSet(Provider<ModelUnderTest> model, Provider<TestSamples> samples) {

        boolean isOfAny(Set<Provider<?>> providers) {
            return providers.contains(model) || providers.contains(samples);
        }
    }

    private record Subset(DataSet dataSet, int maxSamples, long seed) {}

    private final Map<Provider<ModelUnderTest>, TestedModel> models = new HashMap<>();
    private final Map<Reading, Samples> samples = new HashMap<>();
    private final Map<Subset, RobustnessEvaluator> evaluators = new HashMap<>();
    private final Map<DataSet, RobustnessEvaluator> firstEvaluators = new HashMap<>();
    private final Map<RobustnessEvaluator, Diagnostician> diagnosticians = new HashMap<>();

    TestedModel model(Provider<ModelUnderTest> provider) {
        TestedModel known = models.get(provider);
        if (known != null) {
            return known;
        }
        TestedModel model = new DeclaredModel(provider).tested();
        models.put(provider, model);
        return model;
    }

    /** An iterator is read to its end once, not once for each subset. */
    <A extends Annotation> Samples samples(Provider<A> provider, SampleSource.Format format) {
        return samples.computeIfAbsent(
                new Reading(provider, format), unread -> SampleSource.read(provider.value(), format));
    }

    /**
     * The evaluator of a model on some of its samples.
     *
     * @param chosen the samples, asked for when there is no such evaluator yet
     * @param first makes the evaluator of a data set that has none
     */
    RobustnessEvaluator evaluator(
            DataSet dataSet,
            int maxSamples,
            long seed,
            Supplier<Samples> chosen,
            Function<Samples, RobustnessEvaluator> first) {
        Subset subset = new Subset(dataSet, maxSamples, seed);
        RobustnessEvaluator known = evaluators.get(subset);
        if (known != null) {
            return known;
        }
        RobustnessEvaluator related = firstEvaluators.get(dataSet);
        RobustnessEvaluator evaluator = related == null ? first.apply(chosen.get()) : related.on(chosen.get());
        firstEvaluators.putIfAbsent(dataSet, evaluator);
        evaluators.put(subset, evaluator);
        return evaluator;
    }

    /** What decides whether evaluations of an evaluator are to be believed; the model is looked at when it is made. */
    Diagnostician diagnostician(RobustnessEvaluator evaluator, RunOptions options, AttackMonitor monitor) {
        Diagnostician known = diagnosticians.get(evaluator);
        if (known != null) {
            return known;
        }
        Diagnostician diagnostician = new Diagnostician(evaluator, options);
        diagnostician.preflight(monitor).findings().stream()
                .filter(finding -> LIKELY_MISTAKES.contains(finding.check()) && finding.severity() != Severity.OK)
                .forEach(finding -> LOGGER.warn("{}: {}", evaluator.modelName(), finding.message()));
        diagnosticians.put(evaluator, diagnostician); // known once it has warned: a look that was broken off has not
        return diagnostician;
    }

    /** Lets go of all that was made of what some providers gave. */
    void forget(Collection<? extends Provider<?>> providers) {
        Set<Provider<?>> forgotten = new HashSet<>(providers);
        models.keySet().removeAll(forgotten);
        samples.keySet().removeIf(reading -> forgotten.contains(reading.provider()));
        firstEvaluators.keySet().removeIf(dataSet -> dataSet.isOfAny(forgotten));
        evaluators.keySet().removeIf(subset -> subset.dataSet().isOfAny(forgotten));
        diagnosticians.keySet().retainAll(evaluators.values());
    }
}
