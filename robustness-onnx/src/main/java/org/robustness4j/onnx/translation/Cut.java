package org.robustness4j.onnx.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.robustness4j.onnx.file.Tensor;

/**
 * A part of an axis, as a slice gives it: negative positions count from the end, and those outside are cut off.
 *
 * @param from the first position
 * @param to the one behind the last
 */
record Cut(int axis, long from, long to, int step) {

    /** What a slice cuts; attributes in earlier versions, inputs in later ones. */
    static List<Cut> all(Use use, int rank) throws UntranslatableException {
        long[] starts = use.integers("starts", 1).orElse(new long[0]);
        long[] ends = use.integers("ends", 2).orElse(new long[0]);
        Optional<long[]> axes = use.integers("axes", 3);
        Optional<long[]> steps = use.optional(4).map(Tensor::longs);
        List<Cut> cuts = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            int number = i;
            int axis = Dims.axis(axes.map(all -> all[number]).orElse((long) i), rank);
            int step = Math.toIntExact(steps.map(all -> all[number]).orElse(1L));
            cuts.add(new Cut(axis, starts[i], ends[i], step));
        }
        return cuts;
    }

    int first(int length) {
        return (int) bounded(from, length, step > 0 ? length : length - 1L);
    }

    int count(int length) {
        long last = step > 0 ? bounded(to, length, length) : to < -length ? -1 : bounded(to, length, length);
        long span = step > 0 ? last - first(length) : first(length) - last;
        return (int) Math.max(0, -Math.floorDiv(-span, Math.abs(step)));
    }

    private static long bounded(long position, int length, long most) {
        long counted = position < 0 ? position + length : position;
        return Math.max(0, Math.min(most, counted));
    }
}
