package org.robustness4j.junit.engine;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.robustness4j.junit.RobustnessSuite;

/** Which methods are tests. */
final class TestMethods {

    private TestMethods() {}

    static boolean isTestMethod(Method method) {
        return isSuite(method) || !TestAnnotations.of(method).isEmpty();
    }

    static boolean isSuite(Method method) {
        return AnnotationSupport.isAnnotated(method, RobustnessSuite.class);
    }

    /** Those of a class, with the ones that it inherits. */
    static List<Method> of(Class<?> type) {
        return ReflectionSupport.findMethods(type, TestMethods::isTestMethod, HierarchyTraversalMode.TOP_DOWN);
    }

    /** The name of a method in results: with its parameters where it is overloaded. */
    static String name(Class<?> type, Method method) {
        boolean overloaded = of(type).stream()
                        .filter(other -> other.getName().equals(method.getName()))
                        .count()
                > 1;
        return overloaded ? MethodDescriptor.signature(method) : method.getName();
    }
}
