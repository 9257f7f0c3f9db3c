package org.robustness4j.dl4j.file;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.distribution.Distribution;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.variational.ReconstructionDistribution;
import org.deeplearning4j.nn.conf.stepfunctions.StepFunction;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.embeddings.EmbeddingInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The classes that a network's configuration may be made of: DL4J's own and those of users, as long as they are of the
 * types that DL4J reads by name, those with a {@code @JsonTypeInfo}. They are looked up without being initialised.
 */
final class ConfigurationClasses {

    private static final List<Class<?>> TYPES = List.of(
            Layer.class,
            GraphVertex.class,
            InputPreProcessor.class,
            InputType.class,
            IActivation.class,
            ILossFunction.class,
            IUpdater.class,
            ISchedule.class,
            IDropout.class,
            IWeightInit.class,
            IWeightNoise.class,
            EmbeddingInitializer.class,
            Distribution.class,
            ReconstructionDistribution.class,
            LayerConstraint.class,
            Regularization.class,
            StepFunction.class);

    private static final Pattern NAME =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*+");
    private static final Pattern OUTSIDE_NAMES = Pattern.compile("[^\\p{L}\\p{N}_$.]+");
    private static final int LONGEST_NAME = 500;

    /** @throws IllegalArgumentException if the name is not one of such a class */
    void require(String name) {
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "names in its configuration the class '" + shortened(name)
                            + "', which is no name of a class; do not trust it, or write the model again with DL4J's ModelSerializer");
        }
        Class<?> found = find(name)
                .orElseThrow(() -> new IllegalArgumentException("names in its configuration the class " + name
                        + ", which is not on the classpath; add the library that has it"));
        requireType(found);
    }

    /** @throws IllegalArgumentException if a text is, or has in it, the name of a class that is none of these */
    void requireNoOther(String text) {
        if (text.length() <= LONGEST_NAME) {
            OUTSIDE_NAMES.splitAsStream(text).forEach(name -> find(name).ifPresent(ConfigurationClasses::requireType));
        } else {
            throw new IllegalArgumentException("holds a configuration.json with the name '" + shortened(text) + "' of "
                    + text.length() + " characters; at most " + LONGEST_NAME + " are read: shorten it");
        }
    }

    private static void requireType(Class<?> found) {
        if (TYPES.stream().noneMatch(type -> type.isAssignableFrom(found))) {
            throw new IllegalArgumentException("names in its configuration the class " + found.getName()
                    + ", which is no layer, vertex, activation or other part of a network: reading it could run code that has"
                    + " no business there, so do not trust it");
        }
    }

    private static Optional<Class<?>> find(String name) {
        return find(name, Thread.currentThread().getContextClassLoader())
                .or(() -> find(name, Layer.class.getClassLoader()));
    }

    private static Optional<Class<?>> find(String name, ClassLoader loader) {
        try {
            return Optional.of(Class.forName(name, false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }
}
