package org.robustness4j.model.internal.compiled.step;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Rows;
import org.robustness4j.model.internal.compiled.kernel.Scratch;
import org.robustness4j.model.internal.network.AttentionOperation;

/**
 * Scaled dot-product attention of one query at a time, by all its heads. The weights of the steps are not kept but
 * computed again for the gradient: for all queries of a tile they would be larger than all else together.
 *
 * @param heads the number of heads, among which channels are divided
 * @param keys {@code (heads * size, 1, steps)}
 * @param values {@code (heads * values, 1, steps)}
 * @param mask 1 or 0 for each step
 */
record AttentionHeads(
        int heads,
        Activations keys,
        Activations values,
        @Nullable Activations mask) {

    /** The rows of the scratch that a query needs. */
    private static final int ROWS = 4;

    /** The number of channels of a query. */
    int querySize() {
        return keys.shape().channels();
    }

    /** The number of channels of what a query is answered. */
    int valueSize() {
        return values.shape().channels();
    }

    /** Room for one query at a time, in rows of the scratch. */
    Room room(Scratch scratch, int samples) {
        float[][] rows = scratch.take(ROWS, keys.length(samples));
        return new Room(
                rows[0], rows[1], rows[2], rows[3], new double[keys.shape().width()]);
    }

    /** Of all steps and samples: the weights, their gradients, and what is the same for all steps. */
    @SuppressWarnings("ArrayRecordComponent") // buffers that nobody compares
    record Room(float[] weights, float[] gradients, float[] repeated, float[] products, double[] exponentials) {}

    /** Some columns of rows: one step of all samples. */
    @SuppressWarnings("ArrayRecordComponent") // buffers that nobody compares
    record Columns(float[][] rows, int from) {}

    /** Puts the answers to a query into columns of their own. */
    void answer(Columns query, Columns answer, int samples, Room room) {
        int valuesOfHead = valueSize() / heads;
        for (int head = 0; head < heads; head++) {
            weigh(head, query, samples, room);
            for (int channel = head * valuesOfHead; channel < (head + 1) * valuesOfHead; channel++) {
                sum(values.values()[channel], room.weights(), answer.rows()[channel], answer.from(), samples);
            }
        }
    }

    /** {@code result[s] = sum over the steps t of x[t, s] y[t, s]}. */
    private void sum(float[] x, float[] y, float[] result, int at, int samples) {
        Arrays.fill(result, at, at + samples, 0);
        for (int from = 0; from < keys.length(samples); from += samples) {
            for (int s = 0; s < samples; s++) {
                result[at + s] = Math.fma(x[from + s], y[from + s], result[at + s]);
            }
        }
    }

    /** The weights of a head for a query: those of a sample sum to 1. */
    private void weigh(int head, Columns query, int samples, Room room) {
        int length = keys.length(samples);
        int size = querySize() / heads;
        Rows.fill(room.weights(), 0, length);
        for (int channel = head * size; channel < (head + 1) * size; channel++) {
            repeat(query.rows()[channel], query.from(), samples, room.repeated());
            Rows.addProduct(room.weights(), room.repeated(), keys.values()[channel], length);
        }
        Rows.scale(room.weights(), room.weights(), scale(), length);
        if (mask != null) {
            float[] present = mask.values()[0];
            for (int i = 0; i < length; i++) {
                room.weights()[i] += (present[i] - 1) * AttentionOperation.MASKED;
            }
        }
        softmax(room.weights(), samples, room.exponentials());
    }

    private float scale() {
        return (float) (1 / Math.sqrt((double) querySize() / heads));
    }

    private void repeat(float[] row, int from, int samples, float[] repeated) {
        for (int at = 0; at < keys.length(samples); at += samples) {
            System.arraycopy(row, from, repeated, at, samples);
        }
    }

    private static void softmax(float[] x, int samples, double[] exponentials) {
        for (int s = 0; s < samples; s++) {
            float largest = Float.NEGATIVE_INFINITY;
            for (int t = 0; t < exponentials.length; t++) {
                largest = Math.max(largest, x[t * samples + s]);
            }
            double sum = 0;
            for (int t = 0; t < exponentials.length; t++) {
                exponentials[t] = StrictMath.exp((double) x[t * samples + s] - largest);
                sum += exponentials[t];
            }
            for (int t = 0; t < exponentials.length; t++) {
                x[t * samples + s] = (float) (exponentials[t] / sum);
            }
        }
    }

    /** Clears the gradients of keys, values and mask, before those of the queries are added. */
    void clearGradients(int samples) {
        clear(keys, samples);
        clear(values, samples);
        if (mask != null) {
            clear(mask, samples);
        }
    }

    private static void clear(Activations input, int samples) {
        for (float[] row : input.gradients()) {
            Rows.fill(row, 0, input.length(samples));
        }
    }

    /**
     * Adds to the gradients of keys and values what comes from one query.
     *
     * @param upstream the gradient of its answer
     * @param result receives the gradient of the query
     */
    void backward(Columns query, Columns upstream, Columns result, int samples, Room room) {
        int length = keys.length(samples);
        int size = querySize() / heads;
        int valuesOfHead = valueSize() / heads;
        for (int head = 0; head < heads; head++) {
            weigh(head, query, samples, room);
            Rows.fill(room.gradients(), 0, length);
            for (int channel = head * valuesOfHead; channel < (head + 1) * valuesOfHead; channel++) {
                repeat(upstream.rows()[channel], upstream.from(), samples, room.repeated());
                Rows.addProduct(room.gradients(), room.repeated(), values.values()[channel], length);
                Rows.addProduct(values.gradients()[channel], room.repeated(), room.weights(), length);
            }
            beforeSoftmax(room, samples);
            for (int channel = head * size; channel < (head + 1) * size; channel++) {
                repeat(query.rows()[channel], query.from(), samples, room.repeated());
                Rows.addProduct(keys.gradients()[channel], room.repeated(), room.gradients(), length);
                sum(keys.values()[channel], room.gradients(), result.rows()[channel], result.from(), samples);
            }
        }
    }

    /** From the gradient of the weights to that of the scores that they are the softmax of, scale and all. */
    private void beforeSoftmax(Room room, int samples) {
        sum(room.gradients(), room.weights(), room.products(), 0, samples);
        float factor = scale();
        for (int from = 0; from < keys.length(samples); from += samples) {
            for (int s = 0; s < samples; s++) {
                float above = room.gradients()[from + s] - room.products()[s];
                room.gradients()[from + s] = factor * room.weights()[from + s] * above;
            }
        }
    }
}
