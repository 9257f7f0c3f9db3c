package org.robustness4j.junit.engine;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.discovery.DiscoveryIssueReporter;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/** Classes, by name or by unique id; packages and classpath roots arrive here class by class. */
record ClassSelectorResolver(Predicate<String> classNameFilter, DiscoveryIssueReporter issues)
        implements SelectorResolver {

    @Override
    public Resolution resolve(ClassSelector selector, Context context) {
        Class<?> testClass = selector.getJavaClass();
        return classNameFilter.test(testClass.getName()) ? resolve(testClass, context) : Resolution.unresolved();
    }

    @Override
    public Resolution resolve(UniqueIdSelector selector, Context context) {
        UniqueId.Segment last = selector.getUniqueId().getLastSegment();
        if (!last.getType().equals(ClassDescriptor.SEGMENT_TYPE)) {
            return Resolution.unresolved();
        }
        return ReflectionSupport.tryToLoadClass(last.getValue())
                .toOptional()
                .map(testClass -> resolve(testClass, context))
                .orElse(Resolution.unresolved());
    }

    private Resolution resolve(Class<?> testClass, Context context) {
        if (!TestClasses.isTestClass(testClass)) {
            return Resolution.unresolved();
        }
        return context.addToParent(parent -> Optional.of(ClassDescriptor.of(parent.getUniqueId(), testClass)))
                .map(descriptor -> {
                    new UnsupportedAnnotations(testClass).report(issues);
                    return Resolution.match(Match.exact(descriptor, () -> methods(testClass)));
                })
                .orElse(Resolution.unresolved());
    }

    private static Set<? extends DiscoverySelector> methods(Class<?> testClass) {
        Set<DiscoverySelector> methods = new LinkedHashSet<>();
        TestClasses.testMethods(testClass)
                .forEach(method -> methods.add(DiscoverySelectors.selectMethod(testClass, method)));
        return methods;
    }
}
