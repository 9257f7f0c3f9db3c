package org.robustness4j.junit.engine.execution;

import java.io.File;
import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Domain;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.diagnosis.internal.Diagnostician;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.SampleSlice;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TrainingSamples;
import org.robustness4j.junit.engine.declaration.DeclaredGroups;
import org.robustness4j.junit.engine.declaration.DeclaredSlice;
import org.robustness4j.junit.engine.declaration.Provider;
import org.robustness4j.junit.engine.declaration.Providers;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.declaration.TestDeclaration;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Goal;
import org.robustness4j.verdict.SuccessRateLimits.Slice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the tests of one class share: the instance, what its providers returned, and an evaluator for each pair of model and
 * samples. Everything is made when the first test needs it. A class inside another shares what that one has of the providers
 * it takes from there: a model is prepared once, not once for each class.
 */
public final class ClassFixture {

    private static final Logger LOGGER = LoggerFactory.getLogger(ClassFixture.class);
    private static final String DECLARED_RANGE = "declared-range";

    private final TestClass testClass;
    private final @Nullable ClassFixture enclosing;
    private final Providers<ModelUnderTest> models;
    private final Providers<TestSamples> samples;
    private final Providers<TrainingSamples> trainings;
    private final Providers<SampleSlice> slices;
    private final Map<String, TestedModel> testedModels = new HashMap<>();
    private final Map<String, RobustnessEvaluator> evaluators = new HashMap<>();
    private final Map<String, RobustnessEvaluator> firstEvaluators = new HashMap<>();
    private final Map<RobustnessEvaluator, Diagnostician> diagnosticians = new HashMap<>();
    private final Map<String, Samples> readSamples = new HashMap<>();
    private final Map<String, Samples> readTrainings = new HashMap<>();
    private @Nullable Object instance;

    /**
     * Nothing is made yet.
     *
     * @param enclosing the fixture of the class around it, null where there is none; its providers hold here too
     */
    public ClassFixture(TestClass testClass, @Nullable ClassFixture enclosing) {
        this.testClass = testClass;
        this.enclosing = enclosing;
        this.models = providers(ModelUnderTest.class, ModelUnderTest::value, fixture -> fixture.models);
        this.samples = providers(TestSamples.class, TestSamples::value, fixture -> fixture.samples);
        this.trainings = providers(TrainingSamples.class, TrainingSamples::value, fixture -> fixture.trainings);
        this.slices = providers(SampleSlice.class, SampleSlice::value, fixture -> fixture.slices);
    }

    private <A extends Annotation> Providers<A> providers(
            Class<A> annotation, Function<A, String> name, Function<ClassFixture, Providers<A>> around) {
        return new Providers<>(
                testClass.type(),
                annotation,
                name,
                this::instanceFor,
                enclosing == null ? null : around.apply(enclosing));
    }

    /** The object to call a member on: none for a static one, else the one instance of the nearest class that has it. */
    @Nullable
    Object instanceFor(Member member) {
        if (Modifier.isStatic(member.getModifiers())) {
            return null;
        }
        boolean isOwn = member.getDeclaringClass().isAssignableFrom(testClass.type());
        return isOwn || enclosing == null ? instance() : enclosing.instanceFor(member);
    }

    private Object instance() {
        if (instance == null) {
            instance = testClass.newInstance(this::outerInstance);
        }
        return instance;
    }

    private Object outerInstance() {
        if (enclosing == null) {
            throw new IllegalStateException(testClass.name() + " is an inner class of a class without a fixture");
        }
        return enclosing.instance();
    }

    public RobustnessEvaluator evaluator(TestDeclaration test, RunOptions options) {
        Provider<ModelUnderTest> modelProvider = models.named(test.model());
        Provider<TestSamples> samplesProvider = samples.named(test.samples());
        if (enclosing != null && !models.isOwn(modelProvider) && !samples.isOwn(samplesProvider)) {
            return enclosing.evaluator(test, options);
        }
        int maxSamples = test.maxSamples();
        String dataSet = modelProvider.name() + "\n" + samplesProvider.name();
        String key = dataSet + "\n" + maxSamples + "\n" + options.seed();
        RobustnessEvaluator known = evaluators.get(key);
        if (known != null) {
            return known;
        }
        TestedModel model = model(test);
        Samples data = samples(test);
        Samples chosen = maxSamples == RobustnessTest.ALL ? data : data.balancedSubset(maxSamples, options.seed());
        RobustnessEvaluator related = firstEvaluators.get(dataSet);
        RobustnessEvaluator evaluator =
                related == null ? new RobustnessEvaluator(model, chosen, options) : related.on(chosen);
        firstEvaluators.putIfAbsent(dataSet, evaluator);
        requireNamesFor(evaluator.classes(), samplesProvider);
        evaluators.put(key, evaluator);
        return evaluator;
    }

    /**
     * The slices that a test names, or all of its class; none for fake images, which are no samples. A slice without any of
     * the attacked samples is left out unless the test needs it.
     *
     * @param attacked the samples that are attacked
     */
    List<Slice> slices(TestDeclaration test, Samples attacked) {
        DeclaredGroups groups = test.groups();
        if (test.goal() == Goal.FAKE || (slices.all().isEmpty() && !groups.needsSlices())) {
            return List.of();
        }
        List<Provider<SampleSlice>> chosen = groups.slices().isEmpty()
                ? slices.all()
                : groups.slices().stream().map(slices::named).toList();
        if (chosen.isEmpty()) {
            throw new IllegalStateException(testClass.name() + " limits maxSliceSuccessRate to "
                    + groups.maxSliceSuccessRate() + ", but has no method or field with @SampleSlice; add one");
        }
        int size = readSamples(
                        samples.named(test.samples()),
                        testedModel(models.named(test.model())).model().channelsLast())
                .size();
        List<Slice> all = chosen.stream()
                .map(provider -> new DeclaredSlice(provider).of(size))
                .toList();
        for (Slice slice : all) {
            if (groups.needsSlices() && !DeclaredSlice.isIn(slice, attacked)) {
                throw new IllegalArgumentException("@SampleSlice '" + slice.name() + "' contains none of the "
                        + attacked.size() + " samples of the test, of " + size
                        + " in the data set; correct it, raise maxSamples, or name the slices of the test");
            }
        }
        return all.stream().filter(slice -> DeclaredSlice.isIn(slice, attacked)).toList();
    }

    /** The model of a test, with the range that its samples declare. */
    TestedModel model(TestDeclaration test) {
        return declared(testedModel(models.named(test.model())), samples.named(test.samples()));
    }

    /** All samples of a test, of which it may take some. */
    public Samples samples(TestDeclaration test) {
        return readSamples(samples.named(test.samples()), model(test).model().channelsLast());
    }

    /**
     * The samples to train on.
     *
     * @param name of their provider, empty for the only one
     * @param test whose model is trained
     */
    Samples trainingSamples(String name, TestDeclaration test) {
        Provider<TrainingSamples> provider = trainings.named(name);
        return readTrainings(provider, model(test).model().channelsLast());
    }

    private Samples readTrainings(Provider<TrainingSamples> provider, boolean channelsLast) {
        if (enclosing != null && !trainings.isOwn(provider)) {
            return enclosing.readTrainings(provider, channelsLast);
        }
        return readTrainings.computeIfAbsent(
                provider.name() + "\n" + channelsLast, unread -> SampleSource.read(provider.value(), channelsLast));
    }

    /** What decides whether evaluations of an evaluator are to be believed; made, and the model looked at, when first needed. */
    public Diagnostician diagnostician(RobustnessEvaluator evaluator, RunOptions options, AttackMonitor monitor) {
        if (enclosing != null && !evaluators.containsValue(evaluator)) {
            return enclosing.diagnostician(evaluator, options, monitor);
        }
        Diagnostician known = diagnosticians.get(evaluator);
        if (known == null) {
            known = new Diagnostician(evaluator, options);
            diagnosticians.put(evaluator, known);
            known.preflight(monitor).findings().stream()
                    .filter(finding -> finding.check().equals(DECLARED_RANGE) && finding.severity() != Severity.OK)
                    .forEach(finding -> LOGGER.warn("{}: {}", evaluator.modelName(), finding.message()));
        }
        return known;
    }

    private static void requireNamesFor(int classes, Provider<TestSamples> provider) {
        int names = provider.annotation().classNames().length;
        if (names != 0 && names != classes) {
            throw new IllegalArgumentException("@TestSamples " + provider.name() + " names " + names
                    + " classes, but the model has " + classes + "; give one name for each, in their order");
        }
    }

    /** An iterator is read to its end once, not once for each subset. */
    private Samples readSamples(Provider<TestSamples> provider, boolean channelsLast) {
        if (enclosing != null && !samples.isOwn(provider)) {
            return enclosing.readSamples(provider, channelsLast);
        }
        return readSamples.computeIfAbsent(
                provider.name() + "\n" + channelsLast, unread -> SampleSource.read(provider.value(), channelsLast));
    }

    /** The names of the classes, empty when the samples declare none. */
    List<String> classNames(TestDeclaration test) {
        return List.of(samples.named(test.samples()).annotation().classNames());
    }

    private TestedModel testedModel(Provider<ModelUnderTest> provider) {
        if (enclosing != null && !models.isOwn(provider)) {
            return enclosing.testedModel(provider);
        }
        TestedModel known = testedModels.get(provider.name());
        if (known != null) {
            return known;
        }
        Object value = provider.value();
        TestedModel model = tested(value, provider.annotation().trusted());
        if (!(value instanceof TestedModel)) {
            model = model.named(
                    provider.annotation().value().isEmpty() ? nameOf(value, provider.name()) : provider.name());
        }
        testedModels.put(provider.name(), model);
        return model;
    }

    private static TestedModel tested(Object value, boolean isTrusted) {
        if (!isTrusted) {
            return TestedModel.of(value);
        }
        if (value instanceof File file) {
            return TestedModel.ofTrusted(file.toPath());
        }
        if (value instanceof Path path) {
            return TestedModel.ofTrusted(path);
        }
        throw new IllegalArgumentException("@ModelUnderTest(trusted = true) provides a "
                + value.getClass().getName() + "; only a Path or a File can be trusted: remove trusted");
    }

    private static String nameOf(Object model, String otherwise) {
        Path path = model instanceof File file ? file.toPath() : model instanceof Path given ? given : null;
        Path fileName = path == null ? null : path.getFileName();
        return fileName == null ? otherwise : fileName.toString().replaceFirst("\\.zip$", "");
    }

    /** The model with the range that the samples declare, if they declare one. */
    private static TestedModel declared(TestedModel model, Provider<TestSamples> provider) {
        double[] range = provider.annotation().range();
        if (range.length == 0) {
            return model;
        }
        if (range.length != 2) {
            throw new IllegalArgumentException("@TestSamples " + provider.name() + " declares a range of "
                    + range.length + " values; give the smallest and the largest, as in {0, 1}");
        }
        Domain domain = Domain.range(range[0], range[1]);
        model.declaredDomain()
                .filter(other -> other.minimum() != domain.minimum() || other.maximum() != domain.maximum())
                .ifPresent(other -> {
                    throw new IllegalArgumentException("The model declares the range " + other + ", @TestSamples "
                            + provider.name() + " the range " + domain + "; declare it once");
                });
        return model.declaredDomain().isPresent() ? model : model.in(domain);
    }

    /** Closes what the providers returned. */
    public void close() throws Exception {
        evaluators.clear();
        firstEvaluators.clear();
        diagnosticians.clear();
        readSamples.clear();
        readTrainings.clear();
        try {
            models.close();
        } finally {
            try {
                samples.close();
            } finally {
                try {
                    trainings.close();
                } finally {
                    slices.close();
                }
            }
        }
    }
}
