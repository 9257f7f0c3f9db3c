package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.RowProduct;
import org.robustness4j.model.internal.compiled.kernel.Rows;
import org.robustness4j.model.internal.compiled.kernel.Scratch;

/** A plain recurrent layer, with its products arranged as in {@link LstmStep}. */
final class SimpleRecurrentStep implements Step {

    private final PreparedSimpleRecurrent weights;
    private final SequenceRows rows;
    private final Scratch scratch;
    private final int units;
    private final float[][] outputs;
    private final float[][] slopes;

    SimpleRecurrentStep(PreparedSimpleRecurrent weights, SequenceRows rows, Scratch scratch) {
        this.weights = weights;
        this.rows = rows;
        this.scratch = scratch;
        this.units = weights.recurrent().bias().length;
        this.outputs = new float[rows.capacity()][units];
        this.slopes = new float[rows.capacity()][units];
    }

    @Override
    public void forward(int samples) {
        scratch.reset();
        int length = rows.steps() * samples;
        RecurrentWeights recurrent = weights.recurrent();
        float[][] inputs = scratch.take(length, rows.channels());
        SequenceRows.toRows(rows.input().values(), inputs, rows.channels(), length);
        for (int i = 0; i < length; i++) {
            System.arraycopy(recurrent.bias(), 0, outputs[i], 0, units);
        }
        RowProduct.add(outputs, length, recurrent.byInput(), rows.channels(), inputs, 0, units);
        for (int place = 0; place < rows.steps(); place++) {
            int step = rows.step(place);
            if (place > 0) {
                float[][] remembered = SequenceRows.of(outputs, rows.step(place - 1), samples);
                float[][] sums = SequenceRows.of(outputs, step, samples);
                RowProduct.add(sums, samples, recurrent.byUnit(), units, remembered, 0, units);
            }
            for (int row = step * samples; row < (step + 1) * samples; row++) {
                weights.activation().apply(outputs[row], slopes[row], 0, units);
                Rows.scale(outputs[row], outputs[row], rows.mask(row), units);
            }
        }
        SequenceRows.toChannels(outputs, rows.output().values(), units, length);
    }

    @Override
    public void backward(int samples) {
        scratch.reset();
        int length = rows.steps() * samples;
        RecurrentWeights recurrent = weights.recurrent();
        float[][] upstream = scratch.take(length, units);
        float[][] inputs = scratch.take(length, rows.channels());
        SequenceRows.toRows(rows.output().gradients(), upstream, units, length);
        for (int place = rows.steps() - 1; place >= 0; place--) {
            int step = rows.step(place);
            for (int row = step * samples; row < (step + 1) * samples; row++) {
                Rows.scale(upstream[row], upstream[row], rows.mask(row), units);
                Rows.multiply(upstream[row], slopes[row], units);
            }
            if (place > 0) {
                float[][] here = SequenceRows.of(upstream, step, samples);
                float[][] before = SequenceRows.of(upstream, rows.step(place - 1), samples);
                RowProduct.add(before, samples, recurrent.unitByColumn(), units, here, 0, units);
            }
        }
        for (float[] row : inputs) {
            Rows.fill(row, 0, rows.channels());
        }
        RowProduct.add(inputs, length, recurrent.inputByColumn(), units, upstream, 0, rows.channels());
        SequenceRows.toChannels(inputs, rows.input().gradients(), rows.channels(), length);
        rows.clearMaskGradient(samples);
    }
}
