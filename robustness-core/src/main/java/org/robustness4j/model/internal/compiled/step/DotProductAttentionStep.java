package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Scratch;
import org.robustness4j.model.internal.compiled.step.AttentionHeads.Columns;
import org.robustness4j.model.internal.compiled.step.AttentionHeads.Room;

/** Attention of the steps of one sequence to those of another. */
record DotProductAttentionStep(Activations queries, AttentionHeads heads, Activations output, Scratch scratch)
        implements Step {

    @Override
    public void forward(int samples) {
        scratch.reset();
        Room room = heads.room(scratch, samples);
        for (int at = 0; at < queries.length(samples); at += samples) {
            heads.answer(new Columns(queries.values(), at), new Columns(output.values(), at), samples, room);
        }
    }

    @Override
    public void backward(int samples) {
        scratch.reset();
        Room room = heads.room(scratch, samples);
        heads.clearGradients(samples);
        for (int at = 0; at < queries.length(samples); at += samples) {
            heads.backward(
                    new Columns(queries.values(), at),
                    new Columns(output.gradients(), at),
                    new Columns(queries.gradients(), at),
                    samples,
                    room);
        }
    }
}
