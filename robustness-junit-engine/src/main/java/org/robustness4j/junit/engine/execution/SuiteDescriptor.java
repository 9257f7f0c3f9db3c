package org.robustness4j.junit.engine.execution;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.UniqueId;
import org.robustness4j.internal.results.FailureMessage;
import org.robustness4j.internal.results.ResultsRecorder;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.engine.declaration.DeclaredSuite;
import org.robustness4j.junit.engine.declaration.TestSpecification;
import org.robustness4j.junit.engine.publication.Shortened;
import org.robustness4j.threat.internal.EpsilonName;

/** A method that becomes a test for each way to fool the model; how many there are is known when the model is. */
public final class SuiteDescriptor extends MethodBasedDescriptor {

    private final DeclaredSuite suite;
    private final Set<String> selected = new LinkedHashSet<>();
    private boolean allSelected;

    public SuiteDescriptor(UniqueId parent, DeclaredSuite suite) {
        super(parent, suite.testClass(), suite.method());
        this.suite = suite;
    }

    public void selectAll() {
        allSelected = true;
    }

    public void select(String variant) {
        selected.add(EpsilonName.canonical(variant));
    }

    @Override
    Optional<TestId> testId() {
        return Optional.of(suite.testId());
    }

    @Override
    public boolean mayRegisterTests() {
        return true;
    }

    @Override
    public RobustnessExecutionContext execute(
            RobustnessExecutionContext context, DynamicTestExecutor dynamicTestExecutor) throws Exception {
        ResultsRecorder recorder = context.ofClass().execution().recorder();
        List<TestSpecification> all;
        List<TestSpecification> chosen;
        try {
            suite.problem().ifPresent(problem -> {
                throw new IllegalArgumentException(problem);
            });
            all = suite.variants(classes(context.ofClass()));
            chosen = chosen(all);
        } catch (Exception | Error e) {
            recorder.failed(suite.testId(), new FailureMessage(e).toString());
            throw e;
        }
        recorder.expand(
                suite.testId(), chosen.stream().map(TestSpecification::testId).toList());
        for (TestSpecification variant : chosen) {
            RobustnessTestDescriptor test = RobustnessTestDescriptor.ofVariant(getUniqueId(), variant);
            addChild(test);
            dynamicTestExecutor.execute(test);
        }
        return context;
    }

    private int classes(ClassExecution tests) {
        return tests.fixture()
                .evaluator(suite.untargeted(), tests.execution().configuration().runOptions())
                .classes();
    }

    private List<TestSpecification> chosen(List<TestSpecification> all) {
        if (allSelected) {
            return all;
        }
        List<TestSpecification> chosen = new ArrayList<>(all);
        chosen.removeIf(variant -> !selected.contains(variant.variant()));
        if (chosen.size() < selected.size()) {
            throw new IllegalArgumentException("The suite " + suite.testId() + " has not all of the tests " + selected
                    + "; it has "
                    + new Shortened(all.stream().map(TestSpecification::variant).toList()));
        }
        return chosen;
    }
}
