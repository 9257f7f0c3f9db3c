package org.robustness4j.junit.engine.discovery;

import java.lang.annotation.Repeatable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.discovery.DiscoveryIssueReporter;
import org.junit.platform.engine.support.discovery.SelectorResolver.Resolution;
import org.robustness4j.junit.engine.declaration.TestAnnotations;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.declaration.TestMethods;
import org.robustness4j.junit.engine.execution.ClassDescriptor;

/**
 * Tests that are declared but are nobody's: in an abstract class that no selected class extends, overridden without the
 * annotation, in an empty list of annotations, in a static class inside a superclass that nothing selects. Nothing runs
 * them; they are said, so that they do not pass unheard.
 *
 * <p>Belongs to one discovery.
 */
final class UnheardTests {

    private final Set<Class<?>> withoutObjects = new LinkedHashSet<>();
    private final Set<Method> emptyLists = new LinkedHashSet<>();
    private final Map<Class<?>, Class<?>> heirsOfStatic = new LinkedHashMap<>();
    private final Map<String, LinkageError> unloadable = new LinkedHashMap<>();

    /** Whether something in a class is worth a warning, if it has no tests. */
    static boolean mayBeIn(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> TestMethods.isTestMethod(method) || hasEmptyList(method))
                || !staticClassesAbove(type).isEmpty();
    }

    /** Remembers what of a class, and of the classes inside it, cannot run by itself. */
    void lookedAt(Class<?> type) {
        boolean needsHeir = TestClass.isAbstract(type) || TestClass.of(type).lacksOuterObject();
        if (needsHeir && declaresTests(type)) {
            withoutObjects.add(type);
        }
        Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && hasEmptyList(method))
                .forEach(emptyLists::add);
        staticClassesAbove(type).forEach(member -> heirsOfStatic.putIfAbsent(member, type));
        for (Class<?> member : type.getDeclaredClasses()) {
            lookedAt(member);
        }
    }

    private static boolean declaresTests(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).anyMatch(TestMethods::isTestMethod);
    }

    /** Static classes with tests that are members of a superclass or an interface: no heir inherits them. */
    private static List<Class<?>> staticClassesAbove(Class<?> type) {
        Set<Class<?>> above = ancestors(type);
        above.removeAll(TestClass.of(type).nesting());
        return above.stream()
                .filter(ancestor -> ancestor.getClassLoader() != null) // else of Java itself
                .flatMap(ancestor -> Arrays.stream(ancestor.getDeclaredClasses()))
                .filter(member -> Modifier.isStatic(member.getModifiers())
                        && TestClass.of(member).holdsTests())
                .<Class<?>>map(member -> member)
                .toList();
    }

    /**
     * Resolves what is about a class, unless something that the class needs is not there; that is remembered.
     *
     * @param className the binary name
     */
    Resolution unlessUnloadable(String className, Supplier<Resolution> resolution) {
        try {
            return resolution.get();
        } catch (LinkageError e) {
            unloadable.putIfAbsent(className, e);
            return Resolution.unresolved();
        }
    }

    /** Says it all, when everything is found that is going to run. */
    void report(TestDescriptor engine, DiscoveryIssueReporter issues) {
        List<Class<?>> found = new ArrayList<>();
        engine.accept(descriptor -> {
            if (descriptor instanceof ClassDescriptor testClass) {
                found.add(testClass.testClass().type());
            }
        });
        for (Class<?> type : withoutObjects) {
            if (found.stream().noneMatch(type::isAssignableFrom)) {
                warn(
                        type.getName() + " declares robustness tests, but is "
                                + (type.isInterface()
                                        ? "an interface"
                                        : TestClass.isAbstract(type) ? "abstract" : "inside an abstract class")
                                + ", and nothing selected "
                                + (TestClass.of(type).isInner() && !TestClass.isAbstract(type)
                                        ? "inherits it"
                                        : type.isInterface() ? "implements it" : "extends it")
                                + ": they do not run; select a class that does, or write one",
                        ClassSource.from(type),
                        issues);
            }
        }
        heirsOfStatic.forEach((member, heir) -> {
            if (TestClass.of(member).withMembers().map(TestClass::type).noneMatch(found::contains)) {
                warn(
                        member.getName() + " has robustness tests, but is static, so that " + heir.getName()
                                + " does not inherit it, and nothing selects it: they do not run; select "
                                + member.getEnclosingClass().getName() + ", or move it into a class that is selected",
                        ClassSource.from(member),
                        issues);
            }
        });
        unloadable.forEach((className, error) -> warn(
                className + " cannot be searched for robustness tests: " + error
                        + "; what it needs is not on the classpath",
                ClassSource.from(className),
                issues));
        emptyLists.forEach(method -> warn(
                method.getDeclaringClass().getName() + "." + TestMethods.signature(method)
                        + " has an empty list of robustness tests; put one into it, or remove it",
                MethodSource.from(method.getDeclaringClass(), method),
                issues));
        new LinkedHashSet<>(found).forEach(type -> reportMethods(type, issues));
    }

    private static void reportMethods(Class<?> type, DiscoveryIssueReporter issues) {
        List<Method> tests = TestMethods.of(type);
        for (Class<?> ancestor : ancestors(type)) {
            for (Method method : ancestor.getDeclaredMethods()) {
                if (!method.isSynthetic() && TestMethods.isTestMethod(method) && !tests.contains(method)) {
                    warn(
                            "the robustness test " + ancestor.getName() + "." + TestMethods.signature(method)
                                    + " does not run in " + type.getName()
                                    + (overrides(type, method)
                                            ? ", which overrides it without the annotation; annotate the method there, or switch"
                                                    + " it off with @Disabled"
                                            : ", which does not inherit it; declare it there"),
                            MethodSource.from(ancestor, method),
                            issues);
                }
            }
        }
    }

    private static boolean overrides(Class<?> type, Method method) {
        return ancestors(type).stream()
                .filter(heir -> heir != method.getDeclaringClass()
                        && method.getDeclaringClass().isAssignableFrom(heir))
                .flatMap(heir -> Arrays.stream(heir.getDeclaredMethods()))
                .anyMatch(other -> other.getName().equals(method.getName())
                        && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()));
    }

    /** The class, its superclasses, and all their interfaces. */
    private static Set<Class<?>> ancestors(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> ancestor = type;
                ancestor != null && ancestor != Object.class;
                ancestor = ancestor.getSuperclass()) {
            all.add(ancestor);
            Arrays.stream(ancestor.getInterfaces()).forEach(each -> all.addAll(ancestors(each)));
        }
        return all;
    }

    /** Whether a list that repeated annotations go into was written by hand, and nothing put into it. */
    private static boolean hasEmptyList(Method method) {
        return Arrays.stream(method.getDeclaredAnnotations())
                .map(annotation -> annotation.annotationType())
                .filter(container -> container.getEnclosingClass() != null
                        && container.getEnclosingClass().isAnnotation()
                        && TestAnnotations.declaresTest(container.getEnclosingClass()))
                .anyMatch(container -> {
                    Repeatable repeatable = container.getEnclosingClass().getAnnotation(Repeatable.class);
                    return repeatable != null && repeatable.value() == container && !TestMethods.isTestMethod(method);
                });
    }

    private static void warn(String message, TestSource source, DiscoveryIssueReporter issues) {
        issues.reportIssue(
                DiscoveryIssue.builder(DiscoveryIssue.Severity.WARNING, message).source(source));
    }
}
