package org.robustness4j.model.internal;

import org.jspecify.annotations.Nullable;

/** A network that the heap has no room for; another way to compute it would need no less. */
public final class HeapTooSmallException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private static final int MEBIBYTE = 1 << 20;

    private final String reason;

    /**
     * Says what is needed, and how to give it to a test.
     *
     * @param needs what the network needs, as a clause
     * @param enough how many bytes would suffice
     * @param cause null where it was not tried
     */
    public HeapTooSmallException(String needs, long enough, @Nullable Throwable cause) {
        this(
                reason(needs),
                "give the virtual machine at least " + mebibytes(enough)
                        + " by -Xmx, in a test by the <argLine> of Surefire or Failsafe",
                cause);
    }

    private HeapTooSmallException(String reason, String advice, @Nullable Throwable cause) {
        super(reason + "; " + advice, cause);
        this.reason = reason;
    }

    private static String reason(String needs) {
        return "The heap of " + mebibytes(Runtime.getRuntime().maxMemory()) + " is too small for this network: "
                + needs;
    }

    /** What is wrong, without what to do, which is another thing on a cluster. */
    public String reason() {
        return reason;
    }

    /** A size for people, rounded up. */
    public static String mebibytes(long bytes) {
        return (bytes + MEBIBYTE - 1) / MEBIBYTE + " MiB";
    }
}
