package org.robustness4j.certification.internal.bounds;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a region whose switches have a state of their own in each row. */
final class SwitchedLines implements LineSource {

    private final Bounded bounded;
    private final Switches switches;
    private final List<SwitchState> states;
    private final @Nullable Lines[] own;

    SwitchedLines(Bounded bounded, Switches switches, List<SwitchState> states) {
        this.bounded = bounded;
        this.switches = switches;
        this.states = states;
        this.own = new Lines[bounded.lines().length];
    }

    @Override
    public Lines lines(int node, int row) {
        Lines base = bounded.linesOf(node);
        int first = switches.first(node);
        int end = switches.end(node);
        if (first == end) {
            return base;
        }
        Lines lines = own[node];
        if (lines == null) {
            lines = new Lines(base.lowSlope().length);
            lines.copy(base);
            own[node] = lines;
        }
        SwitchState state = states.get(row);
        for (int i = first; i < end; i++) {
            int value = switches.value(i);
            double off = switches.slope(i);
            if (state.sides()[i] == 0) {
                double slope = off + state.slopes()[i] * (1 - off);
                lines.set(value, slope, 0, base.highSlope()[value], base.highIntercept()[value]);
            } else {
                double slope = state.sides()[i] > 0 ? 1 : off;
                lines.set(value, slope, 0, slope, 0);
            }
        }
        return lines;
    }

    /**
     * Adds what beta-CROWN adds: a switch that is on has {@code x >= 0}, so that {@code -multiplier x} makes nothing larger
     * (Wang et al., arXiv 2103.06624, theorem 3.1).
     */
    @Override
    public double constrain(int node, int row, double[] coefficients) {
        SwitchState state = states.get(row);
        double added = 0;
        for (int i = switches.first(node); i < switches.end(node); i++) {
            if (state.sides()[i] != 0) {
                double multiplier = state.multipliers()[i];
                coefficients[switches.value(i)] -= state.sides()[i] * multiplier;
                added += multiplier * switches.size(i);
            }
        }
        return added;
    }
}
