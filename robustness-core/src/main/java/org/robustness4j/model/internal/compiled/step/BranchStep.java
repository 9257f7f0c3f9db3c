package org.robustness4j.model.internal.compiled.step;

import java.util.List;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Rows;

/** Where several operations read one node: its gradient is the sum of theirs. */
public record BranchStep(Activations input, List<Activations> branches) implements Step {

    @Override
    public void forward(int samples) {
        // the branches share the values of the input
    }

    @Override
    public void backward(int samples) {
        int n = input.length(samples);
        for (int row = 0; row < input.gradients().length; row++) {
            float[] sum = input.gradients()[row];
            Rows.sum(branches.get(0).gradients()[row], branches.get(1).gradients()[row], sum, n);
            for (Activations branch : branches.subList(2, branches.size())) {
                Rows.add(sum, branch.gradients()[row], n);
            }
            input.endGradients(row, samples);
        }
    }
}
