package org.robustness4j.junit.engine.declaration;

import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A method without parameters that an annotation names.
 *
 * @param method the method
 * @param companion the companion object that has it, null where the class itself does
 */
record NamedMethod(Method method, @Nullable CompanionObject companion) {

    static Optional<NamedMethod> of(Class<?> type, String name) {
        return ReflectionSupport.findMethod(type, name)
                .map(NamedMethod::ofClass)
                .or(() -> CompanionObject.of(type).stream()
                        .flatMap(companion ->
                                companion.method(name).map(method -> new NamedMethod(method, companion)).stream())
                        .findFirst());
    }

    static NamedMethod ofClass(Method method) {
        return new NamedMethod(method, null);
    }

    /**
     * Calls it.
     *
     * @param instances the object to call a method of a test class on
     */
    @Nullable
    Object call(Function<Member, @Nullable Object> instances) {
        Function<Member, @Nullable Object> owner = companion == null ? instances : companion.instances();
        return ReflectionSupport.invokeMethod(method, owner.apply(method));
    }
}
