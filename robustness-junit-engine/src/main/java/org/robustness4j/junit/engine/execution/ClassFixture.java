package org.robustness4j.junit.engine.execution;

import java.lang.reflect.Member;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.internal.Diagnostician;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.SampleSlice;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TrainingSamples;
import org.robustness4j.junit.engine.declaration.DeclaredData;
import org.robustness4j.junit.engine.declaration.DeclaredLimits;
import org.robustness4j.junit.engine.declaration.DeclaredSamples;
import org.robustness4j.junit.engine.declaration.DeclaredSlice;
import org.robustness4j.junit.engine.declaration.Provider;
import org.robustness4j.junit.engine.declaration.Providers;
import org.robustness4j.junit.engine.declaration.Resource;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.declaration.TestDeclaration;
import org.robustness4j.model.TestedModel;
import org.robustness4j.verdict.SuccessRateLimits.Slice;

/**
 * What the tests of one class share: the object of the class, what its providers returned, and an evaluator for each
 * pair of model and samples. Everything is made when the first test needs it. A class inside another shares what that
 * one has of the providers it takes from there: a model is prepared once, not once for each class.
 */
public final class ClassFixture implements Resource {

    private final TestClass testClass;
    private final TestObject object;
    private final PreparedValues prepared;
    private final Providers<ModelUnderTest> models;
    private final Providers<TestSamples> samples;
    private final Providers<TrainingSamples> trainings;
    private final Providers<SampleSlice> slices;

    private ClassFixture(
            TestClass testClass,
            TestObject object,
            PreparedValues prepared,
            Providers<ModelUnderTest> models,
            Providers<TestSamples> samples,
            Providers<TrainingSamples> trainings,
            Providers<SampleSlice> slices) {
        this.testClass = testClass;
        this.object = object;
        this.prepared = prepared;
        this.models = models;
        this.samples = samples;
        this.trainings = trainings;
        this.slices = slices;
    }

    /** That of an outermost class; nothing is made yet. */
    public static ClassFixture of(TestClass outermost) {
        TestObject object = TestObject.of(outermost);
        Class<?> type = outermost.type();
        return new ClassFixture(
                outermost,
                object,
                new PreparedValues(),
                Providers.of(type, ModelUnderTest.class, ModelUnderTest::value, object::instanceFor),
                Providers.of(type, TestSamples.class, TestSamples::value, object::instanceFor),
                Providers.of(type, TrainingSamples.class, TrainingSamples::value, object::instanceFor),
                Providers.of(type, SampleSlice.class, SampleSlice::value, object::instanceFor));
    }

    /** That of a class inside this one, whose providers hold there too. */
    public ClassFixture inside(TestClass nested) {
        TestObject inner = object.inside(nested);
        return new ClassFixture(
                nested,
                inner,
                prepared,
                models.inside(nested.type(), inner::instanceFor),
                samples.inside(nested.type(), inner::instanceFor),
                trainings.inside(nested.type(), inner::instanceFor),
                slices.inside(nested.type(), inner::instanceFor));
    }

    /** The object to call a member on: none for a static one, else the one object of the nearest class that has it. */
    @Nullable
    public Object instanceFor(Member member) {
        return object.instanceFor(member);
    }

    public RobustnessEvaluator evaluator(TestDeclaration test, RunOptions options) {
        DeclaredData data = test.data();
        Provider<ModelUnderTest> model = models.named(data.model());
        Provider<TestSamples> provider = samples.named(data.samples());
        return prepared.evaluator(
                new PreparedValues.DataSet(model, provider),
                data.maxSamples(),
                options.seed(),
                () -> chosen(test, options),
                chosen -> new RobustnessEvaluator(model(test), chosen, options));
    }

    private Samples chosen(TestDeclaration test, RunOptions options) {
        int maxSamples = test.data().maxSamples();
        Samples all = samples(test);
        return maxSamples == RobustnessTest.ALL ? all : all.balancedSubset(maxSamples, options.seed());
    }

    /**
     * The slices that a test names, or all of its class; none for fake images, which are no samples. A slice without
     * any of the attacked samples is left out unless the test needs it.
     *
     * @param attacked the samples that are attacked
     */
    List<Slice> slices(TestDeclaration test, Samples attacked) {
        DeclaredLimits limits = test.limits();
        if (test.threat().isFake() || (slices.all().isEmpty() && !limits.needsSlices())) {
            return List.of();
        }
        List<Provider<SampleSlice>> chosen = limits.slices().isEmpty()
                ? slices.all()
                : limits.slices().stream().map(slices::named).toList();
        if (chosen.isEmpty()) {
            throw new IllegalStateException(testClass.name() + " limits maxSliceSuccessRate to "
                    + limits.maxSliceSuccessRate() + ", but has no method or field with @SampleSlice; add one");
        }
        int size = samples(test).size();
        List<Slice> all = chosen.stream()
                .map(provider -> new DeclaredSlice(provider).of(size))
                .toList();
        for (Slice slice : all) {
            if (limits.needsSlices() && !DeclaredSlice.isIn(slice, attacked)) {
                throw new IllegalArgumentException("@SampleSlice '" + slice.name() + "' contains none of the "
                        + attacked.size() + " samples of the test, of " + size
                        + " in the data set; correct it, raise maxSamples, or name the slices of the test");
            }
        }
        return all.stream().filter(slice -> DeclaredSlice.isIn(slice, attacked)).toList();
    }

    /** The model of a test, with the range and the names that its samples declare. */
    public TestedModel model(TestDeclaration test) {
        DeclaredSamples declared = new DeclaredSamples(samples.named(test.data().samples()));
        return declared.named(
                declared.range(prepared.model(models.named(test.data().model()))));
    }

    /** All samples of a test, of which it may take some. */
    public Samples samples(TestDeclaration test) {
        return prepared.samples(
                samples.named(test.data().samples()), model(test).model().format());
    }

    /**
     * The samples to train on.
     *
     * @param name of their provider, empty for the only one
     * @param test whose model is trained
     */
    Samples trainingSamples(String name, TestDeclaration test) {
        return prepared.samples(trainings.named(name), model(test).model().format());
    }

    /**
     * What decides whether evaluations of an evaluator are to be believed; made, and the model looked at, when first
     * needed.
     */
    public Diagnostician diagnostician(RobustnessEvaluator evaluator, RunOptions options, AttackMonitor monitor) {
        return prepared.diagnostician(evaluator, options, monitor);
    }

    /** Closes what its own providers returned, and lets go of what was made of it. */
    @Override
    public void close() throws Exception {
        prepared.forget(Stream.of(models.own(), samples.own(), trainings.own())
                .<Provider<?>>flatMap(List::stream)
                .toList());
        Resource.closeAll(List.of(models, samples, trainings, slices));
    }
}
