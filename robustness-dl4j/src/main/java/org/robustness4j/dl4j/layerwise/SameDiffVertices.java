package org.robustness4j.dl4j.layerwise;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.layers.samediff.SameDiffGraphVertex;
import org.deeplearning4j.nn.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The backward pass of layers and vertices made with SameDiff, such as attention, capsules, locally connected and
 * lambda layers. DL4J 1.0.0-M2.1 counts the gradient that such a layer is given twice, so that all its own are twice as
 * large as they should be, and of another direction where a shortcut leads around it. How often it is counted is
 * measured once, with a layer that passes on its input: another version may do it right.
 */
public final class SameDiffVertices {

    private SameDiffVertices() {}

    /** The gradient of a vertex's output, to be given to the vertex so that it computes the right ones. */
    public static INDArray upstream(GraphVertex vertex, INDArray gradient) {
        boolean applies = vertex instanceof SameDiffGraphVertex
                || (vertex.hasLayer() && vertex.getLayer() instanceof SameDiffLayer);
        return applies && Count.MEASURED != 1 ? gradient.div(Count.MEASURED) : gradient;
    }

    /** Measured when the first such layer is met. */
    private static final class Count {

        static final double MEASURED = measured();

        private static double measured() {
            NeuralNetConfiguration configuration =
                    new NeuralNetConfiguration.Builder().layer(new Unchanged()).build();
            Layer layer = configuration.getLayer().instantiate(configuration, null, 0, null, false, DataType.FLOAT);
            INDArray ones = Nd4j.ones(DataType.FLOAT, 1, 1);
            layer.setInput(ones, LayerWorkspaceMgr.noWorkspaces());
            return layer.backpropGradient(ones, LayerWorkspaceMgr.noWorkspaces())
                    .getSecond()
                    .getDouble(0);
        }
    }

    /** Its gradient is the one it is given. */
    private static final class Unchanged extends SameDiffLambdaLayer {

        private static final long serialVersionUID = 1L;

        @Override
        public SDVariable defineLayer(SameDiff sameDiff, SDVariable input) {
            return sameDiff.identity(input);
        }

        @Override
        public InputType getOutputType(int index, InputType input) {
            return input;
        }
    }
}
