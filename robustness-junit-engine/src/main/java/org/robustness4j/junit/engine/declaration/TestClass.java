package org.robustness4j.junit.engine.declaration;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.UniqueId;

/**
 * A test class, and the classes around it: what is declared there holds for its tests too. An inner class that is
 * inherited is inside the class that inherits it, and so is another test class than where it is declared.
 *
 * @param nesting the classes, the outermost first, the test class itself last
 */
public record TestClass(List<Class<?>> nesting) {

    /** The type of the segment of a class in unique ids, {@value}. */
    public static final String SEGMENT_TYPE = "class";

    /** The type of the segment of a class in another one, {@value}. */
    public static final String NESTED_SEGMENT_TYPE = "nested-class";

    public TestClass {
        nesting = List.copyOf(nesting);
    }

    /** A class inside those that it is declared in. */
    public static TestClass of(Class<?> type) {
        List<Class<?>> nesting = new ArrayList<>();
        for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
            nesting.add(0, around);
        }
        return new TestClass(nesting);
    }

    /** A class inside others, the outermost first. */
    public static TestClass of(List<Class<?>> enclosing, Class<?> type) {
        return new TestClass(Stream.concat(enclosing.stream(), Stream.of(type))
                .<Class<?>>map(each -> each)
                .toList());
    }

    /** The test class of a {@link #name}, if it is on the classpath. */
    public static Optional<TestClass> named(String name) {
        Optional<TestClass> declared =
                ReflectionSupport.tryToLoadClass(name).toOptional().map(TestClass::of);
        int dollar = declared.isPresent() ? -1 : name.lastIndexOf('$');
        Optional<TestClass> found = declared;
        while (found.isEmpty() && dollar > 0) {
            String suffix = name.substring(dollar + 1);
            found = named(name.substring(0, dollar)).flatMap(enclosing -> enclosing.member(suffix));
            dollar = name.lastIndexOf('$', dollar - 1);
        }
        return found;
    }

    /** The test class of a descriptor's id, if it is on the classpath. */
    public static Optional<TestClass> of(UniqueId id) {
        UniqueId.Segment last = id.getLastSegment();
        return switch (last.getType()) {
            case SEGMENT_TYPE -> named(last.getValue());
            case NESTED_SEGMENT_TYPE ->
                of(id.removeLastSegment()).flatMap(enclosing -> enclosing.member(last.getValue()));
            default -> Optional.empty();
        };
    }

    /** The name of the class that an id names, or is inside of, whether it is on the classpath or not. */
    public static String nameIn(UniqueId id) {
        return id.getSegments().stream()
                .filter(segment -> segment.getType().equals(SEGMENT_TYPE)
                        || segment.getType().equals(NESTED_SEGMENT_TYPE))
                .map(UniqueId.Segment::getValue)
                .collect(Collectors.joining("$"));
    }

    public Class<?> type() {
        return nesting.get(nesting.size() - 1);
    }

    /** The class right around it, if there is one. */
    public Optional<TestClass> enclosing() {
        return nesting.size() == 1
                ? Optional.empty()
                : Optional.of(new TestClass(nesting.subList(0, nesting.size() - 1)));
    }

    /** The class and those around it, the nearest first. */
    List<Class<?>> outwards() {
        return IntStream.rangeClosed(1, nesting.size())
                .<Class<?>>mapToObj(i -> nesting.get(nesting.size() - i))
                .toList();
    }

    /** The annotation of the nearest class that has it. */
    public <A extends Annotation> Optional<A> annotation(Class<A> annotation) {
        return outwards().stream()
                .flatMap(around -> AnnotationSupport.findAnnotation(around, annotation).stream())
                .findFirst();
    }

    /** A method without parameters, of the nearest class that has one of the name, or whose companion object has. */
    Optional<NamedMethod> method(String name) {
        return outwards().stream()
                .flatMap(around -> NamedMethod.of(around, name).stream())
                .findFirst();
    }

    /** The binary name; of an inherited inner class the one it would have if it were declared where it is inherited. */
    public String name() {
        return enclosing().map(enclosing -> enclosing.name() + "$" + suffix()).orElseGet(type()::getName);
    }

    /** What stands behind the name of the class around it. */
    public String suffix() {
        Class<?> around = type().getEnclosingClass();
        return around == null
                ? type().getName()
                : type().getName().substring(around.getName().length() + 1);
    }

    /** Its test methods, those that it inherits included; none where it is abstract. */
    public List<Method> testMethods() {
        return canHaveTests()
                ? TestMethods.of(type()).stream()
                        .filter(method -> !isInsideMethod() || method.getDeclaringClass() == type())
                        .toList()
                : List.of();
    }

    /** Whether it is a local or an anonymous class; what those inherit was not declared to be a test of theirs. */
    private boolean isInsideMethod() {
        return type().isLocalClass() || type().isAnonymousClass();
    }

    /** Whether there are tests in it or in a class inside it. */
    public boolean holdsTests() {
        return !testMethods().isEmpty() || !members().isEmpty();
    }

    private boolean canHaveTests() {
        return !isAbstract(type()) && !lacksOuterObject();
    }

    /** Whether it needs an object of a class of which there can be none. */
    public boolean lacksOuterObject() {
        return isInner() && enclosing().filter(TestClass::canHaveTests).isEmpty();
    }

    /** Whether an object of it is made inside one of the class around it. */
    public boolean isInner() {
        return type().isMemberClass() && !Modifier.isStatic(type().getModifiers());
    }

    public static boolean isAbstract(Class<?> type) {
        return Modifier.isAbstract(type.getModifiers());
    }

    /**
     * The classes inside it that hold tests: member classes, inherited inner ones, and those inside its methods, which
     * cannot run.
     */
    public List<TestClass> members() {
        List<Class<?>> inside = new ArrayList<>(List.of(type().getDeclaredClasses()));
        for (Class<?> ancestor = type().getSuperclass(); ancestor != null; ancestor = ancestor.getSuperclass()) {
            boolean isTestedAround = nesting.contains(ancestor) && !isAbstract(ancestor);
            if (!isTestedAround) {
                Arrays.stream(ancestor.getDeclaredClasses())
                        .filter(inherited -> !Modifier.isStatic(inherited.getModifiers()))
                        .filter(inherited -> inside.stream()
                                .noneMatch(other -> other.getSimpleName().equals(inherited.getSimpleName())))
                        .forEach(inside::add);
            }
        }
        inside.addAll(classesInMethods());
        return inside.stream()
                .filter(member -> !member.isSynthetic() && !nesting.contains(member))
                .map(member -> of(nesting, member))
                .filter(TestClass::holdsTests)
                .toList();
    }

    private List<Class<?>> classesInMethods() {
        return Arrays.stream(type().getNestHost().getNestMembers())
                .filter(other -> other.isLocalClass() || other.isAnonymousClass())
                .filter(other -> other.getEnclosingClass() == type())
                .<Class<?>>map(other -> other)
                .toList();
    }

    private Optional<TestClass> member(String suffix) {
        return members().stream()
                .filter(member -> member.suffix().equals(suffix))
                .findFirst();
    }

    /** The class, and those inside it that hold tests, at any depth. */
    public Stream<TestClass> withMembers() {
        return Stream.concat(Stream.of(this), members().stream().flatMap(TestClass::withMembers));
    }

    /** Why no object of it can be made, if that is so. */
    Optional<String> problem() {
        if (isInsideMethod()) {
            return Optional.of("the class " + type().getName() + " is "
                    + (type().isLocalClass() ? "a local class" : "an anonymous class")
                    + ", of which no object can be made; make it a member of a class, or a class of its own");
        }
        if (isAbstract(type())) {
            return Optional.of("the class " + type().getName()
                    + " is abstract, so that no object of it can be made; make it a class that is not, or the method and all"
                    + " providers static");
        }
        if (isInner()) {
            Optional<String> around = enclosing().flatMap(TestClass::problem);
            if (around.isPresent()) {
                return around;
            }
        }
        return constructor().isPresent()
                ? Optional.empty()
                : Optional.of("the class " + type().getName()
                        + (type().isEnum() || type().isRecord()
                                ? " is " + (type().isEnum() ? "an enum" : "a record")
                                        + ", of which no object can be made"
                                : " has no constructor without arguments")
                        + "; make it a class with one, or the method and all providers static");
    }

    private Optional<Constructor<?>> constructor() {
        return Arrays.stream(type().getDeclaredConstructors())
                .filter(constructor -> isInner()
                        ? constructor.getParameterCount() == 1
                                && constructor.getParameterTypes()[0] == type().getDeclaringClass()
                        : constructor.getParameterCount() == 0)
                .<Constructor<?>>map(constructor -> constructor)
                .findFirst();
    }

    /**
     * Makes an object of it.
     *
     * @param outer makes or gives the object of the class around it, asked for an inner class alone
     * @throws IllegalStateException if it has no usable constructor, or that fails
     */
    public Object newInstance(Supplier<Object> outer) {
        problem().ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
        Constructor<?> constructor = constructor().orElseThrow();
        if (!isInner()) {
            return ReflectionSupport.newInstance(type());
        }
        try {
            constructor.setAccessible(true);
            return constructor.newInstance(outer.get());
        } catch (ReflectiveOperationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException("The constructor of " + type().getName() + " failed: " + cause, cause);
        }
    }
}
