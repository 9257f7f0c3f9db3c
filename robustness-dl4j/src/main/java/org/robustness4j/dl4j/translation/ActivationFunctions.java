package org.robustness4j.dl4j.translation;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;
import org.robustness4j.dl4j.network.FlooredActivation;
import org.robustness4j.model.internal.network.ScalarFunction;
import org.robustness4j.model.internal.network.ScalarFunction.Clamp;
import org.robustness4j.model.internal.network.ScalarFunction.ExponentialUnit;
import org.robustness4j.model.internal.network.ScalarFunction.Rectifier;
import org.robustness4j.model.internal.network.ScalarFunction.ThresholdRectifier;
import org.robustness4j.model.internal.network.SmoothFunction;

/** Turns DL4J's activation functions, those of single values, into operations. */
final class ActivationFunctions {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** Klambauer, Unterthiner, Mayr, Hochreiter: Self-normalizing neural networks, arXiv 1706.02515. */
    private static final ScalarFunction SELU = new ExponentialUnit(1.0507009873554805, 1.6732632423543772);

    private static final Map<Class<?>, ScalarFunction> FIXED = Map.ofEntries(
            Map.entry(ActivationCube.class, SmoothFunction.CUBE),
            Map.entry(ActivationHardSigmoid.class, new Clamp(0.2, 0.5, 0, 1)),
            Map.entry(ActivationHardTanH.class, new Clamp(1, 0, -1, 1)),
            Map.entry(ActivationMish.class, SmoothFunction.MISH),
            Map.entry(ActivationRationalTanh.class, SmoothFunction.RATIONAL_TANH),
            Map.entry(ActivationReLU6.class, new Clamp(1, 0, 0, 6)),
            Map.entry(ActivationRectifiedTanh.class, SmoothFunction.RECTIFIED_TANH),
            Map.entry(ActivationSELU.class, SELU),
            Map.entry(ActivationSigmoid.class, SmoothFunction.SIGMOID),
            Map.entry(ActivationSoftPlus.class, SmoothFunction.SOFTPLUS),
            Map.entry(ActivationSoftSign.class, SmoothFunction.SOFTSIGN),
            Map.entry(ActivationSwish.class, SmoothFunction.SWISH),
            Map.entry(ActivationTanH.class, SmoothFunction.TANH));

    private ActivationFunctions() {}

    static ScalarFunction of(IActivation activation) throws UntranslatableException {
        ScalarFunction fixed = FIXED.get(activation.getClass());
        if (fixed != null) {
            return fixed;
        }
        if (activation instanceof FlooredActivation floored) {
            return new Clamp(1, 0, floored.floor(), INFINITY);
        }
        LayerTranslation.requireKindOfDl4j(activation, "activation");
        if (activation instanceof ActivationReLU relu) {
            return rectifier(or(relu.getThreshold(), 0), or(relu.getNegativeSlope(), 0), or(relu.getMax(), INFINITY));
        }
        if (activation instanceof ActivationLReLU leaky) {
            return rectifier(0, leaky.getAlpha(), INFINITY);
        }
        if (activation instanceof ActivationThresholdedReLU thresholded) {
            return new ThresholdRectifier(thresholded.getTheta(), 0, INFINITY);
        }
        if (activation instanceof ActivationELU elu) {
            return new ExponentialUnit(1, elu.getAlpha());
        }
        if (activation instanceof ActivationGELU gelu) {
            return gelu.isPrecise() ? SmoothFunction.ND4J_GELU : SmoothFunction.QUICK_GELU;
        }
        throw new UntranslatableException("the activation " + activation);
    }

    private static ScalarFunction rectifier(double threshold, double slope, double limit) {
        boolean plain = threshold == 0 && limit == INFINITY && slope >= 0 && slope < 1;
        return plain ? new Rectifier(slope) : new ThresholdRectifier(threshold, slope, limit);
    }

    private static double or(@Nullable Double value, double otherwise) {
        return value == null ? otherwise : value;
    }
}
