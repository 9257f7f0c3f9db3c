package org.robustness4j.junit.engine;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.robustness4j.junit.RobustnessTest;

/**
 * A {@link RobustnessTest} and the composed annotations it is reached through, the one on the method first. An attribute has
 * the value of the first of them that sets it to something else than what {@link RobustnessTest} has by default.
 */
record AnnotationChain(List<Annotation> annotations) {

    AnnotationChain {
        annotations = List.copyOf(annotations);
    }

    /** The annotation on the method. */
    Annotation outermost() {
        return annotations.get(0);
    }

    /**
     * The annotation right above {@link RobustnessTest}, whose parameters a factory reads; {@link RobustnessTest} itself
     * when it stands on the method.
     */
    Annotation typed() {
        return annotations.get(Math.max(0, annotations.size() - 2));
    }

    /** @throws IllegalArgumentException if a composed annotation has an attribute of the name but of another type */
    <T> T attribute(String name, Class<T> type) {
        Method declared = declared(RobustnessTest.class, name);
        if (declared == null) {
            throw new IllegalStateException("There is no attribute " + name);
        }
        Object open = declared.getDefaultValue();
        for (Annotation annotation : annotations) {
            Method attribute = declared(annotation.annotationType(), name);
            if (attribute != null) {
                if (!attribute.getReturnType().equals(declared.getReturnType())) {
                    throw new IllegalArgumentException("the attribute " + name + " of @"
                            + annotation.annotationType().getSimpleName() + " is a "
                            + attribute.getReturnType().getSimpleName() + ", but has to be a "
                            + declared.getReturnType().getSimpleName() + ", as in @RobustnessTest");
                }
                Object value = valueOf(annotation, name);
                if (!Objects.deepEquals(value, open)) {
                    return type.cast(value);
                }
            }
        }
        return type.cast(open);
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
