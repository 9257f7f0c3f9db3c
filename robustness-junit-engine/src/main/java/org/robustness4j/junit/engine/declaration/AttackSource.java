package org.robustness4j.junit.engine.declaration;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.ReflectionSupport;
import org.robustness4j.attack.Attack;
import org.robustness4j.internal.results.FailureMessage;
import org.robustness4j.junit.AttackFactory;

/**
 * Where the attack of a test comes from. What needs nothing but the annotation is made at once, so that mistakes show
 * when tests are discovered; a method of the test class is called when the test runs.
 */
public sealed interface AttackSource {

    /** A name from declared values alone, to tell the tests of one method apart. */
    String label();

    /** Why there is no attack, if that is so. */
    default Optional<String> problem() {
        return Optional.empty();
    }

    /** Whether the attack searches a ball, as far as it is known before the test runs. */
    default boolean needsEpsilon() {
        return true;
    }

    /** Whether the attack is known before the test runs. */
    default boolean isKnown() {
        return false;
    }

    /**
     * Makes the attack.
     *
     * @param instances the object to call a method of the test class on
     */
    Attack attack(Function<Member, @Nullable Object> instances);

    /** An attack that cannot be made, and why. */
    record Wrong(String label, String reason) implements AttackSource {

        @Override
        public Optional<String> problem() {
            return Optional.of(reason);
        }

        @Override
        public Attack attack(Function<Member, @Nullable Object> instances) {
            throw new IllegalArgumentException(reason);
        }
    }

    /** An attack that needed nothing but the annotation. */
    record Made(String label, Attack attack) implements AttackSource {

        @Override
        public boolean needsEpsilon() {
            return attack.traits().needsEpsilon();
        }

        @Override
        public boolean isKnown() {
            return true;
        }

        @Override
        public Attack attack(Function<Member, @Nullable Object> instances) {
            return attack;
        }
    }

    /** A method that returns the attack. */
    record FromMethod(String label, NamedMethod method) implements AttackSource {

        @Override
        public Attack attack(Function<Member, @Nullable Object> instances) {
            Object made = method.call(instances);
            if (made == null) {
                throw new IllegalStateException("attackFrom names '" + label + "', which returned null");
            }
            return (Attack) made;
        }
    }

    static AttackSource wrong(String label, String reason) {
        return new Wrong(label, reason);
    }

    /** Of several ways to name an attack the outermost annotation's counts; two at once are a problem. */
    static AttackSource of(TestClass testClass, AnnotationChain chain) {
        List<String> ways = Stream.of("attackFrom", "attack", "attackFactory")
                .filter(chain::sets)
                .sorted(Comparator.comparingInt(chain::level))
                .toList();
        if (ways.size() > 1 && chain.level(ways.get(0)) == chain.level(ways.get(1))) {
            return wrong(
                    chain.outermost().annotationType().getSimpleName(),
                    "both " + ways.get(0) + " and " + ways.get(1) + " name an attack; give one of them");
        }
        String way = ways.isEmpty() ? "attack" : ways.get(0);
        return switch (way) {
            case "attackFrom" -> ofMethod(testClass, chain.attribute("attackFrom", String.class));
            case "attackFactory" -> ofFactory(chain.attribute("attackFactory", Class.class), chain.typed());
            default -> ofClass(chain.attribute("attack", Class.class));
        };
    }

    static AttackSource of(TestClass testClass, Class<?> type, String from) {
        return from.isEmpty() ? ofClass(type) : ofMethod(testClass, from);
    }

    static AttackSource ofClass(Class<?> type) {
        String label = type.getSimpleName();
        if (Modifier.isAbstract(type.getModifiers()) || constructor(type) == null) {
            return wrong(
                    label,
                    "the attack " + type.getName()
                            + " needs to be a class, not abstract, with a constructor that takes no arguments; for one with"
                            + " arguments use attackFrom");
        }
        try {
            return new Made(label, (Attack) ReflectionSupport.newInstance(type));
        } catch (Exception | LinkageError e) {
            return wrong(label, "the attack " + type.getName() + " could not be made: " + new FailureMessage(e));
        }
    }

    private static @Nullable Constructor<?> constructor(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> constructor.getParameterCount() == 0)
                .findFirst()
                .orElse(null);
    }

    @SuppressWarnings("unchecked") // a factory is for the annotation it stands on
    private static AttackSource ofFactory(Class<?> type, Annotation annotation) {
        String label = annotation.annotationType().getSimpleName();
        try {
            Attack attack = ((AttackFactory<Annotation>) ReflectionSupport.newInstance(type)).create(annotation);
            return attack == null
                    ? wrong(label, "the factory " + type.getName() + " makes no attack, it returns null")
                    : new Made(attack.name(), attack);
        } catch (Exception | LinkageError e) {
            return wrong(label, "the factory " + type.getName() + " makes no attack: " + new FailureMessage(e));
        }
    }

    private static AttackSource ofMethod(TestClass testClass, String name) {
        int hash = name.indexOf('#');
        if (name.isBlank() || hash == 0 || hash == name.length() - 1) {
            return wrong(
                    name,
                    "attackFrom is '" + name + "'; name a method of the test class, or com.example.Attacks#strong");
        }
        String simpleName = name.substring(hash + 1);
        NamedMethod named = (hash < 0
                        ? testClass.method(simpleName)
                        : ReflectionSupport.tryToLoadClass(name.substring(0, hash))
                                .toOptional()
                                .flatMap(owner -> ReflectionSupport.findMethod(owner, simpleName))
                                .map(NamedMethod::ofClass))
                .orElse(null);
        if (named == null) {
            return wrong(
                    simpleName,
                    "attackFrom names '" + name + "', but there is no such method without parameters; name one of "
                            + testClass.name() + ", or com.example.Attacks#strong");
        }
        Method method = named.method();
        if (!Attack.class.isAssignableFrom(method.getReturnType())) {
            return wrong(
                    simpleName,
                    "attackFrom names '" + name + "', which returns a "
                            + method.getReturnType().getName() + "; it has to return an Attack");
        }
        if (hash >= 0 && !Modifier.isStatic(method.getModifiers())) {
            return wrong(simpleName, "attackFrom names '" + name + "', which is not static");
        }
        return new FromMethod(simpleName, named);
    }
}
