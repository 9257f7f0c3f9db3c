package org.robustness4j.model.internal.compiled.kernel;

import java.util.Arrays;
import org.robustness4j.model.internal.network.Axis;

/**
 * What one tap of a window sees of a row, at all the window's positions.
 *
 * @param axis how the window moves along the row
 * @param tap which of its taps
 * @param width the number of columns of the row
 */
public record ColumnTap(Axis axis, int tap, int width) {

    public static ColumnTap[] all(Axis axis, int width) {
        ColumnTap[] taps = new ColumnTap[axis.kernel()];
        for (int tap = 0; tap < taps.length; tap++) {
            taps[tap] = new ColumnTap(axis, tap, width);
        }
        return taps;
    }

    /** Whether it sees the row as it is. */
    boolean isIdentity() {
        return axis.stride() == 1 && axis.input(0, tap) == 0 && axis.outputs() == width;
    }

    private int firstInside() {
        return Math.min(axis.outputs(), Math.max(0, -Math.floorDiv(axis.input(0, tap), axis.stride())));
    }

    private int lastInside() {
        return Math.max(
                firstInside(),
                Math.min(axis.outputs(), Math.floorDiv(width - 1 - axis.input(0, tap), axis.stride()) + 1));
    }

    /** Copies what it sees; {@code outside} where it sees padding. */
    public void gather(float[] row, float[] seen, int samples, float outside) {
        gather(row, seen, 0, samples, outside);
    }

    /**
     * Copies what it sees; {@code outside} where it sees padding.
     *
     * @param at where the first value goes
     */
    void gather(float[] row, float[] seen, int at, int samples, float outside) {
        int first = firstInside();
        int last = lastInside();
        if (first == last) {
            Arrays.fill(seen, at, at + axis.outputs() * samples, outside);
            return;
        }
        Arrays.fill(seen, at, at + first * samples, outside);
        Arrays.fill(seen, at + last * samples, at + axis.outputs() * samples, outside);
        if (axis.stride() == 1) {
            System.arraycopy(
                    row, axis.input(first, tap) * samples, seen, at + first * samples, (last - first) * samples);
        } else if (samples == 1) {
            for (int output = first; output < last; output++) {
                seen[at + output] = row[axis.input(output, tap)];
            }
        } else {
            for (int output = first; output < last; output++) {
                System.arraycopy(row, axis.input(output, tap) * samples, seen, at + output * samples, samples);
            }
        }
    }

    /** Copies back to where it was seen; zero where nothing was. */
    public void scatter(float[] seen, float[] row, int samples) {
        scatter(seen, 0, row, 0, samples);
    }

    /**
     * Copies back to where it was seen; zero where nothing was.
     *
     * @param from where the first value stands
     * @param at where the row begins
     */
    void scatter(float[] seen, int from, float[] row, int at, int samples) {
        int first = firstInside();
        int last = lastInside();
        if (first == last) {
            Arrays.fill(row, at, at + width * samples, 0);
        } else if (axis.stride() == 1) {
            int begin = axis.input(first, tap);
            int end = axis.input(last - 1, tap) + 1;
            Arrays.fill(row, at, at + begin * samples, 0);
            System.arraycopy(seen, from + first * samples, row, at + begin * samples, (last - first) * samples);
            Arrays.fill(row, at + end * samples, at + width * samples, 0);
        } else {
            Arrays.fill(row, at, at + width * samples, 0);
            for (int output = first; output < last; output++) {
                System.arraycopy(seen, from + output * samples, row, at + axis.input(output, tap) * samples, samples);
            }
        }
    }
}
