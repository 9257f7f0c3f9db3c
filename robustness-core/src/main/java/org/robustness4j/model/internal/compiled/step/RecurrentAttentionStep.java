package org.robustness4j.model.internal.compiled.step;

import java.util.Arrays;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Scratch;
import org.robustness4j.model.internal.compiled.step.AttentionHeads.Columns;
import org.robustness4j.model.internal.compiled.step.AttentionHeads.Room;
import org.robustness4j.model.internal.network.AttentionOperation.RecurrentAttention;

/**
 * A recurrent cell that asks all steps with its last state.
 *
 * @param sums what the function is applied to, laid out as the output
 */
@SuppressWarnings("ArrayRecordComponent") // buffers that nobody compares
record RecurrentAttentionStep(
        RecurrentAttention cell,
        Activations input,
        AttentionHeads heads,
        float[][] sums,
        Activations output,
        Scratch scratch)
        implements Step {

    static Step of(
            RecurrentAttention cell, Activations input, AttentionHeads heads, Activations output, Scratch scratch) {
        float[][] sums = new float[output.values().length][output.values()[0].length];
        return new RecurrentAttentionStep(cell, input, heads, sums, output, scratch);
    }

    @Override
    public void forward(int samples) {
        scratch.reset();
        Room room = heads.room(scratch, samples);
        Columns query = new Columns(scratch.take(heads.querySize(), samples), 0);
        Columns answer = new Columns(scratch.take(heads.valueSize(), samples), 0);
        for (int at = 0; at < output.length(samples); at += samples) {
            Columns sum = new Columns(sums, at);
            for (int state = 0; state < sums.length; state++) {
                System.arraycopy(input.values()[state], at, sums[state], at, samples);
            }
            if (at > 0) {
                clear(query, samples);
                addProduct(cell.queryWeights(), new Columns(output.values(), at - samples), query, samples);
                heads.answer(query, answer, samples, room);
                addProduct(cell.recurrentWeights(), answer, sum, samples);
            }
            for (int state = 0; state < sums.length; state++) {
                for (int i = at; i < at + samples; i++) {
                    output.values()[state][i] = (float) cell.function().value(sums[state][i]);
                }
            }
        }
    }

    @Override
    public void backward(int samples) {
        scratch.reset();
        Room room = heads.room(scratch, samples);
        Columns query = new Columns(scratch.take(heads.querySize(), samples), 0);
        Columns queryGradient = new Columns(scratch.take(heads.querySize(), samples), 0);
        Columns answerGradient = new Columns(scratch.take(heads.valueSize(), samples), 0);
        heads.clearGradients(samples);
        for (int at = output.length(samples) - samples; at >= 0; at -= samples) {
            for (int state = 0; state < sums.length; state++) {
                for (int i = at; i < at + samples; i++) {
                    input.gradients()[state][i] = (float)
                            (output.gradients()[state][i] * cell.function().derivative(sums[state][i]));
                }
            }
            if (at > 0) {
                clear(query, samples);
                addProduct(cell.queryWeights(), new Columns(output.values(), at - samples), query, samples);
                clear(answerGradient, samples);
                addTransposed(cell.recurrentWeights(), new Columns(input.gradients(), at), answerGradient, samples);
                heads.backward(query, answerGradient, queryGradient, samples, room);
                addTransposed(
                        cell.queryWeights(), queryGradient, new Columns(output.gradients(), at - samples), samples);
            }
        }
    }

    private static void clear(Columns columns, int samples) {
        for (float[] row : columns.rows()) {
            Arrays.fill(row, columns.from(), columns.from() + samples, 0);
        }
    }

    /** {@code y += W x} with W of as many rows as y has. */
    private static void addProduct(float[] weights, Columns x, Columns y, int samples) {
        int columns = weights.length / y.rows().length;
        for (int i = 0; i < y.rows().length; i++) {
            for (int j = 0; j < columns; j++) {
                add(weights[i * columns + j], x.rows()[j], x.from(), y.rows()[i], y.from(), samples);
            }
        }
    }

    /** {@code y += W^T x} with W of as many rows as x has. */
    private static void addTransposed(float[] weights, Columns x, Columns y, int samples) {
        int columns = weights.length / x.rows().length;
        for (int i = 0; i < x.rows().length; i++) {
            for (int j = 0; j < columns; j++) {
                add(weights[i * columns + j], x.rows()[i], x.from(), y.rows()[j], y.from(), samples);
            }
        }
    }

    private static void add(float weight, float[] x, int from, float[] y, int at, int samples) {
        for (int s = 0; s < samples; s++) {
            y[at + s] = Math.fma(weight, x[from + s], y[at + s]);
        }
    }
}
