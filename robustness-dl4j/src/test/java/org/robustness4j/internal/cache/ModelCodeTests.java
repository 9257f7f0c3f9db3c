package org.robustness4j.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** A layer of the user's is part of the model, of which the configuration has the name alone. */
class ModelCodeTests {

    private static final String SOURCE = """
            package com.example;

            import org.deeplearning4j.nn.conf.inputs.InputType;
            import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer;
            import org.nd4j.autodiff.samediff.SDVariable;
            import org.nd4j.autodiff.samediff.SameDiff;

            public class Doubling extends SameDiffLambdaLayer {

                public SDVariable defineLayer(SameDiff sameDiff, SDVariable input) {
                    return %s;
                }

                public InputType getOutputType(int index, InputType input) {
                    return input;
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void twoVersionsOfAUsersLayerGiveTwoKeys() throws Exception {
        String product = key("product", "input.mul(2)");
        String sum = key("sum", "input.add(input)");
        String productAgain = key("again", "input.mul(2)");

        assertThat(sum).isNotEqualTo(product);
        assertThat(productAgain).isEqualTo(product);
    }

    private String key(String name, String output) throws Exception {
        Path classes = compiled(name, output);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Layer layer = (Layer)
                    loader.loadClass("com.example.Doubling").getConstructor().newInstance();
            Samples samples = new Samples(
                    InputShape.flat(2), new Matrix(3, 2, new float[] {0, 1, 1, 0, .5f, .2f}), new int[] {0, 1, 1});
            TestedModel model = TestedModel.of(network(layer)).named("doubling").range(0, 1);
            RunOptions options = RunOptions.seed(1);
            return new CacheKey(
                            new RobustnessEvaluator(model, samples, options),
                            new Pgd(),
                            ThreatModel.untargeted(Norm.LINF, 0.1, model.domain()),
                            0,
                            options)
                    .hex();
        }
    }

    private Path compiled(String name, String output) throws Exception {
        Path source = Files.createDirectories(folder.resolve(name + "/src")).resolve("Doubling.java");
        Files.writeString(source, SOURCE.formatted(output));
        Path classes = Files.createDirectories(folder.resolve(name + "/classes"));
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> arguments = List.of("-proc:none", "-cp", path, "-d", classes.toString(), source.toString());
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        return classes;
    }

    private static MultiLayerNetwork network(Layer layer) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .list()
                .layer(layer)
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(2))
                .build());
        network.init();
        return network;
    }
}
