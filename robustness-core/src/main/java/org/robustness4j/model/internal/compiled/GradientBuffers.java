package org.robustness4j.model.internal.compiled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.network.FeatureShape;

/**
 * Which gradients lie in the same rows. A gradient is needed from the step that computes it, in the backward pass, to
 * the step that it goes through last; two that are never needed together share their rows.
 */
final class GradientBuffers {

    private final List<Span> spans = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();

    /**
     * A gradient.
     *
     * @param first the number of the first step, in the order of the forward pass, that needs it
     * @param last the number of the last one
     */
    private record Span(FeatureShape shape, int first, int last) {

        boolean overlaps(Span other) {
            return first <= other.last && other.first <= last;
        }

        Span from(int step) {
            return new Span(shape, Math.min(first, step), last);
        }
    }

    /**
     * Rows of a gradient.
     *
     * @param number of the gradient
     * @param first of the rows
     * @param count how many there are
     */
    record Part(int number, int first, int count) {}

    /** The rows of a shape. */
    static int rows(FeatureShape shape) {
        return shape.channels() * shape.height();
    }

    /** Rows that several gradients share. */
    private record Slot(Span largest, List<Span> users) {

        boolean takes(Span span) {
            return rows(span.shape()) <= rows(largest.shape())
                    && span.shape().width() <= largest.shape().width()
                    && users.stream().noneMatch(span::overlaps);
        }
    }

    /**
     * Adds a gradient.
     *
     * @param first the number of the first step, in the order of the forward pass, that needs it
     * @param last the number of the last one
     */
    Part add(FeatureShape shape, int first, int last) {
        spans.add(new Span(shape, first, last));
        return new Part(spans.size() - 1, 0, rows(shape));
    }

    /**
     * A gradient that lies in another one.
     *
     * @param row the first of its rows there
     * @param first the number of the first step, in the order of the forward pass, that needs it
     */
    Part part(Part whole, int row, FeatureShape shape, int first) {
        spans.set(whole.number(), spans.get(whole.number()).from(first));
        return new Part(whole.number(), whole.first() + row, rows(shape));
    }

    /** Distributes all of them: the largest first, each into the first rows that are free and large enough. */
    void distribute() {
        places.addAll(Collections.nCopies(spans.size(), 0));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingInt(i -> -spans.get(i).shape().size()));
        for (int number : order) {
            Span span = spans.get(number);
            int place = 0;
            while (place < slots.size() && !slots.get(place).takes(span)) {
                place++;
            }
            if (place == slots.size()) {
                slots.add(new Slot(span, new ArrayList<>()));
            }
            slots.get(place).users().add(span);
            places.set(number, place);
        }
    }

    /** The number of values of one sample in all rows. */
    long values() {
        return slots.stream().mapToLong(slot -> slot.largest().shape().size()).sum();
    }

    /** Rows for a number of samples. */
    Rows rows(int samples) {
        return new Rows(slots.stream()
                .map(slot -> Activations.rows(slot.largest().shape(), samples))
                .toList());
    }

    /** The rows of all gradients. */
    final class Rows {

        private final List<float[][]> ofSlots;

        private Rows(List<float[][]> ofSlots) {
            this.ofSlots = ofSlots;
        }

        /** Those of one. */
        float[][] of(Part part) {
            return Arrays.copyOfRange(
                    ofSlots.get(places.get(part.number())), part.first(), part.first() + part.count());
        }
    }
}
