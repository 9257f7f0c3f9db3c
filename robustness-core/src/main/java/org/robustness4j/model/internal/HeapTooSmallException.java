package org.robustness4j.model.internal;

import org.jspecify.annotations.Nullable;

/** A network that the heap has no room for; another way to compute it would need no less. */
public final class HeapTooSmallException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** @param cause null where it was not tried */
    public HeapTooSmallException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
