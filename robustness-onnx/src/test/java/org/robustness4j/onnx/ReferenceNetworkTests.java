package org.robustness4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robustness4j.onnx.TestGraph.ints;

import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.internal.ModelAdapter;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** One network, once as DL4J's and once in ONNX: the same gradients to the last bit, and the same outcomes. */
class ReferenceNetworkTests {

    @TempDir
    private Path folder;

    private static Path onnx(MultiLayerNetwork network, Path folder) {
        TestGraph graph = new TestGraph(0, 0, 1, 28, 28);
        for (String name : new String[] {"0_W", "0_b", "2_W", "2_b", "4_W", "4_b", "5_W", "5_b"}) {
            INDArray parameter = network.getParam(name);
            int[] dims = name.endsWith("b")
                    ? new int[] {(int) parameter.length()}
                    : Arrays.stream(parameter.shape())
                            .mapToInt(Math::toIntExact)
                            .toArray();
            graph.floats(name, dims, parameter.dup('c').data().asFloat());
        }
        return graph.node("Conv", "x 0_W 0_b", "a")
                .node("Relu", "a", "b")
                .node("MaxPool", "b", "c", ints("kernel_shape", 2, 2), ints("strides", 2, 2))
                .node("Conv", "c 2_W 2_b", "d")
                .node("Relu", "d", "e")
                .node("MaxPool", "e", "f", ints("kernel_shape", 2, 2), ints("strides", 2, 2))
                .node("Flatten", "f", "g")
                .node("Gemm", "g 4_W 4_b", "h")
                .node("Relu", "h", "i")
                .node("Gemm", "i 5_W 5_b", "j")
                .node("Softmax", "j", "y")
                .output("y")
                .write(folder);
    }

    @Test
    void gradientsAreThoseOfTheNetworkOfDl4j() {
        MultiLayerNetwork network = ReferenceModels.mnistCnn();
        Samples samples = ReferenceData.mnist(20);

        assertThat(gradients(onnx(network, folder), samples)).isEqualTo(gradients(network, samples));
    }

    private static float[] gradients(Object model, Samples samples) {
        DifferentiableClassifier classifier =
                (DifferentiableClassifier) ModelAdapter.adaptAny(model).classifier(samples.shape());
        float[] upstream = new float[samples.size() * 10];
        for (int i = 0; i < upstream.length; i++) {
            upstream[i] = (float) Math.sin(i);
        }
        try (ForwardPass pass = classifier.forward(samples.inputs())) {
            return pass.backward(new Matrix(samples.size(), 10, upstream)).values();
        }
    }

    @Test
    void outcomesAreThoseOfTheNetworkOfDl4j() {
        MultiLayerNetwork network = ReferenceModels.adversariallyTrained();
        Path file = onnx(network, folder);

        for (Attack attack : new Attack[] {new Pgd(), new AutoAttack()}) {
            AttackEvaluation dl4j = evaluated(network, attack);
            AttackEvaluation onnx = evaluated(file, attack);

            assertThat(onnx.model().identity().backend()).isEqualTo("ONNX Runtime; attacks: compiled");
            assertThat(onnx.outcomes().stream().map(SampleOutcome::outcome).toList())
                    .isEqualTo(
                            dl4j.outcomes().stream().map(SampleOutcome::outcome).toList());
            assertThat(onnx.cost().gradientEvaluations()).isEqualTo(dl4j.cost().gradientEvaluations());
            assertThat(onnx.cost().forwardEvaluations()).isEqualTo(dl4j.cost().forwardEvaluations());
        }
    }

    private static AttackEvaluation evaluated(Object model, Attack attack) {
        RunOptions options = new RunOptions(1, 2);
        TestedModel tested = TestedModel.of(model).range(0, 1);
        return new RobustnessEvaluator(tested, ReferenceData.mnist(40), options)
                .evaluate(attack, ThreatModel.untargeted(Norm.LINF, 0.2, tested.domain()), options);
    }
}
