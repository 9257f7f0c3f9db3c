package org.robustness4j.dl4j.translation;

import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.network.IndexInput;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.EmbeddingTable;
import org.robustness4j.model.internal.network.Network;

/**
 * A network that begins with an embedding, split behind it: a table of the vectors of all indices, with the embedding's
 * bias and activation, and the rest as operations on the vectors.
 *
 * @param table the vectors
 * @param rest takes the vectors of all positions
 * @param input the shape of one sample of indices
 * @param shape of what the rest takes for it
 */
public record EmbeddedNetwork(EmbeddingTable table, Network rest, InputShape input, InputShape shape) {

    /**
     * Splits a network.
     *
     * @param indices what is known of its input
     * @param input the shape of one sample of indices
     * @throws UntranslatableException if it begins with several embeddings, or a part of the rest has no counterpart
     */
    public static EmbeddedNetwork of(ComputationGraph graph, IndexInput indices, InputShape input)
            throws UntranslatableException {
        if (indices.embeddings().size() > 1) {
            throw new UntranslatableException("its indices are read by several embeddings, " + indices.embeddings());
        }
        String name = indices.embeddings().get(0);
        Layer layer = graph.getLayer(name);
        LayerVertex vertex = (LayerVertex)
                Objects.requireNonNull(graph.getConfiguration().getVertices().get(name));
        InputShape shape = embedded(vertex, input, width(layer));
        Network rest = vertex.getPreProcessor() == null
                ? NetworkTranslation.behind(graph, name, shape, NetworkTranslation.axes(shape.layout()))
                : NetworkTranslation.behind(graph, name, shape, Axes.STEPS);
        return new EmbeddedNetwork(table(layer), rest, input, shape);
    }

    private static int width(Layer layer) {
        return Math.toIntExact(((FeedForwardLayer) layer.conf().getLayer()).getNOut());
    }

    private static InputShape embedded(LayerVertex vertex, InputShape input, int width) throws UntranslatableException {
        org.deeplearning4j.nn.conf.layers.Layer layer = vertex.getLayerConf().getLayer();
        InputPreProcessor preProcessor = vertex.getPreProcessor();
        if (layer instanceof EmbeddingLayer && preProcessor == null && input.values() == 1) {
            return InputShape.flat(width).withLabels(input.labels());
        }
        boolean isSequence = layer instanceof EmbeddingSequenceLayer
                ? preProcessor == null && (!input.isSequence() || input.channels() == 1)
                : preProcessor instanceof RnnToFeedForwardPreProcessor
                        && input.layout() == Layout.NCW
                        && input.channels() == 1;
        LayerTranslation.require(isSequence, "an embedding of samples of the shape " + input);
        boolean channelsLast =
                layer instanceof EmbeddingSequenceLayer sequence && sequence.getOutputFormat() == RNNFormat.NWC;
        InputShape shape = new InputShape(channelsLast ? Layout.NWC : Layout.NCW, width, 1, input.values());
        return (input.masked() ? shape.withMask() : shape).withLabels(input.labels());
    }

    private static EmbeddingTable table(Layer layer) {
        FeedForwardLayer configuration = (FeedForwardLayer) layer.conf().getLayer();
        INDArray vectors = layer.getParam(DefaultParamInitializer.WEIGHT_KEY)
                .castTo(DataType.FLOAT)
                .dup('c');
        boolean hasBias = configuration instanceof EmbeddingSequenceLayer sequence
                ? sequence.hasBias()
                : ((EmbeddingLayer) configuration).hasBias();
        if (hasBias) {
            INDArray bias = layer.getParam(DefaultParamInitializer.BIAS_KEY).castTo(DataType.FLOAT);
            vectors.addiRowVector(bias.reshape(1, bias.length()));
        }
        INDArray active = configuration.getActivationFn().getActivation(vectors, false);
        return new EmbeddingTable(width(layer), active.dup('c').data().asFloat());
    }

    /** The number of indices in a sample. */
    int positions() {
        return input.values();
    }

    private int place(int position, int entry) {
        return shape.isSequence() ? shape.index(entry, 0, position) : entry;
    }

    /**
     * Looks indices up. A step that is padding has no vector, as in DL4J.
     *
     * @param batch rows of indices
     * @return what the rest takes
     */
    public Matrix lookUp(Matrix batch) {
        int columns = shape.features();
        float[] values = new float[batch.rows() * columns];
        for (int row = 0; row < batch.rows(); row++) {
            for (int t = 0; t < positions(); t++) {
                float mask = mask(batch, row, t);
                int from = index(batch.get(row, t)) * table.width();
                for (int e = 0; e < table.width(); e++) {
                    values[row * columns + place(t, e)] = mask * table.values()[from + e];
                }
                if (shape.masked()) {
                    values[row * columns + shape.maskIndex(t)] = mask;
                }
            }
            for (int label = 0; label < input.labels(); label++) {
                values[row * columns + shape.labelIndex(label)] = batch.get(row, input.labelIndex(label));
            }
        }
        return new Matrix(batch.rows(), columns, values);
    }

    private float mask(Matrix batch, int row, int position) {
        return input.masked() ? batch.get(row, input.maskIndex(position)) : 1;
    }

    private int index(float value) {
        if (!(value >= 0 && value < table.vocabulary())) {
            throw new IllegalArgumentException("The index " + value
                    + " is not in the vocabulary of the model, which has 0 to " + (table.vocabulary() - 1));
        }
        return (int) value;
    }

    /** The gradient of the vectors, position by position, from that of what the rest takes. */
    Matrix gradientOfVectors(Matrix batch, Matrix gradient) {
        int columns = positions() * table.width();
        float[] values = new float[batch.rows() * columns];
        for (int row = 0; row < batch.rows(); row++) {
            for (int t = 0; t < positions(); t++) {
                for (int e = 0; e < table.width(); e++) {
                    values[row * columns + t * table.width() + e] =
                            mask(batch, row, t) * gradient.get(row, place(t, e));
                }
            }
        }
        return new Matrix(batch.rows(), columns, values);
    }
}
