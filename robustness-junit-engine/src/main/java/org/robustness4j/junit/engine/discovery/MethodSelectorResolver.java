package org.robustness4j.junit.engine.discovery;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.IterationSelector;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.engine.discovery.NestedMethodSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.discovery.DiscoveryIssueReporter;
import org.junit.platform.engine.support.discovery.SelectorResolver;
import org.robustness4j.junit.engine.declaration.DeclaredSuite;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.declaration.TestMethods;
import org.robustness4j.junit.engine.declaration.TestSpecification;
import org.robustness4j.junit.engine.execution.ClassDescriptor;
import org.robustness4j.junit.engine.execution.MethodBasedDescriptor;
import org.robustness4j.junit.engine.execution.MethodDescriptor;
import org.robustness4j.junit.engine.execution.RobustnessTestDescriptor;
import org.robustness4j.junit.engine.execution.SuiteDescriptor;

/**
 * Methods and their variants, by name, by iteration or by unique id. A method with one value of epsilon is a test; one
 * with several contains a test for each.
 */
record MethodSelectorResolver(DiscoveryIssueReporter issues, UnheardTests unheard) implements SelectorResolver {

    @Override
    public Resolution resolve(MethodSelector selector, Context context) {
        return unheard.unlessUnloadable(
                selector.getClassName(),
                () -> resolve(TestClass.of(selector.getJavaClass()), selector.getJavaMethod(), context));
    }

    @Override
    public Resolution resolve(NestedMethodSelector selector, Context context) {
        return unheard.unlessUnloadable(
                selector.getNestedClassName(),
                () -> resolve(
                        TestClass.of(selector.getEnclosingClasses(), selector.getNestedClass()),
                        selector.getMethod(),
                        context));
    }

    private Resolution resolve(TestClass testClass, Method method, Context context) {
        unheard.lookedAt(testClass.type());
        if (!testClass.testMethods().contains(method)) {
            return Resolution.unresolved();
        }
        return context.addToParent(
                        () -> new TestClassSelector(testClass),
                        parent -> Optional.of(methodDescriptor(parent, testClass, method)))
                .map(descriptor -> Resolution.match(Match.exact(descriptor, () -> variants(descriptor))))
                .orElse(Resolution.unresolved());
    }

    private TestDescriptor methodDescriptor(TestDescriptor parent, TestClass testClass, Method method) {
        if (TestMethods.isSuite(method)) {
            DeclaredSuite suite = new DeclaredSuite(testClass, method);
            suite.problem().ifPresent(problem -> report(problem, testClass, method));
            return new SuiteDescriptor(parent.getUniqueId(), suite);
        }
        List<TestSpecification> variants = TestSpecification.variantsOf(testClass, method);
        variants.stream()
                .flatMap(variant -> variant.problem().stream())
                .distinct()
                .forEach(problem -> report(problem, testClass, method));
        return variants.size() == 1
                ? RobustnessTestDescriptor.ofMethod(parent.getUniqueId(), variants.get(0))
                : new MethodDescriptor(parent.getUniqueId(), testClass, method, variants);
    }

    private void report(String problem, TestClass testClass, Method method) {
        issues.reportIssue(DiscoveryIssue.builder(DiscoveryIssue.Severity.WARNING, problem)
                .source(MethodSource.from(testClass.type(), method)));
    }

    private static Set<? extends DiscoverySelector> variants(TestDescriptor descriptor) {
        if (descriptor instanceof SuiteDescriptor suite) {
            suite.selectAll();
        }
        if (!(descriptor instanceof MethodDescriptor method)) {
            return Set.of();
        }
        return method.variantIds().stream()
                .map(DiscoverySelectors::selectUniqueId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public Resolution resolve(IterationSelector selector, Context context) {
        DiscoverySelector methodSelector = selector.getParentSelector();
        if (!(methodSelector instanceof MethodSelector) && !(methodSelector instanceof NestedMethodSelector)) {
            return Resolution.unresolved();
        }
        return context.resolve(methodSelector)
                .map(descriptor -> descriptor instanceof MethodDescriptor method
                        ? Resolution.selectors(iterations(method, selector))
                        : Resolution.selectors(Set.of(methodSelector)))
                .orElse(Resolution.unresolved());
    }

    private static Set<DiscoverySelector> iterations(MethodDescriptor method, IterationSelector selector) {
        List<UniqueId> ids = method.variantIds();
        return IntStream.range(0, ids.size())
                .filter(i -> selector.getIterationIndices().contains(i))
                .mapToObj(i -> DiscoverySelectors.selectUniqueId(ids.get(i)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public Resolution resolve(UniqueIdSelector selector, Context context) {
        UniqueId id = selector.getUniqueId();
        return unheard.unlessUnloadable(TestClass.nameIn(id), () -> resolve(id, context));
    }

    private Resolution resolve(UniqueId id, Context context) {
        UniqueId.Segment last = id.getLastSegment();
        if (last.getType().equals(MethodBasedDescriptor.SEGMENT_TYPE)) {
            return method(id, context)
                    .map(descriptor -> Resolution.match(Match.exact(descriptor, () -> variants(descriptor))))
                    .orElse(Resolution.unresolved());
        }
        if (last.getType().equals(RobustnessTestDescriptor.VARIANT_SEGMENT_TYPE)) {
            return variant(id.removeLastSegment(), last.getValue(), context);
        }
        return Resolution.unresolved();
    }

    private Resolution variant(UniqueId methodId, String name, Context context) {
        if (isSuite(methodId)) {
            return method(methodId, context)
                    .map(descriptor -> {
                        ((SuiteDescriptor) descriptor).select(name);
                        return Resolution.match(Match.partial(descriptor));
                    })
                    .orElse(Resolution.unresolved());
        }
        return context.addToParent(
                        () -> DiscoverySelectors.selectUniqueId(methodId),
                        parent -> parent instanceof MethodDescriptor method ? method.variant(name) : Optional.empty())
                .map(descriptor -> Resolution.match(Match.exact(descriptor)))
                .orElse(Resolution.unresolved());
    }

    private static boolean isSuite(UniqueId methodId) {
        return TestClass.of(methodId.removeLastSegment()).stream()
                .flatMap(testClass -> testClass.testMethods().stream())
                .filter(method -> TestMethods.signature(method)
                        .equals(methodId.getLastSegment().getValue()))
                .anyMatch(TestMethods::isSuite);
    }

    private Optional<TestDescriptor> method(UniqueId id, Context context) {
        return context.addToParent(() -> DiscoverySelectors.selectUniqueId(id.removeLastSegment()), parent -> methodOf(
                        parent, id.getLastSegment().getValue())
                .map(method -> methodDescriptor(parent, ((ClassDescriptor) parent).testClass(), method)));
    }

    private static Optional<Method> methodOf(TestDescriptor parent, String signature) {
        return parent instanceof ClassDescriptor testClass
                ? testClass.testClass().testMethods().stream()
                        .filter(method -> TestMethods.signature(method).equals(signature))
                        .findFirst()
                : Optional.empty();
    }
}
