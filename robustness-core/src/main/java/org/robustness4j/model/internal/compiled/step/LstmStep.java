package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.RowProduct;
import org.robustness4j.model.internal.compiled.kernel.Rows;
import org.robustness4j.model.internal.compiled.kernel.Scratch;

/**
 * A layer of long short-term memory. The products with all inputs are computed at once, those with the outputs of the
 * step before step by step; the rows are those of the weights, as in {@link DenseStep}.
 *
 * <p>The gradients are those of Gers, Schmidhuber, Cummins: Learning to forget, 2000, along the whole sequence.
 */
final class LstmStep implements Step {

    private final PreparedLstm weights;
    private final SequenceRows rows;
    private final Scratch scratch;
    private final int units;
    private final boolean peeks;

    /** For each step of each sample what activation and gates made of the four parts of z, and the derivatives. */
    private final float[][] gates;

    private final float[][] slopes;

    /** The cells as the next step sees them. */
    private final float[][] cells;

    private final float[][] squashed;
    private final float[][] squashedSlopes;
    private final float[] empty;

    LstmStep(PreparedLstm weights, SequenceRows rows, Scratch scratch) {
        this.weights = weights;
        this.rows = rows;
        this.scratch = scratch;
        this.units = weights.units();
        this.peeks = weights.peepholes().length > 0;
        int capacity = rows.capacity();
        this.gates = new float[capacity][4 * units];
        this.slopes = new float[capacity][4 * units];
        this.cells = new float[capacity][units];
        this.squashed = new float[capacity][units];
        this.squashedSlopes = new float[capacity][units];
        this.empty = new float[units];
    }

    @Override
    public void forward(int samples) {
        scratch.reset();
        int length = rows.steps() * samples;
        RecurrentWeights recurrent = weights.recurrent();
        float[][] inputs = scratch.take(length, rows.channels());
        float[][] outputs = scratch.take(length, units);
        SequenceRows.toRows(rows.input().values(), inputs, rows.channels(), length);
        for (int i = 0; i < length; i++) {
            System.arraycopy(recurrent.bias(), 0, gates[i], 0, 4 * units);
        }
        RowProduct.add(gates, length, recurrent.byInput(), rows.channels(), inputs, 0, 4 * units);
        for (int place = 0; place < rows.steps(); place++) {
            int step = rows.step(place);
            int before = place == 0 ? -1 : rows.step(place - 1);
            if (place > 0) {
                float[][] remembered = SequenceRows.of(outputs, before, samples);
                float[][] sums = SequenceRows.of(gates, step, samples);
                RowProduct.add(sums, samples, recurrent.byUnit(), units, remembered, 0, 4 * units);
            }
            for (int sample = 0; sample < samples; sample++) {
                int row = step * samples + sample;
                cell(row, place == 0 ? empty : cells[before * samples + sample], outputs[row]);
            }
        }
        SequenceRows.toChannels(outputs, rows.output().values(), units, length);
    }

    private void cell(int row, float[] before, float[] output) {
        float[] z = gates[row];
        float[] slope = slopes[row];
        float[] cell = cells[row];
        float[] result = squashed[row];
        weights.activation().apply(z, slope, 0, units);
        if (peeks) {
            for (int i = 0; i < units; i++) {
                z[units + i] = Math.fma(weights.peepholes()[i], before[i], z[units + i]);
                z[3 * units + i] = Math.fma(weights.peepholes()[2 * units + i], before[i], z[3 * units + i]);
            }
            weights.gate().apply(z, slope, units, 2 * units);
            weights.gate().apply(z, slope, 3 * units, 4 * units);
        } else {
            weights.gate().apply(z, slope, units, 4 * units);
        }
        for (int i = 0; i < units; i++) {
            cell[i] = Math.fma(z[units + i], before[i], z[3 * units + i] * z[i]);
        }
        if (peeks) {
            for (int i = 0; i < units; i++) {
                z[2 * units + i] = Math.fma(weights.peepholes()[units + i], cell[i], z[2 * units + i]);
            }
            weights.gate().apply(z, slope, 2 * units, 3 * units);
        }
        System.arraycopy(cell, 0, result, 0, units);
        weights.activation().apply(result, squashedSlopes[row], 0, units);
        for (int i = 0; i < units; i++) {
            output[i] = z[2 * units + i] * result[i];
        }
        float mask = rows.mask(row);
        if (mask != 1) {
            Rows.scale(output, output, mask, units);
            Rows.scale(cell, cell, mask, units);
        }
    }

    @Override
    public void backward(int samples) {
        scratch.reset();
        int length = rows.steps() * samples;
        RecurrentWeights recurrent = weights.recurrent();
        float[][] upstream = scratch.take(length, units);
        float[][] inputs = scratch.take(length, rows.channels());
        float[][] gradients = scratch.take(length, 4 * units);
        float[][] cellGradients = scratch.take(samples, units);
        SequenceRows.toRows(rows.output().gradients(), upstream, units, length);
        for (float[] row : cellGradients) {
            Rows.fill(row, 0, units);
        }
        for (int place = rows.steps() - 1; place >= 0; place--) {
            int step = rows.step(place);
            int before = place == 0 ? -1 : rows.step(place - 1);
            for (int sample = 0; sample < samples; sample++) {
                int row = step * samples + sample;
                float[] cellBefore = place == 0 ? empty : cells[before * samples + sample];
                cellBackward(row, cellBefore, upstream[row], cellGradients[sample], gradients[row]);
            }
            if (place > 0) {
                RowProduct.add(
                        SequenceRows.of(upstream, before, samples),
                        samples,
                        recurrent.unitByColumn(),
                        4 * units,
                        SequenceRows.of(gradients, step, samples),
                        0,
                        units);
            }
        }
        for (float[] row : inputs) {
            Rows.fill(row, 0, rows.channels());
        }
        RowProduct.add(inputs, length, recurrent.inputByColumn(), 4 * units, gradients, 0, rows.channels());
        SequenceRows.toChannels(inputs, rows.input().gradients(), rows.channels(), length);
        rows.clearMaskGradient(samples);
    }

    /**
     * @param output the gradient of the step's output
     * @param carried the gradient of the cell as the next step sees it; then of that before
     * @param z receives the gradient of the four parts
     */
    private void cellBackward(int row, float[] before, float[] output, float[] carried, float[] z) {
        float[] gate = gates[row];
        float[] slope = slopes[row];
        float[] result = squashed[row];
        float[] resultSlope = squashedSlopes[row];
        float mask = rows.mask(row);
        if (mask != 1) {
            Rows.scale(output, output, mask, units);
            Rows.scale(carried, carried, mask, units);
        }
        for (int i = 0; i < units; i++) {
            z[2 * units + i] = output[i] * result[i] * slope[2 * units + i];
            carried[i] = Math.fma(output[i] * gate[2 * units + i], resultSlope[i], carried[i]);
        }
        if (peeks) {
            for (int i = 0; i < units; i++) {
                carried[i] = Math.fma(z[2 * units + i], weights.peepholes()[units + i], carried[i]);
            }
        }
        for (int i = 0; i < units; i++) {
            z[i] = carried[i] * gate[3 * units + i] * slope[i];
            z[units + i] = carried[i] * before[i] * slope[units + i];
            z[3 * units + i] = carried[i] * gate[i] * slope[3 * units + i];
            carried[i] *= gate[units + i];
        }
        if (peeks) {
            for (int i = 0; i < units; i++) {
                float forget = Math.fma(z[units + i], weights.peepholes()[i], carried[i]);
                carried[i] = Math.fma(z[3 * units + i], weights.peepholes()[2 * units + i], forget);
            }
        }
    }
}
