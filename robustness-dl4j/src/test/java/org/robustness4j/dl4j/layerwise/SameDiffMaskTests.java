package org.robustness4j.dl4j.layerwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** The backward pass of a user's SameDiff layer with a mask, given the right gradient of its output, in float64. */
class SameDiffMaskTests {

    private static final int FEATURES = 2;
    private static final int STEPS = 3;
    private static final int SAMPLES = 2;

    @Test
    void gradientsAreThoseOfCentralDifferencesOfTheMaskedLayer() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.recurrent(FEATURES, STEPS, RNNFormat.NCW))
                .addLayer("mean", new MaskedMean(), "in")
                .setOutputs("mean")
                .build());
        graph.init();
        graph.initGradientsView();
        Nd4j.getRandom().setSeed(18);
        INDArray input = Nd4j.rand(DataType.DOUBLE, SAMPLES, FEATURES, STEPS);
        INDArray mask = Nd4j.createFromArray(new double[][] {{1, 1, 0}, {1, 1, 1}});
        INDArray upstream = Nd4j.createFromArray(new double[][] {{1, -2}, {0.5, 3}});

        INDArray gradient = gradient(graph, input, mask, upstream);

        for (long i = 0; i < input.length(); i++) {
            assertThat(gradient.getDouble(i)).isCloseTo(difference(graph, input, mask, upstream, i), within(1e-8));
        }
        assertThat(gradient.getDouble(0, 0, 2))
                .as("of a step that is not there")
                .isZero();
    }

    private static INDArray gradient(ComputationGraph graph, INDArray input, INDArray mask, INDArray upstream) {
        LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
        GraphVertex vertex = graph.getVertex("mean");
        graph.setLayerMaskArrays(new INDArray[] {mask}, null);
        vertex.setInput(0, input.dup(), workspaces);
        vertex.doForward(false, workspaces);
        vertex.setInput(0, input.dup(), workspaces);
        vertex.setEpsilon(SameDiffVertices.upstream(vertex, upstream));
        INDArray gradient = vertex.doBackward(false, workspaces).getSecond()[0];
        graph.clearLayerMaskArrays();
        return gradient.dup('c');
    }

    private static double difference(
            ComputationGraph graph, INDArray input, INDArray mask, INDArray upstream, long index) {
        double step = 1e-6;
        double change = 0;
        for (int sign : new int[] {1, -1}) {
            INDArray moved = input.dup('c');
            moved.putScalar(index, moved.getDouble(index) + sign * step);
            INDArray output = graph.output(false, new INDArray[] {moved}, new INDArray[] {mask})[0];
            change += sign * output.mul(upstream).sumNumber().doubleValue();
        }
        return change / (2 * step);
    }

    /** {@code tanh(mean of the steps that are there, times W)}. */
    static final class MaskedMean extends SameDiffLayer {

        @Override
        public void defineParameters(SDLayerParams parameters) {
            parameters.addWeightParam("W", FEATURES, FEATURES);
        }

        @Override
        public void initializeParameters(Map<String, INDArray> parameters) {
            Objects.requireNonNull(parameters.get("W"))
                    .assign(Nd4j.createFromArray(new double[][] {{0.5, -1}, {2, 0.25}}));
        }

        @Override
        public SDVariable defineLayer(
                SameDiff sameDiff, SDVariable input, Map<String, SDVariable> parameters, SDVariable mask) {
            SDVariable present = sameDiff.expandDims(mask, 1);
            SDVariable mean = input.mul(present).sum(2).div(present.sum(2));
            return sameDiff.math().tanh(mean.mmul(parameters.get("W")));
        }

        @Override
        public InputType getOutputType(int index, InputType input) {
            return InputType.feedForward(FEATURES);
        }
    }
}
