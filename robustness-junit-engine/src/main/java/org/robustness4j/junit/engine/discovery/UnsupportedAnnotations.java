package org.robustness4j.junit.engine.discovery;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.discovery.DiscoveryIssueReporter;
import org.robustness4j.junit.engine.declaration.TestMethods;

/** Jupiter's annotations that this engine does not honour: said, not passed over in silence. */
record UnsupportedAnnotations(Class<?> testClass) {

    private static final List<Class<? extends Annotation>> LIFECYCLE =
            List.of(BeforeAll.class, BeforeEach.class, AfterEach.class, AfterAll.class);

    void report(DiscoveryIssueReporter issues) {
        for (Class<? extends Annotation> annotation : LIFECYCLE) {
            AnnotationSupport.findAnnotatedMethods(testClass, annotation, HierarchyTraversalMode.TOP_DOWN)
                    .forEach(method -> report(annotation, method.getName() + "()", issues));
        }
        reportExtension(testClass, testClass.getSimpleName(), issues);
        TestMethods.of(testClass).forEach(method -> reportExtension(method, method.getName() + "()", issues));
    }

    private void reportExtension(AnnotatedElement element, String name, DiscoveryIssueReporter issues) {
        if (AnnotationSupport.isAnnotated(element, ExtendWith.class)) {
            report(ExtendWith.class, name, issues);
        }
    }

    private void report(Class<? extends Annotation> annotation, String element, DiscoveryIssueReporter issues) {
        issues.reportIssue(DiscoveryIssue.builder(
                        DiscoveryIssue.Severity.WARNING,
                        "@" + annotation.getSimpleName() + " on " + element + " of " + testClass.getName()
                                + " is Jupiter's and has no effect on its robustness tests; prepare model and samples in their"
                                + " providers")
                .source(ClassSource.from(testClass)));
    }
}
