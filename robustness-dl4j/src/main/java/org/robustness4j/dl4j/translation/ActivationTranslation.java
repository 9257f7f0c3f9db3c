package org.robustness4j.dl4j.translation;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationPReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.GroupFunction.Softmax;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.ParametricRectifier;
import org.robustness4j.model.internal.network.ReductionOperation.Grouped;

/** Turns the activation of a layer into operations. */
record ActivationTranslation(Network.Builder network) {

    VertexOutput applied(IActivation activation, VertexOutput input) throws UntranslatableException {
        if (activation instanceof ActivationIdentity) {
            return input;
        }
        if (activation instanceof ActivationSoftmax) {
            return softmax(input);
        }
        if (activation instanceof ActivationPReLU) {
            return rectified(input, DataType.FLOAT, array -> activation.getActivation(array, false));
        }
        return added(new Activation(ActivationFunctions.of(activation)), input);
    }

    private VertexOutput added(Operation operation, VertexOutput input) {
        return input.at(network.add(operation, List.of(input.node())));
    }

    /** ND4J's softmax goes along the last axis, whatever that is: the width of an image in NCHW. */
    private VertexOutput softmax(VertexOutput input) throws UntranslatableException {
        FeatureShape shape = network.shape(input.node());
        int last = shape.channels();
        if (input.axes() != Axes.STEPS) {
            long[] dimensions = ArrayOrder.dimensions(shape, input);
            last = Math.toIntExact(dimensions[dimensions.length - 1]);
        }
        int[] order = ArrayOrder.indices(shape, input.axes());
        int[][] groups = new int[order.length / last][];
        for (int group = 0; group < groups.length; group++) {
            groups[group] = Arrays.copyOfRange(order, group * last, (group + 1) * last);
        }
        return added(Grouped.inPlace(new Softmax(), groups, shape), input);
    }

    /** What computes an array of DL4J's. */
    interface Part {
        INDArray of(INDArray array);
    }

    /** A rectifier with slopes of its own, which DL4J tells when it is given -1 everywhere. */
    VertexOutput rectified(VertexOutput input, DataType type, Part rectifier) throws UntranslatableException {
        FeatureShape shape = network.shape(input.node());
        long[] dimensions = ArrayOrder.dimensions(shape, input);
        long[] ofOneSample = new long[dimensions.length + 1];
        ofOneSample[0] = 1;
        System.arraycopy(dimensions, 0, ofOneSample, 1, dimensions.length);
        float[] negated = LayerTranslation.values(rectifier.of(Nd4j.valueArrayOf(ofOneSample, -1.0, type)));
        int[] order = ArrayOrder.indices(shape, input.axes());
        float[] slopes = new float[negated.length];
        for (int i = 0; i < slopes.length; i++) {
            slopes[order[i]] = -negated[i];
        }
        return added(new ParametricRectifier(slopes), input);
    }
}
