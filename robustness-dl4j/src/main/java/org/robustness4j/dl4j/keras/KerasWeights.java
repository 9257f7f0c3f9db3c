package org.robustness4j.dl4j.keras;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.layers.wrappers.KerasBidirectional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.dl4j.hdf5.Hdf5Array;
import org.robustness4j.dl4j.hdf5.Hdf5Group;

/**
 * The weights in a Keras file: a group for each layer, whose attribute {@code weight_names} lists the paths of its
 * arrays. DL4J's importer guesses these paths and reads them by the native library of HDF5; here they are taken as they
 * are listed, and handed to its layers.
 */
final class KerasWeights {

    private static final int MOST_PARTS_OF_A_PATH = 16;

    /** TensorFlow numbers what would be called alike: {@code kernel:0}, {@code bias_1}. */
    private static final Pattern NUMBER = Pattern.compile("(_\\d+)?(:\\d+)?$");

    private final Map<String, Map<String, Hdf5Array>> layers = new HashMap<>();

    private KerasWeights() {}

    /** @throws IllegalArgumentException if they are not where Keras writes them; the message goes on after the file */
    static KerasWeights read(Hdf5Group root) throws IOException {
        Optional<Hdf5Group> inside = root.group("model_weights");
        Hdf5Group all = inside.isPresent() ? inside.get() : root;
        KerasWeights weights = new KerasWeights();
        List<String> names = list(all, "layer_names");
        for (String name : names.isEmpty() ? all.names() : names) {
            Hdf5Group layer = all;
            for (String part : parts(name)) {
                layer = layer.group(part).orElseThrow(() -> missing(name));
            }
            weights.add(name, layer);
        }
        return weights;
    }

    /** Lists of more than 64 KiB are stored in pieces that are numbered. */
    private static List<String> list(Hdf5Group group, String attribute) throws IOException {
        Optional<List<String>> whole = group.texts(attribute);
        if (whole.isPresent()) {
            return whole.get();
        }
        List<String> pieces = new ArrayList<>();
        Optional<List<String>> piece = group.texts(attribute + 0);
        for (int number = 1; piece.isPresent(); number++) {
            pieces.addAll(piece.get());
            piece = group.texts(attribute + number);
        }
        return pieces;
    }

    private static List<String> parts(String path) {
        List<String> parts = Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .toList();
        if (parts.isEmpty() || parts.size() > MOST_PARTS_OF_A_PATH) {
            throw new IllegalArgumentException("holds a Keras model with weights at the path '"
                    + KerasLayerKinds.shortened(path) + "'; one of 1 to " + MOST_PARTS_OF_A_PATH
                    + " names is read: save the model again with Keras");
        }
        return parts;
    }

    private static IllegalArgumentException missing(String path) {
        return new IllegalArgumentException("holds a Keras model whose weights '" + KerasLayerKinds.shortened(path)
                + "' are listed, but not there; save the model again with Keras");
    }

    private void add(String layer, Hdf5Group group) throws IOException {
        Map<String, Hdf5Array> arrays = new HashMap<>();
        for (String path : list(group, "weight_names")) {
            List<String> parts = parts(path);
            Hdf5Group folder = group;
            for (String part : parts.subList(0, parts.size() - 1)) {
                folder = folder.group(part).orElseThrow(() -> missing(path));
            }
            String last = parts.get(parts.size() - 1);
            Hdf5Array array = folder.array(last).orElseThrow(() -> missing(path));
            if (arrays.put(parameter(layer, parts), array) != null) {
                throw new IllegalArgumentException("holds a Keras model whose layer " + KerasLayerKinds.shortened(layer)
                        + " has two weights called " + KerasLayerKinds.shortened(last)
                        + ", as models within models have; put its layers into the outer model, and save it again");
            }
        }
        if (!arrays.isEmpty()) {
            layers.put(layer, arrays);
        }
    }

    /** What DL4J calls the weight: the end of its path without the layer's name, with the direction before it. */
    private static String parameter(String layer, List<String> parts) {
        String name = NUMBER.matcher(parts.get(parts.size() - 1)).replaceFirst("");
        String inner = layer.substring(layer.lastIndexOf('/') + 1) + "_";
        if (name.startsWith(inner)) {
            name = name.substring(inner.length());
        }
        for (String part : parts.subList(0, parts.size() - 1)) {
            if (part.startsWith("forward_") || part.startsWith("backward_")) {
                return part.substring(0, part.indexOf('_') + 1) + name;
            }
        }
        return name;
    }

    /** The number of values. */
    long count() {
        return layers.values().stream()
                .flatMap(arrays -> arrays.values().stream())
                .mapToLong(array -> array.values().length)
                .sum();
    }

    /** @throws IllegalArgumentException if a layer has no weights, or weights have no layer */
    void requireLayers(Map<String, KerasLayer> kerasLayers) {
        for (String name : layers.keySet()) {
            if (!kerasLayers.containsKey(name)) {
                throw new IllegalArgumentException("holds weights of the layer " + KerasLayerKinds.shortened(name)
                        + ", which is not in its model; save the model again with Keras");
            }
        }
        for (Map.Entry<String, KerasLayer> entry : kerasLayers.entrySet()) {
            if (entry.getValue().getNumParams() > 0 && !layers.containsKey(entry.getKey())) {
                throw new IllegalArgumentException("holds no weights of the layer "
                        + KerasLayerKinds.shortened(entry.getKey()) + "; save the model with its weights, by"
                        + " model.save('model.h5')");
            }
        }
    }

    /** Hands the weights to layers, each of which knows what to do with its own. */
    void giveTo(Map<String, KerasLayer> kerasLayers) throws InvalidKerasConfigurationException {
        for (Map.Entry<String, Map<String, Hdf5Array>> entry : layers.entrySet()) {
            KerasLayer layer = Objects.requireNonNull(kerasLayers.get(entry.getKey()));
            boolean isBidirectional = layer instanceof KerasBidirectional;
            Map<String, INDArray> arrays = new HashMap<>();
            entry.getValue()
                    .forEach(
                            (name, array) -> arrays.put(isBidirectional ? name : withoutDirection(name), array(array)));
            layer.setWeights(arrays);
        }
    }

    /** Only bidirectional layers have directions; others may lie in a scope of such a name. */
    private static String withoutDirection(String name) {
        return name.replaceFirst("^(forward|backward)_", "");
    }

    private static INDArray array(Hdf5Array stored) {
        if (stored.values().length == 0) {
            throw new IllegalArgumentException("holds a Keras model with weights of the shape "
                    + Arrays.toString(stored.shape()) + ", which are none; save the model again with Keras");
        }
        INDArray flat = Nd4j.create(stored.values(), new long[] {stored.values().length}, DataType.FLOAT);
        return stored.shape().length == 0 ? flat.reshape() : flat.reshape('c', stored.shape());
    }
}
