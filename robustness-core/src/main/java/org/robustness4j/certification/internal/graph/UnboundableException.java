package org.robustness4j.certification.internal.graph;

/** A network has an operation that no bounds are known for. Its message says which. */
public final class UnboundableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message which operation, and why */
    public UnboundableException(String message) {
        super(message);
    }
}
