package org.robustness4j.model.internal.compiled.step;

import java.util.List;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Scratch;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.ChannelAffine;

/** The weights of an affine map per channel. */
@SuppressWarnings("ArrayRecordComponent") // weights that nobody compares
record PreparedAffine(float[] scale, float[] shift) implements PreparedOperation {

    @Override
    public Step between(List<Activations> inputs, Activations output, Scratch scratch) {
        return new ChannelAffineStep(scale, shift, inputs.get(0), output);
    }

    @Override
    public void load(Operation operation) {
        ChannelAffine affine = (ChannelAffine) operation;
        System.arraycopy(affine.scale(), 0, scale, 0, scale.length);
        System.arraycopy(affine.shift(), 0, shift, 0, shift.length);
    }
}
