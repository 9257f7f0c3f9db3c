package org.robustness4j.dl4j.layerwise;

/** DL4J's layers do not give the gradient of a network's input. */
final class NoInputGradientException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason a clause, such as "'layer1' (Convolution1DLayer) has no working backward pass" */
    NoInputGradientException(String reason, Throwable cause) {
        super("The network gives no input gradient, because " + reason, cause);
        this.reason = reason;
    }

    NoInputGradientException(String reason) {
        super("The network gives no input gradient, because " + reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
