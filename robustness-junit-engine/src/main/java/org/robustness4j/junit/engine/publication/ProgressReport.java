package org.robustness4j.junit.engine.publication;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.robustness4j.attack.AttackMonitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how far a long attack, or a training, is: as a progress bar where there is a terminal, as a line in the log
 * every ten seconds where there is none, and as report entries in both cases. An attack of less than ten seconds says
 * nothing.
 */
public final class ProgressReport implements AttackMonitor, AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger("org.robustness4j.progress");
    private static final long PERIOD_NANOS = 10_000_000_000L;

    private final String test;
    private final Function<Progress, String> words;
    private final TestPublisher publisher;
    private final CancellationSignal cancellation;
    private long lastTold = System.nanoTime();
    private Bar bar = Bar.NONE;

    /** Of an attack. */
    public ProgressReport(String test, TestPublisher publisher, CancellationSignal cancellation) {
        this(
                test,
                progress -> progress.finished() + " of " + progress.total() + " samples attacked, "
                        + progress.succeeded() + " broken",
                publisher,
                cancellation);
    }

    /** Of work that is said in other words. */
    public ProgressReport(
            String test, Function<Progress, String> words, TestPublisher publisher, CancellationSignal cancellation) {
        this.test = test;
        this.words = words;
        this.publisher = publisher;
        this.cancellation = cancellation;
    }

    @Override
    public void progressed(Progress progress) {
        String state = words.apply(progress);
        bar.show(progress, state);
        long now = System.nanoTime();
        if (now - lastTold < PERIOD_NANOS) {
            return;
        }
        lastTold = now;
        publisher.publish(Map.of("robustness.progress", state));
        if (!Terminal.isPresent()) {
            LOGGER.info("{}: {}", test, state);
        } else if (bar == Bar.NONE) {
            bar = TerminalBar.begun(test, progress, Duration.ofNanos(PERIOD_NANOS));
        }
    }

    @Override
    public boolean isCancelled() {
        return cancellation.isGiven();
    }

    @Override
    public void close() {
        bar.close();
    }

    /** What somebody in front of a terminal sees. */
    private interface Bar {

        /** Nothing is drawn yet. */
        Bar NONE = (progress, state) -> {};

        void show(Progress progress, String state);

        default void close() {}
    }

    private record TerminalBar(ProgressBar bar) implements Bar {

        static TerminalBar begun(String test, Progress progress, Duration elapsed) {
            return new TerminalBar(new ProgressBarBuilder()
                    .setTaskName(test)
                    .setInitialMax(progress.total())
                    .setStyle(ProgressBarStyle.ASCII)
                    .startsFrom(progress.finished(), elapsed)
                    .build());
        }

        @Override
        public void show(Progress progress, String state) {
            bar.stepTo(progress.finished());
            bar.setExtraMessage(state);
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
