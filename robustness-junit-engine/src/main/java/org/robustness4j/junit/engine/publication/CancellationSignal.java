package org.robustness4j.junit.engine.publication;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.ExecutionRequest;

/**
 * Whether the launcher wants the execution to end. Since JUnit 6 a request has a cancellation token; this engine is compiled
 * against JUnit 5, which has none, and reads it by reflection.
 */
public final class CancellationSignal {

    private final @Nullable Object token;
    private final @Nullable Method isRequested;

    private CancellationSignal(@Nullable Object token, @Nullable Method isRequested) {
        this.token = token;
        this.isRequested = isRequested;
    }

    /** One that is never given. */
    public static CancellationSignal none() {
        return new CancellationSignal(null, null);
    }

    public static CancellationSignal of(ExecutionRequest request) {
        try {
            Object token =
                    ExecutionRequest.class.getMethod("getCancellationToken").invoke(request);
            Class<?> type = Class.forName(
                    "org.junit.platform.engine.CancellationToken", true, ExecutionRequest.class.getClassLoader());
            return new CancellationSignal(token, type.getMethod("isCancellationRequested"));
        } catch (ReflectiveOperationException e) {
            return new CancellationSignal(null, null);
        }
    }

    boolean isGiven() {
        try {
            return isRequested != null && Boolean.TRUE.equals(isRequested.invoke(token));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The cancellation token of JUnit cannot be read", e);
        }
    }
}
