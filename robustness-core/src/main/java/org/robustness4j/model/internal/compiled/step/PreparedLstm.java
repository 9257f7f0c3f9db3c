package org.robustness4j.model.internal.compiled.step;

import java.util.List;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Scratch;
import org.robustness4j.model.internal.network.RecurrentOperation.Lstm;

/**
 * The weights of a layer of long short-term memory in both directions.
 *
 * @param units the number of cells
 * @param recurrent of inputs and of the outputs of the step before
 * @param peepholes {@code [3 units]}, or empty
 */
@SuppressWarnings("ArrayRecordComponent") // weights that nobody compares
record PreparedLstm(
        int units,
        RecurrentWeights recurrent,
        float[] peepholes,
        RowFunction activation,
        RowFunction gate,
        boolean backwards)
        implements PreparedOperation {

    static PreparedLstm of(Lstm lstm) {
        return new PreparedLstm(
                lstm.bias().length / 4,
                RecurrentWeights.of(lstm.inputWeights(), lstm.recurrentWeights(), lstm.bias()),
                lstm.peepholes().clone(),
                RowFunction.of(lstm.activation()),
                RowFunction.of(lstm.gate()),
                lstm.backwards());
    }

    @Override
    public Step between(List<Activations> inputs, Activations output, Scratch scratch) {
        return new LstmStep(this, SequenceRows.of(inputs, output, backwards), scratch);
    }
}
