package org.robustness4j.dl4j.translation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;

/** What the refusals of vertices and layers say. */
class UntranslatedVertexTests {

    private static final InputShape SEQUENCE = new InputShape(Layout.NCW, 3, 1, 5);

    private static GraphBuilder builder() {
        return new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .validateOutputLayerConfig(false)
                .addInputs("in");
    }

    private static void assertRefused(GraphBuilder builder, InputShape shape, String message) {
        ComputationGraph graph =
                new ComputationGraph(builder.setOutputs("tested").build());
        graph.init();
        assertThatThrownBy(() -> NetworkTranslation.translate(graph, shape))
                .isInstanceOf(UntranslatableException.class)
                .hasMessage(message);
    }

    @Test
    void stackedSamplesAreNoOutput() {
        assertRefused(
                builder().addVertex("tested", new StackVertex(), "in", "in"),
                InputShape.flat(3),
                "an output of 2 rows for each sample");
    }

    @Test
    void stacksMustDivide() {
        assertRefused(
                builder()
                        .addVertex("stacked", new StackVertex(), "in", "in", "in")
                        .addVertex("tested", new UnstackVertex(0, 2), "stacked"),
                InputShape.flat(3),
                "'tested' has a division into 2 stacks of what has 3");
    }

    @Test
    void stackedAndSingleSamplesDoNotGoTogether() {
        assertRefused(
                builder()
                        .addVertex("stacked", new StackVertex(), "in", "in")
                        .addVertex("tested", new MergeVertex(), "stacked", "in"),
                InputShape.flat(3),
                "'tested' has inputs of 2 and 1 rows for each sample");
    }

    @Test
    void aBatchNormalisationThatMixesSamplesIsNamed() {
        assertRefused(
                builder()
                        .addLayer(
                                "tested",
                                new BatchNormalization.Builder().nIn(3).nOut(3).build(),
                                "in"),
                SEQUENCE,
                "'tested' has a batch normalisation of a sequence in the format NCHW, in which DL4J takes the samples"
                        + " for features; NHWC is the format for it");
    }

    @Test
    void anActivationThatWritesOverTheInputIsNamed() {
        assertRefused(
                builder()
                        .addLayer("active", new ActivationLayer(new ActivationTanH()), "in")
                        .addVertex("tested", new MergeVertex(), "active", "in"),
                InputShape.flat(3),
                "'active' has an activation that writes over the input of the network, which other vertices read too;"
                        + " give it a copy, of a ScaleVertex with the factor 1 for example");
    }

    @Test
    void anL2NormalisationThatDependsOnTheBatchIsNamed() {
        assertRefused(
                builder().addVertex("tested", new L2NormalizeVertex(new int[] {1}, 1e-8), "in"),
                SEQUENCE,
                "'tested' has an L2 normalisation over some of the dimensions, of which DL4J makes something else for one"
                        + " sample than for several; normalise over all of them");
    }

    @Test
    void aShapeThatDl4jRefusesIsNamed() {
        assertRefused(
                builder().addVertex("tested", new SubsetVertex(0, 1), "in"),
                new InputShape(Layout.NCDHW, 2, 2, 2, 2, false, 0),
                "'tested' has a shape that DL4J does not take ([1, 2, 2, 2, 2]): Cannot get subset for activations of"
                        + " rank 5");
    }

    @Test
    void anArrayOfMoreDimensionsIsNamed() {
        assertRefused(
                builder().addVertex("tested", new ReshapeVertex('c', new int[] {-1, 1, 3, 1, 1, 5}, null), "in"),
                SEQUENCE,
                "'tested' has an array of 6 dimensions, [1, 3, 1, 1, 5] a sample; at most 5 are known");
    }
}
