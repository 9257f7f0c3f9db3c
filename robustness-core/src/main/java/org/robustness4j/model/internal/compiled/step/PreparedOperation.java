package org.robustness4j.model.internal.compiled.step;

import java.util.Arrays;
import java.util.List;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Scratch;
import org.robustness4j.model.internal.network.AttentionOperation;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.ChannelAffine;
import org.robustness4j.model.internal.network.Operation.Combination;
import org.robustness4j.model.internal.network.Operation.Concatenation;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.Operation.GlobalPooling;
import org.robustness4j.model.internal.network.Operation.L2Normalization;
import org.robustness4j.model.internal.network.Operation.LocalResponseNormalization;
import org.robustness4j.model.internal.network.Operation.Merge;
import org.robustness4j.model.internal.network.Operation.ParametricRectifier;
import org.robustness4j.model.internal.network.Operation.Pool;
import org.robustness4j.model.internal.network.Operation.Pooling;
import org.robustness4j.model.internal.network.Operation.TransposedConvolution;
import org.robustness4j.model.internal.network.RecurrentOperation;
import org.robustness4j.model.internal.network.RecurrentOperation.EndStep;
import org.robustness4j.model.internal.network.RecurrentOperation.Lstm;
import org.robustness4j.model.internal.network.RecurrentOperation.PaddingMask;
import org.robustness4j.model.internal.network.RecurrentOperation.Reversal;
import org.robustness4j.model.internal.network.RecurrentOperation.SimpleRecurrent;
import org.robustness4j.model.internal.network.RecurrentOperation.StepMask;
import org.robustness4j.model.internal.network.RecurrentOperation.StepPooling;
import org.robustness4j.model.internal.network.ReductionOperation.Grouped;
import org.robustness4j.model.internal.network.ScalarFunction.Rectifier;

/**
 * An operation with its weights arranged for computing. It is shared by all threads, which rest while it takes over
 * other weights.
 */
@FunctionalInterface
public interface PreparedOperation {

    /** The operation between buffers. */
    Step between(List<Activations> inputs, Activations output, Scratch scratch);

    /** Takes over the weights of an operation of the same kind and shapes; most have none. */
    default void load(Operation operation) {
        // nothing to take over
    }

    /** Arranges the weights of an operation for the shapes it is used with. */
    static PreparedOperation of(Operation operation, List<FeatureShape> shapes, FeatureShape shape) {
        FeatureShape first = shapes.get(0);
        if (operation instanceof AttentionOperation attention) {
            return AttentionSteps.of(attention);
        }
        if (operation instanceof Convolution convolution) {
            return PreparedConvolution.of(convolution, first, shape);
        }
        if (operation instanceof TransposedConvolution transposed) {
            return PreparedConvolution.of(transposed, first, shape);
        }
        if (operation instanceof Dense dense) {
            return PreparedDense.of(dense);
        }
        if (operation instanceof Pooling pooling) {
            return pooling(pooling);
        }
        if (operation instanceof GlobalPooling pooling) {
            float factor = pooling.kind() == Pool.AVERAGE ? 1f / (first.height() * first.width()) : 1;
            return pooling.kind() == Pool.MAX
                    ? (in, out, scratch) -> new GlobalMaxPoolingStep(in.get(0), out)
                    : (in, out, scratch) -> new GlobalPoolingStep(factor, in.get(0), out, scratch);
        }
        if (operation instanceof Combination combination) {
            return combination(combination.kind(), shapes.size());
        }
        if (operation instanceof RecurrentOperation recurrent) {
            return recurrent(recurrent);
        }
        return elementwise(operation);
    }

    private static PreparedOperation recurrent(RecurrentOperation operation) {
        if (operation instanceof Lstm lstm) {
            return PreparedLstm.of(lstm);
        }
        if (operation instanceof SimpleRecurrent simple) {
            return PreparedSimpleRecurrent.of(simple);
        }
        if (operation instanceof EndStep end) {
            return (in, out, scratch) -> new EndStepStep(end.first(), SequenceRows.of(in, out, false));
        }
        if (operation instanceof StepMask) {
            return (in, out, scratch) -> new StepMaskStep(SequenceRows.of(in, out, false));
        }
        if (operation instanceof PaddingMask mask) {
            return (in, out, scratch) -> new PaddingMaskStep(mask.value(), in.get(0), out);
        }
        if (operation instanceof Reversal) {
            return (in, out, scratch) -> new ReversalStep(SequenceRows.of(in, out, false));
        }
        if (operation instanceof StepPooling pooling) {
            return (in, out, scratch) -> new StepPoolingStep(pooling, SequenceRows.of(in, out, false));
        }
        throw new IllegalArgumentException("There is no way to compute " + operation);
    }

    private static PreparedOperation pooling(Pooling pooling) {
        if (pooling.kind() == Pool.MAX) {
            return (in, out, scratch) -> MaxPoolingStep.of(pooling.window(), in.get(0), out, scratch);
        }
        return (in, out, scratch) -> MeanPoolingStep.of(
                pooling.window(), pooling.kind() == Pool.SUM, pooling.countsPadding(), in.get(0), out, scratch);
    }

    private static PreparedOperation combination(Merge kind, int inputs) {
        float[] factors = new float[inputs];
        Arrays.fill(factors, kind == Merge.AVERAGE ? 1f / inputs : 1);
        return switch (kind) {
            case MAX -> (in, out, scratch) -> new MaximumStep(in, out);
            case PRODUCT -> (in, out, scratch) -> new ProductStep(in, out);
            case SUBTRACT -> (in, out, scratch) -> new LinearCombinationStep(new float[] {1, -1}, in, out);
            case ADD, AVERAGE -> (in, out, scratch) -> new LinearCombinationStep(factors, in, out);
        };
    }

    private static PreparedOperation elementwise(Operation operation) {
        if (operation instanceof Activation activation) {
            return activation.function() instanceof Rectifier rectifier
                    ? (in, out, scratch) -> new RectifierStep((float) rectifier.slope(), in.get(0), out)
                    : (in, out, scratch) -> new ActivationStep(activation.function(), in.get(0), out);
        }
        if (operation instanceof ChannelAffine affine) {
            return new PreparedAffine(affine.scale().clone(), affine.shift().clone());
        }
        if (operation instanceof ParametricRectifier rectifier) {
            return new PreparedRectifier(rectifier.slopes().clone());
        }
        if (operation instanceof Gather gather) {
            return (in, out, scratch) -> new GatherStep(gather, in.get(0), out);
        }
        if (operation instanceof Concatenation) {
            return (in, out, scratch) -> new ConcatenationStep();
        }
        if (operation instanceof LocalResponseNormalization normalization) {
            return (in, out, scratch) -> new LocalResponseNormalizationStep(normalization, in.get(0), out);
        }
        if (operation instanceof L2Normalization normalization) {
            return (in, out, scratch) -> new L2NormalizationStep(normalization.epsilon(), in.get(0), out);
        }
        if (operation instanceof Grouped grouped) {
            return (in, out, scratch) -> new GroupedStep(grouped, in.get(0), out);
        }
        throw new IllegalArgumentException("There is no way to compute " + operation);
    }
}
