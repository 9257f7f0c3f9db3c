package org.robustness4j.junit.engine.declaration;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.robustness4j.junit.TrainingSamples;

/**
 * The providers of one kind in a test class: methods and fields with one annotation. Those of the classes around it
 * hold as well, the nearest first.
 */
public final class Providers<A extends Annotation> implements Resource {

    private final Class<?> testClass;
    private final Class<A> annotationType;
    private final Function<A, String> declaredName;

    /** Those of the test class, then those of each class around it, the nearest first. */
    private final List<List<Provider<A>>> levels;

    private Providers(
            Class<?> testClass,
            Class<A> annotationType,
            Function<A, String> declaredName,
            Function<Member, @Nullable Object> instances,
            List<List<Provider<A>>> around) {
        this.testClass = testClass;
        this.annotationType = annotationType;
        this.declaredName = declaredName;
        this.levels =
                Stream.concat(Stream.of(declared(instances)), around.stream()).toList();
    }

    /**
     * Those of an outermost class.
     *
     * @param declaredName reads the name that the annotation gives, empty for the member's own
     * @param instances the object to call a member of the test class on, null for a static one
     */
    public static <A extends Annotation> Providers<A> of(
            Class<?> testClass,
            Class<A> annotationType,
            Function<A, String> declaredName,
            Function<Member, @Nullable Object> instances) {
        return new Providers<>(testClass, annotationType, declaredName, instances, List.of());
    }

    /** Those of a class inside this one. */
    public Providers<A> inside(Class<?> nested, Function<Member, @Nullable Object> instances) {
        return new Providers<>(nested, annotationType, declaredName, instances, levels);
    }

    private List<Provider<A>> declared(Function<Member, @Nullable Object> instances) {
        List<Provider<A>> found = new ArrayList<>(membersOf(testClass, instances));
        for (CompanionObject companion : CompanionObject.of(testClass)) {
            membersOf(companion.type(), companion.instances()).stream()
                    .filter(provider -> found.stream().noneMatch(provider::isTwinOf))
                    .forEach(found::add);
        }
        return List.copyOf(found);
    }

    private List<Provider<A>> membersOf(Class<?> type, Function<Member, @Nullable Object> instances) {
        return Stream.<Member>concat(
                        AnnotationSupport.findAnnotatedMethods(type, annotationType, HierarchyTraversalMode.TOP_DOWN)
                                .stream(),
                        AnnotationSupport.findAnnotatedFields(type, annotationType).stream())
                .map(member -> new Provider<>(member, annotation((AnnotatedElement) member), declaredName, instances))
                .toList();
    }

    private A annotation(AnnotatedElement member) {
        return AnnotationSupport.findAnnotation(member, annotationType).orElseThrow();
    }

    /**
     * The provider of a name, or the only one when the name is empty.
     *
     * @throws IllegalStateException if there is none, or the choice is not clear
     */
    public Provider<A> named(String name) {
        List<Provider<A>> matching = nearest(name);
        if (matching.size() == 1) {
            return matching.get(0);
        }
        String kind = "@" + annotationType.getSimpleName();
        String known = all().stream().map(Provider::name).collect(Collectors.joining(", "));
        if (all().isEmpty()) {
            throw new IllegalStateException(testClass.getName() + " has no method or field with " + kind + "; add one");
        }
        if (matching.isEmpty()) {
            throw new IllegalStateException(
                    testClass.getName() + " has no " + kind + " named '" + name + "'; known names: " + known);
        }
        throw new IllegalStateException(testClass.getName() + " has " + matching.size() + " providers with " + kind
                + (name.isEmpty() ? "" : " named '" + name + "'") + " (known names: " + known
                + "); name the one to use in "
                + (annotationType == TrainingSamples.class ? "@Harden" : "@RobustnessTest")
                + ", and give each a name of its own");
    }

    private List<Provider<A>> nearest(String name) {
        return levels.stream()
                .map(level -> level.stream()
                        .filter(provider -> name.isEmpty() || provider.name().equals(name))
                        .toList())
                .filter(matching -> !matching.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Those of the class itself, not of one around it. */
    public List<Provider<A>> own() {
        return levels.get(0);
    }

    /** All of them; of several with one name in classes inside each other the nearest. */
    public List<Provider<A>> all() {
        List<Provider<A>> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (List<Provider<A>> level : levels) {
            level.stream().filter(provider -> !names.contains(provider.name())).forEach(all::add);
            level.stream().map(Provider::name).forEach(names::add);
        }
        return all;
    }

    /** Closes what its own providers returned. */
    @Override
    public void close() throws Exception {
        Resource.closeAll(own());
    }
}
