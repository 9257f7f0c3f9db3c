package org.robustness4j.junit.engine.publication;

import java.lang.reflect.Method;
import java.util.function.BooleanSupplier;
import org.junit.platform.engine.ExecutionRequest;

/**
 * Whether the launcher wants the execution to end. Since JUnit 6 a request has a cancellation token; this engine is
 * compiled against JUnit 5, which has none, and reads it by reflection.
 */
public record CancellationSignal(BooleanSupplier isRequested) {

    /** One that is never given. */
    public static final CancellationSignal NEVER = new CancellationSignal(() -> false);

    public static CancellationSignal of(ExecutionRequest request) {
        try {
            Object token =
                    ExecutionRequest.class.getMethod("getCancellationToken").invoke(request);
            Method isRequested = Class.forName(
                            "org.junit.platform.engine.CancellationToken",
                            true,
                            ExecutionRequest.class.getClassLoader())
                    .getMethod("isCancellationRequested");
            return new CancellationSignal(() -> isRequested(isRequested, token));
        } catch (ReflectiveOperationException e) {
            return NEVER;
        }
    }

    private static boolean isRequested(Method method, Object token) {
        try {
            return Boolean.TRUE.equals(method.invoke(token));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The cancellation token of JUnit cannot be read", e);
        }
    }

    boolean isGiven() {
        return isRequested.getAsBoolean();
    }
}
