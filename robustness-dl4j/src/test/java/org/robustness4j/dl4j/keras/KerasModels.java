package org.robustness4j.dl4j.keras;

import java.util.Arrays;
import java.util.Random;
import org.robustness4j.dl4j.keras.Hdf5Writer.Group;

/** Models as Keras 2 saves them. */
public final class KerasModels {

    /** A convolution of images: shape of a batch, filters, kernel, activation. */
    public static final String CONVOLUTION =
            "\"batch_input_shape\": %s, \"filters\": %d, \"kernel_size\": %s, \"strides\": [1, 1], \"padding\": \"valid\", \"data_format\": \"channels_last\", \"dilation_rate\": [1, 1], \"activation\": \"%s\", \"use_bias\": true, \"kernel_initializer\": {\"class_name\": \"GlorotUniform\", \"config\": {\"seed\": null}}, \"bias_initializer\": {\"class_name\": \"Zeros\", \"config\": {}}, \"kernel_regularizer\": null, \"bias_regularizer\": null, \"activity_regularizer\": null, \"kernel_constraint\": null, \"bias_constraint\": null";

    private KerasModels() {}

    /** A layer of a {@code Sequential} model. */
    public static String layer(String kind, String name, String more) {
        return "{\"class_name\": \"%s\", \"config\": {\"name\": \"%s\", \"trainable\": true, \"dtype\": \"float32\"%s}}"
                .formatted(kind, name, more.isEmpty() ? "" : ", " + more);
    }

    /** A dense layer of it. */
    public static String dense(String name, int units, String activation, String more) {
        return layer(
                "Dense",
                name,
                "\"units\": %d, \"activation\": \"%s\", \"use_bias\": true, \"kernel_initializer\": %s, \"bias_initializer\": %s, \"kernel_regularizer\": null, \"bias_regularizer\": null, \"activity_regularizer\": null, \"kernel_constraint\": null, \"bias_constraint\": null%s"
                        .formatted(
                                units,
                                activation,
                                "{\"class_name\": \"GlorotUniform\", \"config\": {\"seed\": null}}",
                                "{\"class_name\": \"Zeros\", \"config\": {}}",
                                more.isEmpty() ? "" : ", " + more));
    }

    /** The configuration of a {@code Sequential} model. */
    public static String sequential(String... layers) {
        return "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"sequential\", \"layers\": [%s]}}"
                .formatted(String.join(", ", layers));
    }

    /** A file with a configuration, and without weights yet. */
    public static Group file(String configuration) {
        return new Group()
                .text("keras_version", "2.4.0")
                .text("backend", "tensorflow")
                .text("model_config", configuration);
    }

    /** Adds the weights of a layer: names and arrays. */
    public static void weights(Group file, String layer, String[] names, float[][] values, long[][] shapes) {
        Group group = file.group("model_weights").group(layer);
        String[] paths =
                Arrays.stream(names).map(name -> layer + "/" + name + ":0").toArray(String[]::new);
        group.texts("weight_names", paths);
        for (int i = 0; i < names.length; i++) {
            group.group(layer).array(names[i] + ":0", values[i], shapes[i]);
        }
    }

    /** Values without a pattern, the same every time. */
    public static float[] random(long seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Two dense layers, 3 features, 4 units, 2 classes. */
    public static Group small() {
        Group file = file(sequential(
                dense("first", 4, "relu", "\"batch_input_shape\": [null, 3]"), dense("second", 2, "softmax", "")));
        weights(
                file,
                "first",
                new String[] {"kernel", "bias"},
                new float[][] {random(1, 12), random(2, 4)},
                new long[][] {{3, 4}, {4}});
        weights(
                file,
                "second",
                new String[] {"kernel", "bias"},
                new float[][] {random(3, 8), random(4, 2)},
                new long[][] {{4, 2}, {2}});
        file.group("model_weights").texts("layer_names", "first", "second");
        return file;
    }
}
