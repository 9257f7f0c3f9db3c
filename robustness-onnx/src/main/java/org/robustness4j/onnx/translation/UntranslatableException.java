package org.robustness4j.onnx.translation;

/** An operator, or a way to use it, that is not known here. The message is a clause. */
public final class UntranslatableException extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;

    /** @param reason what is missing */
    public UntranslatableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What is missing. */
    public String reason() {
        return reason;
    }
}
