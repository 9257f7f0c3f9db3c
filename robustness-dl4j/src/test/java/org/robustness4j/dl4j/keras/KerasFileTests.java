package org.robustness4j.dl4j.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.keras.Hdf5Writer.Group;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.TestedModel;

/** Keras's files: what is in them is computed, and what is not what Keras writes is refused with a sentence. */
class KerasFileTests {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final String INITIAL =
            ", \"kernel_initializer\": {\"class_name\": \"Zeros\", \"config\": {}}, \"bias_initializer\": {\"class_name\": \"Zeros\", \"config\": {}}, \"kernel_regularizer\": null, \"bias_regularizer\": null, \"kernel_constraint\": null, \"bias_constraint\": null";

    @TempDir
    Path folder;

    private Path file(byte[] bytes) throws IOException {
        Path file = Files.createTempFile(folder, "model", ".any");
        return Files.write(file, bytes);
    }

    private TestedModel opened(Group group) throws IOException {
        return TestedModel.of(file(Hdf5Writer.write(group)));
    }

    @Test
    void aChainOfDenseLayersComputesWhatItsWeightsSay() throws IOException {
        Group group = KerasModels.small();
        Path path = file(Hdf5Writer.write(group));
        float[] x = {0.5f, -1, 2};
        for (Object model : List.of(path, path.toFile())) {
            TestedModel tested = TestedModel.of(model);
            Classifier classifier = tested.model().classifier(InputShape.flat(3));
            assertThat(classifier).isInstanceOf(DifferentiableClassifier.class);
            Matrix logits = classifier.logits(new Matrix(1, 3, x));
            double[] expected = dense(
                    relu(dense(x(x), KerasModels.random(1, 12), KerasModels.random(2, 4))),
                    KerasModels.random(3, 8),
                    KerasModels.random(4, 2));
            assertThat((double) logits.get(0, 0)).isCloseTo(expected[0], within(1e-5));
            assertThat((double) logits.get(0, 1)).isCloseTo(expected[1], within(1e-5));
        }
        assertThat(path.toFile()).isInstanceOf(File.class);
    }

    private static double[] x(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static double[] relu(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> Math.max(0, values[i]))
                .toArray();
    }

    private static double[] dense(double[] x, float[] kernel, float[] bias) {
        double[] y = new double[bias.length];
        for (int j = 0; j < y.length; j++) {
            y[j] = bias[j];
            for (int i = 0; i < x.length; i++) {
                y[j] += x[i] * kernel[i * y.length + j];
            }
        }
        return y;
    }

    @Test
    void aModelWithItsTrainingCanBeTrainedOn() throws IOException {
        Group group = KerasModels.small()
                .text(
                        "training_config",
                        "{\"loss\": \"categorical_crossentropy\", \"metrics\": [], \"optimizer_config\": {\"class_name\": \"SGD\", \"config\": {\"learning_rate\": 0.1, \"lr\": 0.1, \"momentum\": 0.0, \"decay\": 0.0, \"nesterov\": false}}}");
        Matrix batch = new Matrix(1, 3, new float[] {0.5f, -1, 2});
        float[] with = logits(opened(group), InputShape.flat(3), batch);
        assertThat(with).isEqualTo(logits(opened(KerasModels.small()), InputShape.flat(3), batch));
    }

    private static float[] logits(TestedModel model, InputShape shape, Matrix batch) {
        return model.model().classifier(shape).logits(batch).values();
    }

    /** Channels last, as TensorFlow has them: the closed form of one 1 x 1 convolution, flattened. */
    @Test
    void imagesHaveTheirChannelsLast() throws IOException {
        Group group = KerasModels.file(KerasModels.sequential(
                KerasModels.layer(
                        "Conv2D",
                        "conv",
                        "\"batch_input_shape\": [null, 2, 3, 2], \"filters\": 1, \"kernel_size\": [1, 1], \"strides\": [1, 1], \"padding\": \"valid\", \"data_format\": \"channels_last\", \"dilation_rate\": [1, 1], \"activation\": \"linear\", \"use_bias\": true"
                                + INITIAL),
                KerasModels.layer("Flatten", "flat", "\"data_format\": \"channels_last\""),
                KerasModels.dense("out", 2, "softmax", "")));
        KerasModels.weights(
                group, "conv", new String[] {"kernel", "bias"}, new float[][] {{2, -3}, {0.5f}}, new long[][] {
                    {1, 1, 2, 1}, {1}
                });
        float[] kernel = KerasModels.random(5, 12);
        KerasModels.weights(
                group, "out", new String[] {"kernel", "bias"}, new float[][] {kernel, {0, 1}}, new long[][] {{6, 2}, {2}
                });
        TestedModel model = opened(group);
        assertThat(model.model().channelsLast()).isTrue();
        InputShape shape = new InputShape(Layout.NHWC, 2, 2, 3);
        float[] x = KerasModels.random(6, 12);
        double[] image = new double[6];
        for (int pixel = 0; pixel < 6; pixel++) {
            image[pixel] = 2 * x[2 * pixel] - 3 * x[2 * pixel + 1] + 0.5;
        }
        double[] expected = dense(image, kernel, new float[] {0, 1});
        float[] logits = logits(model, shape, new Matrix(1, 12, x));
        assertThat((double) logits[0]).isCloseTo(expected[0], within(1e-4));
        assertThat((double) logits[1]).isCloseTo(expected[1], within(1e-4));

        assertThat(catchThrowable(() -> model.model().classifier(new InputShape(Layout.NHWC, 3, 2, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The model takes samples of the shape [2, 3, 2] (height, width, channels), but these are"
                        + " [2, 2, 3]; their channels seem to come first: move them to the last axis");
        assertThat(catchThrowable(() -> model.model().classifier(InputShape.flat(12))))
                .hasMessage(
                        "The model takes samples of the shape [2, 3, 2] (height, width, channels), but these are [12];"
                                + " they seem to be flattened: reshape them");
        assertThat(catchThrowable(
                        () -> model.model().predictor(InputShape.flat(5)).scores(new Matrix(1, 5, new float[5]))))
                .hasMessageContaining("but these are [5]; give samples of the kind that it was trained on");
    }

    @Test
    void sequencesAreConvolvedAsKerasDoes() throws IOException {
        Group group = KerasModels.file(KerasModels.sequential(
                KerasModels.layer(
                        "Conv1D",
                        "conv",
                        "\"batch_input_shape\": [null, 4, 3], \"filters\": 2, \"kernel_size\": [2], \"strides\": [1], \"padding\": \"valid\", \"data_format\": \"channels_last\", \"dilation_rate\": [1], \"activation\": \"linear\", \"use_bias\": true"
                                + INITIAL),
                KerasModels.layer("Flatten", "flat", "\"data_format\": \"channels_last\""),
                KerasModels.dense("out", 2, "softmax", "")));
        float[] kernel = KerasModels.random(7, 12);
        float[] bias = {0.5f, -1};
        KerasModels.weights(group, "conv", new String[] {"kernel", "bias"}, new float[][] {kernel, bias}, new long[][] {
            {2, 3, 2}, {2}
        });
        float[] last = KerasModels.random(8, 12);
        KerasModels.weights(
                group, "out", new String[] {"kernel", "bias"}, new float[][] {last, {0, 1}}, new long[][] {{6, 2}, {2}
                });
        TestedModel model = opened(group);
        assertThat(model.model().channelsLast()).isTrue();
        float[] x = KerasModels.random(9, 12);
        double[] convolved = new double[6];
        for (int step = 0; step < 3; step++) {
            for (int out = 0; out < 2; out++) {
                convolved[2 * step + out] = bias[out];
                for (int k = 0; k < 2; k++) {
                    for (int in = 0; in < 3; in++) {
                        convolved[2 * step + out] += x[3 * (step + k) + in] * kernel[(k * 3 + in) * 2 + out];
                    }
                }
            }
        }
        double[] expected = dense(convolved, last, new float[] {0, 1});
        float[] logits = logits(model, new InputShape(Layout.NWC, 3, 1, 4), new Matrix(1, 12, x));
        assertThat((double) logits[0]).isCloseTo(expected[0], within(1e-4));
        assertThat((double) logits[1]).isCloseTo(expected[1], within(1e-4));
    }

    private static String dense() {
        return KerasModels.dense("out", 2, "softmax", "\"batch_input_shape\": [null, 3]");
    }

    private static DynamicTest refused(Path file, String what, String... parts) {
        return DynamicTest.dynamicTest(what, () -> {
            Throwable failure =
                    Assertions.assertTimeoutPreemptively(LIMIT, () -> catchThrowable(() -> TestedModel.of(file)));
            assertThat(failure).as(what).isInstanceOf(IllegalArgumentException.class);
            assertThat(failure.getMessage()).contains(parts).doesNotContain("\n", "\tat ");
        });
    }

    private DynamicTest configuration(String what, String configuration, String... parts) throws IOException {
        Group group = KerasModels.file(configuration);
        KerasModels.weights(
                group,
                "out",
                new String[] {"kernel", "bias"},
                new float[][] {new float[6], new float[2]},
                new long[][] {{3, 2}, {2}});
        return refused(file(Hdf5Writer.write(group)), what, parts);
    }

    private DynamicTest group(String what, Consumer<Group> change, String... parts) throws IOException {
        Group group = KerasModels.small();
        change.accept(group);
        return refused(file(Hdf5Writer.write(group)), what, parts);
    }

    @TestFactory
    Stream<DynamicTest> whatKerasDoesNotSaveIsRefused() throws IOException {
        String deep = "[".repeat(100) + "]".repeat(100);
        return Stream.of(
                configuration(
                        "a Lambda layer",
                        KerasModels.sequential(
                                KerasModels.layer("Lambda", "shout", "\"function\": [\"4wE\", null, null]"), dense()),
                        "the Lambda layer shout, which is code",
                        "TestedModel.ofTrusted(path)"),
                configuration(
                        "a layer of one's own",
                        KerasModels.sequential(KerasModels.layer("MyAttention", "mine", ""), dense()),
                        "the layer mine of the kind MyAttention",
                        "registerCustomLayer"),
                configuration(
                        "an operation of TensorFlow",
                        KerasModels.sequential(KerasModels.layer("TensorFlowOpLayer", "op", ""), dense()),
                        "of the kind TensorFlowOpLayer"),
                configuration(
                        "a layer of one's own within another",
                        KerasModels.sequential(
                                KerasModels.layer(
                                        "TimeDistributed",
                                        "each",
                                        "\"layer\": " + KerasModels.layer("Lambda", "inner", "")),
                                dense()),
                        "the Lambda layer inner"),
                configuration(
                        "a model within the model",
                        KerasModels.sequential(KerasModels.layer("Sequential", "base", "\"layers\": []"), dense()),
                        "of the kind Sequential"),
                configuration(
                        "a class of DL4J",
                        KerasModels.sequential(
                                KerasModels.layer("org.deeplearning4j.nn.conf.layers.DenseLayer", "x", ""), dense()),
                        "of the kind org.deeplearning4j"),
                configuration(
                        "a subclassed model",
                        "{\"class_name\": \"MyModel\", \"config\": {}}",
                        "of the class 'MyModel'"),
                configuration(
                        "no layers", "{\"class_name\": \"Sequential\", \"config\": {\"layers\": []}}", "with 0 layers"),
                configuration("no JSON", "{\"class_name\": ", "is no JSON that Keras writes"),
                configuration("a list for a model", "[1, 2]", "is no object of JSON"),
                configuration("a key twice", "{\"class_name\": \"Sequential\", \"class_name\": \"Model\"}", "no JSON"),
                configuration("levels without end", "{\"class_name\": " + deep + "}", "no JSON"),
                configuration("more after the end", KerasModels.sequential(dense()) + "{}", "no JSON"),
                configuration("a number of 200 digits", "{\"class_name\": " + "9".repeat(200) + "}", "no JSON"),
                configuration(
                        "a layer of 2 billion units",
                        KerasModels.sequential(
                                KerasModels.dense("out", 2_000_000_000, "softmax", "\"batch_input_shape\": [null, 3]")),
                        "by its layers, but only 8 of them"),
                configuration(
                        "layers of more weights together than a long counts",
                        KerasModels.sequential(
                                KerasModels.layer(
                                        "Conv2D",
                                        "wide",
                                        KerasModels.CONVOLUTION.formatted(
                                                "[null, 40000, 40000, 40000]", 40000, "[40000, 40000]", "relu")),
                                KerasModels.layer(
                                        "Conv2D",
                                        "wider",
                                        KerasModels.CONVOLUTION
                                                .formatted("[null, 1, 1, 40000]", 60000, "[60000, 60000]", "relu")
                                                .replace("valid", "same")),
                                KerasModels.layer("Flatten", "flat", "\"data_format\": \"channels_last\""),
                                KerasModels.dense("out", 2, "softmax", "")),
                        "holds a Keras model of 9223372036854775807 weights by its layers"),
                configuration(
                        "a picture of 10^10 points",
                        KerasModels.sequential(
                                KerasModels.layer(
                                        "UpSampling2D",
                                        "up",
                                        "\"batch_input_shape\": [null, 100, 100, 1], \"size\": [1000, 1000], \"data_format\": \"channels_last\""),
                                dense()),
                        "holds a Keras model"),
                configuration(
                        "text for a number",
                        KerasModels.sequential(dense().replace("\"units\": 2", "\"units\": \"two\"")),
                        "DL4J's importer does not take"),
                configuration(
                        "an unknown activation",
                        KerasModels.sequential(dense().replace("softmax", "mystery")),
                        "DL4J's importer does not take",
                        "mystery"),
                configuration(
                        "weights of another shape",
                        KerasModels.sequential(dense().replace("[null, 3]", "[null, 5]")),
                        "has the weights W of the shape [5, 2] by its configuration, but stores them as [3, 2]"),
                group("no model", group -> group.texts("model_config"), "is 0 texts, not one"),
                group("Keras 3", group -> group.text("keras_version", "3.0.5"), "was saved by Keras 3.0.5", "tf_keras"),
                group(
                        "weights that are not there",
                        group -> group.group("model_weights")
                                .group("first")
                                .texts("weight_names", "first/kernel:0", "first/gone:0"),
                        "'first/gone:0' are listed, but not there"),
                group(
                        "a path of 100 names",
                        group -> group.group("model_weights").group("first").texts("weight_names", "a/".repeat(100)),
                        "1 to 16"),
                group(
                        "a name of 2,000 characters",
                        group -> group.group("model_weights").group("x".repeat(2000)),
                        "with a name of more than 1024 characters"),
                group(
                        "weights of no layer",
                        group -> {
                            KerasModels.weights(
                                    group, "third", new String[] {"kernel"}, new float[][] {{1}}, new long[][] {{1}});
                            group.group("model_weights").texts("layer_names", "first", "second", "third");
                        },
                        "holds weights of the layer third, which is not in its model"),
                group(
                        "a layer without weights",
                        group -> group.group("model_weights").texts("layer_names", "first"),
                        "no weights of the layer second"),
                group(
                        "weights of no values",
                        group -> group.group("model_weights")
                                .group("first")
                                .group("first")
                                .array("kernel:0", new float[0], 0),
                        "Keras model"),
                refused(
                        file(Hdf5Writer.write(new Group())),
                        "an empty file of HDF5",
                        "without the attribute model_config"),
                refused(file("PK".getBytes(StandardCharsets.US_ASCII)), "a torn zip", "zip"));
    }

    /** Every 8 bytes of a file may be an address or a size: each is made everything that harms. */
    @Test
    void noWordOfAFileCanDoHarm() throws IOException {
        byte[] whole = Hdf5Writer.write(KerasModels.small());
        long[] words = {0, 1, 96, 0x7fffffffL, 0xffffffffL, Long.MAX_VALUE, -1, -2, whole.length - 4, 1L << 40};
        List<byte[]> files = new ArrayList<>();
        for (int at = 8; at + 8 <= whole.length; at += 8) {
            byte[] changed = whole.clone();
            ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(at, words[at / 8 % words.length]);
            files.add(changed);
        }
        assertHarmless(files);
    }

    @Test
    void aFileThatLeadsBackToEarlierPartsEnds() throws IOException {
        byte[] whole = Hdf5Writer.write(KerasModels.small());
        List<byte[]> files = new ArrayList<>();
        for (int at = 96; at + 8 <= whole.length; at += 8) {
            long word = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong(at);
            if (word >= 96 && word < whole.length && word % 8 == 0) {
                for (int back = 1; back < 4; back++) {
                    byte[] changed = whole.clone();
                    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(at, Math.max(0, at - 8L * back));
                    files.add(changed);
                }
            }
        }
        assertThat(files).hasSizeGreaterThan(30);
        assertHarmless(files);
    }

    @Test
    void aFileThatIsCutShortIsRefused() throws IOException {
        byte[] whole = Hdf5Writer.write(KerasModels.small());
        for (int length = 0; length < whole.length; length += 64) {
            Path cut = file(java.util.Arrays.copyOf(whole, length));
            assertThat(catchThrowable(() -> TestedModel.of(cut)))
                    .as("%d bytes", length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void bytesThatAreWrongEndInASentence() throws IOException {
        byte[] whole = Hdf5Writer.write(KerasModels.small());
        Random random = new Random(7);
        List<byte[]> files = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            byte[] changed = whole.clone();
            for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                changed[8 + random.nextInt(whole.length - 8)] = (byte) random.nextInt();
            }
            files.add(changed);
        }
        assertHarmless(files);
    }

    /** A changed weight or name is a model like any other. */
    private void assertHarmless(List<byte[]> files) throws IOException {
        Path path = folder.resolve("changed.h5");
        for (byte[] bytes : files) {
            Files.write(path, bytes);
            Throwable failure =
                    Assertions.assertTimeoutPreemptively(LIMIT, () -> catchThrowable(() -> TestedModel.of(path)));
            if (failure != null) {
                assertThat(failure).isInstanceOf(IllegalArgumentException.class);
                assertThat(failure.getMessage()).isNotBlank().doesNotContain("\tat ");
            }
        }
    }
}
