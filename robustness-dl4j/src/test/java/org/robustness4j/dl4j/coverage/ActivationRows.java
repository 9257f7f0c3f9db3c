package org.robustness4j.dl4j.coverage;

import static org.robustness4j.dl4j.coverage.Coverage.COMPILED;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationPReLU;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Activation functions, each at the output of a hidden layer. */
final class ActivationRows {

    private ActivationRows() {}

    static List<Row> rows() {
        return List.of(
                row("", new ActivationCube()),
                row("any alpha", new ActivationELU(), new ActivationELU(0.7)),
                row("its approximation and the precise one", new ActivationGELU(), new ActivationGELU(true)),
                row("", new ActivationHardSigmoid()),
                row("", new ActivationHardTanH()),
                row("", new ActivationIdentity()),
                row("any slope", new ActivationLReLU(), new ActivationLReLU(0.3)),
                row("", new ActivationMish()),
                new Row(
                        ActivationPReLU.class,
                        COMPILED,
                        "what `PReLULayer` applies",
                        variant(
                                "in a dense layer",
                                type -> new ActivationPReLU(
                                        Nd4j.createFromArray(0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
                                                .reshape(1, 6)
                                                .castTo(type),
                                        new long[0]))),
                row("the mean slope, as in inference", new ActivationRReLU()),
                row("", new ActivationRationalTanh()),
                row("threshold, slope and maximum", new ActivationReLU(), new ActivationReLU(0.8, 0.1, 0.2)),
                row("", new ActivationReLU6()),
                row("", new ActivationRectifiedTanh()),
                row("", new ActivationSELU()),
                row("", new ActivationSigmoid()),
                row("", new ActivationSoftPlus()),
                row("", new ActivationSoftSign()),
                row("inside of a network too", new ActivationSoftmax()),
                row("", new ActivationSwish()),
                row("", new ActivationTanH()),
                row("any threshold", new ActivationThresholdedReLU(0.3)));
    }

    private static Row row(String toKnow, IActivation... activations) {
        Map<String, Variant> variants = new LinkedHashMap<>();
        for (IActivation activation : activations) {
            variants.put(activation.toString(), variant(activation.toString(), type -> activation));
        }
        return new Row(activations[0].getClass(), COMPILED, toKnow, new ArrayList<>(variants.values()));
    }

    private static Variant variant(String name, Function<DataType, IActivation> activation) {
        return Variant.flat(
                name,
                net -> net.layer(new DenseLayer.Builder()
                        .nOut(6)
                        .activation(activation.apply(net.type()))
                        .build()));
    }
}
