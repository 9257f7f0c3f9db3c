package org.robustness4j.junit.engine.declaration;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.ReflectionSupport;
import org.robustness4j.internal.results.FailureMessage;

/** A method or field that provides a value, asked once; a failure is kept too, and thrown to each test that asks. */
public final class Provider<A extends Annotation> implements Resource {

    private final Member member;
    private final A annotation;
    private final String name;
    private final Function<Member, @Nullable Object> instances;
    private @Nullable Object value;
    private @Nullable RuntimeException failure;

    Provider(
            Member member,
            A annotation,
            Function<A, String> declaredName,
            Function<Member, @Nullable Object> instances) {
        this.member = member;
        this.annotation = annotation;
        this.name = declaredName.apply(annotation).isEmpty() ? member.getName() : declaredName.apply(annotation);
        this.instances = instances;
    }

    public String name() {
        return name;
    }

    /** Whether this method of a companion object is the other one: {@code @JvmStatic} makes a static method as well. */
    boolean isTwinOf(Provider<A> other) {
        return member instanceof Method
                && other.member instanceof Method
                && member.getName().equals(other.member.getName())
                && other.member.getDeclaringClass()
                        == member.getDeclaringClass().getDeclaringClass();
    }

    public A annotation() {
        return annotation;
    }

    public Object value() {
        if (value == null && failure == null) {
            try {
                value = provided();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        if (value == null) {
            throw new IllegalStateException("A provider has a value or a failure");
        }
        return value;
    }

    private Object provided() {
        Object result;
        try {
            result = read();
        } catch (Exception e) {
            throw new IllegalStateException("The " + describe() + " failed: " + new FailureMessage(e), e);
        }
        if (result == null) {
            throw new IllegalStateException("The " + describe() + " provides null");
        }
        return result;
    }

    private @Nullable Object read() throws Exception {
        Object instance = instances.apply(member);
        if (member instanceof Method method) {
            if (method.getParameterCount() > 0) {
                throw new IllegalArgumentException("a provider takes no parameters");
            }
            return ReflectionSupport.invokeMethod(method, instance);
        }
        return ReflectionSupport.tryToReadFieldValue((Field) member, instance).get();
    }

    private String describe() {
        return "@" + annotation.annotationType().getSimpleName() + " provider "
                + member.getDeclaringClass().getName() + "." + member.getName();
    }

    /** Closes what the provider returned, if there is something to close. */
    @Override
    public void close() throws Exception {
        if (value instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }
}
