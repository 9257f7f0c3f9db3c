package org.robustness4j.junit.engine;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.robustness4j.junit.RobustnessSuite;

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
        return isSuite(method) || !TestAnnotations.of(method).isEmpty();
    }

    static boolean isSuite(Method method) {
        return AnnotationSupport.isAnnotated(method, RobustnessSuite.class);
    }

    static List<Method> testMethods(Class<?> testClass) {
        return ReflectionSupport.findMethods(testClass, TestClasses::isTestMethod, HierarchyTraversalMode.TOP_DOWN);
    }

    /** The name of a method in results: with its parameters where it is overloaded. */
    static String methodName(Class<?> testClass, Method method) {
        boolean overloaded = testMethods(testClass).stream()
                        .filter(other -> other.getName().equals(method.getName()))
                        .count()
                > 1;
        return overloaded ? MethodDescriptor.signature(method) : method.getName();
    }
}
