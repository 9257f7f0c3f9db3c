package org.robustness4j.junit.engine.declaration;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.robustness4j.junit.RobustnessSuite;

/** Which methods are tests. */
public final class TestMethods {

    private TestMethods() {}

    public static boolean isTestMethod(Method method) {
        return isSuite(method) || !TestAnnotations.of(method).isEmpty();
    }

    public static boolean isSuite(Method method) {
        return AnnotationSupport.isAnnotated(method, RobustnessSuite.class);
    }

    /** Those of a class, with the ones that it inherits. */
    public static List<Method> of(Class<?> type) {
        return ReflectionSupport.findMethods(type, TestMethods::isTestMethod, HierarchyTraversalMode.TOP_DOWN);
    }

    /** The name of a method in results: with its parameters where it is overloaded. */
    public static String name(Class<?> type, Method method) {
        boolean overloaded = of(type).stream()
                        .filter(other -> other.getName().equals(method.getName()))
                        .count()
                > 1;
        return overloaded ? signature(method) : method.getName();
    }

    /** The name of the method and the simple names of its parameters' types. */
    public static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }
}
