package org.robustness4j.junit.engine.discovery;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.NestedClassSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.discovery.SelectorResolver;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.execution.ClassDescriptor;

/**
 * Classes, by name or by unique id; packages and classpath roots arrive here class by class. With a class come those
 * inside it that hold tests: build tools select the outermost classes alone.
 */
record ClassSelectorResolver(Predicate<String> classNameFilter, UnheardTests unheard) implements SelectorResolver {

    @Override
    public Resolution resolve(ClassSelector selector, Context context) {
        String name = selector.getClassName();
        return classNameFilter.test(name)
                ? unheard.unlessUnloadable(name, () -> resolve(TestClass.of(selector.getJavaClass()), context))
                : Resolution.unresolved();
    }

    @Override
    public Resolution resolve(NestedClassSelector selector, Context context) {
        return unheard.unlessUnloadable(
                selector.getNestedClassName(),
                () -> resolve(TestClass.of(selector.getEnclosingClasses(), selector.getNestedClass()), context));
    }

    @Override
    public Resolution resolve(DiscoverySelector selector, Context context) {
        return selector instanceof TestClassSelector nested
                ? unheard.unlessUnloadable(
                        nested.testClass().type().getName(), () -> resolve(nested.testClass(), context))
                : Resolution.unresolved();
    }

    @Override
    public Resolution resolve(UniqueIdSelector selector, Context context) {
        UniqueId id = selector.getUniqueId();
        return unheard.unlessUnloadable(TestClass.nameIn(id), () -> TestClass.of(id)
                .map(testClass -> resolve(testClass, context))
                .orElse(Resolution.unresolved()));
    }

    private Resolution resolve(TestClass testClass, Context context) {
        unheard.lookedAt(testClass.type());
        return testClass.holdsTests() ? added(testClass, context) : Resolution.unresolved();
    }

    private static Resolution added(TestClass testClass, Context context) {
        Optional<ClassDescriptor> added = testClass
                .enclosing()
                .map(enclosing -> context.addToParent(
                        () -> new TestClassSelector(enclosing),
                        parent -> Optional.of(new ClassDescriptor(parent.getUniqueId(), testClass))))
                .orElseGet(() -> context.addToParent(
                        parent -> Optional.of(new ClassDescriptor(parent.getUniqueId(), testClass))));
        return added.map(descriptor -> Resolution.match(Match.exact(descriptor, () -> content(testClass))))
                .orElse(Resolution.unresolved());
    }

    private static Set<? extends DiscoverySelector> content(TestClass testClass) {
        Set<DiscoverySelector> content = new LinkedHashSet<>();
        List<Class<?>> enclosing = testClass.enclosing().map(TestClass::nesting).orElse(List.of());
        testClass
                .testMethods()
                .forEach(method -> content.add(
                        enclosing.isEmpty()
                                ? DiscoverySelectors.selectMethod(testClass.type(), method)
                                : DiscoverySelectors.selectNestedMethod(enclosing, testClass.type(), method)));
        testClass.members().forEach(member -> content.add(new TestClassSelector(member)));
        return content;
    }
}
