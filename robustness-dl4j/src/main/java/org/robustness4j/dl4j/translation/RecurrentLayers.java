package org.robustness4j.dl4j.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Combination;
import org.robustness4j.model.internal.network.Operation.Merge;
import org.robustness4j.model.internal.network.RecurrentOperation.Lstm;
import org.robustness4j.model.internal.network.RecurrentOperation.SimpleRecurrent;
import org.robustness4j.model.internal.network.ScalarFunction;
import org.robustness4j.model.internal.network.ScalarFunction.Clamp;

/** Turns DL4J's recurrent layers, without what may be wrapped around them, into operations. */
@SuppressWarnings("deprecation") // GravesLSTM and its kind are in use as long as DL4J has them
final class RecurrentLayers {

    private static final ScalarFunction IDENTITY = new Clamp(1, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    private final Network.Builder network;

    RecurrentLayers(Network.Builder network) {
        this.network = network;
    }

    /**
     * Translates a layer.
     *
     * @param set the mask that a layer around it has set, null for none; LSTM knows no other
     * @param backwards whether it runs from the last step to the first
     * @return nothing if it is no recurrent layer
     */
    Optional<VertexOutput> translate(SequenceLayer layer, VertexOutput given, @Nullable Integer set, boolean backwards)
            throws UntranslatableException {
        Layer configuration = layer.configuration();
        VertexOutput input = configuration instanceof BaseRecurrentLayer recurrent
                ? new ArrayMoves(network).as(axes(recurrent.getRnnDataFormat()), given)
                : given;
        Map<String, INDArray> parameters = layer.parameters();
        if (configuration instanceof LSTM lstm) {
            return Optional.of(added(lstm(parameters, lstm, "", lstm.getGateActivationFn(), 0, backwards), input, set));
        }
        if (configuration instanceof GravesLSTM lstm) {
            return Optional.of(added(lstm(parameters, lstm, "", lstm.getGateActivationFn(), 3, backwards), input, set));
        }
        if (configuration instanceof SimpleRnn simple) {
            return Optional.of(added(simple(parameters, simple, backwards), input, set == null ? input.mask() : set));
        }
        if (configuration instanceof GravesBidirectionalLSTM lstm) {
            IActivation gate = lstm.getGateActivationFn();
            Integer mask = set == null ? input.mask() : set;
            VertexOutput forwards = added(lstm(parameters, lstm, "F", gate, 3, backwards), input, mask);
            VertexOutput others = added(lstm(parameters, lstm, "B", gate, 3, !backwards), input, mask);
            int sum = network.add(new Combination(Merge.ADD), List.of(forwards.node(), others.node()));
            return Optional.of(input.at(sum));
        }
        return Optional.empty();
    }

    private static Axes axes(RNNFormat format) {
        return format == RNNFormat.NWC ? Axes.NWC : Axes.NCW;
    }

    static void requireFormat(RNNFormat format, VertexOutput input) throws UntranslatableException {
        Axes expected = axes(format);
        LayerTranslation.require(
                input.axes() == expected, "a layer for sequences in " + expected + " that is given " + input.axes());
    }

    private VertexOutput added(Operation operation, VertexOutput input, @Nullable Integer mask) {
        List<Integer> inputs = new ArrayList<>(List.of(input.node()));
        if (mask != null) {
            inputs.add(mask);
        }
        return input.at(network.add(operation, inputs));
    }

    /**
     * @param suffix of the names of the parameters
     * @param extra how many columns of the recurrent weights are peepholes: of the forget, output and input gate
     */
    private static Lstm lstm(
            Map<String, INDArray> parameters,
            BaseRecurrentLayer configuration,
            String suffix,
            IActivation gate,
            int extra,
            boolean backwards)
            throws UntranslatableException {
        float[] bias = values(parameters, "b" + suffix);
        float[] recurrent = values(parameters, "RW" + suffix);
        int units = bias.length / 4;
        int columns = bias.length + extra;
        float[] weights = new float[units * bias.length];
        float[] peepholes = new float[extra * units];
        for (int unit = 0; unit < units; unit++) {
            System.arraycopy(recurrent, unit * columns, weights, unit * bias.length, bias.length);
            for (int i = 0; i < extra; i++) {
                peepholes[i * units + unit] = recurrent[unit * columns + bias.length + i];
            }
        }
        return new Lstm(
                values(parameters, "W" + suffix),
                weights,
                bias,
                peepholes,
                function(configuration.getActivationFn()),
                function(gate),
                backwards);
    }

    private static SimpleRecurrent simple(Map<String, INDArray> parameters, SimpleRnn configuration, boolean backwards)
            throws UntranslatableException {
        // of DL4J 1.0.0-M2.1, its forward pass fails
        LayerTranslation.require(!configuration.hasLayerNorm(), "a plain recurrent layer with layer normalisation");
        return new SimpleRecurrent(
                values(parameters, "W"),
                values(parameters, "RW"),
                values(parameters, "b"),
                function(configuration.getActivationFn()),
                backwards);
    }

    private static float[] values(Map<String, INDArray> parameters, String name) {
        return LayerTranslation.values(Objects.requireNonNull(parameters.get(name)));
    }

    private static ScalarFunction function(IActivation activation) throws UntranslatableException {
        return activation instanceof ActivationIdentity ? IDENTITY : ActivationFunctions.of(activation);
    }
}
