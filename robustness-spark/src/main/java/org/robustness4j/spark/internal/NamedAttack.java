package org.robustness4j.spark.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Attack;

/**
 * An attack as a command line names it.
 *
 * @param type a class with a constructor without arguments; ours by its simple name
 * @param from a static method that returns an attack, as {@code com.example.Attacks#strong}, instead; null for none
 */
public record NamedAttack(String type, @Nullable String from) {

    private static final List<String> PACKAGES =
            List.of("", ".gradient", ".corruption", ".ensemble", ".minimal", ".query");

    /**
     * Makes the attack.
     *
     * @throws IllegalArgumentException if there is no such attack
     */
    public Attack made() {
        String name = from == null ? type : from;
        try {
            Object made = from == null ? attackClass().getDeclaredConstructor().newInstance() : fromMethod(from);
            if (made instanceof Attack attack) {
                return attack;
            }
            throw new IllegalArgumentException(name + " gives no Attack, but " + made);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(name + " gives no attack: " + e.getTargetException(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    name + " gives no attack: " + e
                            + "; name a class with a constructor without arguments, or a static method as"
                            + " com.example.Attacks#strong",
                    e);
        }
    }

    private static @Nullable Object fromMethod(String method) throws ReflectiveOperationException {
        int hash = method.indexOf('#');
        if (hash < 1 || hash == method.length() - 1) {
            throw new IllegalArgumentException("--attack-from is '" + method + "'; give com.example.Attacks#strong");
        }
        Method found = Class.forName(method.substring(0, hash)).getMethod(method.substring(hash + 1));
        if (!Modifier.isStatic(found.getModifiers())) {
            throw new IllegalArgumentException("--attack-from names '" + method + "', which is not static");
        }
        return found.invoke(null);
    }

    private Class<?> attackClass() throws ClassNotFoundException {
        if (type.contains(".")) {
            return Class.forName(type);
        }
        List<String> names = PACKAGES.stream()
                .map(each -> Attack.class.getPackageName() + each + "." + type)
                .toList();
        return names.stream()
                .map(NamedAttack::classOrNull)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new ClassNotFoundException("none of " + names));
    }

    private static @Nullable Class<?> classOrNull(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
