package org.robustness4j.cli;

import java.io.PrintWriter;
import java.time.Duration;
import org.robustness4j.attack.AttackMonitor;

/** A line now and then on how far an attack is. */
final class ProgressLines implements AttackMonitor {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final String attack;
    private final boolean isCounted;
    private final PrintWriter out;
    private long last;
    private String said = "";

    /**
     * Lines on one attack.
     *
     * @param attack what every line begins with
     * @param isCounted whether what succeeded is within epsilon: not so of attacks that seek the nearest point
     */
    ProgressLines(String attack, boolean isCounted, PrintWriter out) {
        this.attack = attack;
        this.isCounted = isCounted;
        this.out = out;
    }

    @Override
    public void progressed(Progress progress) {
        boolean isEnd = progress.finished() == progress.total();
        if (isEnd || System.nanoTime() - last > BETWEEN_LINES.toNanos()) {
            last = System.nanoTime();
            String line = "%s: %d of %d samples".formatted(attack, progress.finished(), progress.total())
                    + (isCounted ? ", " + progress.succeeded() + " broken" : "");
            if (!line.equals(said)) {
                out.println(line);
            }
            said = line;
        }
    }
}
