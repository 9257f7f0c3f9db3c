package org.robustness4j.model.internal.compiled.step;

import java.util.List;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.ConvolutionMap;
import org.robustness4j.model.internal.compiled.kernel.Scratch;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.TransposedConvolution;
import org.robustness4j.model.internal.network.Parameters;

/**
 * The weights of a convolution, or of a transposed one.
 *
 * @param bias for each channel of the output
 * @param noBias zeros for each channel of the input
 */
@SuppressWarnings("ArrayRecordComponent") // weights that nobody compares
record PreparedConvolution(ConvolutionMap map, boolean isTransposed, float[] bias, float[] noBias)
        implements PreparedOperation {

    static PreparedConvolution of(Convolution convolution, FeatureShape input, FeatureShape output) {
        ConvolutionMap map = new ConvolutionMap(input, output, convolution.window(), convolution.groups());
        return loaded(
                new PreparedConvolution(map, false, convolution.bias().clone(), new float[input.channels()]),
                convolution);
    }

    static PreparedConvolution of(TransposedConvolution transposed, FeatureShape input, FeatureShape output) {
        ConvolutionMap map = new ConvolutionMap(output, input, transposed.window(), 1);
        return loaded(
                new PreparedConvolution(map, true, transposed.bias().clone(), new float[input.channels()]), transposed);
    }

    private static PreparedConvolution loaded(PreparedConvolution prepared, Operation operation) {
        prepared.load(operation);
        return prepared;
    }

    @Override
    public Step between(List<Activations> inputs, Activations output, Scratch scratch) {
        return new ConvolutionStep(this, inputs.get(0), output, scratch);
    }

    @Override
    public void load(Operation operation) {
        Parameters parameters = Parameters.of(operation).orElseThrow();
        map.load(parameters.weights());
        System.arraycopy(parameters.bias(), 0, bias, 0, bias.length);
    }
}
