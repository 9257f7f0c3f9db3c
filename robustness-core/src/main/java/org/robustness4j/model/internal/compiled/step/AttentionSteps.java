package org.robustness4j.model.internal.compiled.step;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.network.AttentionOperation;
import org.robustness4j.model.internal.network.AttentionOperation.DotProductAttention;
import org.robustness4j.model.internal.network.AttentionOperation.MatrixProduct;
import org.robustness4j.model.internal.network.AttentionOperation.RecurrentAttention;
import org.robustness4j.model.internal.network.CapsuleOperation;

/** The steps of attention and of capsules. */
final class AttentionSteps {

    private AttentionSteps() {}

    static PreparedOperation of(AttentionOperation operation) {
        if (operation instanceof DotProductAttention attention) {
            return (in, out, scratch) ->
                    new DotProductAttentionStep(in.get(0), heads(attention.heads(), in, 1), out, scratch);
        }
        if (operation instanceof RecurrentAttention attention) {
            return (in, out, scratch) ->
                    RecurrentAttentionStep.of(attention, in.get(0), heads(attention.heads(), in, 1), out, scratch);
        }
        if (operation instanceof MatrixProduct product) {
            return (in, out, scratch) -> new MatrixProductStep(product, in.get(0), in.get(1), out);
        }
        if (operation instanceof CapsuleOperation.Squash) {
            return (in, out, scratch) -> new SquashStep(in.get(0), out);
        }
        if (operation instanceof CapsuleOperation.Routing routing) {
            return (in, out, scratch) -> new CapsuleRoutingStep(routing, in.get(0), out);
        }
        if (operation instanceof CapsuleOperation.Length) {
            return (in, out, scratch) -> new CapsuleLengthStep(in.get(0), out);
        }
        throw new IllegalArgumentException("There is no way to compute " + operation);
    }

    private static AttentionHeads heads(int heads, List<Activations> inputs, int keys) {
        return new AttentionHeads(heads, inputs.get(keys), inputs.get(keys + 1), mask(inputs, keys + 2));
    }

    private static @Nullable Activations mask(List<Activations> inputs, int position) {
        return inputs.size() > position ? inputs.get(position) : null;
    }
}
