package org.robustness4j.junit.engine.declaration;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.robustness4j.junit.RobustnessTest;

/**
 * A {@link RobustnessTest} and the composed annotations it is reached through, the one on the method first. An
 * attribute has the value that the first of them gives it that declares it at all, be it by default.
 */
record AnnotationChain(List<Annotation> annotations) {

    AnnotationChain {
        annotations = List.copyOf(annotations);
    }

    /** The annotation on the method. */
    Annotation outermost() {
        return annotations.get(0);
    }

    /** The annotation right above the one that names a factory, whose parameters it reads. */
    Annotation typed() {
        return annotations.get(Math.max(0, level("attackFactory") - 1));
    }

    /** @throws IllegalArgumentException if a composed annotation has an attribute of the name but of another type */
    <T> T attribute(String name, Class<T> type) {
        Method declared = declared(RobustnessTest.class, name);
        if (declared == null) {
            throw new IllegalStateException("There is no attribute " + name);
        }
        Annotation declaring = annotations.get(level(name));
        Class<?> returned = declaring.annotationType() == RobustnessTest.class
                ? declared.getReturnType()
                : returnType(declaring, name);
        if (!returned.equals(declared.getReturnType())) {
            throw new IllegalArgumentException("the attribute " + name + " of @"
                    + declaring.annotationType().getSimpleName() + " is a " + returned.getSimpleName()
                    + ", but has to be a " + declared.getReturnType().getSimpleName() + ", as in @RobustnessTest");
        }
        return type.cast(valueOf(declaring, name));
    }

    /** The place in the chain of the annotation that an attribute is taken from. */
    int level(String name) {
        int level = 0;
        while (declared(annotations.get(level).annotationType(), name) == null) {
            level++;
        }
        return level;
    }

    private static Class<?> returnType(Annotation annotation, String name) {
        Method attribute = declared(annotation.annotationType(), name);
        return attribute == null ? void.class : attribute.getReturnType();
    }

    /**
     * Whether the annotation at a level gives the attribute another value than {@link RobustnessTest} has by default.
     */
    boolean sets(String name) {
        Method declared = declared(RobustnessTest.class, name);
        return declared != null
                && !Objects.deepEquals(valueOf(annotations.get(level(name)), name), declared.getDefaultValue());
    }

    Object valueOf(Annotation annotation, String name) {
        try {
            Method attribute = annotation.annotationType().getDeclaredMethod(name);
            attribute.setAccessible(true);
            return attribute.invoke(annotation);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "the attribute " + name + " of @"
                            + annotation.annotationType().getSimpleName() + " cannot be read: " + e,
                    e);
        }
    }

    private static @Nullable Method declared(Class<? extends Annotation> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst()
                .orElse(null);
    }
}
