package org.robustness4j.dl4j.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.TestedModel;

/** What of a network's code is not DL4J's. */
class CustomClassesTests {

    @Test
    void aNetworkOfDl4jsPartsHasNone() {
        assertThat(Dl4jNetwork.of(network(new ActivationTanH())).ownCode()).isEmpty();
        // so that another version of this module has another key in the cache
        assertThat(TestedModel.of(network(new ActivationTanH())).model().code()).containsExactly(Dl4jNetwork.class);
    }

    @Test
    void activationsAndLossesCountWithTheirSuperclasses() {
        assertThat(Dl4jNetwork.of(network(new Steep())).ownCode()).containsExactly(Steep.class, Tanh.class);
        assertThat(Dl4jNetwork.of(network(new Loss())).ownCode()).containsExactly(Loss.class);
    }

    @Test
    void whatIsInsideOfAnotherLayerCounts() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new Bidirectional(
                        new LSTM.Builder().nOut(2).activation(new Tanh()).build()))
                .layer(new DenseLayer.Builder().nOut(2).build())
                .setInputType(InputType.recurrent(2))
                .build());
        network.init();

        assertThat(new CustomClasses(network, null).classes()).containsExactly(Tanh.class);
    }

    @Test
    void verticesAndNormalisersCount() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(2))
                .addVertex("scale", new Half(), "in")
                .addLayer("out", output(), "scale")
                .setOutputs("out")
                .build());
        graph.init();

        assertThat(new CustomClasses(graph, new Scaler()).classes()).containsExactly(Half.class, Scaler.class);
    }

    @Test
    void aUsersClassifierIsItsOwnCode() {
        assertThat(TestedModel.of(new Constant()).model().ownCode()).containsExactly(Constant.class);
    }

    private static Model network(Object part) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
        DenseLayer.Builder dense = new DenseLayer.Builder().nOut(2);
        if (part instanceof ActivationTanH activation) {
            dense.activation(activation);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.layer(dense.build())
                .layer(
                        part instanceof LossMCXENT loss
                                ? new OutputLayer.Builder(loss)
                                        .nOut(2)
                                        .activation(Activation.SOFTMAX)
                                        .build()
                                : output())
                .setInputType(InputType.feedForward(2))
                .build());
        network.init();
        return network;
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** A user's activation. */
    static class Tanh extends ActivationTanH {}

    /** One that extends another of the user's. */
    static final class Steep extends Tanh {}

    /** A user's loss. */
    static final class Loss extends LossMCXENT {}

    /** A user's vertex. */
    static final class Half extends ScaleVertex {

        Half() {
            super(0.5);
        }
    }

    /** A user's normaliser. */
    static final class Scaler extends NormalizerMinMaxScaler {}

    /** A user's classifier. */
    static final class Constant implements Classifier {

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public Matrix logits(Matrix batch) {
            return new Matrix(batch.rows(), 2, new float[2 * batch.rows()]);
        }

        @Override
        public Classifier fork() {
            return this;
        }
    }
}
