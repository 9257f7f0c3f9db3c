package org.robustness4j.dl4j.layerwise;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What two vertices have in common that run the same code of DL4J: their classes and settings, and the ranks of their
 * inputs; not their sizes, names and what concerns training alone. In a user's own classes everything counts.
 */
record VertexKind(String description) {

    private static final int DEPTH = 4;

    private static final Set<String> OTHERS = Set.of(
            "layerName",
            "nIn",
            "nOut",
            "iUpdater",
            "biasUpdater",
            "weightInitFn",
            "weightInitFnRecurrent",
            "biasInit",
            "gainInit",
            "forgetGateBiasInit",
            "regularization",
            "regularizationBias",
            "gradientNormalization",
            "gradientNormalizationThreshold",
            "constraints",
            "initializer",
            "decay",
            "cudnnAlgoMode",
            "cudnnFwdMode",
            "cudnnBwdFilterMode",
            "cudnnBwdDataMode");

    static VertexKind of(GraphVertex vertex, Object configuration, INDArray[] inputs) {
        String ranks = Arrays.stream(inputs)
                .map(input -> String.valueOf(input.rank()))
                .collect(Collectors.joining(",", "(", ")"));
        String runs = vertex.getClass().getName()
                + (vertex.hasLayer() ? vertex.getLayer().getClass().getName() : "");
        return new VertexKind(runs + ranks + description(configuration, DEPTH));
    }

    private static String description(@Nullable Object value, int depth) {
        if (value == null) {
            return "null";
        }
        Class<?> type = value.getClass();
        if (type.isArray()) {
            StringBuilder elements = new StringBuilder("[");
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.append(description(Array.get(value, i), depth)).append(',');
            }
            return elements.append(']').toString();
        }
        if (value instanceof Enum || type.getName().startsWith("java.")) {
            return String.valueOf(value);
        }
        return value instanceof INDArray || depth == 0
                ? type.getName() + '@' + System.identityHashCode(value)
                : type.getName() + fields(value, depth);
    }

    private static String fields(Object value, int depth) {
        StringBuilder fields = new StringBuilder("{");
        for (Class<?> type = value.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                boolean matters =
                        !type.getName().startsWith("org.deeplearning4j.") || !OTHERS.contains(field.getName());
                if (matters && !Modifier.isStatic(field.getModifiers())) {
                    fields.append(field.getName())
                            .append('=')
                            .append(read(field, value, depth))
                            .append(';');
                }
            }
        }
        return fields.append('}').toString();
    }

    /** What cannot be read counts as different from everything else. */
    private static String read(Field field, Object object, int depth) {
        try {
            field.setAccessible(true);
            return description(field.get(object), depth - 1);
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            return "@" + System.identityHashCode(object);
        }
    }
}
