package org.robustness4j.model.internal.compiled.step;

import java.util.List;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Scratch;
import org.robustness4j.model.internal.network.RecurrentOperation.SimpleRecurrent;

/** The weights of a plain recurrent layer in both directions. */
record PreparedSimpleRecurrent(RecurrentWeights recurrent, RowFunction activation, boolean backwards)
        implements PreparedOperation {

    static PreparedSimpleRecurrent of(SimpleRecurrent simple) {
        return new PreparedSimpleRecurrent(
                RecurrentWeights.of(simple.inputWeights(), simple.recurrentWeights(), simple.bias()),
                RowFunction.of(simple.activation()),
                simple.backwards());
    }

    @Override
    public Step between(List<Activations> inputs, Activations output, Scratch scratch) {
        return new SimpleRecurrentStep(this, SequenceRows.of(inputs, output, backwards), scratch);
    }
}
