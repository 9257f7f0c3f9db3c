package org.robustness4j.dl4j.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * The kinds of layers that a Keras file may name: those that DL4J's importer makes layers of its own of. A file of known
 * origin may name others, for which the user registered code with DL4J.
 *
 * @param trusted whether the origin of the file is known
 */
record KerasLayerKinds(boolean trusted) {

    private static final int MOST_LAYERS = 10_000;
    private static final int LONGEST_NAME = 200;

    /** As DL4J 1.0.0-M2.1 calls them for Keras 1 and 2. */
    private static final Set<String> KNOWN = Set.of(
            "Activation",
            "Add",
            "AlphaDropout",
            "AtrousConvolution1D",
            "AtrousConvolution2D",
            "Average",
            "AveragePooling1D",
            "AveragePooling2D",
            "AveragePooling3D",
            "BatchNormalization",
            "Bidirectional",
            "Concatenate",
            "Conv1D",
            "Conv2D",
            "Conv2DTranspose",
            "Conv3D",
            "Conv3DTranspose",
            "Convolution1D",
            "Convolution2D",
            "Convolution3D",
            "Cropping1D",
            "Cropping2D",
            "Cropping3D",
            "Deconvolution2D",
            "Dense",
            "DepthwiseConv2D",
            "Dot",
            "Dropout",
            "ELU",
            "Embedding",
            "Flatten",
            "GaussianDropout",
            "GaussianNoise",
            "GlobalAveragePooling1D",
            "GlobalAveragePooling2D",
            "GlobalAveragePooling3D",
            "GlobalMaxPooling1D",
            "GlobalMaxPooling2D",
            "GlobalMaxPooling3D",
            "InputLayer",
            "LSTM",
            "LeakyReLU",
            "LocallyConnected1D",
            "LocallyConnected2D",
            "Masking",
            "MaxPooling1D",
            "MaxPooling2D",
            "MaxPooling3D",
            "Maximum",
            "Merge",
            "Multiply",
            "PReLU",
            "Permute",
            "ReLU",
            "RepeatVector",
            "Reshape",
            "SeparableConv2D",
            "SeparableConvolution2D",
            "SimpleRNN",
            "Softmax",
            "SpatialDropout1D",
            "SpatialDropout2D",
            "SpatialDropout3D",
            "Subtract",
            "ThresholdedReLU",
            "TimeDistributed",
            "TimeDistributedDense",
            "UpSampling1D",
            "UpSampling2D",
            "UpSampling3D",
            "ZeroPadding1D",
            "ZeroPadding2D",
            "ZeroPadding3D");

    /** @throws IllegalArgumentException if there are none, or one is of another kind, which is named */
    void require(JsonNode layers) {
        if (!layers.isArray() || layers.isEmpty() || layers.size() > MOST_LAYERS) {
            throw new IllegalArgumentException("holds a Keras model with " + layers.size() + " layers; 1 to "
                    + MOST_LAYERS + " are read: save the model again with Keras");
        }
        layers.forEach(this::requireKnown);
    }

    private void requireKnown(JsonNode layer) {
        String kind = layer.path("class_name").asText("");
        JsonNode config = layer.path("config");
        String name = shortened(config.path("name").asText(layer.path("name").asText("without a name")));
        if (!config.isObject()) {
            throw new IllegalArgumentException("holds a Keras model whose layer " + name + " of the kind "
                    + shortened(kind) + " says nothing of itself; save the model again with Keras");
        }
        if (!trusted && kind.equals("Lambda")) {
            throw new IllegalArgumentException("holds a Keras model with the Lambda layer " + name
                    + ", which is code; if you know where the file comes from, register what it does with"
                    + " KerasLayer.registerLambdaLayer and open it with TestedModel.ofTrusted(path), or build the model without"
                    + " it");
        }
        if (!trusted && !KNOWN.contains(kind)) {
            throw new IllegalArgumentException("holds a Keras model with the layer " + name + " of the kind "
                    + shortened(kind)
                    + ", which DL4J's importer does not know; build the model without it, or register it with"
                    + " KerasLayer.registerCustomLayer and open the file with TestedModel.ofTrusted(path)");
        }
        if (kind.equals("TimeDistributed") || kind.equals("Bidirectional")) {
            requireKnown(config.path("layer"));
        }
    }

    static String shortened(String text) {
        return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) + "..." : text;
    }
}
