package org.robustness4j.junit.engine.declaration;

import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The companion object of a Kotlin class: what is declared in it is what would be static in Java. The compiler makes
 * it an object of a nested class, held in a static field of the name of that class, {@code Companion} unless it has one
 * of its own.
 *
 * @param field that holds it
 */
record CompanionObject(Field field) {

    /** Those of a class and of what it inherits from. */
    static List<CompanionObject> of(Class<?> type) {
        return ReflectionSupport.findFields(type, CompanionObject::isHeldBy, HierarchyTraversalMode.TOP_DOWN).stream()
                .map(CompanionObject::new)
                .toList();
    }

    private static boolean isHeldBy(Field field) {
        Class<?> type = field.getType();
        return Modifier.isStatic(field.getModifiers())
                && Modifier.isFinal(field.getModifiers())
                && type.getDeclaringClass() == field.getDeclaringClass()
                && Modifier.isStatic(type.getModifiers())
                && type.getSimpleName().equals(field.getName());
    }

    Class<?> type() {
        return field.getType();
    }

    /** A method of its own without parameters. */
    Optional<Method> method(String name) {
        return ReflectionSupport.findMethod(type(), name);
    }

    /** The object to call its members on, null for a static one. */
    Function<Member, @Nullable Object> instances() {
        return member -> Modifier.isStatic(member.getModifiers()) ? null : object();
    }

    private @Nullable Object object() {
        try {
            return ReflectionSupport.tryToReadFieldValue(field, null).get();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The companion object " + type().getName() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
