package org.robustness4j.junit.engine.testcases;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.threat.Norm;

/** A graph that gives classes, and labels: the first is on where the first feature is positive, and so on. */
public class SeveralOutputsTestCase {

    @ModelUnderTest(value = "photos", output = "tags", label = 1)
    static ComputationGraph isOutdoors() {
        return network();
    }

    @ModelUnderTest(value = "all tags", output = "tags")
    static ComputationGraph tags() {
        return network();
    }

    @ModelUnderTest("all")
    static ComputationGraph all() {
        return network();
    }

    @ModelUnderTest(value = "steps", output = "tags", lastStep = true)
    static ComputationGraph steps() {
        return network();
    }

    /** Two labels each: 0.25 from that of the other sign, and 0.5. */
    @TestSamples(
            range = {-1, 1},
            classNames = {"sunny", "outdoors"})
    static DataSet samples() {
        return new DataSet(
                Nd4j.createFromArray(new float[][] {{0.25f, 0.5f}, {-0.25f, 0.5f}, {-0.25f, -0.5f}}),
                Nd4j.createFromArray(new float[][] {{1, 1}, {0, 1}, {0, 0}}));
    }

    private static ComputationGraph network() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(2))
                .addLayer("mood", layer(LossFunction.MCXENT, Activation.SOFTMAX), "in")
                .addLayer("tags", layer(LossFunction.XENT, Activation.SIGMOID), "in")
                .setOutputs("mood", "tags")
                .build());
        graph.init();
        for (String name : new String[] {"mood", "tags"}) {
            graph.getLayer(name).setParam("W", Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}}));
            graph.getLayer(name).setParam("b", Nd4j.createFromArray(new float[][] {{0, 0}}));
        }
        return graph;
    }

    private static OutputLayer layer(LossFunction loss, Activation activation) {
        return new OutputLayer.Builder(loss).nOut(2).activation(activation).build();
    }

    @RobustnessTest(model = "photos", attack = Fgsm.class, norm = Norm.LINF, epsilon = 0.3, maxSuccessRate = 0)
    void keepsOneLabel() {}

    @RobustnessTest(model = "all tags", attack = Fgsm.class, norm = Norm.LINF, epsilon = 0.3)
    void losesSomeLabel() {}

    @RobustnessTest(model = "all", attack = Fgsm.class, norm = Norm.LINF, epsilon = 0.3)
    void isNotTold() {}

    @RobustnessTest(model = "steps", attack = Fgsm.class, norm = Norm.LINF, epsilon = 0.3)
    void hasNoSteps() {}
}
