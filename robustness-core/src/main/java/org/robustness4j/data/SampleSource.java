package org.robustness4j.data;

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
        if (data instanceof Samples samples) {
            return samples;
        }
        return ServiceLoader.load(SampleSource.class, SampleSource.class.getClassLoader()).stream()
                .map(source -> source.get().samples(data, channelsLast))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Samples cannot be read from a "
                        + data.getClass().getName() + "; give a DataSet, a DataSetIterator or Samples. DL4J's need"
                        + " org.robustness4j:robustness-dl4j on the class path"));
    }
}
