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
        return !Modifier.isAbstract(candidate.getModifiers())
                && !candidate.isAnonymousClass()
                && !candidate.isLocalClass()
                && !testMethods(candidate).isEmpty();
    }

    /** Whether a class cannot be made without an object of the class around it. */
    static boolean isInner(Class<?> testClass) {
        return testClass.isMemberClass() && !Modifier.isStatic(testClass.getModifiers());
    }

    static boolean isTestMethod(Method method) {
        return AnnotationSupport.isAnnotated(method, RobustnessTest.class);
    }

    static List<Method> testMethods(Class<?> testClass) {
        return AnnotationSupport.findAnnotatedMethods(testClass, RobustnessTest.class, HierarchyTraversalMode.TOP_DOWN);
    }
}
