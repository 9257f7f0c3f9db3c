package org.robustness4j.dl4j.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.compiled.CompiledBackend;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.Concatenation;
import org.robustness4j.model.internal.network.Operation.Gather;

/**
 * Layers with windows on masked sequences, and the masks behind them, against DL4J's layers; in float32, since DL4J fails
 * to shorten masks in float64.
 */
class StepMasksTests {

    private static final int CHANNELS = 2;
    private static final int LENGTH = 9;

    @ParameterizedTest
    @EnumSource(ConvolutionMode.class)
    void stepsThatSeeNothingAreZeroAsInDl4j(ConvolutionMode mode) throws UntranslatableException {
        for (int stride = 1; stride <= 2; stride++) {
            for (int kernel = 1; kernel <= 3; kernel++) {
                if (mode == ConvolutionMode.Strict && (LENGTH - kernel) % stride != 0) {
                    continue;
                }
                check(new Convolution1DLayer.Builder(kernel)
                        .stride(stride)
                        .convolutionMode(mode)
                        .nOut(3)
                        .activation(new ActivationSigmoid())
                        .build());
                if (mode != ConvolutionMode.Causal) {
                    check(new Subsampling1DLayer.Builder(PoolingType.AVG)
                            .kernelSize(kernel)
                            .stride(stride)
                            .convolutionMode(mode)
                            .build());
                }
            }
        }
    }

    private static void check(Layer configuration) throws UntranslatableException {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.FLOAT)
                .graphBuilder()
                .validateOutputLayerConfig(false)
                .addInputs("in")
                .setInputTypes(InputType.recurrent(CHANNELS, LENGTH))
                .addLayer("tested", configuration, "in")
                .setOutputs("tested")
                .build());
        graph.init();
        org.deeplearning4j.nn.api.Layer layer = graph.getLayer("tested");
        RandomGenerator random = new SplittableRandom(5);
        float[] row = new float[(CHANNELS + 1) * LENGTH];
        for (int i = 0; i < row.length; i++) {
            row[i] = i < CHANNELS * LENGTH ? (float) random.nextDouble(-1, 1) : i < row.length - 4 ? 1 : 0;
        }
        INDArray all = Nd4j.createFromArray(row).reshape(1, CHANNELS + 1, LENGTH);
        INDArray mask = all.slice(CHANNELS, 1).dup('c');
        layer.setMaskArray(mask);
        layer.setInput(
                all.get(NDArrayIndex.all(), NDArrayIndex.interval(0, CHANNELS), NDArrayIndex.all())
                        .dup('c'),
                LayerWorkspaceMgr.noWorkspaces());
        double[] expected = layer.activate(false, LayerWorkspaceMgr.noWorkspaces())
                .dup('c')
                .data()
                .asDouble();
        double[] expectedMask = layer.feedForwardMaskArray(mask, MaskState.Active, 1)
                .getFirst()
                .castTo(DataType.DOUBLE)
                .dup('c')
                .data()
                .asDouble();

        Network.Builder network = new Network.Builder(FeatureShape.flat(row.length));
        int values = network.add(
                new Gather(IntStream.range(0, CHANNELS * LENGTH).toArray(), new FeatureShape(CHANNELS, 1, LENGTH)),
                List.of(0));
        int steps = network.add(
                new Gather(IntStream.range(CHANNELS * LENGTH, row.length).toArray(), new FeatureShape(1, 1, LENGTH)),
                List.of(0));
        VertexOutput output =
                new LayerTranslation(network).translate(layer, new VertexOutput(values, Axes.NCW, 1, steps));
        int outputMask = Objects.requireNonNull(output.mask());
        int flat =
                network.add(ReshapeGathers.flattened(network.shape(output.node()), Axes.NCW), List.of(output.node()));
        int flatMask = network.add(ReshapeGathers.flattened(network.shape(outputMask), Axes.NCW), List.of(outputMask));
        network.add(new Concatenation(), List.of(flat, flatMask));
        float[] actual = new CompiledBackend()
                .compile(network.build())
                .logits(new Matrix(1, row.length, row))
                .values();

        assertThat(actual).hasSize(expected.length + expectedMask.length);
        for (int i = 0; i < actual.length; i++) {
            double known = i < expected.length ? expected[i] : expectedMask[i - expected.length];
            assertThat((double) actual[i]).as(configuration + " at " + i).isCloseTo(known, within(1e-5));
        }
    }
}
