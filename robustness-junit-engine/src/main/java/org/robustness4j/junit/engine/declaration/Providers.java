package org.robustness4j.junit.engine.declaration;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.ArrayList;
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
 * The providers of one kind in a test class: methods and fields with one annotation. Those of the classes around it hold as
 * well, the nearest first.
 */
public final class Providers<A extends Annotation> {

    private final Class<?> testClass;
    private final Class<A> annotationType;
    private final List<Provider<A>> providers;
    private final @Nullable Providers<A> enclosing;

    public Providers(
            Class<?> testClass,
            Class<A> annotationType,
            Function<A, String> declaredName,
            Function<Member, @Nullable Object> instances,
            @Nullable Providers<A> enclosing) {
        this.testClass = testClass;
        this.enclosing = enclosing;
        this.annotationType = annotationType;
        List<Provider<A>> found = new ArrayList<>();
        Stream.concat(
                        AnnotationSupport.findAnnotatedMethods(
                                testClass, annotationType, HierarchyTraversalMode.TOP_DOWN)
                                .stream(),
                        AnnotationSupport.findAnnotatedFields(testClass, annotationType).stream())
                .forEach(member -> found.add(
                        new Provider<>(member, annotation((AnnotatedElement) member), declaredName, instances)));
        this.providers = List.copyOf(found);
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
        List<Provider<A>> matching = providers.stream()
                .filter(provider -> name.isEmpty() || provider.name().equals(name))
                .toList();
        return matching.isEmpty() && enclosing != null ? enclosing.nearest(name) : matching;
    }

    /** Whether a provider is of the class itself, not of one around it. */
    public boolean isOwn(Provider<A> provider) {
        return providers.contains(provider);
    }

    /** All of them; of several with one name in classes inside each other the nearest. */
    public List<Provider<A>> all() {
        List<Provider<A>> all = new ArrayList<>(providers);
        if (enclosing != null) {
            Set<String> own = providers.stream().map(Provider::name).collect(Collectors.toSet());
            enclosing.all().stream()
                    .filter(provider -> !own.contains(provider.name()))
                    .forEach(all::add);
        }
        return all;
    }

    /** Closes what its own providers returned, all of it, and throws the first failure afterwards. */
    public void close() throws Exception {
        Exception failure = null;
        for (Provider<A> provider : providers) {
            try {
                provider.close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
