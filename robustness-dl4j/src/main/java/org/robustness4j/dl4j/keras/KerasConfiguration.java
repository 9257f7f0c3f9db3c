package org.robustness4j.dl4j.keras;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.robustness4j.dl4j.hdf5.Hdf5Group;

/**
 * What a Keras file says of a model and its training, as JSON.
 *
 * @param model with the version and the backend, as DL4J's importer takes it
 * @param isSequential whether it is a chain of layers, not a graph
 * @param training null where the model was saved without
 */
record KerasConfiguration(
        String model, boolean isSequential, @Nullable String training) {

    /** Keras's deepest configurations have about 12 levels. */
    private static final int MOST_LEVELS = 64;

    private static final int LONGEST_WORD = 10_000;
    private static final int LONGEST_VERSION = 40;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_LEVELS)
                            .maxNumberLength(100)
                            .maxStringLength(LONGEST_WORD)
                            .maxNameLength(LONGEST_WORD)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * Reads a file's configuration.
     *
     * @param layers which kinds of layers may be in it
     * @throws IllegalArgumentException if there is none, or it is not one of a model that may be read; the message goes
     *     on after the name of the file
     */
    static KerasConfiguration of(Hdf5Group root, KerasLayerKinds layers) throws IOException {
        String text = root.text("model_config")
                .orElseThrow(
                        () -> new IllegalArgumentException("is an HDF5 file without the attribute model_config, so it"
                                + " holds no model of Keras or its weights alone; save the model as a whole with"
                                + " model.save('model.h5')"));
        ObjectNode model = object("model_config", text);
        String version = version(root);
        model.put("keras_version", version);
        model.put("backend", root.text("backend").orElse("tensorflow"));
        String kind = model.path("class_name").asText("");
        boolean isSequential = kind.equals("Sequential");
        if (!isSequential && !kind.equals("Model") && !kind.equals("Functional")) {
            throw new IllegalArgumentException(
                    "holds a Keras model of the class '" + KerasLayerKinds.shortened(kind)
                            + "'; DL4J's importer reads Sequential and Functional models: build the model so, and save it again");
        }
        JsonNode config = model.path("config");
        layers.require(config.isArray() ? config : config.path("layers"));
        Optional<String> training = root.text("training_config");
        return new KerasConfiguration(
                model.toString(),
                isSequential,
                training.isPresent() ? object("training_config", training.get()).toString() : null);
    }

    private static String version(Hdf5Group root) throws IOException {
        String version = root.text("keras_version").orElse("1.0.0");
        if (!version.startsWith("1.") && !version.startsWith("2.")) {
            throw new IllegalArgumentException("was saved by Keras "
                    + version.substring(0, Math.min(LONGEST_VERSION, version.length()))
                    + ", but DL4J's importer reads models of Keras 1 and 2; save it with tf.keras of TensorFlow 2.15 or"
                    + " older, or with the package tf_keras");
        }
        return version;
    }

    private static ObjectNode object(String name, String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "is an HDF5 file whose attribute " + name + " is no JSON that Keras writes ("
                            + KerasLayerKinds.shortened(e.getOriginalMessage()) + "); save the model again with Keras",
                    e);
        }
        throw new IllegalArgumentException(
                "is an HDF5 file whose attribute " + name + " is no object of JSON; save the model again with Keras");
    }
}
