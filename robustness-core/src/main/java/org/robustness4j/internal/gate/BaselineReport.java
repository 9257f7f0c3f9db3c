package org.robustness4j.internal.gate;

import java.util.List;

/**
 * The result of comparing with a baseline, or of updating it.
 *
 * @param violations what the build fails for
 * @param notes what is worth knowing
 */
public record BaselineReport(List<Violation> violations, List<String> notes) {

    public BaselineReport {
        violations = List.copyOf(violations);
        notes = List.copyOf(notes);
    }
}
