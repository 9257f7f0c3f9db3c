package org.robustness4j.model.internal.compiled.kernel;

import java.util.Arrays;
import org.robustness4j.model.internal.network.Axis;

/**
 * The columns of a row by their phase under the stride of a window: what a tap sees at all positions are then columns
 * beside each other.
 *
 * @param axis how the window moves along the row
 * @param width the number of columns of the row
 */
public record ColumnPhases(Axis axis, int width) {

    /** The number of phases. */
    public int count() {
        return axis.stride();
    }

    /** The length of the longest phase. */
    public int length(int samples) {
        return -Math.floorDiv(-width, axis.stride()) * samples;
    }

    private int columns(int phase) {
        return Math.max(0, -Math.floorDiv(-(width - phase), axis.stride()));
    }

    /** Distributes a row among its phases. */
    public void split(float[] row, float[][] phases, int samples) {
        for (int phase = 0; phase < count(); phase++) {
            float[] target = phases[phase];
            int columns = columns(phase);
            if (samples == 1) {
                for (int i = 0; i < columns; i++) {
                    target[i] = row[phase + i * axis.stride()];
                }
            } else {
                for (int i = 0; i < columns; i++) {
                    System.arraycopy(row, (phase + i * axis.stride()) * samples, target, i * samples, samples);
                }
            }
        }
    }

    /** Puts a row together of its phases. */
    public void join(float[][] phases, float[] row, int samples) {
        for (int phase = 0; phase < count(); phase++) {
            float[] source = phases[phase];
            int columns = columns(phase);
            if (samples == 1) {
                for (int i = 0; i < columns; i++) {
                    row[phase + i * axis.stride()] = source[i];
                }
            } else {
                for (int i = 0; i < columns; i++) {
                    System.arraycopy(source, i * samples, row, (phase + i * axis.stride()) * samples, samples);
                }
            }
        }
    }

    /** The phase that a tap sees. */
    private int phase(int tap) {
        return Math.floorMod(axis.input(0, tap), axis.stride());
    }

    private int first(int tap) {
        return Math.floorDiv(axis.input(0, tap), axis.stride());
    }

    /** The first position at which a tap sees a column. */
    private int begin(int tap) {
        return Math.min(axis.outputs(), Math.max(0, -first(tap)));
    }

    /** The position behind the last one at which a tap sees a column. */
    private int end(int tap) {
        return Math.max(begin(tap), Math.min(axis.outputs(), columns(phase(tap)) - first(tap)));
    }

    /** Whether each tap sees exactly the columns of a phase, and each phase is seen by one. */
    private boolean seesPhases() {
        return axis.kernel() == axis.stride()
                && axis.padding() == 0
                && axis.dilation() == 1
                && axis.outputs() * axis.stride() == width;
    }

    /**
     * What a tap sees; {@link Float#NEGATIVE_INFINITY} where it sees padding.
     *
     * @param copy receives it where it is no whole phase
     */
    public float[] seen(float[][] phases, int tap, float[] copy, int samples) {
        if (seesPhases()) {
            return phases[phase(tap)];
        }
        gather(phases, tap, copy, samples, Float.NEGATIVE_INFINITY);
        return copy;
    }

    /**
     * Puts a row together of what each tap gives to the columns that it sees.
     *
     * @param sums the phases of a row, to work in
     * @param part a row of the length of a phase, likewise
     */
    public void collect(float[][] ofTaps, float[] row, float[][] sums, float[] part, int samples) {
        if (seesPhases()) {
            join(ofTaps, row, samples);
            return;
        }
        for (float[] sum : sums) {
            Rows.fill(sum, 0, length(samples));
        }
        for (int tap = 0; tap < ofTaps.length; tap++) {
            scatter(ofTaps[tap], tap, sums, part, samples);
        }
        join(sums, row, samples);
    }

    /** Copies what a tap sees; {@code outside} where it sees padding. */
    public void gather(float[][] phases, int tap, float[] seen, int samples, float outside) {
        int begin = begin(tap);
        int end = end(tap);
        Arrays.fill(seen, 0, begin * samples, outside);
        if (begin < end) {
            System.arraycopy(
                    phases[phase(tap)], (begin + first(tap)) * samples, seen, begin * samples, (end - begin) * samples);
        }
        Arrays.fill(seen, end * samples, axis.outputs() * samples, outside);
    }

    /**
     * Adds back to where a tap saw it; what it did not see is left out.
     *
     * @param part a row of the length of a phase, to work in
     */
    private void scatter(float[] seen, int tap, float[][] phases, float[] part, int samples) {
        int begin = begin(tap);
        int end = end(tap);
        if (begin == end) {
            return;
        }
        int at = (begin + first(tap)) * samples;
        int count = (end - begin) * samples;
        int length = columns(phase(tap)) * samples;
        Arrays.fill(part, 0, at, 0);
        System.arraycopy(seen, begin * samples, part, at, count);
        Arrays.fill(part, at + count, length, 0);
        Rows.add(phases[phase(tap)], part, length);
    }
}
