package org.robustness4j.data;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A reader of one kind of data set. Implementations are found by {@link ServiceLoader}, so that a data set of any
 * library can be handed to {@link #read}.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public interface SampleSource {

    /**
     * Reads a data set.
     *
     * @param data the data set as the user has it
     * @param channelsLast whether arrays of rank 4 have their channels last
     * @return the samples, or nothing when this source does not know the kind of data set
     * @throws IllegalArgumentException if the data cannot be used as labelled samples
     */
    Optional<Samples> samples(Object data, boolean channelsLast);

    /**
     * Reads a data set for a model that may give several labels for each sample.
     *
     * @param data the data set as the user has it
     * @param format how the model takes samples, and which labels it needs
     * @return the samples, or nothing when this source does not know the kind of data set
     * @throws IllegalArgumentException if the data cannot be used as labelled samples
     */
    @API(status = Status.INTERNAL, since = "0.1")
    default Optional<Samples> samples(Object data, Format format) {
        return samples(data, format.channelsLast());
    }

    /**
     * What of a data set a model needs, and how it lies there.
     *
     * @param channelsLast whether arrays of more than two axes have their channels last
     * @param areLabels whether labels are independent of each other, each 0 or 1; else they are one-hot
     * @param label the only one of independent labels that counts, from 0; negative for all of them
     * @param places where in a sample there are labels
     * @param classesLast whether labels of several places have their classes last
     */
    @API(status = Status.INTERNAL, since = "0.1")
    record Format(boolean channelsLast, boolean areLabels, int label, Places places, boolean classesLast)
            implements Serializable {

        /** Where in a sample there are labels. */
        public enum Places {
            /** A sample is labelled as a whole. */
            WHOLE,
            /** Each step of a sequence is labelled, or each pixel. */
            EACH,
            /** Steps may be labelled, but the last one counts alone. */
            LAST
        }

        /** One class for each sample. */
        public static Format ofClasses(boolean channelsLast) {
            return new Format(channelsLast, false, -1, Places.WHOLE, false);
        }

        /** Whether a sample has one class, and no other labels. */
        public boolean isOfClasses() {
            return !areLabels && places == Places.WHOLE;
        }
    }

    /**
     * The names of the classes that a data set brings, in their order; none when it brings none, or is of no kind that
     * this source knows. Nothing is read from an iterator.
     */
    default List<String> classNames(Object data) {
        return List.of();
    }

    /**
     * The names of the features that a data set brings, in their order; none when it brings none, or is of no kind that
     * this source knows.
     */
    default List<String> featureNames(Object data) {
        return List.of();
    }

    /** The names of the classes that a data set brings, by the first source that knows some. */
    @API(status = Status.INTERNAL, since = "0.1")
    static List<String> classNamesOf(Object data) {
        return firstNames(source -> source.classNames(data));
    }

    /** The names of the features that a data set brings, by the first source that knows some. */
    @API(status = Status.INTERNAL, since = "0.1")
    static List<String> featureNamesOf(Object data) {
        return firstNames(source -> source.featureNames(data));
    }

    private static List<String> firstNames(Function<SampleSource, List<String>> names) {
        return ServiceLoader.load(SampleSource.class, SampleSource.class.getClassLoader()).stream()
                .map(source -> names.apply(source.get()))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /**
     * Reads a data set with the first source that knows it.
     *
     * @param data {@link Samples} or anything that a source on the classpath knows
     * @param channelsLast whether arrays of rank 4 have their channels last
     * @throws IllegalArgumentException if no source knows it
     */
    static Samples read(Object data, boolean channelsLast) {
        return read(data, Format.ofClasses(channelsLast));
    }

    /**
     * Reads a data set with the first source that knows it.
     *
     * @param data {@link Samples} or anything that a source on the classpath knows
     * @param format how the model takes samples, and which labels it needs
     * @throws IllegalArgumentException if no source knows it
     */
    @API(status = Status.INTERNAL, since = "0.1")
    static Samples read(Object data, Format format) {
        if (data instanceof Samples samples) {
            return samples;
        }
        return ServiceLoader.load(SampleSource.class, SampleSource.class.getClassLoader()).stream()
                .map(source -> source.get().samples(data, format))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Samples cannot be read from a "
                        + data.getClass().getName() + "; give a DataSet, a DataSetIterator or Samples. DL4J's need"
                        + " org.robustness4j:robustness-dl4j on the class path"));
    }
}
