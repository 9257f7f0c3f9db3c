package org.robustness4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.DynamicTest;

/** What every hostile file has to come to: an error that says what to do, soon, without its code and without much memory. */
public final class Harmless {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final double MOST_SECONDS = 2;
    private static final long MOST_BYTES = 512L << 20;

    private Harmless() {}

    /** Reading is an error whose message has some parts. */
    public static DynamicTest refused(String what, ThrowingCallable reading, String... parts) {
        return refusedWithin(MOST_BYTES, what, reading, parts);
    }

    /** Reading is an error whose message has some parts, and allocates fewer bytes than a limit. */
    public static DynamicTest refusedWithin(long bytes, String what, ThrowingCallable reading, String... parts) {
        return DynamicTest.dynamicTest(what, () -> {
            Throwable[] failure = new Throwable[1];
            measuredWithin(bytes, () -> failure[0] = catchThrowable(reading));
            assertThat(failure[0]).as(what).isInstanceOf(Exception.class);
            assertThat(failure[0].getMessage()).contains(parts).hasSizeLessThan(2000);
        });
    }

    /** Runs something that reads a hostile file. */
    public static void measured(ThrowingCallable reading) throws Throwable {
        measuredWithin(MOST_BYTES, reading);
    }

    /** Runs something that reads a hostile file, and allocates fewer bytes than a limit. */
    public static void measuredWithin(long bytes, ThrowingCallable reading) throws Throwable {
        int runs = Planted.runs();
        long heap = THREADS.getCurrentThreadAllocatedBytes();
        long outside = Pointer.totalBytes();
        long start = THREADS.getCurrentThreadCpuTime();

        reading.call();

        assertThat((THREADS.getCurrentThreadCpuTime() - start) / 1e9)
                .as("seconds of this thread")
                .isLessThan(MOST_SECONDS);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - heap + Math.max(0, Pointer.totalBytes() - outside))
                .as("bytes")
                .isLessThan(bytes);
        assertThat(Planted.runs()).as("runs of planted code").isEqualTo(runs);
    }
}
