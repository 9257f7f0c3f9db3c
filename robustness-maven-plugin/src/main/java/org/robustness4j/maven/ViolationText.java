package org.robustness4j.maven;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.robustness4j.internal.gate.NextStep;
import org.robustness4j.internal.gate.Violation;

/** A violation on the console: what it is, and below it what to do. */
final class ViolationText {

    private static final String STEP = "    > ";
    private static final String BELOW_STEP = "      ";

    private ViolationText() {}

    /** Items of a list that fails the build. */
    static List<String> items(List<Violation> violations, int width) {
        return lines(violations, "  - ", "    ", width);
    }

    /** Warnings, each by itself. */
    static List<String> warnings(List<Violation> violations, int width) {
        return lines(violations, "", "  ", width);
    }

    /** Violations of one test with the same remedy stand together, and have it once. */
    private static List<String> lines(List<Violation> violations, String first, String others, int width) {
        Map<List<Object>, List<Violation>> together = new LinkedHashMap<>();
        violations.forEach(violation -> together.computeIfAbsent(
                        List.of(violation.subject(), violation.next()), unseen -> new ArrayList<>())
                .add(violation));
        List<String> lines = new ArrayList<>();
        for (List<Violation> alike : together.values()) {
            alike.forEach(violation -> lines.addAll(Console.wrapped(first, others, violation.toString(), width)));
            alike.get(0).next().forEach(step -> lines.addAll(lines(step, width)));
        }
        return lines;
    }

    /** Commands alone may be longer than the width, as only a whole one can be pasted. */
    private static List<String> lines(NextStep step, int width) {
        boolean hasCommand = !step.command().isEmpty();
        List<String> lines =
                new ArrayList<>(Console.wrapped(STEP, BELOW_STEP, step.text() + (hasCommand ? ":" : ""), width));
        if (hasCommand) {
            lines.add(BELOW_STEP + step.command());
        }
        return lines;
    }
}
