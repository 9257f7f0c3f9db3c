package org.robustness4j.junit.engine.declaration;

import java.lang.annotation.Annotation;
import java.lang.annotation.Repeatable;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.robustness4j.junit.RobustnessTest;

/** The {@link RobustnessTest}s on a method: directly, repeated, or as meta-annotations of any depth. */
public final class TestAnnotations {

    private final List<AnnotationChain> found = new ArrayList<>();

    private TestAnnotations() {}

    /** For each test that a method declares, the annotations that declare it. */
    public static List<AnnotationChain> of(Method method) {
        TestAnnotations annotations = new TestAnnotations();
        annotations.search(method, List.of(), new HashSet<>());
        return List.copyOf(annotations.found);
    }

    /** Whether an annotation makes a test of what it stands on. */
    public static boolean declaresTest(Class<?> annotationType) {
        TestAnnotations annotations = new TestAnnotations();
        annotations.search(annotationType, List.of(), new HashSet<>());
        return annotationType == RobustnessTest.class || !annotations.found.isEmpty();
    }

    private void search(AnnotatedElement element, List<Annotation> above, Set<Class<?>> visited) {
        Arrays.stream(element.getDeclaredAnnotations())
                .flatMap(TestAnnotations::unpacked)
                .forEach(annotation -> follow(annotation, above, visited));
    }

    private void follow(Annotation annotation, List<Annotation> above, Set<Class<?>> visited) {
        Class<? extends Annotation> type = annotation.annotationType();
        List<Annotation> chain = new ArrayList<>(above);
        chain.add(annotation);
        if (annotation instanceof RobustnessTest) {
            found.add(new AnnotationChain(chain));
        } else if (!type.getName().startsWith("java.lang.annotation.") && !visited.contains(type)) {
            Set<Class<?>> inside = new HashSet<>(visited);
            inside.add(type);
            search(type, Collections.unmodifiableList(chain), inside);
        }
    }

    /** The annotations in a container of repeated ones; any other annotation as it is. */
    private static Stream<Annotation> unpacked(Annotation annotation) {
        Class<?> contained = Arrays.stream(annotation.annotationType().getDeclaredMethods())
                .filter(attribute -> attribute.getName().equals("value"))
                .map(attribute -> attribute.getReturnType().getComponentType())
                .filter(type -> type != null && type.isAnnotation())
                .findFirst()
                .orElse(null);
        Repeatable repeatable = contained == null ? null : contained.getAnnotation(Repeatable.class);
        if (repeatable == null || repeatable.value() != annotation.annotationType()) {
            return Stream.of(annotation);
        }
        Object values = new AnnotationChain(List.of(annotation)).valueOf(annotation, "value");
        List<Annotation> repeated = new ArrayList<>();
        for (int i = 0; i < Array.getLength(values); i++) {
            repeated.add((Annotation) Array.get(values, i));
        }
        return repeated.stream();
    }
}
