package org.robustness4j.dl4j.translation;

import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.Operation.Gather;

/**
 * Which value each tap of a window sees along one axis.
 *
 * @param sources {@code [positions][taps]}; {@link Gather#ZERO} where it sees padding
 */
@SuppressWarnings("ArrayRecordComponent") // positions that nobody compares
record Taps(int[][] sources) {

    static Taps of(Axis axis, int inputs) {
        int[][] sources = new int[axis.outputs()][axis.kernel()];
        for (int position = 0; position < sources.length; position++) {
            for (int tap = 0; tap < axis.kernel(); tap++) {
                int source = axis.input(position, tap);
                sources[position][tap] = source >= 0 && source < inputs ? source : Gather.ZERO;
            }
        }
        return new Taps(sources);
    }

    /**
     * Those of a transposed convolution.
     *
     * @param axis of the window that moves over the output, and has the inputs as its positions
     */
    static Taps transposed(Axis axis, int outputs) {
        int[][] sources = new int[outputs][axis.kernel()];
        for (int position = 0; position < outputs; position++) {
            for (int tap = 0; tap < axis.kernel(); tap++) {
                int offset = position + axis.padding() - tap * axis.dilation();
                int source = Math.floorDiv(offset, axis.stride());
                boolean isSeen = Math.floorMod(offset, axis.stride()) == 0 && source >= 0 && source < axis.outputs();
                sources[position][tap] = isSeen ? source : Gather.ZERO;
            }
        }
        return new Taps(sources);
    }

    /** A window that sees the whole axis, one value at a time. */
    static Taps pointwise(int inputs) {
        return of(Axis.pointwise(inputs), inputs);
    }

    int positions() {
        return sources.length;
    }

    int size() {
        return sources[0].length;
    }
}
