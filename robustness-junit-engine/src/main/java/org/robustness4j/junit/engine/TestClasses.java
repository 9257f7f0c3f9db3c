package org.robustness4j.junit.engine;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.robustness4j.junit.RobustnessTest;

/** Which classes and methods are tests. */
final class TestClasses {

    private TestClasses() {}

    static boolean isTestClass(Class<?> candidate) {
        boolean inner = candidate.isMemberClass() && !Modifier.isStatic(candidate.getModifiers());
        return !Modifier.isAbstract(candidate.getModifiers())
                && !candidate.isAnonymousClass()
                && !candidate.isLocalClass()
                && !inner
                && !testMethods(candidate).isEmpty();
    }

    static boolean isTestMethod(Method method) {
        return AnnotationSupport.isAnnotated(method, RobustnessTest.class);
    }

    static List<Method> testMethods(Class<?> testClass) {
        return AnnotationSupport.findAnnotatedMethods(testClass, RobustnessTest.class, HierarchyTraversalMode.TOP_DOWN);
    }
}
