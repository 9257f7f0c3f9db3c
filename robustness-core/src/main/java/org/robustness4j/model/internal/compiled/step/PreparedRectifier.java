package org.robustness4j.model.internal.compiled.step;

import java.util.List;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Scratch;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.ParametricRectifier;

/** The slopes of a rectifier that has one for each feature. */
@SuppressWarnings("ArrayRecordComponent") // weights that nobody compares
record PreparedRectifier(float[] slopes) implements PreparedOperation {

    @Override
    public Step between(List<Activations> inputs, Activations output, Scratch scratch) {
        return new ParametricRectifierStep(slopes, inputs.get(0), output);
    }

    @Override
    public void load(Operation operation) {
        System.arraycopy(((ParametricRectifier) operation).slopes(), 0, slopes, 0, slopes.length);
    }
}
