package org.robustness4j.dl4j.network;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * {@code max(x, floor)}: what DL4J's randomised ReLU is in inference mode. It draws its slope in training; in inference
 * it hands the mean slope to an operation that takes it for a lower bound, and that is what a user's network computes.
 */
public final class FlooredActivation extends BaseActivationFunction {

    private static final long serialVersionUID = 1L;

    private final double floor;

    public FlooredActivation(double floor) {
        this.floor = floor;
    }

    public double floor() {
        return floor;
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        return Transforms.max(in, floor, false);
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        INDArray passing = in.gt(floor).castTo(in.dataType());
        return new Pair<>(epsilon.mul(passing), null);
    }

    @Override
    public String toString() {
        return "max(x, " + floor + ")";
    }
}
